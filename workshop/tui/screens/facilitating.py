"""What a facilitator does beside the step: capture, the sheets, undo, another language, the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workshop import language
from workshop.errors import Refused
from workshop.language import t
from workshop.session.book import Book
from workshop.session.changes import Change, SetHeader
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.spots import has_rows
from workshop.tui.screens.base import PaneScreen

if TYPE_CHECKING:
    from workshop.tui.sheets.capturing import CapturePane  # a sheet is loaded when it is opened


class Facilitating(PaneScreen):
    """The commands of the run screen that do not leave the step."""

    stop: Stop
    reviewing: bool
    _desk: Desk

    # Host
    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def book(self) -> Book:
        return self._desk.book

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

    # sheets and commands
    def act_capture(self, sign: str = "", text: str = "") -> None:
        """One line, from wherever one is: over a sheet too, which is there again afterwards."""
        from workshop.tui.sheets.capturing import CapturePane

        if self._capturing is None:
            self.open_sheet(CapturePane(self, sign, text), 4)

    @property
    def captured(self) -> tuple[str, str] | None:
        """What is half-typed on the capture line, while it is open: its sign and its words."""
        return self._capturing.half if self._capturing is not None else None

    @property
    def _capturing(self) -> CapturePane | None:
        pane: Any = self.sheet.pane if self.sheet_open else None
        return pane if pane is not None and pane.subject == "capture" else None

    @property
    def listed(self) -> tuple[str, str, str, int] | None:
        """What is half-typed in the lists of what was captured: of what, of which part of it, the words, the cursor."""
        pane = self.sheet.pane if self.sheet_open else None
        editing = getattr(pane, "editing", "")
        if pane is None or not editing:
            return None
        line = self.sheet.line
        return editing, pane.place()[1], line.text, line.cursor

    @property
    def half_said(self) -> str:
        """What is half-typed on any other sheet and would be words of the session: a group's name, a participant's."""
        return self.sheet.pane.half_said(self.sheet.line.text) if self.sheet_open and self.sheet.pane is not None else ""

    def put_back_listed(self, id: str, part: str, text: str, cursor: int) -> None:
        """The lists again, with the words on the line where they were."""
        self.act_captured()
        pane = self.active_pane
        pane.go(id, part, "")
        if pane.writing:
            self.sheet.line.put(text, cursor)
        self.draw()

    @property
    def capture_step(self) -> str:
        """The step that what is captured comes from."""
        return "" if self.reviewing else self.stop.step

    @property
    def capture_about(self) -> tuple[str, ...]:
        """What is at hand there: the item of the section, the row."""
        if self.reviewing:
            return ()
        step, row = self.book.scenario.step_by_id[self.stop.step], self.pane.place()[0]
        at_a_row = row and has_rows(step) and any(row == each.id for each in self.book.rows(step, self.stop.at))
        return tuple(id for id in (self.stop.at, row if at_a_row else "") if id)

    @property
    def capture_from(self) -> str:
        """The same in words: `Resan, Får`."""
        if self.reviewing:
            return ""
        step = self.book.scenario.step_by_id[self.stop.step]
        return ", ".join([self.book.text(step.title), *(self.book.label(id) for id in self.capture_about)])

    def write_sign(self, sign: str) -> None:
        """`!!` on an empty line writes the sign itself."""
        if self.body.line.display and self.body.line.is_empty:
            self.body.line.put(sign)
            self.line_touched()

    def sign(self, sign: str) -> None:
        if self._capturing is not None:
            self._capturing.signed(sign)
        else:
            self.act_capture(sign)

    def act_captured(self, pile: str = "") -> None:
        """The lists of what was captured; over the capture line or the steps too, which are there again afterwards."""
        from workshop.tui.sheets.captured import CapturedPane

        if not isinstance(self.active_pane, CapturedPane):
            self.open_sheet(CapturedPane(self, pile), 0)

    def act_steps(self) -> None:
        from workshop.tui.sheets.steps import StepsPane

        if not self.sheet_open:
            self.open_sheet(StepsPane(self), 0)

    def act_time(self) -> None:
        from workshop.tui.sheets.timing import TimePane, rows_for

        if not self.sheet_open and self._in_a_step():
            self.open_sheet(TimePane(self), rows_for(*self.size))

    def act_notes(self) -> None:
        if self._in_a_step():
            self.notes_open = not self.notes_open
            self.draw()

    def act_people(self) -> None:
        """Who takes part, the teams, the roles; and which rows the step is taken for."""
        from workshop.tui.sheets.people import PeoplePane

        if self.sheet_open:
            return
        pane = PeoplePane(self, row="" if self.reviewing else self.pane.place()[0])
        if pane.parts():
            self.open_sheet(pane, 0)
        else:
            self.say(t("people.alone", self.lang))

    def ask_who(self, by: str) -> None:
        """The team or role that is to answer has nobody in it: who is it to be?"""
        from workshop.tui.sheets.people import Part, PeoplePane

        kind = "role" if by in self.book.scenario.roles else "teams"
        part = Part(kind, by) if self._desk.session.present else None
        self.open_sheet(PeoplePane(self, part), 0)

    def act_next_voice(self) -> None:
        """Whoever answers next, wherever one is in the step."""
        self._other_voice(1)

    def act_earlier_voice(self) -> None:
        self._other_voice(-1)

    def _other_voice(self, way: int) -> None:
        pane: Any = self.pane
        if not getattr(pane, "takes_turns", False):
            self.say(t("people.one_voice", self.lang))
        elif not pane.writing or pane.leave(self.line_text):
            pane.other_voice(way)
            self.draw()

    def _in_a_step(self) -> bool:
        if self.reviewing:
            self.say(t("run.no_step_here", self.lang))
        return not self.reviewing

    def act_undo(self) -> None:
        with self._choosing_stays():
            done = self._desk.undo()
        self.say(t("run.nothing_to_undo", self.lang) if done is None else t("run.undone", self.lang, what=done.what))

    def act_redo(self) -> None:
        with self._choosing_stays():
            done = self._desk.redo()
        self.say(t("run.nothing_to_redo", self.lang) if done is None else t("run.redone", self.lang, what=done.what))

    @contextmanager
    def _choosing_stays(self) -> Iterator[None]:
        """What comes back may open a line where a pane stands: whoever was choosing goes on choosing, or the next letter would
        be text."""
        choosing = [pane for pane in (self.pane, self.active_pane) if not pane.writing]
        yield
        self._follow_language()
        self.draw()
        for pane in choosing:
            if pane.writing:
                pane.escape("")

    def _follow_language(self) -> None:
        """The session's language is the program's, also when undo changed it back."""
        if self.app.lang != self.lang:  # type: ignore[attr-defined]
            self.app.use_language(self.lang)  # type: ignore[attr-defined]

    def bring_back(self, change: Change) -> None:
        """Something removed, from the palette."""
        before = self._desk.last
        if self.do(change) and (done := self._desk.last) is not None and done is not before:
            self.say(done.what)

    def act_language(self) -> None:
        """Words and content together; cursor and line stay."""
        languages = [lang for lang in language.languages() if lang in (self.book.scenario.languages or language.languages())]
        if len(languages) < 2:
            self.say(t("run.one_language", self.lang))
            return
        following = language.after(self.lang, languages)
        self._desk.do(SetHeader(key="lang", value=following))
        self.app.use_language(following)  # type: ignore[attr-defined]
        self.draw()

    def act_editor(self) -> None:
        """What is on the line, or the text at hand, in the user's own editor; then it is on the line again."""
        from textual.app import SuspendNotSupported

        from workshop import places, settings
        from workshop.tui import editing

        if not self.active.line.display and not self.sheet_open and self.active_pane.key("e"):
            self.draw()
        line = self.active.line
        if not line.display:
            self.say(t("editing.nothing", self.lang))
            return
        self.line_touched()
        command, found = settings.editor_of(self.app.settings), None  # type: ignore[attr-defined]
        try:
            with self.app.suspend():
                found = editing.edit(
                    line.value, command, places.state_dir(), lang=self.lang, many=line.multiline, beat=self._desk.tick
                )
                if found.text is not None:
                    line.put(found.text)
                if found.ended:
                    self.app.close_sitting()  # type: ignore[attr-defined]
        except SuspendNotSupported:
            self.say(t("editing.not_here", self.lang))
        except OSError as fault:
            self.say(str(fault), "warn")
        if found is None:
            return
        if found.ended:
            self.app.exit(0)
            return
        self._tell(line)
        self.line_touched()
        self.say(found.said, "ink" if found.text is not None else "warn")
        self.draw()

    def act_export(self) -> None:
        """The record, written beside the session; says where."""
        self.app.export(self)  # type: ignore[attr-defined]
