"""The body of a screen: a pane's rows, with the writing line laid over them. One widget, whatever the step."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult

from workshop.tui.hacks import pasted
from workshop.tui.pane import Pane
from workshop.tui.rows import Row, View, back_at, marked
from workshop.tui.widgets.line import WritingLine
from workshop.tui.widgets.painted import Painted

MARK = 2  # columns left of the text: the focus bar or the line's sign, and a space


class Body(Painted, can_focus=True):
    DEFAULT_CSS = """
    Body { layers: base line; }
    """

    def __init__(self, *, id: str, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, mark_columns=MARK)
        self.line = WritingLine(id=f"{id}-line")
        self.pane: Pane | None = None
        self.marked = ""  # folded words that are drawn marked, wherever they stand
        self.most_text = 0  # 0: no bound

    def compose(self) -> ComposeResult:
        yield self.line

    def show(self, pane: Pane | None) -> None:
        self.pane = pane
        self.line.put("")
        if pane is None:
            self.paint(())
            self.line.display = False
        else:
            pane.opened()
            self.draw()

    @property
    def text_width(self) -> int:
        width = self.size.width - MARK - self.lead
        return min(width, self.most_text) if self.most_text else width

    def draw(self) -> None:
        """Ask the pane what to show, and put the line where it says."""
        if self.pane is None or not self.size.width or not self.size.height or self.screen.is_small:  # type: ignore[attr-defined]
            return
        for _ in range(2):
            shown = self.line.display
            view = self.pane.view(self.text_width, self.size.height)
            rows: list[Row] = list(view.rows[: self.size.height])
            self.paint([marked(each, self.marked) for each in rows] if self.marked else rows)
            self._lay_line(view)
            if shown or not self.line.display or self.line.is_empty:
                break  # else the pane did not know yet of what was typed ahead

    def _lay_line(self, view: View) -> None:
        at, line = view.line, self.line
        if at is None or not (0 <= at.row < self.size.height):
            if line.display:
                line.display = False
            if self.screen.focused is not self and self.can_take_focus:
                self.focus(scroll_visible=False)
            return
        line.most_rows, line.multiline = at.rows, at.multiline
        back = back_at(view.rows[at.row], at.x) if at.row < len(view.rows) else ""
        line.set_class(back == "focus", "on-focus")
        line.set_class(back == "surface" or self.has_class("surface"), "on-surface")
        if line.placeholder != at.placeholder:
            line.placeholder = at.placeholder
        width = max(4, min(at.width, self.text_width - at.x))
        height = max(1, min(line.rows_needed, self.size.height - at.row))
        x = self.lead + MARK + at.x
        if line.styles.offset.x.value != x or line.styles.offset.y.value != at.row:
            line.styles.offset = (x, at.row)
        if line.styles.width is None or line.styles.width.value != width:
            line.styles.width = width
        if line.styles.height is None or line.styles.height.value != height:
            line.styles.height = height
        if not line.display:
            line.display = True
        if self.screen.focused is not line and self.can_take_focus:
            line.focus(scroll_visible=False)

    @property
    def can_take_focus(self) -> bool:
        """A body behind an open sheet keeps its hands off the keyboard."""
        return not self.dimmed

    def on_writing_line_folded(self, event: WritingLine.Folded) -> None:
        event.stop()
        if self.line.display and self.line.styles.height and self.line.styles.height.value != self.line.rows_needed:
            self.draw()

    def dim(self, dimmed: bool) -> None:
        super().dim(dimmed)
        self.line.set_class(dimmed, "behind")

    def on_resize(self, event: events.Resize) -> None:
        self.draw()
        self.screen.draw()  # type: ignore[attr-defined]  # the key row goes by what the pane found while it was drawn

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.screen.wheel(self, 1)  # type: ignore[attr-defined]

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.screen.wheel(self, -1)  # type: ignore[attr-defined]

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.screen.keyed(event, self)  # type: ignore[attr-defined]

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.screen.take_paste(pasted(event.text))  # type: ignore[attr-defined]
