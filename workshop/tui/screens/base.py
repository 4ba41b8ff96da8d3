"""What every screen is made of: header, clock rule, what stands beside, headings, the body with its pane, message, keys.

A screen hosts panes (`pane.Host`): it hands them keys and lines, and draws them. The one sheet that may lie over the body is
hosted the same way, with everything behind it drawn faint.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from workshop.language import t
from workshop.tui import actions
from workshop.tui.headings import headings
from workshop.tui.keyrow import key_row, pair_at
from workshop.tui.layout import Layout, lay_out, too_small
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, cut, row
from workshop.tui.widgets.body import MARK, Body
from workshop.tui.widgets.line import WritingLine
from workshop.tui.widgets.painted import OneRow, Painted


class PaneScreen(Screen[Any]):
    name_of_screen = "base"
    CSS = """
    PaneScreen { background: $background; layers: base sheet; overflow: hidden; }
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
    """

    def __init__(self) -> None:
        super().__init__()
        self.pane: Pane = Pane(self)
        self.layout_now: Layout = lay_out(80, 24, False, False)
        self.message: str = ""
        self.message_ink: Any = "ink"
        self.notes_open = False
        self.keymap = actions.keymap(self.name_of_screen)
        self._drawing = False
        self.is_up = False  # whether the parts are there

    # parts
    def compose(self) -> ComposeResult:
        with Container(id="header"):
            yield OneRow(id="title")
            yield OneRow(id="timer", classes="snug")
            yield OneRow(id="status", classes="snug")
        yield Painted(id="rule")
        with Container(id="middle"):
            yield Painted(id="agenda", mark_columns=MARK)
            with Container(id="content"):
                yield Painted(id="headings", mark_columns=MARK)
                yield Body(id="body")
            yield Painted(id="notes", classes="surface")
        yield Painted(id="message", mark_columns=MARK)
        yield Painted(id="under")
        yield Painted(id="keys")
        yield Body(id="sheet", classes="surface")

    def on_mount(self) -> None:
        self.parts = {part.id: part for part in self.query(Painted)}
        self.body = self.query_one("#body", Body)
        self.sheet = self.query_one("#sheet", Body)
        self.is_up = True
        self.body.show(self.pane)
        self.ready()
        self.draw()

    def ready(self) -> None:
        """What a screen of its own begins with. (Textual calls `on_mount` of every class: there is one, and this is its hook.)"""

    # Host
    @property
    def lang(self) -> str:
        return self.app.lang  # type: ignore[attr-defined,no-any-return]

    @property
    def glyphs(self) -> str:
        return "ascii" if self.app.ascii_only else "unicode"  # type: ignore[attr-defined]

    @property
    def active(self) -> Body:
        """The body that has the keyboard: the sheet's while one is open."""
        return self.sheet if self.sheet_open else self.body

    @property
    def active_pane(self) -> Pane:
        return self.active.pane or self.pane

    @property
    def sheet_open(self) -> bool:
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

    def ask_name(self, title: str, text: str, then: Any) -> None:  # type: ignore[override]
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
        if too_small(width, height):
            self.parts["title"].paint((row(Span(cut(t("screen.too_small", self.lang), width - 4))),))
            for name in ("headings", "message", "keys", "rule", "agenda", "notes"):
                self.parts[name].paint(())
            self.body.paint(())
            return
        layout = self.layout_now = lay_out(width, height, self.pane.wide, self.notes_open, self.wants_agenda)
        self._place(layout)
        self._draw_header()
        above = headings(self.pane, self.kicker(), layout, layout.content)
        above = [EMPTY] * layout.top + above
        most = max(2, height // 2)
        above = above[:most]
        part = self.parts["headings"]
        _size(part, height=len(above))
        part.paint(above)
        self.body.most_text = layout.content
        self.body.draw()
        if self.sheet_open:
            self.sheet.draw()
        self.draw_beside(layout)
        self._draw_message()
        self._draw_keys()

    def _place(self, layout: Layout) -> None:
        agenda, notes, content = self.parts["agenda"], self.parts["notes"], self.query_one("#content")
        _show(agenda, bool(layout.agenda))
        if layout.agenda:
            _size(agenda, width=layout.content_x - MARK)
        _show(notes, bool(layout.notes))
        if layout.notes:
            _size(notes, width=layout.notes)
        left = MARK if not layout.agenda else 0
        if content.styles.padding.left != left:
            content.styles.padding = (0, 0, 0, left)
        _show(self.parts["under"], layout.roomy)

    def _draw_header(self) -> None:
        """The title alone; the run screen has a clock."""
        self.parts["title"].paint((row(*self.title_spans()),))
        self.parts["rule"].paint((row(Span("─" * self.size.width, "rule")),))

    def _draw_message(self) -> None:
        if not self.is_up:
            return
        part = self.parts["message"]
        width = self.size.width - 8
        if not self.message:
            part.paint((EMPTY,))
            return
        part.paint((Row((Span(" " * MARK), Span(cut(self.message, width), self.message_ink))),))

    def _draw_keys(self) -> None:
        pane = self.active_pane
        state = t("screen.writing" if pane.writing else "screen.choosing", self.lang)
        pairs = [self.worded(pair) for pair in (*pane.pairs(), *self.more_pairs())]
        last = [self.worded(pair) for pair in self.last_pairs()]
        width = self.size.width - 4
        keys = self.parts["keys"]
        keys.paint((key_row(state, pane.writing, pairs, last, width),))

    def worded(self, pair: Pair) -> tuple[str, str]:
        """A pair as it is drawn: the space bar has a name of its own in each language."""
        key = t("keys.space_bar", self.lang) if pair.key == "Space" else pair.key
        return key, t(pair.words, self.lang)

    # what a screen of its own adds
    wants_agenda = False

    def title_spans(self) -> list[Span]:
        return []

    def kicker(self) -> str:
        return self.pane.kicker()

    def draw_beside(self, layout: Layout) -> None:
        """Agenda and notes."""

    def more_pairs(self) -> list[Pair]:
        """Keys of the screen, after the pane's own."""
        return []

    def last_pairs(self) -> list[Pair]:
        """Always at the right of the key row."""
        if self.sheet_open:
            return [Pair("Esc", "keys.back")]
        if self.pane.writing:
            return [Pair("PgDn", "keys.next"), Pair("Esc", "keys.commands")]
        return [Pair("PgDn", "keys.next"), Pair("?", "keys.help")]

    # panes and sheets
    def show_pane(self, pane: Pane) -> None:
        self.pane = pane
        if self.is_up:
            self.body.show(pane)
            self.draw()

    def open_sheet(self, pane: Pane, rows: int) -> None:
        """A sheet over the lower `rows` rows (0 = all but header and keys); everything behind goes faint."""
        height = self.size.height
        _size(self.sheet, height=min(rows or height - 3, height - 3))
        for part in self.parts.values():
            if part.id not in ("sheet", "keys"):
                part.dim(True)
        self.body.can_focus = False
        self.sheet.display = True
        self.sheet.show(pane)
        self.call_after_refresh(self.draw)

    def close_sheet(self) -> None:
        """Back to the very character: the line behind was not touched."""
        if not self.sheet_open:
            return
        self.sheet.display = False
        self.sheet.show(None)
        for part in self.parts.values():
            part.dim(False)
        self.body.can_focus = True
        (self.body.line if self.body.line.display else self.body).focus(scroll_visible=False)
        self.draw()

    # keys
    def keyed(self, event: events.Key, origin: Any) -> bool:
        """A key, wherever it arrived. Keys typed ahead lie in the queue of what had the focus then; they are for what has the
        keyboard now. False: it is text for the line it arrived at."""
        line = self.active.line
        # a sheet that was opened a moment ago has no size yet, and its line no place; what is typed is for it all the same
        opening = self.active_pane.writing and not self.active.size.height
        if not line.display and not opening:
            character = event.character if event.is_printable else None
            self.press(character if character and character != " " else event.key, bool(character))
            return True
        key = line.for_others(event)
        if key is None:
            if origin is line:
                return False
            line.take(event)
        elif key == "ctrl+j":
            if line.multiline:
                line.insert("\n")
        else:
            self.line_key(line, key)
        return True

    def press(self, key: str, printable: bool = False) -> None:
        """A key in Choosing (or in Writing where no line is open, as in a cell that takes a figure)."""
        self._forget_message(key)
        pane = self.active_pane
        if key == "escape":
            if self.sheet_open:
                if not pane.key("escape"):
                    self.close_sheet()
            elif pane.writing:
                pane.escape("")
            else:
                pane.key("escape")
        elif pane.key(key):
            pass
        elif (action := self.keymap.get(key)) and (action.where == "everywhere" or not pane.writing or not printable):
            self.run_action_of(action)
        elif printable and not self.sheet_open:
            self.say(t("screen.writing_takes_figures" if pane.writing else "screen.choosing_now", self.lang))
        self.draw()

    def line_key(self, line: WritingLine, key: str) -> None:
        """A key in Writing that is not for the text."""
        text, pane = line.value, self.active_pane
        self._forget_message(key)
        if key.startswith("sign:"):
            self.sign(key[5:])
        elif key == "enter":
            pane.enter(text)
        elif key == "escape":
            if self.sheet_open:
                self.close_sheet()
            else:
                pane.escape(text)
        elif (action := self.keymap.get(key)) and action.where == "everywhere":
            self.run_action_of(action)
        elif key in ("ctrl+z", "ctrl+y"):
            self.run_action_of(self.keymap[key]) if key in self.keymap else None
        else:
            pane.move(key, text)
        self.draw()
        self.line_touched()

    def lines_pasted(self, lines: list[str], block: str) -> None:
        """A paste: things, where the pane makes things of lines, else text on the line. Never read as commands."""
        line = self.active.line
        written = line.value if line.display else ""
        if not lines:
            return
        if len(lines) == 1 and line.display:
            line.insert(lines[0])
        elif not self.active_pane.paste(lines, written):
            if line.display:
                line.insert(block if line.multiline else " ".join(lines))
            else:
                self.say(t("screen.nowhere_to_paste", self.lang))
        self.draw()
        self.line_touched()

    @on(WritingLine.Typed)
    def _typed(self, event: WritingLine.Typed) -> None:
        event.stop()
        body = self.active
        grown = body.line.styles.height is not None and body.line.styles.height.value != body.line.rows_needed
        if self.active_pane.typed(event.line.text) or grown:
            body.draw()
        self.line_touched()

    @on(Painted.Clicked)
    def _clicked(self, event: Painted.Clicked) -> None:
        event.stop()
        if event.painted.id == "keys" and event.painted.rows:
            key = pair_at(event.painted.rows[0], event.x)
            if key:
                self.click_key(key)
        elif event.painted is self.active and event.target is not None:
            self.active_pane.click(event.target, event.x)
            self.draw()
        elif event.painted.id == "agenda" and event.target is not None and not self.sheet_open:
            self.click_agenda(event.target)

    def click_key(self, drawn: str) -> None:
        """A pair of the key row does what its key does."""
        names = {value: key for key, value in actions.DRAWN.items()} | {t("keys.space_bar", self.lang): "space"}
        key = names.get(drawn.split()[0], drawn.split()[0])
        if self.active.line.display:
            self.line_key(self.active.line, key)
        else:
            self.press(key, len(key) == 1)

    def click_agenda(self, target: object) -> None:
        """A step of the agenda was clicked."""

    def sign(self, sign: str) -> None:
        """`!`, `=`, `?` first on an empty line."""

    def line_touched(self) -> None:
        """What is half-typed has changed: the run screen keeps a draft."""

    def _forget_message(self, key: str) -> None:
        if self.message:
            self.message = ""

    def run_action_of(self, action: actions.Action) -> None:
        method: Callable[[], None] | None = getattr(self, f"act_{action.id}", None)
        if method is not None:
            method()

    def act_next(self) -> None: ...
    def act_inert(self) -> None: ...
    def act_help(self) -> None:
        from workshop.tui.sheets.help import HelpPane

        self.open_sheet(HelpPane(self), 0)

    def act_help_anywhere(self) -> None:
        self.act_help()

    def act_palette(self) -> None:
        self.app.action_command_palette()

    def act_leave(self) -> None:
        self.app.leave()  # type: ignore[attr-defined]

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.draw)


def _show(widget: Any, shown: bool) -> None:
    if widget.display != shown:
        widget.display = shown


def _size(widget: Any, *, width: int | None = None, height: int | None = None) -> None:
    """Set a size only where it differs: setting it asks for a new layout."""
    if width is not None and (widget.styles.width is None or widget.styles.width.value != width):
        widget.styles.width = width
    if height is not None and (widget.styles.height is None or widget.styles.height.value != height):
        widget.styles.height = height
