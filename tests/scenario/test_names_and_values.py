# ruff: noqa: E501
"""What the file says a name will be is what the session makes of it: one value or a list, a number, a text, an item."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.session.books import book, cells, listed, step
from workshop.scenario.names import Meaning, Names, Place, Problem, parts_of
from workshop.session.env import flat
from workshop.session.model import Group, Item, Spot
from workshop.session.scope import Scope

CHOICE = 'as = "choice"\noptions = ["Yes", "No"]'
TEXT = (
    "\n[teams.pairs]\nsize = 2\n"
    + '\n[[section]]\nid = "talk"\ntitle = "Talk"\neach = "ideas"\n'
    + step("ideas", "list", f'fields = ["Goal", {{ id = "size", title = "S", as = "number" }}, {{ id = "sign", title = "S", {CHOICE.replace(chr(10), ", ")} }}]')
    + step("own", "list", 'by = "each"')
    + step("parts", "list", 'each = "ideas"')
    + step("one", "ask", 'as = "number"')
    + step("name", "ask")
    + step("sure", "ask", 'as = "yesno"')
    + step("day", "ask", 'as = "date"')
    + step("form", "ask", 'fields = [{ id = "a", title = "A" }, { id = "l", title = "L", as = "list" }, { id = "who", title = "W", as = "choice", from = "people", many = true }]')
    + step("mark", "ask", 'by = "each"\nas = "scale"')
    + step("score", "ask", 'by = "each"\neach = "ideas"\nas = "scale"')
    + step("kept", "ask", f'each = "ideas"\n{CHOICE}')
    + step("cross", "ask", 'each = "ideas"\nacross = "parts"\nas = "number"')
    + step("placed", "sort", 'from = "ideas"\nplaces = ["Well", "Less"]')
    + step("placed_each", "sort", 'from = "ideas"\nby = "each"\nplaces = ["Good", "Bad"]')
    + step("map", "matrix", 'from = "ideas"\nx = { title = "X", low = "a", high = "b" }\ny = { title = "Y", low = "a", high = "b" }\nplaces = [{ id = "now", title = "N", x = "low", y = "high" }]')
    + step("dots", "vote", 'from = "ideas"\ndots = 3')
    + step("themes", "group", 'from = "ideas"')
    + step("said", "ask", 'section = "talk"')
    + step("rated", "ask", 'section = "talk"\nby = "each"\nas = "scale"')
    + step("verdict", "result", 'value = "one"\nfigures = [{ id = "twice", title = "T", value = "one * 2" }]\nlevels = [{ id = "weak", when = "value < 3", title = "W" }, { id = "strong", title = "S" }]')
    + step("ranked", "result", 'each = "ideas"\nvalue = "item.dots"\nlevels = [{ id = "top", when = "value > 1", title = "T" }, { id = "rest", title = "R" }]')
)  # fmt: skip

VOICES = ("p1", "p2", "p3")


def full_book() -> Any:
    fields = [{"goal": "reach", "size": 3, "sign": "yes"}, {"goal": "sell", "size": 5, "sign": "no"}]
    ideas = listed(Item(id="i1", text="Calendar", fields=fields[0]), Item(id="i2", text="Video", by="p1", fields=fields[1]))
    rows = ("i1", "i2")
    return book(
        TEXT,
        "Anna Bo Cleo",
        ideas=ideas,
        own=listed(*(Item(id=f"o{n}", text=f"Own {n}", by=voice) for n, voice in enumerate(VOICES))),
        parts=listed(Item(id="q1", text="Part", of="i1"), Item(id="q2", text="Part two", of="i2")),
        one=cells((Spot(), {"value": 2})),
        name=cells((Spot(), {"value": "Acme"})),
        sure=cells((Spot(), {"value": True})),
        day=cells((Spot(), {"value": date(2026, 1, 1)})),
        form=cells((Spot(), {"a": "A", "l": (Item(id="e1", text="Entry"),), "who": ["p1", "p2"]})),
        mark=cells(*((Spot(by=voice), {"value": 3}) for voice in VOICES)),
        score=cells(*((Spot(of=row, by=voice), {"value": 3}) for row in rows for voice in VOICES)),
        kept=cells(*((Spot(of=row), {"value": "yes"}) for row in rows)),
        cross=cells(*((Spot(of=row, across=part), {"value": 3}) for row in rows for part in ("q1", "q2"))),
        placed=cells((Spot(), {"place": {"i1": "well", "i2": "less"}})),
        placed_each=cells(*((Spot(by=voice), {"place": {"i1": "good", "i2": "bad"}}) for voice in VOICES)),
        map=cells((Spot(), {"place": {"i1": {"x": 2, "y": 9}, "i2": {"x": 9, "y": 9}}})),
        dots=cells(*((Spot(by=voice), {"gives": {"i1": 2, "i2": 1}}) for voice in VOICES)),
        themes=cells((Spot(), {"groups": (Group(id="g1", name="Group", items=("i1",)),)})),
        said=cells(*((Spot(at=row), {"value": "Said"}) for row in rows)),
        rated=cells(*((Spot(at=row, by=voice), {"value": 4}) for row in rows for voice in VOICES)),
    )


def agrees(meaning: Meaning, value: Any) -> str:
    """What is wrong with a meaning, given a value; "" for nothing. What is missing says nothing."""
    if value is None or value == ():
        return ""
    if meaning.is_list and not isinstance(value, tuple):
        return "said to be a list"
    if meaning.is_one and isinstance(value, tuple):
        return "said to be one"
    while isinstance(value, tuple):
        value = next((one for one in value if one is not None and one != ()), None)
    if value is None or meaning.kind == "any":
        return ""
    kinds = {"number": (int, float), "text": str, "truth": bool, "date": date, "item": Item}
    if not isinstance(value, kinds[meaning.kind]) or (meaning.kind == "number" and isinstance(value, bool)):
        return f"said to be {meaning.kind}"
    if meaning.options and value not in meaning.options:
        return f"said to be one of {meaning.options}"
    return ""


def test_bare_names() -> None:
    made = full_book()
    names = Names(made.scenario)
    place = Place(before=len(made.scenario.step))
    wrong = []
    looked_at = 0
    for id in names.all():
        one = names.steps.get(id)
        tails = parts_of(one) if one is not None else ["rounds", "ended", "left"] if id == "talk" else []
        for path in [(id,), *((id, tail) for tail in tails), (id, "text"), (id, "first", "text")]:
            meaning = names.meaning(path, place)
            if isinstance(meaning, Problem):
                continue
            looked_at += 1
            value = made.value(".".join(path), Scope())
            if said := agrees(meaning, value):
                wrong.append((".".join(path), said, meaning, value))
    assert wrong == []
    assert looked_at > 80


def test_names_of_an_item() -> None:
    made = full_book()
    names = Names(made.scenario)
    everything = len(made.scenario.step)
    wrong = []
    looked_at = 0
    sources = {"ideas": "i1", "own": "o1", "parts": "q1", "people": "p1", "themes": "g1", "form.l": "e1", "placed.well": "i1"}
    for source, id in sources.items():
        place = Place(before=everything, item=Meaning("item", makers=names.origins.of(source)))
        paths: list[tuple[str, ...]] = [("text",), ("by",), ("of",), ("members",), ("round",), ("goal",), ("size",), ("sign",)]
        for one in made.scenario.step:
            paths += [(one.id,), *((one.id, tail) for tail in (*parts_of(one), "share", "voters", "votes", "place", "x", "y"))]
        for path in paths:
            meaning = names.meaning(("item", *path), place)
            if isinstance(meaning, Problem):
                continue
            looked_at += 1
            value = made.value(".".join(("item", *path)), Scope(item=id))
            if said := agrees(meaning, value):
                wrong.append((source, ".".join(path), said, meaning, value))
    assert wrong == []
    assert looked_at > 200


def test_what_is_refused_is_missing() -> None:
    """A name that the check refuses comes to nothing in a session: nobody loses what would have worked."""
    made = full_book()
    names = Names(made.scenario)
    place = Place(before=len(made.scenario.step))
    wrong = []
    for one in made.scenario.step:
        for tail in ("count", "first", "last", "chosen", "round", "total", "x", "level", "loose", "text", "value", "goal", "a"):
            path = (one.id, tail)
            if isinstance(names.meaning(path, place), Problem):
                value = made.value(".".join(path), Scope())
                if any(part is not None for part in flat(value)):
                    wrong.append((".".join(path), value))
    assert wrong == []
