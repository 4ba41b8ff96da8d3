"""What the name of a step, `item` and a section mean, kind by kind (scenario-format, 8)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.session.books import NOW, book, cells, items, listed, one, step, table
from workshop.session.model import Answer, Group, Item, Person, Progress, Spot
from workshop.session.scope import Scope


def texts(found):
    return [item.text for item in found]


def of(item, **more):
    return Scope(item=item, **more)


# ---------------------------------------------------------------------------------------------------------------- fields

FIELDS = """
each = "rows"
fields = [
  { id = "mark", title = "M", as = "scale", min = 1, max = 5, reverse = true },
  { id = "time", title = "T", as = "duration", day_hours = 8 },
  { id = "kind", title = "K", as = "choice", options = ["yes", "no"], other = true, evidence = true },
  { id = "who", title = "W", as = "choice", from = "people" },
  { id = "pains", title = "P", as = "list" },
  { id = "ok", title = "O", as = "yesno" },
  { id = "due", title = "D", as = "date" },
  { id = "note", title = "N", when = "kind == 'yes'" },
]
"""


@pytest.fixture
def asked():
    pains = (Item(id="e1", text="Slow"), Item(id="e2", text="Dear", gone=True))
    return book(
        step("rows", "list") + step("grid", "ask", FIELDS),
        "Anna Bo",
        rows=items("r1 One", "r2 Two"),
        grid=cells(
            (
                Spot(of="r1"),
                {
                    "mark": 2,
                    "time": "1 h 30 min",
                    "kind": "yes",
                    "kind_evidence": "seen it",
                    "who": "p2",
                    "pains": pains,
                    "ok": False,
                    "due": date(2026, 12, 1),
                    "note": "kept",
                },
            ),
            (Spot(of="r2"), {"kind": "other", "kind_other": "Perhaps", "time": "2 days", "note": "hidden", "who": "p9"}),
        ),
    )


def test_a_field_as_its_kind_has_it(asked):
    assert asked.value("grid.mark") == (4, None)
    assert asked.value("grid.time") == (90, 960)
    assert asked.value("grid.kind") == ("yes", "other")
    assert asked.value("item.grid.who", of("r1")).text == "Bo"
    assert asked.value("item.grid.who", of("r2")) is None
    assert texts(asked.value("item.grid.pains", of("r1"))) == ["Slow"]
    assert asked.value("grid.ok") == (False, None)
    assert asked.value("item.grid.due", of("r1")) == date(2026, 12, 1)
    assert asked.value("item.grid.kind_evidence", of("r1")) == "seen it"


def test_a_field_whose_condition_does_not_hold_has_no_answer(asked):
    assert asked.value("grid.note") == ("kept", None)


def test_a_field_named_bare_is_the_one_of_the_row_at_hand(asked):
    assert asked.holds("kind == 'yes'", Scope(step="grid", of="r1"))
    assert not asked.holds("kind == 'yes'", Scope(step="grid", of="r2"))
    assert asked.value("kind", Scope(step="grid")) == ("yes", "other")
    assert asked.value("kind", Scope(step="rows", of="r1")) is None


def test_entries_belong_to_their_row_and_voice(asked):
    entry = asked.value("grid.pains")[0][0]
    assert (entry.of, asked.value("item.of", of("e1")).text) == ("r1", "One")


def test_ids_are_drawn_by_their_titles_and_own_words_as_they_are(asked):
    assert asked.title(asked.value("grid.kind")) == "yes, Perhaps"
    assert asked.title(asked.value("item.grid.ok", of("r1"))) == "no"
    assert asked.title(asked.value("item.grid.due", of("r1"))) == "Tue 1 Dec"
    assert asked.title(asked.value("item.grid.who", of("r1"))) == "Bo"
    assert asked.title(asked.value("grid.mark")) == "4"
    assert asked.title(10 / 3) == "3.33"


def test_what_an_edited_file_holds_of_the_wrong_kind_is_missing():
    made = book(
        step("rows", "list") + step("grid", "ask", FIELDS),
        rows=items("r1 One"),
        grid=cells((Spot(of="r1"), {"mark": "much", "time": "soon", "ok": "yes", "due": "tomorrow", "pains": "x", "kind": 7})),
    )
    for name in ("mark", "time", "ok", "due", "pains", "kind"):
        assert made.value(f"grid.{name}") == (None,), name
    assert made.value("grid.count") == 0


def test_counts_and_what_was_chosen():
    text = step("ideas", "list") + step("best", "ask", 'by = "each"\nas = "choice"\nfrom = "ideas"\nmany = true')
    made = book(
        text,
        "Anna Bo Cim",
        ideas=items("i1 A", "i2 B", "i3 C"),
        best=table("", "p1 p2", [[["i1", "i2"], ["i2", "gone"]]]),
    )
    assert made.value("best.count") == 2
    assert texts(made.value("best.chosen")) == ["A", "B"]
    assert made.value("item.best.chosen", of("i2")) == 2
    assert made.value("item.best.chosen", of("i3")) == 0
    assert texts(made.value("item.best", of("p1"))) == ["A", "B"]
    assert made.text("{best}", Scope(by="p2")) == "B"


# ------------------------------------------------------------------------------------------------------------------ list

TREE = (
    step("ideas", "list", 'fields = [{ id = "size", title = "S", as = "choice", options = ["big", "small"] }]')
    + step("parts", "list", 'each = "ideas"\nby = "each"')
    + step("kept", "list", 'start = "ideas"')
    + step("score", "ask", 'each = "ideas"\nas = "number"')
)


@pytest.fixture
def tree():
    return book(
        TREE,
        "Anna Bo",
        ideas=listed(
            Item(id="i1", text="A", fields={"size": "big"}, by="p1"), Item(id="i2", text="B"), Item(id="i3", text="C")
        ),
        parts=listed(
            Item(id="x", text="B one", of="i2", by="p1"),
            Item(id="y", text="A one", of="i1", by="p2"),
            Item(id="z", text="gone", of="i1", gone=True),
            Item(id="w", text="lost", of="nowhere"),
            Item(id="v", text="A two", of="i1", by="p1"),
        ),
        kept=listed(Item(id="k1", text="A again", src=("i1",))),
        score=table("i1 i2", "", [[7], [2]]),
    )


def test_a_list_is_its_items_in_the_order_of_its_rows(tree):
    assert texts(tree.value("parts")) == ["A one", "A two", "B one"]
    assert tree.value("parts.count") == 3
    assert tree.value("parts.first").text == "A one"
    assert tree.value("parts.last").text == "B one"
    assert tree.value("parts.text") == ("A one", "A two", "B one")
    assert tree.value("ideas.size") == ("big", None, None)


def test_the_items_of_a_row_a_voice_or_an_original(tree):
    assert texts(tree.value("item.parts", of("i1"))) == ["A one", "A two"]
    assert tree.value("item.parts", of("i3")) == ()
    assert texts(tree.value("item.parts", of("p1"))) == ["A two", "B one"]
    assert texts(tree.value("item.kept", of("i1"))) == ["A again"]
    assert tree.value("count(ideas, count(item.kept) == 0)") == 2
    assert texts(tree.value("parts", Scope(by="p2"))) == ["A one"]


def test_an_item_of_itself(tree):
    assert tree.value("item.text", of("y")) == "A one"
    assert tree.value("item.of", of("y")).text == "A"
    assert tree.value("item.of.size", of("y")) == "big"
    assert tree.value("item.of.score", of("y")) == 7
    assert tree.value("item.by", of("y")).text == "Bo"
    assert tree.value("item.by.name", of("y")) == "Bo"
    assert tree.value("item.members", of("y")) is None
    assert tree.value("item.nonsense", of("y")) is None
    assert tree.value("item.text", of("z")) is None


def test_a_copy_knows_what_its_original_knows(tree):
    assert tree.value("item.score", of("k1")) == 7
    assert tree.value("item.size", of("k1")) == "big"
    assert texts(tree.value("item.parts", of("k1"))) == ["A one", "A two"]


def test_what_hangs_on_something_gone_is_nowhere(tree):
    ideas = tree.session.answers["ideas"].items
    gone = Answer(items={**ideas, "i1": Item(id="i1", text="A", gone=True)})
    later = book(TREE, "Anna Bo", **{**tree.session.answers, "ideas": gone})
    assert texts(later.value("parts")) == ["B one"]
    assert later.value("score") == (2, None)
    assert later.value("item.of", of("y")) is None
    assert later.item("i1") is None
    assert later.label("i1") == "A"


def test_a_person_who_left_has_no_voice_but_what_they_gave_stays():
    made = book(
        step("ideas", "list", 'by = "each"') + step("sure", "ask", 'by = "each"\nas = "number"'),
        people=(Person(id="p1", name="Anna"), Person(id="p2", name="Bo", gone=True)),
        ideas=items("i1 A", by="p2"),
        sure=table("", "p1 p2", [[1, 5]]),
    )
    assert made.value("sure") == (1,)
    assert texts(made.value("ideas")) == ["A"]
    assert texts(made.value("people")) == ["Anna"]


def test_written_items_follow_the_language_until_they_are_reworded():
    text = step(
        "stages", "list", 'items = [{ id = "search", text.sv = "Söka", text.en = "Search", values = { n = 3 } }, "Buy it"]'
    )
    taken = listed(Item(id="search"), Item(id="buy_it", text="Pay"))
    for lang, words in (("sv", ["Söka", "Pay"]), ("en", ["Search", "Pay"])):
        assert texts(book(text, lang=lang, stages=taken).value("stages")) == words
    assert book(text, stages=taken).value("item.n", of("search")) == 3


def test_actions_and_decisions_lie_in_their_logs():
    text = step("moves", "actions", 'fields = [{ id = "cost", title = "C", as = "number" }]') + step("agreed", "decisions")
    actions = listed(
        Item(
            id="a1",
            text="Split it",
            fields={"step": "moves", "owner": "Anna", "due": date(2026, 12, 1), "cost": 3, "done": True},
        ),
        Item(id="a2", text="Caught elsewhere", fields={"step": "other"}),
    ).items
    made = book(
        text, actions=actions, decisions=listed(Item(id="d1", text="Go", fields={"step": "agreed", "why": "It pays"})).items
    )
    assert texts(made.value("moves")) == ["Split it"]
    assert made.value("moves.cost") == (3,)
    assert made.value("moves.owner") == ("Anna",)
    assert made.value("first(moves, item.done)").text == "Split it"
    assert made.value("item.due", of("a1")) == date(2026, 12, 1)
    assert texts(made.value("agreed")) == ["Go"]


# --------------------------------------------------------------------------------------------------------- sort, matrix

SORTED = step("ideas", "list") + step("sorted", "sort", 'from = "ideas"\nplaces = ["Keep", "Drop"]\nby = "each"')


def test_a_sort():
    places = [{"i1": "keep", "i2": "keep"}, {"i1": "keep", "i2": "drop"}, {"i1": "drop", "i3": "never heard of"}]
    made = book(
        SORTED,
        "A B C",
        ideas=items("i1 A", "i2 B", "i3 C"),
        sorted=cells(*[(Spot(by=f"p{at}"), {"place": place}) for at, place in enumerate(places, 1)]),
    )
    assert made.value("sorted") == (("keep", "keep", "drop"), ("keep", "drop", None), (None, None, None))
    assert texts(made.value("sorted.keep")) == ["A"]
    assert made.value("sorted.drop") == ()
    assert made.value("sorted.count") == 2
    assert made.value("item.sorted", of("i2")) == ("keep", "drop", None)
    assert made.value("most(item.sorted)", of("i1")) == "keep"
    assert made.value("item.sorted", of("p1")) == ("keep", "keep", None)
    assert made.title(made.value("sorted", Scope(by="p1"))) == "Keep, Keep"
    first, second, third = made.placement(made.scenario.step_by_id["sorted"])
    assert (first.place, first.agree, first.voices) == ("keep", pytest.approx(2 / 3), 3)
    assert (second.place, second.voices) == ("", 2)
    assert (third.place, third.voices) == ("", 0)


MAP = step(
    "map",
    "matrix",
    """from = "ideas"
