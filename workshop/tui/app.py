"""The terminal application: which screen, which look, which session is open, and that all is saved on every way out."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.app import App
from textual.binding import Binding

from workshop import language
from workshop.language import t
from workshop.settings import Settings
from workshop.tui.hacks import mend_input, terminal_is_gone
from workshop.tui.palette import theme_name, themes
from workshop.tui.sitting import Sitting


class WorkshopApp(App[int]):
    TITLE = "workshop"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = set()  # noqa: RUF012 - Textual's own declaration
    BINDINGS = [Binding("ctrl+q", "leave", show=False, priority=True), Binding("ctrl+c", "leave", show=False, priority=True)]  # noqa: RUF012
    CSS = "Screen { background: $background; color: $ink; }"

    def __init__(self, settings: Settings, sessions: Path, *, first: Callable[[], Sitting] | None = None) -> None:
        """`sessions`: the folder that home lists. `first`: opens the session to begin in, else home."""
        mend_input()
        super().__init__()
        self.settings = settings
        self.sessions = sessions
        self.sitting: Sitting | None = None
        self.lang = settings.language or language.detect(os.environ)
        language.use(self.lang)
        self._first = first
        for theme in themes():
            self.register_theme(theme)
        self.look = settings.theme if settings.theme else "dark"
        self.theme = theme_name(self.look)
        self.ascii_only = settings.glyphs == "ascii" or (settings.glyphs == "auto" and not _speaks_utf8())

    # start and end
    def on_mount(self) -> None:
        self._watch_signals()
        if not self.is_headless:
            self.set_interval(1.0, self._watch_terminal)
        self.call_after_refresh(_collect_again)
        if self._first is not None:
            self.open(self._first)
        else:
            self.go_home()

    def _watch_signals(self) -> None:
        """A closed window, a logout or a kill saves first. (Textual dies on these without a word.)"""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError, RuntimeError):  # Windows; a loop outside the main thread (tests)
                    loop.add_signal_handler(number, self._ended_from_outside)

    def _watch_terminal(self) -> None:
        if terminal_is_gone():
            self._ended_from_outside()

    def _ended_from_outside(self) -> None:
        self.close_sitting()
        self.exit(0)

    def leave(self) -> None:
        """All is saved: out at once."""
        self.close_sitting()
        self.exit(0)

    def action_leave(self) -> None:
        self.leave()

    async def action_quit(self) -> None:
        self.leave()

    def _handle_exception(self, error: Exception) -> None:
        """Saved first; then one calm page instead of a traceback, which would show the client's words."""
        with suppress(Exception):
            self.close_sitting()
        if self.is_headless:
            super()._handle_exception(error)
            return
        from workshop.tui.crash import report

        self._return_code = 1
        self.panic(report(error, self.lang))

    # sessions
    def open(self, opener: Callable[[], Sitting]) -> None:
        """Open a session and put the run screen up; what cannot be opened is said where one is."""
        from workshop.errors import WorkshopError
        from workshop.tui.screens.run import RunScreen

        try:
            sitting = opener()
        except WorkshopError as error:
            if self.screen_stack and hasattr(self.screen, "say"):
                self.screen.say(str(error), "warn")
            else:
                self.go_home(str(error))
            return
        self.close_sitting()
        self.sitting = sitting
        self.use_language(sitting.desk.session.lang)
        sitting.on_status = lambda: self.call_from_anywhere(self._saving_changed)
        self._show(RunScreen(sitting.desk))

    def close_sitting(self) -> None:
        """Half-typed text to the draft, time to the file, all of it saved; then the lock is let go."""
        sitting, self.sitting = self.sitting, None
        if sitting is None:
            return
        screen = self._run_screen()
        if screen is not None:
            self._keep_draft(sitting, screen)
        sitting.close()

    def go_home(self, message: str = "") -> None:
        from workshop.tui.screens.home import HomeScreen

        said = message or (t("screen.all_saved", self.lang) if self.sitting is not None else "")
        if self.sitting is not None and (screen := self._run_screen()) is not None:
            screen.leave_pane()
            screen.set_line("")
        self.close_sitting()
        self._show(HomeScreen(said))

    def _show(self, screen: Any) -> None:
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _run_screen(self) -> Any:
        from workshop.tui.screens.run import RunScreen

        return next((screen for screen in reversed(self.screen_stack) if isinstance(screen, RunScreen)), None)

    # drafts: half-typed text is no Change; it lies beside, until it is committed
    def draft_touched(self, screen: Any) -> None:
        """After each key: the saver keeps the newest within half a second."""
        if self.sitting is not None:
            self._keep_draft(self.sitting, screen)

    def _keep_draft(self, sitting: Sitting, screen: Any) -> None:
        if not screen.is_up:
            return
        line = screen.body.line
        text = line.text if line.display else getattr(screen.pane, "held", "")
        of, field, use = screen.pane.place()
        place = {"step": screen.stop.step, "at": screen.stop.at, "of": of, "field": field, "use": use}
        sitting.keep_draft(place, text, line.cursor if line.display else len(text))

    def put_back_draft(self, screen: Any) -> None:
        """At the start: the half-typed words are on their line again, the cursor where it stood."""
        sitting = self.sitting
        if sitting is None:
            return
        draft, sitting.left_draft = sitting.left_draft, None
        if draft is not None:
            place = draft.place
            if (place.get("step"), place.get("at", "")) == (screen.stop.step, screen.stop.at):
                screen.pane.go(place.get("of", ""), place.get("field", ""), place.get("use", ""))
                screen.draw()
                screen.body.line.put(draft.text, draft.cursor)
                screen.draw()
            else:
                screen.say(t("run.draft_elsewhere", self.lang, text=draft.text))
        if sitting.said:
            screen.say(sitting.said)

    # saving
    def saving(self) -> tuple[str, str]:
        """("saved" | "saving" | "failed", the reason in words)."""
        return self.sitting.status if self.sitting is not None else ("saved", "")

    def call_from_anywhere(self, callback: Callable[[], None]) -> None:
        """From the saver's thread to the screen's."""
        if self._loop is not None and self.is_running:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(callback)

    def _saving_changed(self) -> None:
        if not self.screen_stack or not hasattr(self.screen, "draw"):
            return
        state, reason = self.saving()
        if reason and hasattr(self.screen, "say"):
            self.screen.say(reason, "alert" if state == "failed" else "ink")
        if getattr(self.screen, "is_up", False):
            self.screen._draw_header()

    # what every screen shares
    def use_language(self, lang: str) -> None:
        self.lang = lang
        language.use(lang)

    def use_look(self, look: str) -> None:
        self.look = look
        self.theme = theme_name(look)

    def export(self, screen: Any) -> None:
        """The record as Markdown and HTML, beside the session."""
        from workshop.errors import WorkshopError
        from workshop.report import export

        if self.sitting is None:
            return
        try:
            written = export(self.sitting.desk.book, self.sitting.path.parent, ("md", "html"))
        except (WorkshopError, OSError) as error:
            screen.say(t("run.export_failed", self.lang, why=str(error)), "alert")
            return
        names = ", ".join(one.path.name for one in written)
        screen.say(t("run.exported", self.lang, names=names, folder=str(self.sitting.path.parent)))

    def get_system_commands(self, screen: Any) -> Any:
        from workshop.tui.commands import commands

        yield from commands(self, screen)


def _collect_again() -> None:
    """The collector was off while starting (a tenth of the start); from here on it runs as usual."""
    gc.freeze()
    gc.enable()


def _speaks_utf8() -> bool:
    import locale
    import sys

    encoding = (getattr(sys.__stdout__, "encoding", "") or locale.getpreferredencoding(False)).lower().replace("-", "")
    return encoding == "utf8"
