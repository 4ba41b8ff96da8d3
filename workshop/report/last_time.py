"""What became of the actions that were open when the session began: done, moved to another day, dropped, or open still."""

from __future__ import annotations

from workshop.report.document import AnyBlock, Bullets, Chapter, Entry, Heading, Pair, plain
from workshop.report.sections.common import pair
from workshop.report.view import View, joined
from workshop.session.carried import Outcome, carried, outcome, said
from workshop.session.model import Item

ORDER: tuple[Outcome, ...] = ("done", "moved", "open", "dropped")


def last_time(view: View) -> Chapter | None:
    """A list for each outcome. Where all come from one session its day is in the title, else by each."""
    items = carried(view.session)
    if not items:
        return None
    days = {said(item) for item in items}
    day = next(iter(days)) if len(days) == 1 else None
    blocks: list[AnyBlock] = []
    for kind in ORDER:
        entries = tuple(_entry(view, item, day is None) for item in items if outcome(item) == kind)
        if entries:
            blocks += [Heading(words=plain(view.t(f"last_time.{kind}", n=len(entries)))), Bullets(entries=entries)]
    title = view.t("chapter.last_time_day", day=view.day(day)) if day is not None else view.t("chapter.last_time")
    return Chapter(kind="last_time", title=title, anchor=view.anchor("last_time"), blocks=tuple(blocks))


def _entry(view: View, item: Item, dated: bool) -> Entry:
    due, was, when = item.get("due"), item.get("was"), said(item)
    moved = outcome(item) == "moved"
    parts = [view.owner(str(item.get("owner") or ""))]
    if moved and due is not None:
        parts.append(view.t("last_time.to" if was is not None else "last_time.by", day=view.day(due)))
    elif due is not None and outcome(item) == "open":
        parts.append(view.t("last_time.was_due", day=view.day(due)))
    if dated and when is not None:
        parts.append(view.t("last_time.from", day=view.day(when)))
    return Entry(words=plain(item.text), note=", ".join(filter(None, parts)), id=item.id)


def headline(view: View) -> list[Pair]:
    """For what is read first: `2 gjorda, 1 flyttad`."""
    found = [outcome(item) for item in carried(view.session)]
    counted = [view.t(f"last_time.{kind}", n=n) for kind in ORDER if (n := found.count(kind))]
    return [pair(view.t("chapter.last_time"), joined(counted))] if counted else []
