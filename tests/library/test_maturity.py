"""The rule of the stairs: a phase holds at 80 % of its signs, partly is half, and no phase is reached over a hole."""

from __future__ import annotations

import pytest

from tests.library.rooms import by_row, by_voices, figures, level, result, room, rows, scenario
from workshop.session.book import Book

STEPS = ("phase_1", "phase_2", "phase_3", "phase_4", "ready")


def signs(step: str) -> list[str]:
    return [item.id for item in scenario("maturity_check").step_by_id[step].items]


def rated(*marks: str, **more: object) -> Book:
    """A mark for each sign of each phase: `yyyyp.` is four yes, one partly and one no answer; `n` is no."""
    words = {"y": "yes", "p": "partly", "n": "no"}
    answers = {
        step: by_row({sign: words[mark] for sign, mark in zip(signs(step), line, strict=False) if mark != "."})
        for step, line in zip(STEPS, marks, strict=False)
    }
    return room("maturity_check", **{**answers, **more})


ALL = ("yyyyyy", "yyyyy", "yyy", "yyyyy", "yyyy")


def test_there_are_as_many_signs_as_the_article_has() -> None:
    assert [len(signs(step)) for step in STEPS] == [6, 5, 3, 5, 4]
    stairs = scenario("maturity_check").step_by_id["guess"].items
    assert {item.values["phase"]: item.values["signs"] for item in stairs} == {1: 6, 2: 5, 3: 3, 4: 5, 0: 4}
    assert all(
        item.values["phase"] == at % 5
        for at, step in enumerate(STEPS, 1)
        for item in scenario("maturity_check").step_by_id[step].items
    )


@pytest.mark.parametrize(
    ("marks", "reached", "to_next", "conclusion", "then"),
    [
        ((), 0, 4.8, "unrated", None),
        (("nnnnnn",), 0, 4.8, "ground", "audience"),
        (("yypnnn",), 0, 2.3, "ground", "audience"),  # 2.5 of 6: 42 %
        (("yypppn",), 0, 1.3, "ground", "activity_splitting"),  # 3.5 of 6: 58 %
        (("yyyypn",), 0, 0.3, "ground", "activity_splitting"),  # 4.5 of 6: 75 %, half a sign short
        (("yyyypp",), 1, 4.0, "one", "activity_splitting"),  # 5 of 6: 83 %; the two halves make the whole one
        (("yyyyyn", "yyypn"), 1, 0.5, "one", "activity_splitting"),  # 3.5 of 5: 70 %
        (("yyyyyn", "yyypp"), 2, 2.4, "two", "data_inventory"),  # 4 of 5: exactly 80 %
        (("yyyyyn", "yyyyn", "yyn"), 2, 0.4, "two", "data_inventory"),  # 2 of 3: 67 %
        (("yyyyyn", "yyyyn", "yyp"), 3, 4.0, "three", "blank_paper"),  # 2.5 of 3: 83 %
        (("yyyyyn", "yyyyn", "yyp", "yyypn"), 3, 0.5, "three", "blank_paper"),
        (("yyyyyn", "yyyyn", "yyp", "yyyyn"), 4, 0, "four", "sequence_and_triggers"),
        (ALL, 4, 0, "four", "sequence_and_triggers"),
        (("yyyynn", "yyyyy", "yyy", "yyyyy"), 0, 0.8, "ground_ahead", "activity_splitting"),  # a hole at the bottom
        (("yyyyyy", "yyynn", "yyy"), 1, 1.0, "one_ahead", "activity_splitting"),  # a hole at 2
        (("yyyyyy", "yyynn", "nnn", "yyyyy"), 1, 1.0, "one_ahead", "activity_splitting"),
        (("yyyyyy", "yyyyy", "ynn", "yyyyy"), 2, 1.4, "two_ahead", "data_inventory"),  # a hole at 3
    ],
)
def test_the_phase_and_what_prepares_for_the_next(
    marks: tuple[str, ...], reached: int, to_next: float, conclusion: str, then: str | None
) -> None:
    book = rated(*marks)
    found = figures(book, "verdict")
    assert (found["reached"], found["to_next"], level(book, "verdict")) == (reached, pytest.approx(to_next), conclusion)
    onward = result(book, "onward").level
    assert onward is not None
    assert onward.next == then


def test_the_profile_shows_how_each_bar_was_counted() -> None:
    book = rated("yyyypn", "yynnn", "ppn", "nnnnn", "yppn", guess=by_voices({"stair_1": (5, 4), "stair_2": (3, None)}))
    found = {row.item.id: (row.value, {one.id: one.value for one in row.figures}) for row in result(book, "profile").rows}
    assert [value for value, _ in found.values()] == [75, 40, pytest.approx(100 / 3), 0, 50]
    assert found["stair_1"][1] == {"yes": 4, "partly": 1, "signs": 6, "short": pytest.approx(0.3), "felt": 87.5}
    assert found["stair_2"][1]["felt"] == 50
    assert found["stair_3"][1]["felt"] is None
    assert rows(book, "profile") == {
        "stair_1": "near", "stair_2": "far", "stair_3": "far", "stair_4": "far", "stair_0": "near"
    }  # fmt: skip


def test_what_is_missing_is_what_the_next_phase_and_the_basics_lack() -> None:
    book = rated("yyyyyn", "ypn..", "nnn", "nnnnn", "yyyp")
    of_phase_2 = signs("phase_2")
    assert rows(book, "missing") == {
        of_phase_2[1]: "partly", of_phase_2[2]: "not_yet", of_phase_2[3]: "not_yet", of_phase_2[4]: "not_yet",
        "production": "partly",
    }  # fmt: skip
    assert rows(rated(*ALL), "missing") == {}


def test_the_estimate_is_shown_and_owned_up_to() -> None:
    verdict = scenario("maturity_check").step_by_id["verdict"]
    assert figures(rated(), "verdict")["yardstick"] == 70
    assert "70 %" in verdict.text["sv"]
    assert "en enskild konsult" in verdict.text["sv"]
    assert "70%" in verdict.text["en"]
    assert "one consultant" in verdict.text["en"]
