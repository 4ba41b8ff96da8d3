"""The run screen: one step of a workshop at a time, with its clock, its agenda and the facilitator's layer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from workshop.errors import Refused
from workshop.language import t
from workshop.scenario.model import Answered
from workshop.session import flow
from workshop.session.carried import carried, opens_with
from workshop.session.changes import GoTo, MarkDone, TakeAgain, TakeStart
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.starts import begins_with_copies
from workshop.tui.beside import agenda_rows, notes_rows
from workshop.tui.layout import Layout
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY
from workshop.tui.screens.base import fit
from workshop.tui.screens.finding import Finding
from workshop.tui.screens.keeping_time import KeepingTime
from workshop.tui.steps import open_pane
from workshop.tui.tour import SCENARIO, Tour
from workshop.tui.widgets.body import MARK
from workshop.tui.widgets.painted import Painted


class RunScreen(Finding, KeepingTime):
    name_of_screen = "run"
    signs = "!=?"
    wants_agenda = True

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__()
        self.tour = Tour(self) if desk.session.scenario.id == SCENARIO else None
        self.stop: Stop = flow.where(desk.book)
        self.reviewing = False
        self._stop_listening = desk.subscribe(self._desk_changed)
        self._needs_draw = False

    # Host
    @property
    def lang(self) -> str:  # type: ignore[override]
        return self._desk.session.lang

    # opening and moving
    def ready(self) -> None:
        super().ready()
        self.body.line.signs = self.signs
        if opens_with(self._desk.session):
            self.act_opening()
        else:
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
        self.notes_open = self.notes_open and self.room_open
        pane = open_pane(self, stop)
        self.show_pane(pane)
        if resume and (here.of or here.field) and (here.step, here.at) == (stop.step, stop.at):
            pane.go(here.of, here.field, "")
            self.draw()
        if not resume and getattr(pane, "nobody_to_answer", False):
            self.ask_who(step.by)

    def leave_pane(self) -> bool:
        """Commit what is half-typed and remember the very place. False: it was refused, and we stay."""
        self.close_sheets()
        if not self.pane.leave(self.line_text):
            return False
        if not self.reviewing:
            of, field, _ = self.pane.place()
            self._desk.do(GoTo(step=self.stop.step, at=self.stop.at, of=of, field=field))
        return True

    def act_next(self) -> None:
        if self.sheet_open or (self.reviewing and not self.opening) or not self.leave_pane():
            return
        if self.opening:
            self.open_stop(self.stop)
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
        if self.opening:
            self.say(t("run.first_step", self.lang))
            return
        if self.reviewing:
            self.go_to(self.stop)
            return
        before = flow.previous_stop(self.book, self.stop)
        if before is None and carried(self._desk.session):
            self.act_opening()
        elif before is None:
            self.say(t("run.first_step", self.lang))
        elif self.leave_pane():
            self.open_stop(before)

    def act_home(self) -> None:
        if self.leave_pane():
            self.app.go_home()  # type: ignore[attr-defined]

    def go_to(self, stop: Stop) -> None:
        if self.leave_pane():
            self.open_stop(stop)

    def act_review(self) -> None:
        from workshop.tui.screens.review import ReviewPane

        if (self.reviewing and not self.opening) or not self.leave_pane():
            return
        self._desk.leave()
        self.reviewing = True
        self.notes_open = False
        self.show_pane(ReviewPane(self))

    @property
    def opening(self) -> bool:
        """Whether the actions of last time are on the screen, before the first step."""
        from workshop.tui.screens.opening import OpeningPane

        return self.reviewing and isinstance(self.pane, OpeningPane)

    def act_opening(self) -> None:
        from workshop.tui.screens.opening import OpeningPane

        if self.opening or not self.leave_pane():
            return
        self._desk.leave()
        self.stop = next(iter(flow.stops(self.book)), self.stop)
        self.reviewing = True
        self.notes_open = False
        self.show_pane(OpeningPane(self))

    def act_again(self) -> None:
        if self._in_a_step() and not isinstance(self.step, Answered):
            self.say(t("run.no_again", self.lang))  # nothing is answered here
        elif self._in_a_step() and self.leave_pane() and self.do(TakeAgain(step=self.stop.step, at=self.stop.at)):
            self.open_stop(self.stop)
            self.say(t("run.again", self.lang))

    def start_next(self, scenario: str) -> None:
        """The workshop that a result points to, for the same client."""
        from workshop.errors import WorkshopError
        from workshop.scenario import library
        from workshop.tui.screens.new import NewScreen

        entry = library.entry_of(scenario, self.app.settings.scenarios)  # type: ignore[attr-defined]
        if entry is None:
            self.say(str(WorkshopError("run.no_such_workshop", id=scenario)), "warn")
        elif self.leave_pane():
            session = self._desk.session
            people = ", ".join(person.name for person in session.present if person.name)
            before = (session.scenario.id, session.uuid)
            self.app.close_sitting()  # type: ignore[attr-defined]
            self.app.show(NewScreen(entry, session.client, people, before))  # type: ignore[attr-defined]

    # drawing
    @property
    def help_place(self) -> str:
        return self.kicker().split(" · ")[0]

    def kicker(self) -> str:
        if self.reviewing:
            return self.pane.kicker()
        stops = flow.stops(self.book)
        parts = [self.book.text(self.step.title)]
        if self.stop in stops:
            parts.append(t("run.place", self.lang, n=stops.index(self.stop) + 1, of=len(stops)))
        if self.stop.at:
            parts.append(self.book.label(self.stop.at))
        if more := self.pane.kicker():
            parts.append(more)
        return " · ".join(parts)

    def over_all(self) -> Iterator[Painted]:
        if self.tour is not None:
            yield Painted(id="tour", classes="surface above", mark_columns=MARK)

    def _draw_tour(self) -> None:
        if self.tour is not None:
            self.tour.look()
            rows = self.tour.rows(self.size.width - 2 * MARK - 2)
            rows += [] if self.layout_now.top else [EMPTY]  # the question below stands by itself
            fit(self.parts["tour"], height=len(rows))
            self.parts["tour"].paint(rows)

    def draw_beside(self, layout: Layout) -> None:
        self._draw_tour()
        if layout.agenda:
            here = None if self.reviewing else self.stop
            height = self.parts["agenda"].size.height or self.size.height - 4
            plan = self.agenda if self.is_private else None
            close = 1 - layout.top  # it begins where the text beside it does
            rows = agenda_rows(self.book, here, layout.agenda, height + close, plan=plan, lang=self.lang)
            self.parts["agenda"].paint(rows[close:])
        if layout.notes:
            rows = notes_rows(self.book, self.stop, layout.notes - 4, margin="  ", lang=self.lang, plan=self.plan)
            self.parts["notes"].paint(rows)
        elif layout.notes_rows and not self.sheet_open:
            self._notes_below(layout.notes_rows)

    def _notes_below(self, rows: int) -> None:
        from workshop.tui.sheets.noting import NotesPane

        self.notes_open = False
        self.open_sheet(NotesPane(self), rows if rows < self.size.height else 0)

    def click_agenda(self, target: object) -> None:
        if isinstance(target, Stop):
            self.go_to(target)

    def more_pairs(self) -> list[Pair]:
        if self.sheet_open:
            return []
        if self.pane.writing:
            return [Pair("! = ?", "keys.capture", "f2")]
        undo = [Pair("u", "keys.undo")] if self._desk.can_undo else []
        notes = [] if self.reviewing else [Pair("f", "keys.notes")]
        found = [Pair(",", "keys.capture"), Pair("s", "keys.steps"), Pair("x", "keys.export"), Pair("q", "keys.home")]
        return [*undo, *notes, *self.room_pairs(), *found]

    def last_pairs(self) -> list[Pair]:
        found = super().last_pairs()
        return [Pair("PgUp", "keys.back"), *found[1:]] if self.reviewing and not self.opening and not self.sheet_open else found

    def act_versions(self) -> None:
        """Other versions of the session, put beside it by a sync program, a colleague or a merge."""
        from workshop.tui.versions import show_others

        if not self.sheet_open and self.app.sitting is not None:  # type: ignore[attr-defined]
            show_others(self, self.app.sitting)  # type: ignore[attr-defined]

    def came_from_outside(self) -> None:
        """Somebody else changed the file, and it is taken in: the line and the cursor stay as they are."""
        self._follow_language()
        self._needs_draw = False

    # keeping what is half-typed
    def line_touched(self) -> None:
        self.app.draft_touched(self)  # type: ignore[attr-defined]

    def _desk_changed(self, desk: Desk, change: object) -> None:
        if self.tour is not None:
            self.tour.heard(change)
        if not self._needs_draw:
            self._needs_draw = True
            self.call_later(self._draw_after_change)

    def _draw_after_change(self) -> None:
        self._needs_draw = False
        if self.is_current:
            self.draw()
            self.line_touched()
