"""The authoring guide keeps what it says: its examples hold, its expressions come to what stands beside them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from workshop.cli.commands import program
from workshop.scenario import load
from workshop.scenario.fields import FIELD_TYPES
from workshop.scenario.kinds import KINDS
from workshop.session import changes as c
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.desk import Desk
from workshop.session.invent import MONDAY, invent
from workshop.session.scope import Scope

SCENARIOS = Path(__file__).parents[2] / "scenarios"
GUIDE = (SCENARIOS / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"(?s)```toml\n(.*?)```", GUIDE)
WHOLE = [example for example in EXAMPLES if example.startswith("format")]


def test_every_kind_and_field_has_an_example() -> None:
    text = "\n".join(EXAMPLES)
    assert [kind for kind in KINDS if f'kind = "{kind}"' not in text] == []
    assert [name for name in FIELD_TYPES if f'as = "{name}"' not in text] == []


@pytest.mark.parametrize("example", WHOLE)
def test_a_whole_example_runs_without_a_warning(example: str) -> None:
    loaded = load.parse(example)
    assert loaded.faults == ()
    assert loaded.scenario is not None
    assert invent(loaded.scenario, example, lang="en").answers


def test_every_command_it_names_is_there() -> None:
    named = set(re.findall(r"(?:`|\n *)workshop ([a-z]+)", GUIDE))
    assert named >= {"skeleton", "check", "rehearse", "run"}
    assert named <= {command.name for command in program.every()}


def test_every_file_of_the_cookbook_is_told_of() -> None:
    part = GUIDE[GUIDE.index("## 17. The cookbook") :]
    assert set(re.findall(r"`([a-z0-9-]+\.toml)`", part)) == {path.name for path in (SCENARIOS / "cookbook").glob("*.toml")}


def test_its_links_lead_somewhere() -> None:
    headings = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"(?m)^#+ (.+)$", GUIDE)}
    links = re.findall(r"\]\(#([^)]+)\)", GUIDE)
    assert len(links) > 17
    assert set(links) <= headings


# ------------------------------------------------------------------------------------------------------ worked through


@cache
def lunch() -> Book:
    (text,) = (example for example in WHOLE if 'id = "lunch"' in example)
    scenario = load.scenario(text)
    desk = Desk(scenario, begin(scenario, text, people=["Ann", "Bo"], lang="en", now=MONDAY))
    rows: dict[str, tuple[Any, ...]] = {
        "noodles": (95, (4, True), (5, True), "yes"),
        "pizza": (80, (5, True), (2, False), "maybe"),
        "salad": (None, (3, False), (3, None), "no"),
    }
    for meal, (price, ann, bo, verdict) in rows.items():
        desk.do(c.AddItem(step="meals", id=meal, text=meal.title(), fields={"price": price} if price else {}))
        for by, (food, again) in (("p1", ann), ("p2", bo)):
            desk.do(c.SetField(step="taste", of=meal, by=by, field="food", value=food))
            desk.do(c.SetField(step="taste", of=meal, by=by, field="again", value=again))
        desk.do(c.Place(step="verdict", item=meal, place=verdict))
    desk.do(c.Ballot(step="dots", by="p1", gives={"noodles": 1, "pizza": 1}))
    desk.do(c.Ballot(step="dots", by="p2", gives={"noodles": 2}))
    return desk.book


def table(after: str) -> list[tuple[str, str]]:
    """The rows of the first table of expressions behind these words: the expression, what it is said to be."""
    part = GUIDE[GUIDE.index(after) :]
    found = part[part.index("| expression |") :].split("\n\n")[0]
    return re.findall(r"(?m)^\| `(.+?)` \| (.+?) \|", found)


WORKED = [
    *(("", *row) for row in table("nothing is fixed, so everything is a list")),
    *(("pizza", *row) for row in table("For Pizza:")),
    *(("salad", *row) for row in table("And for Salad")),
]


def told(value: Any) -> str:
    """A value as the guide writes it."""
    if isinstance(value, tuple):
        return ", ".join(told(one) for one in _flat(value))
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return f"{round(value, 3):g}"
    return f"'{getattr(value, 'id', value)}'"


def _flat(value: Any) -> list[Any]:
    return [one for part in value for one in _flat(part)] if isinstance(value, tuple) else [value]


@pytest.mark.parametrize(("item", "expression", "said"), WORKED, ids=str)
def test_an_expression_is_what_the_guide_says(item: str, expression: str, said: str) -> None:
    assert told(lunch().value(expression, Scope(item=item))) == said


def test_there_are_expressions_worked_through() -> None:
    assert len(WORKED) > 25
