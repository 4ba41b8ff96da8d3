"""The run screen's clock: the timer of the step and its rule, how late, what is heard; nothing else moves by itself."""

from __future__ import annotations

from workshop.language import t
from workshop.session.agenda import Agenda, has_plan
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.timebox import Timer
from workshop.tui import planned
from workshop.tui.clock import clock, tones
from workshop.tui.rows import Span, cut, faint, row, soft, width_of
from workshop.tui.screens.rooming import Rooming

TICK = 1.0  # seconds between looks at the clock
BETWEEN = 0.4  # seconds between two tones
ROOM_FOR_TIME, ROOM_FOR_END, ROOM_FOR_SAVED = 70, 96, 96  # columns from which each is in the header
ROOM_FOR_TITLE = 12
PRIVATE = ("notes", "steps", "time")  # sheets in which the minutes stand, by their subject: loaded when they are opened


class KeepingTime(Rooming):
    _desk: Desk
    stop: Stop
    reviewing: bool

    def __init__(self) -> None:
        super().__init__()
        self._timer: tuple[Span, ...] = ()
        self._status: tuple[Span, ...] = ()
        self._agenda: tuple[tuple[object, ...], Agenda] | None = None
        self._told: tuple[object, ...] = ()  # the plan in words when it was last drawn
        self._looked: tuple[Stop, float, float] | None = None  # the timer at the last look: whose, of how much, seconds left

    def ready(self) -> None:
        super().ready()
        self.set_interval(TICK, self._tick)

    # what there is to tell
    @property
    def step_timer(self) -> Timer | None:
        """The clock of the step at hand; None where it has none."""
        return None if self.reviewing else self._desk.timer(*self.stop)

    @property
    def plan(self) -> Agenda | None:
        """The plan against the clock; None where there is nothing to be late for."""
        if not has_plan(self._desk.session):
            return None
        found = self.agenda
        return found if found.is_timed and not found.is_over else None

    @property
    def agenda(self) -> Agenda:
        """The plan as it is; worked out once a second, and whenever something was changed."""
        key = (self._desk.book, int(self._desk.now().timestamp()), self._desk.running, self._desk.paused)
        if self._agenda is None or self._agenda[0] != key:
            self._agenda = (key, self._desk.agenda())
        return self._agenda[1]

    @property
    def is_private(self) -> bool:
        """Whether lateness, minutes and the end may stand here: the room has a window of its own, or they were asked for."""
        sheet = self.sheet.pane if self.sheet_open else None
        return self.notes_open or self.room_open or (sheet is not None and sheet.subject in PRIVATE)

    # drawing
    def title_spans(self) -> list[Span]:
        """The workshop and the client, where there is room for both; the client falls away first."""
        room = self.size.width - 7 - sum(width_of(part) for part in (self._timer[:1], self._status))
        title, client = self.book.text(self.book.scenario.title), self._desk.session.client
        spans = [soft(title), faint(f" · {client}")]
        return spans if client and width_of(spans) <= room else [soft(cut(title, max(8, room)))]

    def _draw_header(self) -> None:
        signs = self.app.settings.signs  # type: ignore[attr-defined]
        timer, rule = clock(self.step_timer, self.size.width, self.lang, signs=signs)
        self._timer, self._status = (timer,), self._status_spans()
        self.parts["timer"].set_spans(timer)
        self.parts["status"].set_spans(*self._status)
        self.parts["title"].paint((row(*self.title_spans()),))
        self.parts["rule"].paint((rule,))

    def _status_spans(self) -> tuple[Span, ...]:
        width, spans, plan = self.size.width, self.room_spans(), self.plan
        late = planned.sign(plan) if plan is not None else ""
        self._told = (late,)
        if plan is not None and self.is_private:
            words = planned.header(plan, self.lang, with_end=width >= ROOM_FOR_END)
            self._told = (words, planned.ending(plan, self.lang))
            used = width_of([*self._timer, *spans, words]) + 10
            if width >= ROOM_FOR_TIME or width - used >= ROOM_FOR_TITLE:
                spans += [Span("   "), words]
            late = ""
        if width >= ROOM_FOR_TIME:
            spans += [Span("   "), soft(planned.wall(self._desk.now()))]
        if late:
            spans += [Span(" " if width >= ROOM_FOR_TIME else "   "), soft(late)]
        state = self.app.saving()[0]  # type: ignore[attr-defined]
        if state == "failed":
            spans += [Span("   "), Span(t("run.not_saved", self.lang), "alert")]
        elif state == "reading":
            spans += [Span("   "), Span(t("run.reading", self.lang), "warn")]
        elif width >= ROOM_FOR_SAVED:
            spans += [Span("   "), faint(t("run.saved", self.lang))]
        return tuple(spans)

    # the clock goes
    def _tick(self) -> None:
        """One figure and at most one cell of the rule; nothing else moves by itself, and nothing goes on by itself."""
        self._desk.tick()
        self._sound()
        if not (self.is_current and self.is_up) or self.is_small:
            return
        told = self._told
        self._draw_header()
        if self.sheet_open and self.active_pane.subject == "time":
            self.sheet.draw()
        if told != self._told:  # a minute more: the end as it stands in the agenda, the steps, the notes
            self.draw_beside(self.layout_now)
            if self.sheet_open and self.active_pane.subject == "steps":
                self.sheet.draw()

    def _sound(self) -> None:
        """A tone when the last fifth begins, two when the time is out: heard when the time passes, not when it is changed."""
        timer = self.step_timer
        before, self._looked = self._looked, (self.stop, timer.planned, timer.left) if timer is not None else None
        if timer is None or timer.paused or before is None or before[:2] != (self.stop, timer.planned):
            return
        count = tones(before[2], timer) if self.app.settings.bell else 0  # type: ignore[attr-defined]
        if count:
            self.app.bell()
        if count > 1:
            self.set_timer(BETWEEN, self.app.bell)
