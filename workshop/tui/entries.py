"""What home lists: each session as it was left, each workshop with what it gives, each broken file with its reason. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from workshop import language
from workshop.language import t
from workshop.tui.rows import cut

TITLE, HALF = 34, 20  # cells of a session's name and of what was half-typed in it, where it is told what was left


class Entry(NamedTuple):
    """One line of home: a session to go on with or look at, a workshop to start, or a broken file."""

    what: str  # open | more | done | new | shelf | book | broken | try
    title: str
    says: str
    when: str  # when it was changed; of a workshop its minutes
    thing: Any
    suits: str = ""
    warn: bool = False
    newer: bool = False  # of a session: a newer version of its workshop is installed
    short: str = ""  # of a session under way: what is said of it where there is no room for more

    @property
    def words(self) -> tuple[Any, ...]:
        """What is looked in: of a workshop also what it is for and what comes out of it, in any language."""
        if not self.is_workshop:
            return (self.title, self.says)
        one = self.thing
        return (self.title, self.says, one.title, one.summary, one.purpose, one.gives, *one.tags)

    @property
    def is_workshop(self) -> bool:
        return self.what in ("new", "book")


def of_session(one: Any, lang: str, today: date, now: datetime, newer: bool = False) -> Entry:
    """`newer`: a newer version of its workshop is installed."""
    if one.error:
        return Entry("broken", one.path.name, one.error.words(lang), "", one, warn=True)
    if one.of:
        return Entry("copy", one.title, t("home.copy", lang), language.ago(one.changed, now, lang), one, warn=True)
    name = f"{one.title} · {one.client}" if one.client and one.client not in one.title else one.title
    when = language.ago(one.changed, now, lang)
    if not one.done:
        at = t("home.at", lang, n=one.step_number, of=one.steps, step=one.step_title) if one.step_number else one.scenario_title
        short = t("home.at_short", lang, n=one.step_number, of=one.steps) if one.step_number else ""
        return Entry("open", name, f"{t('home.newer', lang)}, {at}" if newer else at, when, one, newer=newer, short=short)
    says, late = one.scenario_title, one.late(today)
    if one.open_actions:
        says = t("home.actions", lang, n=one.open_actions) + (f", {t('home.late', lang, n=late)}" if late else "")
    return Entry("done", name, says, when, one, warn=bool(late), newer=newer)


def of_left(found: Sequence[Any], listed: Sequence[Any], lang: str, now: datetime) -> Iterator[Entry]:
    """The sessions that were not left as one leaves, before all others: each with what there is to know of it."""
    by_path = {one.path: one for one in listed}
    for one in found:
        when = language.ago(one.when, now, lang)
        if one.words is not None:
            says = t("home.says_words_left", lang, n=len(one.half.split()))
            yield Entry("left", one.name, says, when, one, warn=True)
        elif one.path is None:
            yield Entry("left", one.name, t("home.says_homeless", lang), when, one, warn=True)
        else:
            says = t("home.says_not_in_file", lang, n=one.changes) if one.changes else t("home.says_ended", lang)
            yield Entry("open", one.name, says, when, by_path[one.path], warn=True)


def left_in_words(found: Sequence[Any], lang: str) -> str:
    """The same in a sentence, of the first of them; "" where all was left as one leaves."""
    if not found:
        return ""
    one, now = found[0], datetime.now().astimezone()
    half = cut(one.half.split("\n")[0], HALF)
    told = {"title": cut(one.name, TITLE), "when": language.ago(one.when, now, lang), "half": half}
    if one.words is not None:
        said = t("home.words_left", lang, **told)
    elif one.path is None:
        said = t("home.homeless", lang, **told)
    elif one.changes:
        said = t("home.not_in_file", lang, n=one.changes, **told)
    else:
        said = t("home.ended_half" if half and len(found) == 1 else "home.ended", lang, **told)
    return f"{said} {t('home.and_more', lang, n=len(found) - 1)}" if len(found) > 1 else said


def of_workshops(folder: str | None, lang: str) -> Iterator[Entry]:
    from workshop.scenario import library

    def order(one: library.Entry) -> tuple[str, bool, tuple[str, str]]:
        return one.shelf, one.origin == "built_in", language.sort_key(language.pick(one.title, lang), lang)

    for entry in sorted(library.entries(folder), key=order):  # one's own first, by name
        what = "book" if entry.shelf else "new"
        suits = ", ".join(t(f"home.{who}", lang) for who in entry.suits)
        fault = next((fault for fault in entry.faults if fault.is_error), None)
        if fault is not None:
            yield Entry(what, entry.path.name, str(fault), "", entry, warn=True)
            continue
        says = language.pick(entry.summary, lang) if entry.summary else ""
        minutes = language.number(entry.minutes, lang, 0) if entry.minutes else ""
        yield Entry(what, language.pick(entry.title, lang), says, minutes or " ", entry, suits)
