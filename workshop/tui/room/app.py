"""The room's window: a program of its own that shows the page that is led from the facilitator's screen, and takes no key."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.filter import Monochrome, NoColor

from workshop import crashes, language
from workshop.settings import Settings
from workshop.store.room import NOTHING, Seen, Window
from workshop.tui.glyphs import speaks_utf8
from workshop.tui.hacks import mend_input, terminal_is_gone
from workshop.tui.palette import theme_name, themes
from workshop.tui.room.drawing import draw, waiting
from workshop.tui.widgets.painted import Painted

LOOK = 0.1  # seconds between looks at the file
SECOND = 1.0


class RoomApp(App[int]):
    TITLE = "workshop"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+q", "leave", show=False), Binding("ctrl+c", "leave", show=False)]  # noqa: RUF012
    CSS = "Screen { background: $background; color: $ink; overflow: hidden; } #page { width: 100%; height: 100%; }"

    def __init__(self, settings: Settings, session: Path | None, look: str = "") -> None:
        """`session`: which to follow; None: the one that is open. `look`: light, dark or contrast; "": as the settings say."""
        mend_input()
        super().__init__()
        self.window = Window(session)
        self.seen: Seen = NOTHING
        self.was_led = False
        self.last_words = ""  # of a fault that ended it: shown when the screen is gone
        self.lang = settings.language or language.current()
        for theme in themes():
            self.register_theme(theme)
        self.look = look or settings.room
        if self.no_color:
            self.look = "plain"
            self._filters[:] = [NoColor() if isinstance(each, Monochrome) else each for each in self._filters]
        self.theme = theme_name(self.look)
        self.ascii_only = settings.glyphs == "ascii" or (settings.glyphs == "auto" and not speaks_utf8())

    def compose(self) -> ComposeResult:
        yield Painted(id="page")

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                with suppress(NotImplementedError, RuntimeError):
                    loop.add_signal_handler(number, self.action_leave)
        self._look()
        self._each_second()
        self.set_interval(LOOK, self._look)
        self.set_interval(SECOND, self._each_second)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._draw)

    def _look(self) -> None:
        """Whether there is another page; most of the time that is one question to the disk."""
        seen = self.window.look()
        if seen != self.seen:
            self.seen = seen
            self._draw()

    def _each_second(self) -> None:
        """The clock; and being known as the room's window."""
        if not self.is_headless and terminal_is_gone():
            self.action_leave()
            return
        self.window.hold()
        self._draw()

    def _draw(self) -> None:
        width, height = self.size
        page, led = self.seen
        if page is None:
            rows = waiting(self.lang, width, height, before=not self.was_led)
        else:
            self.lang, self.was_led = page.lang, True
            rows = draw(page, width, height, datetime.now(UTC), waits=not led)
        self.query_one("#page", Painted).paint(rows)

    async def action_quit(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        self.window.close()
        self.exit(0)

    def _handle_exception(self, error: Exception) -> None:
        """The wall shows no traceback."""
        with suppress(Exception):
            self.window.close()
        if self.is_headless:
            super()._handle_exception(error)
            return
        if self.last_words:
            crashes.log(error)
            return
        from workshop.tui.crash import room_page

        self.last_words = room_page(error, self.lang)
        self._return_code = 1
        self._close_messages_no_wait()


def start(settings: Settings, session: Path | None, look: str = "") -> int:
    """Run the room's window until somebody closes it. The exit code."""
    app = RoomApp(settings, session, look)
    try:
        code = app.run(mouse=False)
    finally:
        app.window.close()
        if app.last_words:
            from workshop.tui.crash import show

            show(app.last_words)
    return 1 if code is None else code
