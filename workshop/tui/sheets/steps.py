"""The plan: every step with its minutes, the least it can do with and what it took; when it all ends. Enter goes there.

What is captured so far stands at the foot.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.session import flow, replan, timebox
from workshop.session.agenda import Agenda, has_plan, part
from workshop.session.agenda import Row as Line
from workshop.session.changes import SetPlan
from workshop.session.flow import Stop
from workshop.session.model import live
from workshop.session.pace import pace
from workshop.session.sittings import on_the_clock
from workshop.tui import planned
from workshop.tui.beside import SIGN, stop_name
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Ink, Row, Span, View, accent, bold, columns, cut, faint, pad, row, soft
from workshop.tui.steps.window import window

NAME = 26  # cells of a name, at most
FIGURE = 6
WIDTH = 76
SAID = ("here", "fixed", "optional", "dropped", "later")  # of a step, beside its name
ROOMY = 66  # cells of text from which the least minutes have a column
DASHES = "-–—"  # any of them between a start and an end


class Heading(NamedTuple):
    """A section that has minutes of its own, or is taken for several things: a row that cannot be gone to."""

    section: str
    own: bool  # whether it has minutes of its own, which can be changed there


REVIEW = "review"  # the last row
Place = Stop | Heading | str


class StepsPane(Pane):
    subject = "steps"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0
        self.name, self.figure = NAME, FIGURE + 2  # cells, as the window allows
        self.plan: Agenda = host.desk.agenda()
        self.at: Place = REVIEW if host.reviewing and not host.opening else host.stop
        self.lines = self._lines()

    @property
    def places(self) -> list[Place]:
        """The rows one can be on."""
        return [line for line in self.lines if not isinstance(line, Heading) or line.own]

    # drawing
    def view(self, width: int, height: int) -> View:
        lang = self.host.lang
        self.plan = self.host.desk.agenda()
        self.lines = lines = self._lines()
        if self.at not in lines:
            self.at = self.places[0]
        width = min(width, WIDTH)
        longest = max((cell_len(stop_name(self.host.book, line)) for line in lines if isinstance(line, Stop)), default=0)
        self.name = min(NAME, max(longest, cell_len(t("steps.review", lang))) + 2)
        self.figure = FIGURE + 2 if width >= ROOMY else FIGURE + 1
        if self.timed and width < ROOMY:  # names give way to what is said of the steps
            said = max(cell_len(t(f"steps.{word}", lang)) for word in SAID)
            self.name = min(self.name, max(8, width - 2 - said - 1 - 2 * self.figure))
        above = self._above(width)
        foot = self._foot()
        here = lines.index(self.at)
        room = height - len(above) - len(foot)
        self.first, end = window(len(lines), here, self.first, lambda _: 1, room)
        rows = [self._row(index, width) for index in range(self.first, end)]
        if self.first:
            rows.insert(0, row(faint("  " + t("list.earlier", lang, n=self.first))))
        if end < len(lines):
            rows.append(row(faint("  " + t("list.more", lang, n=len(lines) - end))))
        return View([*above, *rows, *foot])

    @property
    def timed(self) -> bool:
        """Alone there are no minutes, unless a clock was asked for."""
        session = self.host.desk.session
        return has_plan(session) or bool(session.plan.minutes)

    def _above(self, width: int) -> list[Row]:
        lang, plan = self.host.lang, self.plan
        said = ""
        if self.host.plan is not None:
            said = planned.ending(plan, lang)
            if planned.wall(plan.target) != planned.wall(planned.told_end(plan)):
                said += ", " + t("plan.planned", lang, clock=planned.wall(plan.target))
        if not self.timed:
            return [EMPTY, row(bold(t("steps.title", lang))), EMPTY]
        heads = [t("steps.plan", lang), *([t("steps.least", lang)] if width >= ROOMY else []), t("steps.took", lang)]
        figures = "".join(pad(head, self.figure, "right") for head in heads)
        title = Row(columns([bold(t("steps.title", lang))], [faint(said)] if said else [], width))
        return [EMPTY, title, Row(columns([], [faint(figures)], width))]

    def _lines(self) -> list[Place]:
        """The rows in order: the stops, those that are to be skipped in their places; before those of a section its heading.
        The review is the last."""
        book = self.host.book
        there = set(flow.all_stops(book))
        lines: list[Place] = []
        told: set[str] = set()
        for stop in (line.stop for line in self.plan.rows if line.state != "inactive"):
            section = book.scenario.section_of(book.scenario.step_by_id[stop.step])
            if section is not None and section.id not in told and (section.each is not None or section.minutes is not None):
                told.add(section.id)
                lines.append(Heading(section.id, timebox.budget_of(book, book.scenario.step_by_id[stop.step]) is section))
            if stop in there:
                lines.append(stop)
        return [*lines, REVIEW]

    def _row(self, index: int, width: int) -> Row:
        which = self.lines[index]
        here = which == self.at
        mark, back = ("▌", "focus") if here else ("", "")
        if isinstance(which, Heading):
            return Row(self._heading(which, here, width), mark, back, which)  # type: ignore[arg-type]
        if isinstance(which, Stop):
            line = self.plan.row(which)
            spans_of = self._stop(line, here, width) if line is not None else ()
            return Row(spans_of, mark, back, which)  # type: ignore[arg-type]
        current = self.host.reviewing and not self.host.opening
        ink: Ink = "ink" if here or current else "soft"
        spans = [Span("  " + pad(t("steps.review", self.host.lang), self.name), ink, here)]
        spans += [accent(t("steps.here", self.host.lang))] if current else []
        return Row(tuple(spans), mark, back, which)  # type: ignore[arg-type]

    def _heading(self, which: Heading, at_hand: bool, width: int) -> tuple[Span, ...]:
        """A section with its minutes; with what it is taken for, and how long for each that is left."""
        book, lang = self.host.book, self.host.lang
        whole = part(book, self.plan, which.section)
        title = book.text(book.scenario.section_by_id[which.section].title)
        words = [Span("  "), Span(cut(title, self.name - 1), "ink" if at_hand else "soft", at_hand)]
        step = None if self.host.reviewing else book.scenario.step_by_id[self.host.stop.step]
        if step is not None and step.section == which.section and (found := pace(book, self.plan)) is not None:
            told = t("time.pace", lang, n=found.number, of=found.of, each=planned.figure(found.each, lang))
            words.append(faint("  " + told.rstrip(".")))
        return self._figures(words, whole.planned, whole.least, whole.spent, width, "faint")

    def _stop(self, line: Line, here: bool, width: int) -> tuple[Span, ...]:
        host, lang = self.host, self.host.lang
        step = host.book.scenario.step_by_id[line.stop.step]
        state = flow.state(host.book, line.stop)
        current = line.stop == host.stop and not host.reviewing
        ink: Ink = "ink" if current or here else "faint" if state == "done" else "soft"
        said = "dropped" if line.state == "dropped" else "fixed" if step.fixed else "optional" if step.optional else ""
        if line.state == "later":
            said = "later"
        words = accent(t("steps.here", lang)) if current else faint(t(f"steps.{said}", lang) if said else "")
        title = stop_name(host.book, line.stop)
        if line.fixed and line.state == "coming" and line.stop.step in self.plan.fixed and host.plan is not None:
            title += " " + planned.wall(self.plan.fixed[line.stop.step])
        name = pad(cut(title, self.name - 1), self.name)
        left = [SIGN.get(state, Span("  ")), Span(name, ink, here), words]
        return self._figures(left, line.planned, 0.0 if step.fixed else line.least, line.spent, width, "soft")

    def _figures(self, left: list[Span], minutes: float, least: float, spent: float, width: int, ink: Ink) -> tuple[Span, ...]:
        lang = self.host.lang
        if not self.timed:
            return columns(left, [], width, 1)
        shown = [Span(planned.figure(minutes, lang) if minutes else "", ink)]
        if width >= ROOMY:
            shown.append(faint(planned.figure(least, lang) if 0 < least < minutes else ""))
        took = language.number(round(spent), lang, 0) if spent >= 0.5 else ""
        shown.append(Span(took, "warn" if minutes and spent >= minutes + 1 else ink))
        return columns(left, [one._replace(text=pad(one.text, self.figure, "right")) for one in shown], width, 1)

    def _foot(self) -> list[Row]:
        session, lang = self.host.desk.session, self.host.lang
        found = [
            t(f"steps.{what}", lang, n=n)
            for what in ("actions", "decisions", "parked")
            if (n := sum(1 for _ in live(getattr(session, what))))
        ]
        lists = [Span("   z"), faint(" " + t("keys.lists", lang))]
        return [EMPTY, row(soft("  " + "   ".join(found)), *lists)] if found else []

    # keys
    def pairs(self) -> list[Pair]:
        at = self.at
        pairs = [] if isinstance(at, Heading) else [Pair("Enter", "keys.go_there")]
        if isinstance(at, Stop) and self.host.book.scenario.step_by_id[at.step].optional:
            back = at.step in self.host.desk.session.plan.dropped
            pairs.append(Pair("Space", "keys.take_back" if back else "keys.skip"))
        if at != REVIEW:
            pairs.append(Pair("+ -", "keys.minutes", "+"))
        return [*pairs, Pair("e", "keys.start_and_end")]

    def key(self, key: str) -> bool:
        host, places = self.host, self.places
        stop = self.at if isinstance(self.at, Stop) else None
        if key in ("up", "down"):
            now = places.index(self.at) if self.at in places else 0
            self.at = places[max(0, min(len(places) - 1, now + (1 if key == "down" else -1)))]
        elif key in ("home", "end"):
            self.at = places[0 if key == "home" else -1]
        elif key == "enter":
            if isinstance(self.at, Heading):
                return True
            host.close_sheet()
            if stop is None:
                host.act_review()
            else:
                if stop.step in host.desk.session.plan.dropped:
                    self._skip(stop)  # whoever goes there does not skip it
                host.go_to(stop)
        elif key == "s":
            host.close_sheet()
        elif key == "z":
            host.act_captured()
        elif key == "e":
            host.ask_name(t("steps.when", host.lang), self._when(), self._set_when)
        elif key in ("+", "-") and self.at != REVIEW:
            self._more(1 if key == "+" else -1)
        elif key == "space" and stop is not None:
            if host.book.scenario.step_by_id[stop.step].optional:
                self._skip(stop)
            else:
                host.say(t("steps.not_optional", host.lang))
        else:
            return False
        return True

    def _changed(self, **values: Any) -> None:
        desk = self.host.desk
        self.host.do(replan.changed(desk.book, desk.now(), desk.visits(), **values))

    def _more(self, way: int) -> None:
        """A minute more or less for what one is on: a step, or a section."""
        book, at = self.host.book, self.at
        if isinstance(at, Heading):
            whole = timebox.section_minutes(book, book.scenario.section_by_id[at.section]) or 0.0
            self._changed(minutes={**book.session.plan.minutes, at.section: max(1.0, whole + way)})
        elif isinstance(at, Stop):
            self._more_of(at, way)

    def _more_of(self, stop: Stop, way: int) -> None:
        book = self.host.book
        line = self.plan.row(stop)
        spent = line.spent if line is not None and line.state == "here" else 0.0
        minutes = replan.a_minute(book, stop.step, stop.at, way, spent)
        self._changed(minutes=replan.with_minutes(book, stop.step, minutes))

    def _skip(self, stop: Stop) -> None:
        """To be skipped; or no longer."""
        dropped = list(self.host.desk.session.plan.dropped)
        dropped = [one for one in dropped if one != stop.step] if stop.step in dropped else [*dropped, stop.step]
        self._changed(dropped=dropped)

    # the start and the end
    def _when(self) -> str:
        """As it is now, to be changed: `09:15–12:00`."""
        plan = self.host.desk.session.plan
        start = planned.wall(plan.start) if plan.start is not None and self.plan.sitting.is_given else ""
        end = planned.wall(plan.end) if plan.end is not None and self.plan.hard_end is not None else ""
        return f"{start}–{end}" if end else start

    def _set_when(self, text: str) -> None:
        host, lang = self.host, self.host.lang
        typed = text.strip()
        for dash in DASHES:
            typed = typed.replace(dash, "-")
        first, _, last = (part.strip() for part in typed.partition("-"))
        start, end = language.parse_clock(first), language.parse_clock(last)
        if (first and start is None) or (last and end is None):
            host.say(t("steps.no_time", lang), "warn")
            return
        begins, ends = on_the_clock(start, end, host.desk.now())
        before = host.desk.session.plan
        # the same time as it stands is the same moment, however long ago it was
        begins = _kept(before.start, begins, self.plan.sitting.is_given)
        ends = _kept(before.end, ends, self.plan.hard_end is not None)
        if host.do(SetPlan(start=begins, end=ends, until=None, fixed={})):
            now = host.desk.agenda()
            host.say(planned.title(now, lang) if host.plan is not None else "")

    def click(self, target: object, x: int) -> None:
        if target in self.places:
            if target == self.at:
                self.key("enter")
            else:
                self.at = target


def _kept(before: datetime | None, wanted: datetime | None, holds: bool) -> datetime | None:
    if before is None or wanted is None or not holds:
        return wanted
    return before if planned.wall(before) == planned.wall(wanted) else wanted
