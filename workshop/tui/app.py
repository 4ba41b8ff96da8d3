"""The terminal application: which screen, which look, which session is open, and that all is saved on every way out."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.filter import Monochrome, NoColor

from workshop import crashes, language, places
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.settings import Found, Settings
from workshop.tui.actions import Own, told
from workshop.tui.choosing import Choosing
from workshop.tui.glyphs import speaks_utf8 as _speaks_utf8
from workshop.tui.hacks import mend_input, terminal_is_gone
from workshop.tui.palette import theme_name, themes
from workshop.tui.screens.base import PARTS
from workshop.tui.screens.keying import Keying

if TYPE_CHECKING:
    from workshop.store.table import Sitting  # all that runs a workshop: home, which needs none of it, is there sooner

LOOK = 2.0
"""Seconds from one look at the file of the open session to the next: whether somebody else has changed it."""


class WorkshopApp(App[int]):
    TITLE = "workshop"
    ENABLE_COMMAND_PALETTE = False  # ours is a sheet
    # Not with priority: that would come before what was typed first and lies in the queue still.
    BINDINGS = [Binding("ctrl+q", "leave", show=False), Binding("ctrl+c", "leave", show=False)]  # noqa: RUF012
    CSS = "Screen { background: $background; color: $ink; }" + PARTS

    def __init__(
        self,
        settings: Settings,
        sessions: Path,
        *,
        first: Callable[[], Sitting] | None = None,
        found: Found | None = None,
    ) -> None:
        """`sessions`: the folder that home lists. `first`: opens the session to begin in, else home. `found`: where the
        settings come from, and what of them was not taken."""
        mend_input()
        super().__init__()
        self.chosen = Choosing(settings, found)
        self.sessions = sessions
        self.sessions_named = found is not None and sessions != places.sessions_dir(None, settings.sessions)
        """Whether the command line said it, which goes before every setting."""
        self.sitting: Sitting | None = None
        self.lang = settings.language or language.detect(os.environ)
        language.use(self.lang)
        language.name_keys(told(self.own_keys))
        self._first = first
        self._saving_drawn = ""  # how it was with the file when that was last drawn
        self.last_words = ""  # of a fault that ended it: shown when the screen is gone
        for theme in themes():
            self.register_theme(theme)
        self.look: str = settings.theme
        self._notice = self.chosen.notice(self.lang)
        if self.no_color:
            self.look = "plain"
            # made when no theme was chosen yet: it would turn what has no colour into greys
            self._filters[:] = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]
        self.theme = theme_name(self.look)
        self.ascii_only = settings.glyphs == "ascii" or (settings.glyphs == "auto" and not _speaks_utf8())

    # what was chosen once for all
    @property
    def settings(self) -> Settings:
        return self.chosen.settings

    @property
    def own_keys(self) -> Own:
        return self.chosen.keymap.own

    # start and end
    def on_mount(self) -> None:
        self._watch_signals()
        if not self.is_headless:
            self.set_interval(1.0, self._watch_terminal)
        self.set_interval(LOOK, self._look_at_file)
        self.call_after_refresh(_collect_again)
        if self._first is not None:
            self.open(self._first)
        else:
            self.go_home()

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes go through one queue, the screen's, which knows whom each is for. (Textual 8.2.8 puts each into the
        queue of what has the focus at that moment; while it goes over, a paste could come before what was typed before it.)"""
        screen = self.screen_stack[-1] if self.screen_stack else None
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or not isinstance(screen, Keying):
            await super().on_event(event)
            return
        self.app_focus = True
        if isinstance(event, events.Paste) or not await self._check_bindings(event.key, priority=True):
            screen._forward_event(event)

    def _watch_signals(self) -> None:
        """A closed window, a logout or a kill saves first. (Textual dies on these without a word.)"""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, told: crashes.log(told["exception"]) if "exception" in told else None)
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError, RuntimeError):  # Windows; a loop outside the main thread (tests)
                    loop.add_signal_handler(number, self._ended_from_outside)
        if (number := getattr(signal, "SIGTSTP", None)) is not None and callable(stop := signal.getsignal(number)):
            with suppress(NotImplementedError, RuntimeError):
                loop.add_signal_handler(number, self._put_to_sleep, stop)

    def _put_to_sleep(self, stop: Callable[..., object]) -> None:
        """Stopped by the shell: who knows for how long. All is saved first; the rest is Textual's."""
        if self.sitting is not None:
            if (screen := self._run_screen()) is not None:
                self.draft_touched(screen)
            self.sitting.flush()
        stop()

    def _watch_terminal(self) -> None:
        if terminal_is_gone():
            self._ended_from_outside()

    def _look_at_file(self) -> None:
        """While people talk nothing is saved; what somebody else wrote into the file is on the screen all the same."""
        if self.sitting is not None:
            self.sitting.look()

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
        sitting = self.sitting
        with suppress(Exception):
            self.close_sitting()
        if self.is_headless:
            super()._handle_exception(error)
            return
        if self.last_words:  # what breaks on the way out adds nothing a person could use
            crashes.log(error)
            return
        from workshop.tui.crash import page

        self.last_words = page(error, self.lang, self.settings, sitting)
        self._return_code = 1
        self._close_messages_no_wait()

    # sessions
    def open(self, opener: Callable[[], Sitting]) -> None:
        """Open a session and put the run screen up; what cannot be opened is said where one is, with what can be done."""
        from workshop.tui.screens.run import RunScreen

        try:
            sitting = opener()
        except WorkshopError as error:
            if hasattr(self.screen, "cannot_open"):
                self.screen.cannot_open(error)
            else:
                self.go_home(error=error)
            return
        self.close_sitting()
        self.sitting = sitting
        self.use_language(sitting.desk.session.lang)
        language.speak_to_one(sitting.desk.session.alone)
        sitting.on_status = lambda: self.call_from_anywhere(self._saving_changed)
        self.show(RunScreen(sitting.desk))

    def close_sitting(self) -> None:
        """Half-typed text to the draft, time to the file, all of it saved; then the lock is let go."""
        sitting, self.sitting = self.sitting, None
        if sitting is None:
            return
        language.speak_to_one(False)
        screen = self._run_screen()
        try:
            if screen is not None and screen.is_up:
                from workshop.tui import halfway

                halfway.keep(sitting, screen)
        finally:
            sitting.close()

    def go_home(self, message: str = "", error: WorkshopError | None = None) -> None:
        from workshop.tui.screens.home import HomeScreen

        said = message or (t("screen.all_saved", self.lang) if self.sitting is not None else self.take_notice())
        if self.sitting is not None and (screen := self._run_screen()) is not None:
            screen.leave_pane()
            screen.set_line("")
        self.close_sitting()
        self.show(HomeScreen(said, error))

    def add_notice(self, said: str) -> None:
        """Something to tell on the next screen."""
        self._notice = f"{self._notice} {said}".strip()

    def take_notice(self) -> str:
        """What there was to tell; once."""
        said, self._notice = self._notice, ""
        return said

    def show(self, screen: Any) -> None:
        """Put a screen up in the place of the one there is."""
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
        if self.sitting is not None and screen.is_up:
            from workshop.tui import halfway

            halfway.keep(self.sitting, screen)

    def put_back_draft(self, screen: Any) -> None:
        """At the start: the half-typed words are on their line again, the cursor where it stood."""
        sitting = self.sitting
        if sitting is None:
            return
        from workshop.tui import halfway

        halfway.put_back(sitting, screen)
        if said := " ".join(part for part in (sitting.said, self.take_notice()) if part):
            screen.say(said)

    # the clipboard
    def put_on_clipboard(self, text: str) -> bool:
        """Copy the text, in every way there is. False: it is too long for all of them."""
        from workshop.tui import clipboard

        self._clipboard = text
        driver = self._driver
        return clipboard.copy(text, driver.write if driver is not None else str)

    def copy_to_clipboard(self, text: str) -> None:
        """What the line does with what is selected, on Ctrl+C and Ctrl+X."""
        put: Any = getattr(self.screen, "put_on_clipboard", self.put_on_clipboard)
        put(text)

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
        screen: Any = self.screen if self.screen_stack else None
        if screen is None or not getattr(screen, "is_up", False):
            return
        state, reason = self.saving()
        said = self.sitting.take_in() if self.sitting is not None else ""
        if said:
            reason = said
            screen.came_from_outside()
        if reason and state != "reading":
            screen.say(reason, "alert" if state == "failed" else "ink")
        elif state == "saved" and screen.message_ink == "alert":
            screen.say("")  # it is in the file now: nothing to warn of any more
        was, self._saving_drawn = self._saving_drawn, state
        if said or "failed" in (was, state):
            screen.draw()
        else:
            screen.draw_header()

    # what every screen shares
    def use_language(self, lang: str) -> None:
        self.lang = lang
        language.use(lang)

    def use_look(self, look: str) -> None:
        if self.no_color:
            return
        self.look = look
        self.theme = theme_name(look)

    def choose_look(self, look: str) -> None:
        """A look from the palette: now, and at the next start."""
        self.choose("theme", look)

    def choose(self, key: str, value: Any) -> None:
        """A setting, from now on: seen at once, and kept unless the user's own file says otherwise. None: as from the start."""
        screen: Any = self.screen
        error: WorkshopError | None = None
        if self.chosen.held(key):
            error = WorkshopError("setting.for_now", path=self.chosen.config, key=key)
        else:
            try:
                self.chosen.choose(key, value)
            except WorkshopError as fault:
                error = fault
            value = getattr(self.settings, key)
        self._take_up(key, value)
        screen.setting_changed(key)
        if error is not None:
            screen.say(error.words(self.lang), "warn")

    def _take_up(self, key: str, value: Any) -> None:
        """What of a setting is seen before the next start."""
        if key == "theme":
            self.use_look(value)
        elif key == "language" and self.sitting is None:
            self.use_language(value or language.detect(os.environ))
        elif key == "glyphs":
            self.ascii_only = value == "ascii" or (value == "auto" and not _speaks_utf8())
        elif key == "sessions" and not self.sessions_named:
            self.sessions = places.sessions_dir(None, value)

    def export(self, screen: Any) -> None:
        """The report of the session that is open."""
        from workshop.tui.exporting import show_export

        if self.sitting is not None:
            show_export(screen, self.sitting.book_as_saved(), self.sitting.path.parent)

    def export_file(self, screen: Any, path: Path) -> None:
        """The report of a session that is not open, as it was last saved."""
        from workshop.tui.exporting import book_of, show_export

        try:
            show_export(screen, book_of(path), path.parent)
        except WorkshopError as error:
            screen.say(error.words(self.lang), "warn")


def _collect_again() -> None:
    """The collector was off while starting (a tenth of the start); from here on it runs as usual."""
    gc.freeze()
    gc.enable()
