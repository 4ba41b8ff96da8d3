"""Sessions of one workshop side by side: what each says, and how far the last is from the first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from workshop.errors import WorkshopError
from workshop.report.compare import compare
from workshop.report.document import Document, Table, text_of
from workshop.scenario import load
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.changes import AddItem, AnyChange, Capture, SetField, SetItemField
from workshop.session.desk import Desk

TEXT = """
format = 1
id = "check"
title = { sv = "Kollen", en = "The check" }
languages = ["sv", "en"]
[[step]]
id = "signs"
kind = "ask"
title = "Signs"
as = "scale"
items = [{ id = "one", text = "One" }, { id = "two", text = "Two" }]
[[step]]
id = "themes"
kind = "list"
title = "Themes"
[[step]]
id = "rated"
kind = "ask"
title = "Rated"
each = "themes"
as = "scale"
by = "each"
[[step]]
id = "sum"
kind = "result"
title = "Sum"
figures = [{ id = "middle", title = "Mean", value = "mean(signs)" }]
levels = [{ id = "high", when = "middle >= 3", title = "High" }, { id = "low", when = "middle < 3", title = "Low" }]
[[step]]
id = "order"
kind = "result"
title = "Order"
each = "themes"
figures = [{ id = "score", title = "Score", value = "mean(item.rated)" }]
"""
SCENARIO = load.trusted(TEXT)
START = datetime(2026, 9, 1, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def held(days: int, *changes: AnyChange, lang: str = "en", title: str = "") -> Book:
    when = START + timedelta(days=days)
    session = begin(SCENARIO, TEXT, title=title or f"T{days}", people=["Ann", "Bo"], lang=lang, now=when)
    desk = Desk(SCENARIO, session, now=lambda: when)
    desk.do_all(changes)
    return desk.book


def signs(one: int, two: int) -> list[AnyChange]:
    return [SetField(step="signs", of=id, field="value", value=value) for id, value in (("one", one), ("two", two))]


def theme(text: str, *scores: int) -> list[AnyChange]:
    """A theme with an id of each session's own: the same words are the same theme."""
    id = f"x{abs(hash((text, scores))):07d}"[:8]
    made: list[AnyChange] = [AddItem(step="themes", id=id, text=text)]
    return made + [
        SetField(step="rated", of=id, by=f"p{at + 1}", field="value", value=score) for at, score in enumerate(scores)
    ]


def told(document: Document) -> dict[str, list[list[str]]]:
    """Every table by its chapter, its head first."""
    found = {}
    for chapter in document.chapters:
        (table,) = chapter.blocks
        assert isinstance(table, Table)
        rows = [[" ".join(text_of(entry.words) for entry in cell.entries) for cell in row.cells] for row in table.rows]
        assert all(len(row) == len(table.columns) for row in rows)
        found[chapter.title] = [[column.title for column in table.columns], *rows]
    return found


def test_then_and_now_in_the_order_they_were_held() -> None:
    then = held(0, *signs(2, 2), *theme("Speed", 2, 4), *theme("Gone", 1))
    now = held(60, *signs(5, 2), *theme("speed ", 5, 5), *theme("New", 4))
    found = told(compare([now, then], today=TODAY))
    assert found["Signs"] == [["", "Tue 1 Sep", "Sat 31 Oct", "Change"], ["One", "2", "5", "+3"], ["Two", "2", "2", "same"]]
    assert found["Rated"][1:] == [["speed", "3", "5", "+2"], ["Gone", "1", "", ""], ["New", "", "4", ""]]
    assert found["Sum"][1:] == [["Mean", "2.0", "3.5", "+1.5"], ["Conclusion", "Low", "High", ""]]
    assert [row[0] for row in found["Order"][1:]] == ["speed", "Gone", "New"]


def test_actions_kept_and_late() -> None:
    moves: list[AnyChange] = [
        Capture(what="action", id="aaaaaaaa", text="Call", fields={"due": date(2026, 9, 9)}),
        Capture(what="action", id="bbbbbbbb", text="Write"),
        Capture(what="action", id="cccccccc", text="Done"),
        SetItemField(id="cccccccc", field="done", value=True),
    ]
    found = told(compare([held(0, *moves), held(60)], today=TODAY))
    assert found["The actions"][1:] == [
        ["Agreed that time", "3", "0"],
        ["Done", "1", "0"],
        ["Late", "1", "0"],
        ["Open still", "1", "0"],
    ]


def test_two_of_one_day_are_told_apart_by_their_titles() -> None:
    found = told(compare([held(0, *signs(1, 1), title="North"), held(0, *signs(2, 2), title="South")], today=TODAY))
    assert set(found["Signs"][0][1:3]) == {"North", "South"}


def test_in_the_language_asked_for() -> None:
    books = [held(0, *signs(1, 1), lang="sv"), held(60, *signs(2, 1), lang="sv")]
    assert compare(books, today=TODAY).title == "Kollen, då och nu"
    assert compare(books, "en", TODAY).title == "The check, then and now"


def test_what_cannot_be_compared_is_refused_in_words() -> None:
    one = held(0)
    other = load.trusted(TEXT.replace('id = "check"', 'id = "another"', 1))
    with pytest.raises(WorkshopError, match="at least two"):
        compare([one])
    with pytest.raises(WorkshopError, match="at least two"):
        compare([one, one])
    with pytest.raises(WorkshopError, match="check, another"):
        compare([one, Book(other, begin(other, "", now=START))])
