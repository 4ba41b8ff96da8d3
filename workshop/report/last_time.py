"""What became of the actions that were open when the session began: done, moved to another day, dropped, or open still."""

from __future__ import annotations

from datetime import date

from workshop.report.document import Cell, Chapter, Column, Entry, Pair, Row, RowGroup, Table, plain
from workshop.report.sections.common import pair
from workshop.report.view import View, joined
from workshop.session.carried import Outcome, carried, outcome, said
from workshop.session.model import Item

ORDER: tuple[Outcome, ...] = ("done", "moved", "open", "dropped")


def last_time(view: View) -> Chapter | None:
    """A row for each, those of one outcome together. Where all come from one session its day is in the title, else by each."""
    items = carried(view.session)
    if not items:
        return None
    days = {said(item) for item in items}
    day = next(iter(days)) if len(days) == 1 else None
    columns = [Column(title=view.t("action.what"), weight=3), Column(title=view.t("action.owner"), kind="name")]
    columns.append(Column(title=view.t("last_time.became"), weight=1.6))
    if day is None:
        columns.append(Column(title=view.t("last_time.agreed"), kind="date"))
    rows = [_row(view, item, day is None) for kind in ORDER for item in items if outcome(item) == kind]
    table = Table(columns=tuple(columns), groups=(RowGroup(rows=tuple(rows)),))
    title = view.t("chapter.last_time_day", day=view.day(day)) if day is not None else view.t("chapter.last_time")
    return Chapter(kind="last_time", title=title, anchor=view.anchor("last_time"), blocks=(table,))


def _row(view: View, item: Item, dated: bool) -> Row:
    words = [item.text, view.owner(str(item.get("owner") or "")), _became(view, item)]
    cells = [Cell(entries=(Entry(words=plain(text)),)) if text else Cell() for text in words]
    if dated:
        when = said(item)
        cells.append(Cell(entries=(Entry(words=plain(view.day(when))),), value=when) if when is not None else Cell())
    return Row(cells=tuple(cells), id=item.id)


def _became(view: View, item: Item) -> str:
    """`flyttad till mån 7 dec`; of what is open still the day it is, or was, due."""
    kind, due = outcome(item), item.get("due")
    if not isinstance(due, date) or kind in ("done", "dropped"):
        return view.t(f"last_time.is_{kind}")
    if kind == "open":
        return view.t("last_time.was_due" if due < view.held else "last_time.due", day=view.day(due))
    return view.t("last_time.to" if item.get("was") is not None else "last_time.by", day=view.day(due))


def headline(view: View) -> list[Pair]:
    """For what is read first: `2 gjorda, 1 flyttad`."""
    found = [outcome(item) for item in carried(view.session)]
    counted = [view.t(f"last_time.{kind}", n=n) for kind in ORDER if (n := found.count(kind))]
    return [pair(view.t("chapter.last_time"), joined(counted))] if counted else []
