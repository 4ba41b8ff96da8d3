"""What every screen is made of: header, clock rule, what stands beside, headings, the body with its pane, message, keys.

A screen hosts panes (`pane.Host`): it hands them keys and lines (`screens.keying`), and draws them. The one sheet that may lie
over the body is hosted the same way, with everything behind it drawn faint.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from workshop.language import t
from workshop.tui.headings import headings
from workshop.tui.keyrow import key_row
from workshop.tui.layout import Layout, lay_out, too_small
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Span, row, wrap
from workshop.tui.screens.keying import Keying
from workshop.tui.widgets.body import MARK, Body
from workshop.tui.widgets.painted import ClockRule, OneRow, Painted

MARGIN = 2  # columns at both edges that nothing reaches into
MESSAGE_ROWS = 3  # at most; one as a rule
STAYS = ("title", "timer", "status", "rule", "tour", "keys", "sheet")  # parts that an open sheet does not make faint


PARTS = """
PaneScreen { background: $background; layers: base sheet small; overflow: hidden; }
#header { height: 1; width: 100%; layout: horizontal; padding: 0 2; }
#title { width: 1fr; height: 1; }
#timer { height: 1; width: 0; }
#status { height: 1; width: 0; }
#rule { height: 1; width: 100%; }
#middle { height: 1fr; width: 100%; layout: horizontal; }
#agenda { height: 100%; display: none; }
#content { width: 1fr; height: 100%; layout: vertical; }
#headings { height: 0; width: 100%; }
#body { height: 1fr; width: 100%; }
#notes { height: 100%; display: none; }
#message { height: 1; width: 100%; }
#under { height: 1; width: 100%; display: none; }
#sheet { dock: bottom; layer: sheet; display: none; width: 100%; margin: 0 0 1 0; height: 4; background: $surface; }
#keys { height: 1; width: 100%; padding: 0 2; }
#small { dock: top; layer: small; display: none; width: 100%; height: 100%; background: $background; }
"""
"""Their places: said to the application, which reads its rules once, and not to the screens (with each that came up all rules
would be read again)."""


class PaneScreen(Keying):
    wants_agenda = False

    def __init__(self) -> None:
        super().__init__()
        self.pane: Pane = Pane(self)  # type: ignore[arg-type]
        self.layout_now: Layout = lay_out(80, 24, False, False)
        self.message = ""
        self.message_ink: Any = "ink"
        self.notes_open = False
        self.sheet_rows = 0  # of the open sheet; 0: all there are
        self._under: list[tuple[Pane, int, str, int]] = []  # the sheets below it: pane, rows, what is on the line, the cursor
        self._drawing = False
        self.is_up = False  # whether the parts are there
        self.is_small = False  # whether the window is too small for anything but saying so

    # parts
    def compose(self) -> ComposeResult:
        with Container(id="header"):
            yield OneRow(id="title")
            yield OneRow(id="timer", classes="snug")
            yield OneRow(id="status", classes="snug")
        yield ClockRule(id="rule")
        yield from self.over_all()
        with Container(id="middle"):
            yield Painted(id="agenda", mark_columns=1)
            with Container(id="content"):
                yield Painted(id="headings", mark_columns=MARK)
                yield Body(id="body")
            yield Painted(id="notes", classes="surface")
        yield Painted(id="message", mark_columns=MARK)
        yield Painted(id="under")
        yield Painted(id="keys")
        yield Body(id="sheet", classes="surface")
        yield Painted(id="small")

    def over_all(self) -> Iterable[Painted]:
        """What stands between the rule and all else; no sheet makes it faint."""
        return ()

    def on_mount(self) -> None:
        self.parts: dict[str, Any] = {part.id or "": part for part in self.query(Painted)}
        self.body = self.query_one("#body", Body)
        self.sheet = self.query_one("#sheet", Body)
        self.content = self.query_one("#content")
        self.parts["notes"].edge = "left"
        self.parts["agenda"].lead = self.sheet.lead = self.sheet.tail = MARGIN
        self.is_up = True
        self.is_small = too_small(*self.size)
        self.body.show(self.pane)
        self._drawing = True  # all of it once, when it is known
        self.ready()
        self._drawing = False
        self.draw()

    def on_unmount(self) -> None:
        """Another screen is up: what was still to be drawn here is not."""
        self.is_up = False

    def ready(self) -> None:
        """What a screen of its own begins with. (Textual calls `on_mount` of every class: there is one, this is its hook.)"""

    # Host
    @property
    def lang(self) -> str:  # type: ignore[override]
        return self.app.lang  # type: ignore[attr-defined,no-any-return]

    @property
    def glyphs(self) -> str:
        return "ascii" if self.app.ascii_only else "unicode"  # type: ignore[attr-defined]

    @property
    def density(self) -> str:
        return str(self.app.settings.density)  # type: ignore[attr-defined]

    @property
    def active(self) -> Body:  # type: ignore[override]
        """The body that has the keyboard: the sheet's while one is open."""
        return self.sheet if self.sheet_open else self.body

    @property
    def active_pane(self) -> Pane:  # type: ignore[override]
        return self.active.pane or self.pane

    @property
    def sheet_open(self) -> bool:  # type: ignore[override]
        return self.is_up and self.sheet.display

    @property
    def line_text(self) -> str:
        line = self.active.line
        return line.value if line.display or not self.active.size.height else ""

    @property
    def line_rows(self) -> int:
        return self.active.line.rows_needed

    def set_line(self, text: str, cursor: int | None = None) -> None:
        self.active.line.put(text, cursor)

    def say(self, message: str, ink: Any = "ink") -> None:
        self.message, self.message_ink = message, ink
        self._draw_message()

    def redraw(self) -> None:
        self.draw()

    def forward(self) -> None:
        self.act_next()

    def ask_name(self, title: str, text: str, then: Any) -> None:
        from workshop.tui.sheets.naming import NamePane

        self.open_sheet(NamePane(self, title, text, then), 4)

    # drawing
    def draw(self) -> None:
        """All that may have changed. Each part repaints only the rows that differ."""
        if not self.is_up or self._drawing:
            return
        self._drawing = True
        try:
            self._draw()
        finally:
            self._drawing = False

    def _draw(self) -> None:
        width, height = self.size
        self.is_small = too_small(width, height)
        small = self.parts["small"]
        _show(small, self.is_small)
        if self.is_small:
            words = wrap(t("screen.too_small", self.lang), max(1, width - 2), 0)
            small.paint([row(Span(f" {line}")) for line in words[: max(1, height)]])
            return
        layout = self.layout_now = lay_out(
            width,
            height,
            self.pane.wide,
            self.notes_open,
            self.wants_agenda,
            self.app.settings.density,  # type: ignore[attr-defined]
        )
        self._place(layout)
        self._draw_header()
        above = [EMPTY] * layout.top + headings(self.pane, self.kicker(), layout, layout.content)
        above = above[: max(2, height // 2)]
        part = self.parts["headings"]
        fit(part, height=len(above))
        part.paint(above)
        self.body.most_text = layout.content
        self.body.draw()
        if self.sheet_open:
            self.sheet.most_text = self.sheet_width
            self._size_sheet()
            self.sheet.draw()
        self.draw_beside(layout)
        self._draw_message()
        self._draw_keys()

    def draw_header(self) -> None:
        """The header alone: the clock, and how it is with the file."""
        if self.is_up and not self.is_small and not self._drawing:
            self._draw_header()

    def _place(self, layout: Layout) -> None:
        agenda, notes, content = self.parts["agenda"], self.parts["notes"], self.content
        _show(agenda, bool(layout.agenda))
        if layout.agenda:
            fit(agenda, width=layout.content_x - MARK)
        _show(notes, bool(layout.notes))
        if layout.notes:
            fit(notes, width=layout.notes)
        left = MARK if not layout.agenda else 0
        if content.styles.padding.left != left:
            content.styles.padding = (0, 0, 0, left)
        self.body.tail = 0 if layout.notes else MARGIN
        _show(self.parts["under"], layout.roomy)

    def _draw_header(self) -> None:
        """The title alone; the run screen has a clock."""
        self.parts["title"].paint((row(*self.title_spans()),))
        self.parts["rule"].paint((row(Span("─" * self.size.width, "rule")),))

    def _draw_message(self) -> None:
        """One row; a reason that needs more takes them from the body while it stands there."""
        if not self.is_up or self.is_small:
            return
        part = self.parts["message"]
        rows = [row(Span("  " + line, self.message_ink)) for line in wrap(self.message, max(10, self.size.width - 8), 0)]
        if len(rows) > MESSAGE_ROWS:
            last = rows[MESSAGE_ROWS - 1].spans[0]
            rows = [*rows[: MESSAGE_ROWS - 1], row(last._replace(text=last.text + "…"))]
        fit(part, height=len(rows))
        part.paint(rows)

    def _draw_keys(self) -> None:
        pane = self.active_pane
        state = t(self.state_words(pane), self.lang)
        pairs, last = [*self.first_pairs(), *pane.pairs(), *self.more_pairs()], self.last_pairs()
        self.pairs_drawn = [*pairs, *last]
        first, then = ([self.worded(pair) for pair in some] for some in (pairs, last))
        self.parts["keys"].paint((key_row(state, pane.writing, first, then, self.size.width - 4),))

    def state_words(self, pane: Pane) -> str:
        return "screen.writing" if pane.writing else "screen.choosing"

    # what a screen of its own adds
    def title_spans(self) -> list[Span]:
        return []

    def kicker(self) -> str:
        return self.pane.kicker()

    def draw_beside(self, layout: Layout) -> None:
        """Agenda and notes."""

    def first_pairs(self) -> list[Pair]:
        """Keys of the screen that matter more than the pane's own."""
        return []

    def more_pairs(self) -> list[Pair]:
        """Keys of the screen, after the pane's own."""
        return []

    def last_pairs(self) -> list[Pair]:
        """Always at the right of the key row."""
        if self.sheet_open:
            return self.sheet_pairs()
        if self.pane.writing:
            return [Pair("PgDn", "keys.next"), Pair("Esc", "keys.commands")]
        return [Pair("PgDn", "keys.next"), Pair("?", "keys.help")]

    def sheet_pairs(self) -> list[Pair]:
        """The same of a sheet: what it takes, where that is not what it says itself; and out of it."""
        pane = self.active_pane
        helps = [] if pane.subject in ("help", "palette") else [Pair("F1" if pane.writing else "?", "keys.help")]
        return [*helps, Pair("Esc", "keys.back")]

    # panes and sheets
    def show_pane(self, pane: Pane) -> None:
        self.pane = pane
        if self.is_up:
            self.body.show(pane)
            self.draw()

    def open_sheet(self, pane: Pane, rows: int) -> None:
        """A sheet over the lower `rows` rows (0 = all but header and keys); everything behind goes faint. Over another sheet
        it lies until it is closed: then that one is there again, as it was."""
        if self.sheet_open and self.sheet.pane is not None:
            line = self.sheet.line
            self._under.append((self.sheet.pane, self.sheet_rows, line.text if line.display else "", line.cursor))
        self.sheet_rows = rows
        self._size_sheet()
        for name, part in self.parts.items():
            if name not in STAYS:
                part.dim(True)
        self.body.can_focus = False
        self.sheet.line.signs = getattr(pane, "signs", "")
        self.sheet.display = True
        self.sheet.show(pane)
        self.call_after_refresh(self.draw)

    @property
    def sheet_width(self) -> int:
        """Cells of text in a sheet."""
        return int(self.size.width) - 2 * (MARGIN + MARK)

    def _size_sheet(self) -> None:
        above = sum(part.styles.height.value for part in self.query(".above") if part.styles.height)
        room = max(2, self.size.height - 3 - int(above))
        self.sheet.edge = "top" if self.sheet_rows else ""
        fit(self.sheet, height=min(self.sheet_rows or room, room))

    def close_sheet(self) -> None:
        """Back to the very character: the line behind was not touched."""
        if not self.sheet_open:
            return
        if self._under:
            pane, self.sheet_rows, text, cursor = self._under.pop()
            self._size_sheet()
            self.sheet.line.signs = getattr(pane, "signs", "")
            self.sheet.show(pane)
            self.sheet.line.put(text, cursor)
            self.call_after_refresh(self.draw)
            return
        self.sheet.display = False
        self.sheet.show(None)
        for part in self.parts.values():
            part.dim(False)
        self.body.can_focus = True
        (self.body.line if self.body.line.display else self.body).focus(scroll_visible=False)
        self.draw()

    def close_sheets(self) -> None:
        while self.sheet_open:
            self.close_sheet()

    def came_from_outside(self) -> None:
        """The session was changed by somebody else; it is drawn anew right after."""

    # commands of every screen
    def act_next(self) -> None: ...
    def act_inert(self) -> None: ...
    def act_help(self) -> None:
        from workshop.tui.sheets.help import HelpPane

        if self.active_pane.subject != "help":
            self.open_sheet(HelpPane(self, self.active_pane), 0)

    def act_palette(self) -> None:
        from workshop.tui.sheets.palette import PalettePane

        if self.active_pane.subject == "help":
            self.close_sheet()
        if not self.sheet_open:
            self.open_sheet(PalettePane(self), 0)

    def act_settings(self) -> None:
        from workshop.tui.sheets.settings import SettingsPane

        if not self.sheet_open:
            self.open_sheet(SettingsPane(self), 0)

    def setting_changed(self, key: str) -> None:
        """What of a setting that was just chosen is drawn here."""
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        self.is_small = too_small(event.size.width, event.size.height)
        self.call_after_refresh(self.draw)


def _show(widget: Any, shown: bool) -> None:
    if widget.display != shown:
        widget.display = shown


def fit(widget: Any, *, width: int | None = None, height: int | None = None) -> None:
    """Set a size only where it differs: setting it asks for a new layout."""
    if width is not None and (widget.styles.width is None or widget.styles.width.value != width):
        widget.styles.width = width
    if height is not None and (widget.styles.height is None or widget.styles.height.value != height):
        widget.styles.height = height
