"""The run screen: one step of a workshop at a time, with its clock, its agenda and the facilitator's layer."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.scenario.kinds.note import Note
from workshop.session import flow
from workshop.session.book import Book
from workshop.session.changes import Change, GoTo, MarkDone, SetHeader, TakeAgain, TakeStart
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.tui.layout import Layout
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Row, Span, columns, cut, faint, row, soft, warn, wrap
from workshop.tui.screens.base import PaneScreen
from workshop.tui.steps import open_pane

CAPTURE_SIGNS = "!=?"  # first on an empty line they open the capture line
TICK = 1.0  # seconds between looks at the clock


def begins_with_copies(step: Any) -> bool:
    """Whether a step's start is taken when it is first opened. In the logs, and with `offer`, it is only suggested."""
    if step.kind in ("actions", "decisions") or getattr(step, "offer", False):
        return False
    return getattr(step, "start", None) is not None or (step.kind == "list" and bool(step.items))


class RunScreen(PaneScreen):
    name_of_screen = "run"
    wants_agenda = True

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__()
        self.stop: Stop = flow.where(desk.book)
        self.reviewing = False
        self._stop_listening = desk.subscribe(self._desk_changed)
        self._needs_draw = False

    # Host
    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def book(self) -> Book:
        return self._desk.book

    @property
    def lang(self) -> str:
        return self._desk.session.lang

    def do(self, *changes: Change) -> bool:
        try:
            if len(changes) == 1:
                self._desk.do(changes[0])  # type: ignore[arg-type]
            elif changes:
                self._desk.do_all(changes)  # type: ignore[arg-type]
        except Refused as refusal:
            self.say(str(refusal), "warn")
            return False
        return True

    # opening and moving
    def ready(self) -> None:
        self.body.line.signs = CAPTURE_SIGNS
        self.set_interval(TICK, self._tick)
        self.open_stop(self.stop, resume=True)
        self.app.put_back_draft(self)  # type: ignore[attr-defined]

    def on_unmount(self) -> None:
        self._stop_listening()

    @property
    def step(self) -> Any:
        return self.book.scenario.step_by_id[self.stop.step]

    def open_stop(self, stop: Stop, *, resume: bool = False) -> None:
        """Put a step on the screen and start its clock."""
        self.stop, self.reviewing = stop, False
        here = self._desk.session.here
        if not resume or (here.step, here.at) != (stop.step, stop.at):
            self._desk.do(GoTo(step=stop.step, at=stop.at))
        self._desk.enter(stop.step, stop.at)
        step = self.step
        if begins_with_copies(step) and not self._desk.session.progress_of(step.id, stop.at).started:
            with suppress(Refused):
                self._desk.do(TakeStart(step=step.id, at=stop.at))
        self.notes_open = False
        pane = open_pane(self, stop)
        self.show_pane(pane)
        if resume and (here.of or here.field) and (here.step, here.at) == (stop.step, stop.at):
            pane.go(here.of, here.field, "")
            self.draw()

    def leave_pane(self) -> bool:
        """Commit what is half-typed and remember the very place. False: it was refused, and we stay."""
        self.close_sheet()
        if self.reviewing:
            return True
        if not self.pane.leave(self.line_text):
            return False
        of, field, _ = self.pane.place()
        self._desk.do(GoTo(step=self.stop.step, at=self.stop.at, of=of, field=field))
        return True

    def act_next(self) -> None:
        if self.sheet_open or self.reviewing or not self.leave_pane():
            return
        blocked = flow.blocked(self.book, self.stop)
        if blocked:
            self.say(blocked, "warn")
            self.draw()
            return
        self._desk.do(MarkDone(step=self.stop.step, at=self.stop.at), undoable=False)
        changes, following = flow.onward(self.book, self.stop)
        if changes:
            self._desk.do_all(changes, undoable=False)
        if following is None:
            self.act_review()
        else:
            self.open_stop(following)

    def act_previous(self) -> None:
        if self.sheet_open:
            return
        if self.reviewing:
            self.open_stop(self.stop)
            return
        before = flow.previous_stop(self.book, self.stop)
        if before is None:
            self.say(t("run.first_step", self.lang))
        elif self.leave_pane():
            self.open_stop(before)

    act_next_letter = act_next
    act_previous_letter = act_previous

    def go_to(self, stop: Stop) -> None:
        if self.leave_pane():
            self.open_stop(stop)

    def act_review(self) -> None:
        from workshop.tui.screens.review import ReviewPane

        if not self.leave_pane():
            return
        self._desk.leave()
        self.reviewing = True
        self.notes_open = False
        self.show_pane(ReviewPane(self))

    def act_again(self) -> None:
        if self.leave_pane() and self.do(TakeAgain(step=self.stop.step, at=self.stop.at)):
            self.open_stop(self.stop)
            self.say(t("run.again", self.lang))

    def start_next(self, scenario: str) -> None:
        """The workshop that a result points to, for the same client."""
        from workshop.errors import WorkshopError
        from workshop.scenario import library
        from workshop.tui.screens.new import NewScreen

        entry = next((one for one in library.entries(self.app.settings.scenarios) if one.id == scenario), None)  # type: ignore[attr-defined]
        if entry is None:
            self.say(str(WorkshopError("run.no_such_workshop", id=scenario)), "warn")
        elif self.leave_pane():
            client = self._desk.session.client
            people = ", ".join(person.name for person in self._desk.session.present if person.name)
            self.app.close_sitting()  # type: ignore[attr-defined]
            self.app._show(NewScreen(entry, client=client, people=people))  # type: ignore[attr-defined]

    # sheets and commands
    def act_capture(self, sign: str = "") -> None:
        from workshop.tui.sheets.capturing import CapturePane

        if not self.sheet_open:
            self.open_sheet(CapturePane(self, sign), 4)

    act_capture_anywhere = act_capture

    @property
    def capture_step(self) -> str:
        """The step that what is captured comes from."""
        return "" if self.reviewing else self.stop.step

    def write_sign(self, sign: str) -> None:
        """`!!` on an empty line writes the sign itself."""
        if self.body.line.display:
            self.body.line.put(sign)
            self.line_touched()

    def sign(self, sign: str) -> None:
        self.act_capture(sign)

    def act_steps(self) -> None:
        from workshop.tui.sheets.steps import StepsPane

        if not self.sheet_open:
            self.open_sheet(StepsPane(self), 0)

    def act_time(self) -> None:
        from workshop.tui.sheets.timing import TimePane

        if not self.sheet_open:
            self.open_sheet(TimePane(self), 7)

    def act_notes(self) -> None:
        self.notes_open = not self.notes_open
        self.draw()

    def act_undo(self) -> None:
        done = self._desk.undo()
        self.say(t("run.nothing_to_undo", self.lang) if done is None else t("run.undone", self.lang, what=done.what))

    def act_redo(self) -> None:
        done = self._desk.redo()
        self.say(t("run.nothing_to_redo", self.lang) if done is None else t("run.redone", self.lang, what=done.what))

    def act_language(self) -> None:
        """Words and content together; cursor and line stay."""
        languages = [lang for lang in language.languages() if lang in (self.book.scenario.languages or language.languages())]
        if len(languages) < 2:
            self.say(t("run.one_language", self.lang))
            return
        following = languages[(languages.index(self.lang) + 1) % len(languages)] if self.lang in languages else languages[0]
        self._desk.do(SetHeader(key="lang", value=following))
        self.app.use_language(following)  # type: ignore[attr-defined]
        self.draw()

    def act_export(self) -> None:
        """The record, written beside the session; says where."""
        self.app.export(self)  # type: ignore[attr-defined]

    def act_home(self) -> None:
        if self.leave_pane():
            self.app.go_home()  # type: ignore[attr-defined]

    def act_blank(self) -> None:
        self.say(t("run.no_room", self.lang))

    def act_find(self) -> None:
        self.act_palette()

    # drawing
    def title_spans(self) -> list[Span]:
        session = self._desk.session
        title = self.book.text(self.book.scenario.title)
        spans = [soft(title)]
        if session.client and self.size.width >= 60:
            spans += [faint(" · "), faint(session.client)]
        return spans

    def kicker(self) -> str:
        if self.reviewing:
            return self.pane.kicker()
        stops = flow.stops(self.book)
        title = self.book.text(self.step.title)
        parts = [title]
        if self.stop in stops:
            parts.append(t("run.place", self.lang, n=stops.index(self.stop) + 1, of=len(stops)))
        if self.stop.at:
            parts.append(self.book.label(self.stop.at))
        if more := self.pane.kicker():
            parts.append(more)
        return " · ".join(parts)

    def _draw_header(self) -> None:
        width = self.size.width
        timer, rule = self._clock_parts()
        status = self._status_spans()
        self.parts["timer"].set_spans(timer)
        room = width - 4 - sum(len(span.text) for span in (timer, *status))
        self.parts["title"].paint((Row(columns(self.title_spans(), (), max(8, room - 3), 0)),))
        self.parts["status"].set_spans(*status)
        self.parts["rule"].paint((rule,))

    def _clock_parts(self) -> tuple[Span, Row]:
        """The step's timer in words, and the rule that is its clock."""
        width = self.size.width
        planned = None if self.reviewing else flow.minutes(self.book, self.stop)
        if not planned or self._desk.session.alone:
            return Span(""), row(Span("─" * width, "rule"))
        spent = self._desk.seconds(self.stop.step, self.stop.at)
        left = planned * 60 - spent
        if left >= 0:
            words = t("run.left", self.lang, left=language.minutes(left), of=f"{planned:g}")
            ink = "warn" if left < planned * 12 else "ink"
        else:
            words = t("run.over", self.lang, over=language.minutes(-left))
            ink = "alert"
        done = min(width, round(width * min(1.0, spent / (planned * 60))))
        heavy = "alert" if left < 0 else "warn" if left < planned * 12 else "accent"
        return Span(words, ink), row(Span("━" * done, heavy), Span("─" * (width - done), "rule"))  # type: ignore[arg-type]

    def _status_spans(self) -> list[Span]:
        spans = [Span("   "), soft(datetime.now().strftime("%H:%M"))]
        state, _ = self.app.saving()  # type: ignore[attr-defined]
        if state == "failed":
            spans += [Span("   "), Span(t("run.not_saved", self.lang), "alert")]
        elif state == "reading":
            spans += [Span("   "), Span(t("run.reading", self.lang), "warn")]
        elif self.size.width >= 96:
            spans += [Span("   "), faint(t("run.saved", self.lang))]
        return spans

    def _tick(self) -> None:
        """One figure and at most one cell of the rule; nothing else moves by itself."""
        if self.is_current and self.is_up and self.size.width >= 40:
            self._draw_header()
            self._desk.tick()

    def draw_beside(self, layout: Layout) -> None:
        if layout.agenda:
            self.parts["agenda"].paint(self.agenda_rows(layout.agenda, self.size.height - (5 if layout.roomy else 4)))
        if layout.notes:
            self.parts["notes"].paint(self.notes_rows(layout.notes - 4, beside=True))
        elif layout.notes_rows and not self.sheet_open:
            self._notes_below(layout.notes_rows)

    def _notes_below(self, rows: int) -> None:
        from workshop.tui.sheets.noting import NotesPane

        self.notes_open = False
        self.open_sheet(NotesPane(self), rows)

    def agenda_rows(self, width: int, height: int) -> list[Row]:
        """Names with their state; minutes only while the facilitator's layer is open."""
        out: list[Row] = [EMPTY]
        stops = flow.stops(self.book)
        here = stops.index(self.stop) if self.stop in stops else 0
        room = max(3, height - 2)
        first = max(0, min(here - room // 2, len(stops) - room))
        for stop in stops[first : first + room]:
            step = self.book.scenario.step_by_id[stop.step]
            name = self.book.text(step.title)
            if stop.at:
                name = f"{name} · {self.book.label(stop.at)}"
            current = stop == self.stop and not self.reviewing
            state = flow.state(self.book, stop)
            ink = "ink" if current else "faint" if state == "done" else "soft"
            sign = (
                Span("✓ ", "faint")
                if state == "done" and not current
                else Span("▲ ", "warn")
                if state == "touched"
                else Span("  ")
            )
            planned = flow.minutes(self.book, stop) if self.notes_open else None
            figure = f"{planned:g}" if planned else ""
            left = [sign, Span(cut(name, width - 2 - (len(figure) + 1 if figure else 0)), ink)]  # type: ignore[arg-type]
            out.append(
                Row(columns(left, [Span(figure, "faint")] if figure else [], width, 1), "▌" if current else "", "", stop)
            )
        return out[:height]

    def click_agenda(self, target: object) -> None:
        if isinstance(target, Stop):
            self.go_to(target)

    def notes_rows(self, width: int, *, beside: bool) -> list[Row]:
        """The facilitator's layer: what to say, to look out for, to do when it halts, and the time."""
        margin = Span("  ") if beside else Span("")
        out: list[Row] = [EMPTY] if beside else []
        head = columns([warn(t("notes.only_you", self.lang))], [faint(t("notes.closes", self.lang))], width)
        out.append(Row((margin, *head)))
        step = self.step
        texts = [(name, self.book.text(getattr(step, name))) for name in ("say", "watch", "stuck")]
        if isinstance(step, Note) and not any(text for _, text in texts):
            texts = []
        planned = flow.minutes(self.book, self.stop)
        if planned:
            words = t("notes.minutes", self.lang, n=f"{planned:g}")
            if step.min_minutes:
                words += " " + t("notes.least", self.lang, n=f"{step.min_minutes:g}")
            if step.fixed:
                words += " " + t("notes.fixed", self.lang)
            if step.optional:
                words += " " + t("notes.optional", self.lang)
            texts.append(("time", words))
        for name, text in texts:
            if text:
                out += [EMPTY, Row((margin, faint(t(f"notes.{name}", self.lang))))]
                out += [Row((margin, Span(line))) for line in wrap(text, width, 0)]
        return out

    def more_pairs(self) -> list[Pair]:
        if self.sheet_open:
            return []
        if self.pane.writing:
            return [Pair("! = ?", "keys.capture")]
        pairs = [Pair("u", "keys.undo")] if self._desk.can_undo else []
        if not self.reviewing:
            pairs.append(Pair("f", "keys.notes"))
        return [*pairs, Pair(",", "keys.capture"), Pair("s", "keys.steps"), Pair("x", "keys.export"), Pair("q", "keys.home")]

    # keeping what is half-typed
    def line_touched(self) -> None:
        self.app.draft_touched(self)  # type: ignore[attr-defined]

    def _desk_changed(self, desk: Desk, change: object) -> None:
        if not self._needs_draw:
            self._needs_draw = True
            self.call_later(self._draw_after_change)

    def _draw_after_change(self) -> None:
        self._needs_draw = False
        if self.is_current:
            self.draw()
