"""Causes in the order they weigh, the three heaviest with a remedy and a workshop of its own, and the three ideas tested."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.library.rooms import by_voices, figures, level, result, room, rows, scenario
from tests.session.books import cells
from workshop.report import export
from workshop.session.model import Answer, Spot

STEPS = ("habits", "views", "meeting")
CAUSES = [item.id for step in STEPS for item in scenario("failure_diagnosis").step_by_id[step].items]

RATED = {
    "habits": by_voices({"followers": (5, 5, 4), "flattery": (4, 4, 5), "uneven": (5, 2, 5), "tools": (1, 2, 1)}),
    "views": by_voices({"free": (1, 4, 4), "island": (3, 2, 3)}),
    "meeting": by_voices({"last_stop": (4, 4, 4)}),
}


def proof(**figures: Any) -> Answer:
    return cells((Spot(), figures))


def test_the_articles_causes_are_all_asked() -> None:
    by_step = [len(scenario("failure_diagnosis").step_by_id[step].items) for step in STEPS]
    assert by_step == [7, 4, 4]  # seven reasons, four reasons, three insights of which the third is asked in two halves


def test_the_heaviest_comes_first_with_its_spread() -> None:
    book = room("failure_diagnosis", "Anna Bo Cim", **RATED)
    found = [(row.item.id, row.value, row.figures[1].value) for row in result(book, "causes").rows if row.value is not None]
    assert found == [
        ("followers", pytest.approx(14 / 3), 1),
        ("flattery", pytest.approx(13 / 3), 1),
        ("uneven", 4, 3),
        ("last_stop", 4, 0),
        ("free", 3, 3),
        ("island", pytest.approx(8 / 3), 1),
        ("tools", pytest.approx(4 / 3), 1),
    ]
    levels = rows(book, "causes")
    assert [levels[id] for id, *_ in found] == ["heavy", "heavy", "heavy", "heavy", "split", "some", "light"]
    assert levels["apart"] == ""  # nobody rated it: nothing is said of it


def test_the_three_heaviest_get_a_remedy_and_what_weighs_the_same_comes_along() -> None:
    book = room("failure_diagnosis", "Anna Bo Cim", **RATED)
    found = [(row.item.id, row.level.next if row.level else None) for row in result(book, "remedies").rows]
    assert found == [
        ("followers", "metrics_reality"),
        ("flattery", "metrics_reality"),
        ("uneven", "content_plan"),
        ("last_stop", "activity_splitting"),
    ]


def test_a_cause_that_is_not_yours_gets_no_remedy() -> None:
    book = room("failure_diagnosis", "Anna", habits=by_voices({"tools": (2,), "apart": (4,)}))
    assert list(rows(book, "remedies")) == ["apart"]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_a_remedy_and_a_workshop(cause: str) -> None:
    step = next(step for step in STEPS if cause in [item.id for item in scenario("failure_diagnosis").step_by_id[step].items])
    book = room("failure_diagnosis", "Anna", **{step: by_voices({cause: (5,)})})
    (row,) = result(book, "remedies").rows
    assert row.level is not None
    assert row.level.id == f"r_{cause}"
    assert row.level.next


def test_where_they_differ_is_talked_of_widest_first() -> None:
    rated = {"habits": by_voices({"uneven": (5, 2), "tools": (1, 5), "apart": (1, 2)}), "views": by_voices({"free": (2, 5)})}
    book = room("failure_diagnosis", "Anna Bo", **rated)
    assert [item.id for item in book.source(book.scenario.step_by_id["differ"].each)] == ["tools", "uneven"]


@pytest.mark.parametrize(
    ("given", "conclusion", "price", "reached", "fallen"),
    [
        ({}, "no_figures", None, None, 0),
        ({"hours": 6, "rate_hour": 450, "monthly": 1500, "fans": 2300, "seen": 345, "traced": 4}, "all_fell", 142_200, 15, 3),
        ({"hours": 6, "rate_hour": 450, "fans": 1000, "seen": 1000, "traced": 0}, "untraced", 124_200, 100, 1),
        ({"monthly": 1000, "fans": 0, "seen": 10}, "some_fell", 12_000, None, 1),
    ],
)
def test_the_three_ideas_against_the_groups_own_figures(
    given: dict[str, Any], conclusion: str, price: float | None, reached: float | None, fallen: int
) -> None:
    book = room("failure_diagnosis", proof=proof(**given))
    found = figures(book, "tested")
    assert (found["price"], found["reached"], found["fallen"], level(book, "tested")) == (price, reached, fallen, conclusion)


@pytest.mark.parametrize(("lang", "then"), [("sv", "Ta sedan: Dela aktiviteten"), ("en", "Next, take: Activity splitting")])
def test_the_remedies_are_in_the_report_in_words(lang: str, then: str, tmp_path: Path) -> None:
    book = room("failure_diagnosis", "Anna Bo Cim", lang=lang, **RATED)
    (made,) = export(book, tmp_path, ("md",))
    told = made.path.read_text("utf-8")
    remedy = next(one for one in scenario("failure_diagnosis").step_by_id["remedies"].levels if one.id == "r_last_stop")
    assert f"{remedy.title[lang]}: {remedy.text[lang]}" in told
    assert then in told