x = { title = "Effort", low = "small", high = "large" }
y = { title = "Effect", low = "small", high = "large" }
places = [{ id = "now", title = "Now", x = "low", y = "high" }, { id = "never", title = "Never", x = "high", y = "low" }]
""",
)


def test_a_matrix():
    made = book(
        step("ideas", "list") + MAP,
        ideas=items("i1 A", "i2 B", "i3 C", "i4 D"),
        map=cells((Spot(), {"place": {"i1": {"x": 5, "y": 6}, "i2": {"x": 6, "y": 5}, "i3": {"x": 1, "y": 1}}})),
    )
    assert made.value("map") == ("now", "never", None, None)
    assert made.value("map.x") == (5, 6, 1, None)
    assert texts(made.value("map.now")) == ["A"]
    assert made.value("map.count") == 3
    assert made.value("item.map", of("i2")) == "never"
    assert made.value("item.map.y", of("i2")) == 5
    assert made.value("item.map", of("i4")) is None
    assert made.text("{item.map}", Scope(of="i1")) == "Now"


def test_a_matrix_by_several_takes_the_most_common_corner_and_of_a_tie_the_mean():
    made = book(
        step("ideas", "list") + MAP.replace('from = "ideas"', 'from = "ideas"\nby = "each"'),
        "A B",
        ideas=items("i1 A"),
        map=cells((Spot(by="p1"), {"place": {"i1": {"x": 2, "y": 9}}}), (Spot(by="p2"), {"place": {"i1": {"x": 7, "y": 5}}})),
    )
    assert made.value("item.map", of("i1")) == ("now", "never")
    assert texts(made.value("map.now")) == ["A"]
    (placed,) = made.placement(made.scenario.step_by_id["map"])
    assert (placed.x, placed.y) == (4.5, 7)


# ----------------------------------------------------------------------------------------------------------------- group

THEMES = step("ideas", "list") + step("themes", "group", 'from = "ideas"')


def test_a_group():
    made = book(
        THEMES,
        ideas=items("i1 A", "i2 B", "i3 C", "i4 D"),
        themes=cells(
            (
                Spot(),
                {
                    "groups": (
                        Group(id="g1", name="Video", items=("i1", "i2", "nowhere")),
                        Group(id="g2", items=("i3",)),
                        Group(id="g3", name="Gone", items=("i4",), gone=True),
                    )
                },
            )
        ),
    )
    assert [group.id for group in made.value("themes")] == ["g1", "g2"]
    assert made.value("themes.count") == 2
    assert texts(made.value("themes.loose")) == ["D"]
    assert texts(made.value("item.members", of("g1"))) == ["A", "B"]
    assert made.value("item.themes", of("i2")).text == "Video"
    assert made.value("item.themes.name", of("i2")) == "Video"
    assert made.value("item.themes", of("i4")) is None
    assert made.label("g2") == "C"
    assert made.value("sum(themes, count(item.members))") == 3


def test_alone_what_is_in_no_group_is_one_of_its_own():
    made = book(
        THEMES.replace('from = "ideas"', 'from = "ideas"\nalone = true'),
        ideas=items("i1 A", "i2 B"),
        themes=cells((Spot(), {"groups": (Group(id="g1", name="Video", items=("i1",)),)})),
    )
    assert [group.id for group in made.value("themes")] == ["g1", "i2"]
    assert made.value("item.themes", of("i2")).id == "i2"


def test_groups_of_groups():
    made = book(
        THEMES + step("worlds", "group", 'from = "themes"'),
        ideas=items("i1 A"),
        themes=cells((Spot(), {"groups": (Group(id="g1", name="Video", items=("i1",)),)})),
        worlds=cells((Spot(), {"groups": (Group(id="w1", name="All", items=("g1", "w1")),)})),
    )
    assert texts(made.value("item.members", of("w1"))) == ["Video"]
    assert made.value("item.worlds", of("g1")).text == "All"


# ------------------------------------------------------------------------------------------------------------------ vote


def test_a_vote_with_dots_and_a_count_without_voices():
    made = book(
        step("ideas", "list") + step("dots", "vote", 'from = "ideas"\ndots = 3\nmax_each = 1\nreason = true'),
        "A B C",
        ideas=items("i1 A", "i2 B", "i3 C"),
        dots=cells(
            (Spot(by="p1"), {"gives": {"i1": 1, "i2": 1, "gone": 1}, "reason": "cheap"}),
            (Spot(by="p2"), {"gives": {"i2": 1}}),
            (Spot(), {"tally": {"voters": 4, "i1": 3}}),
        ),
    )
    assert made.value("dots") == (4, 2, 0)
    assert made.value("dots.total") == 6
    assert made.value("dots.voters") == 6
    assert made.value("dots.count") == 2
    assert made.value("item.dots", of("i1")) == 4
    assert made.value("item.dots.votes", of("i2")) == (1, 1, None)
    assert made.value("item.dots.voters", of("i1")) == 4
    assert made.value("item.dots.place", of("i2")) == 2
    assert made.value("item.dots.share", of("i2")) == pytest.approx(1 / 3)
    assert made.value("item.dots.reasons", of("i1")) == ("cheap",)
    assert made.value("item.dots", of("p1")) == (1, 1, 0)
    assert [(one.item.id, one.total, one.place) for one in made.votes(made.scenario.step_by_id["dots"])] == [
        ("i1", 4, 1),
        ("i2", 2, 2),
        ("i3", 0, 3),
    ]


def test_ranking_everything_low_is_best_and_ties_share_a_place():
    made = book(
        step("ideas", "list") + step("order", "vote", 'from = "ideas"\nrank = "all"'),
        "A B",
        ideas=items("i1 A", "i2 B", "i3 C"),
        order=cells(
            (Spot(by="p1"), {"rank": {"i2": 1, "i1": 2, "i3": 3}}), (Spot(by="p2"), {"rank": {"i1": 1, "i2": 2, "i3": 3}})
        ),
    )
    assert made.value("order") == (3, 3, 6)
    assert [one.place for one in made.votes(made.scenario.step_by_id["order"])] == [1, 1, 3]
    assert made.value("sum(ideas, item.order.share)") == pytest.approx(1)


def test_the_first_few_have_their_worth():
    made = book(
        step("ideas", "list") + step("order", "vote", 'from = "ideas"\nrank = 2\nworth = [5, 1]'),
        "A B",
        ideas=items("i1 A", "i2 B", "i3 C"),
        order=cells((Spot(by="p1"), {"rank": {"i2": 1, "i1": 2}}), (Spot(by="p2"), {"rank": {"i2": 2, "i3": 1}})),
    )
    assert made.value("order") == (1, 6, 5)


def test_before_anybody_has_voted():
    made = book(step("ideas", "list") + step("dots", "vote", 'from = "ideas"\ndots = 3'), "A", ideas=items("i1 A"))
    assert made.value("dots") == (0,)
    assert made.value("dots.voters") == 0
    assert made.value("item.dots.place", of("i1")) is None
    assert made.value("item.dots.share", of("i1")) is None
    assert made.source("dots") == ()


# ------------------------------------------------------------------------------------------ conditions, sections, people


@pytest.mark.parametrize(
    ("kind", "rest", "answer"),
    [
        ("ask", "", one("x")),
        ("list", "", items("i1 A")),
        ("sort", 'from = "go"\nplaces = ["A"]', None),
        ("vote", 'from = "go"\ndots = 1', None),
        ("group", 'from = "go"', cells((Spot(), {"groups": (Group(id="g", name="G"),)}))),
        ("result", 'value = "1"', None),
    ],
)
def test_a_step_that_fell_away_has_no_answers(kind, rest, answer):
    text = step("go", "list") + step("x", kind, 'when = "count(go) > 0"\n' + rest)
    given = {"x": answer} if answer is not None else {}
    held, fell = book(text, go=items("g A"), **given), book(text, **given)
    assert held.active(held.scenario.step_by_id["x"])
    assert not fell.active(fell.scenario.step_by_id["x"])
    assert fell.value("x") in (None, ())
    assert fell.source("x") == ()
    assert fell.value("count(x)") == 0
    if kind != "vote":
        assert held.value("x") not in (None, ()) or kind == "sort"


def test_the_condition_of_a_section_is_that_of_its_steps():
    text = (
        '[[section]]\nid = "part"\ntitle = "P"\nwhen = "goal == \'yes\'"\n'
        + step("goal", "ask")
        + step("x", "ask", 'section = "part"')
    )
    assert book(text, goal=one("yes"), x=one("1")).value("x") == "1"
    assert book(text, goal=one("no"), x=one("1")).value("x") is None
    assert book(text, x=one("1")).value("x") is None


def test_a_section_with_a_loop():
    text = (
        '[[section]]\nid = "talk"\ntitle = "T"\neach = "ideas"\nat_time = "stop"\n'
        + step("ideas", "list")
        + step("said", "list", 'section = "talk"')
    )
    made = book(
        text,
        ideas=items("i1 A", "i2 B", "i3 C"),
        said=listed(Item(id="s1", text="yes", at="i1")),
        progress={("talk", ""): Progress(item="i2", ended="time"), ("talk", "i1"): Progress(rounds=3, ended="until")},
    )
    assert made.value("talk.ended") == "time"
    assert made.value("talk.ended", Scope(at="i1")) == "until"
    assert made.value("talk.rounds", Scope(at="i1")) == 3
    assert texts(made.value("talk.left")) == ["C"]
    assert texts(made.source("talk.left")) == ["C"]
    assert texts(made.value("item.said", of("i1"))) == ["yes"]
    assert made.value("talk.text", Scope(at="i2")) == "B"
    assert texts(made.value("said", Scope(at="i1"))) == ["yes"]
    assert made.value("said", Scope(at="i2")) == ()
    assert made.text("{talk}: {item}", Scope(step="said", at="i2")) == "B: B"


def test_people_teams_and_roles_are_items():
    text = '[teams.pairs]\nsize = 2\n[teams.offices]\nteams = ["Lund", "Umeå"]\n[roles.owner]\ntitle = "Owner"\n' + step(
        "x", "ask"
    )
    made = book(
        text,
        people=(Person(id="p1", name="Anna", roles=("owner",)), Person(id="p2", name="Bo"), Person(id="p3")),
        teams={"offices": {"lund": ("p1", "p3")}},
    )
    assert texts(made.value("people")) == ["Anna", "Bo", "Participant 3"]
    assert texts(made.value("owner")) == ["Anna"]
    assert texts(made.value("offices")) == ["Lund", "Umeå"]
    assert texts(made.value("item.members", of("lund"))) == ["Anna", "Participant 3"]
    assert texts(made.value("pairs")) == ["Anna, Bo, Participant 3"]  # dealt, the lone last one to the pair before
    assert made.value("item.offices", of("p3")).text == "Lund"
    assert made.value("item.offices", of("p2")) is None
    assert made.value("count(people, item in owner)") == 1
    assert made.text("{owner}") == "Anna"


def test_two_divisions_may_both_have_a_first_team():
    text = (
        '[teams.pairs]\nsize = 2\n[teams.tables]\nsize = 2\nof = "pairs"\n[roles.owner]\ntitle = "Owner"\n'
        + step("scheme", "ask", 'by = "pairs"')
        + step("ideas", "list", 'by = "tables"')
        + step("word", "list", 'by = "owner"')
    )
    made = book(
        text,
        "Anna Bo Cim Dan",
        teams={"pairs": {"t1": ("p1", "p2"), "t2": ("p3", "p4")}, "tables": {"t1": ("t1", "t2")}},
        scheme=table("", "t1 t2", [["x", "y"]]),
        ideas=items("i1 A", by="t1"),
        word=items("w1 B", by="owner"),
    )
    assert texts(made.value("tables")) == ["Anna, Bo, Cim, Dan"]
    assert texts(made.value("tables.members")[0]) == ["Anna", "Bo", "Cim", "Dan"]
    assert made.value("item.by.text", of("i1")) == "Anna, Bo, Cim, Dan"
    assert made.value("sum(tables, count(item.ideas))") == 1
    assert made.value("pairs.scheme") == ("x", "y")
    assert made.value("tables.scheme") == (None,)
    assert made.value("item.by.text", of("w1")) == "Owner"
    steps = made.scenario.step_by_id
    assert made.voice(steps["scheme"], "t1").text == "Anna, Bo"
    assert made.voice(steps["word"], "owner").text == made.label("owner") == "Owner"
    assert made.voice(steps["word"], "") is None


# ----------------------------------------------------------------------------------------------------------------- words


def test_placeholders():
    text = (
        step("topic", "ask")
        + step("persona", "ask", 'fields = [{ id = "name", title = "N" }, { id = "likes", title = "L", as = "list" }]')
        + step("ideas", "list")
        + step("parts", "list", 'each = "ideas"')
        + step("then", "list", 'chain = true\nstart = "topic"')
    )
    made = book(
        text,
        topic=one("More *readers*"),
        persona=cells((Spot(), {"name": "Eva", "likes": (Item(id="l1", text="cats"), Item(id="l2", text="tea"))})),
        ideas=items("i1 A"),
        parts=listed(Item(id="x", text="A one", of="i1")),
        then=items("t1 First", "t2 Second"),
        progress={("then", ""): Progress(rounds=2)},
    )
    assert made.text("{topic}, {persona.name}, {persona.likes}, {nothing} {{x}}") == "More *readers*, Eva, cats, tea, … {x}"
    assert made.text("{item} of {item.of}", Scope(of="x")) == "A one of A"
    assert made.text("*{ideas.count}* of _{round}_", Scope(step="then")) == "1 of 2"
    assert made.text("{last}", Scope(step="then")) == "Second"
    assert made.text("{last}", Scope(step="then", item="t2")) == "First"
    assert made.text("{last}", Scope(step="then", item="t1")) == "More *readers*"
    runs = made.runs("*{topic}* now")
    assert [(run.text, run.bold) for run in runs] == [("More *readers*", True), (" now", False)]


def test_words_follow_the_language():
    text = step("ok", "ask", 'as = "yesno"') + step("n", "ask", 'as = "number"')
    for lang, words in (("sv", "ja 1\u00a0234,5"), ("en", "yes 1,234.5")):
        assert book(text, lang=lang, ok=one(True), n=one(1234.5)).text("{ok} {n}") == words
    assert book(text).text({"sv": "hej", "en": "hi"}) == "hi"
    assert book(text).text(None) == ""
    assert NOW.tzinfo is not None


def test_an_earlier_round_is_read_with_what_went_along_with_it():
    text = (
        '[[section]]\nid = "loop"\ntitle = "L"\nrepeat = { max = 3 }\n'
        + step("sure", "ask", 'as = "number"')
        + step("a", "ask", 'section = "loop"\nas = "number"')
        + step(
            "b",
            "ask",
            'section = "loop"\nfields = [{ id = "n", title = "N", when = "a > 1" },'
            ' { id = "m", title = "M", when = "sure > 1" }]',
        )
    )
    made = book(
        text,
        sure=cells((Spot(1), {"value": 0}), (Spot(2), {"value": 9})),
        a=cells((Spot(1), {"value": 0}), (Spot(2), {"value": 9})),
        b=cells((Spot(1), {"n": "hidden", "m": "kept"}), (Spot(2), {"n": "kept", "m": "kept"})),
        progress={("sure", ""): Progress(rounds=2), ("a", ""): Progress(rounds=2), ("b", ""): Progress(rounds=2)},
    )
    assert (made.value("b.n"), made.value("b.m")) == ("kept", "kept")
    assert (made.value("last_round(b.n)"), made.value("last_round(b.m)")) == (None, "kept")
    assert made.value("n", Scope(step="b", round=1)) is None
