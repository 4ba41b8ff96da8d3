"""A widget that draws rows: header, question, agenda, key row, notes and every step's body are of this one kind.

Only the rows that changed are sent to the terminal. What people wrote goes to the screen as plain segments: there is no markup
to escape, and control characters were taken off when it entered.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual import events

from workshop.tui.palette import style
from workshop.tui.rows import EMPTY, Row, width_of

ASCII = str.maketrans("▌›✓●○·…▲━─┃├└│┌┘┐┼╭╮╰╯▁▂▃▅▇↑↓←→−┬┴┤", "|>x*o.~!=-|++|++++..''12345^v<>-+++")


class Painted(Widget):
    """Rows in roles, painted in the look of the moment. `margin_left` cells of mark column before the text column."""

    class Clicked(Message):
        def __init__(self, painted: Painted, target: object, x: int) -> None:
            super().__init__()
            self.painted, self.target, self.x = painted, target, x

        @property
        def control(self) -> Painted:
            return self.painted

    def __init__(self, *, id: str | None = None, classes: str | None = None, mark_columns: int = 0) -> None:
        super().__init__(id=id, classes=classes)
        self.mark_columns = mark_columns
        self.rows: Sequence[Row] = ()
        self.dimmed = False

    def paint(self, rows: Sequence[Row]) -> None:
        """Show these rows; only those that differ are repainted."""
        before, self.rows = self.rows, rows
        width = self.size.width
        if not width:
            return
        changed = [
            index
            for index in range(max(len(before), len(rows)))
            if (before[index] if index < len(before) else EMPTY) != (rows[index] if index < len(rows) else EMPTY)
        ]
        if len(changed) > 12:
            self.refresh()
        elif changed:
            self.refresh(*(Region(0, index, width, 1) for index in changed))

    def dim(self, dimmed: bool) -> None:
        if dimmed != self.dimmed:
            self.dimmed = dimmed
            self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        row = self.rows[y] if y < len(self.rows) else EMPTY
        look, ascii_only = self.app.look, self.app.ascii_only  # type: ignore[attr-defined]
        ground = "surface" if self.has_class("surface") else ""
        back = row.back or ground
        segments: list[Segment] = []
        if self.mark_columns:
            mark = row.mark or " "
            ink = style(look, "accent", "" if row.mark != "›" else back, False, False, False, self.dimmed)
            mark = mark.translate(ASCII) if ascii_only else mark
            segments.append(Segment(mark, ink))
            gap = " " * (self.mark_columns - 1)
            segments.append(Segment(gap, style(look, "ink", back, False, False, False, self.dimmed)))
        for text, ink_name, bold, span_back, underline, reverse in row.spans:
            shown = text.translate(ASCII) if ascii_only else text
            segments.append(
                Segment(shown, style(look, ink_name, span_back or back, bold, underline, reverse, self.dimmed))
            )
        strip = Strip(segments)
        plain = style(look, "ink", back, False, False, False, self.dimmed)
        return strip.adjust_cell_length(width, plain).crop(0, width)

    def on_click(self, event: events.Click) -> None:
        if 0 <= event.y < len(self.rows):
            self.post_message(self.Clicked(self, self.rows[event.y].target, event.x - self.mark_columns))


class OneRow(Painted):
    """A painted row as wide as its text (the timer), or as wide as there is room."""

    def set_spans(self, *spans: object) -> None:
        shown = Row(tuple(spans))  # type: ignore[arg-type]
        size = width_of(shown.spans)
        if self.has_class("snug") and self.styles.width is not None and self.styles.width.value != size:
            self.styles.width = size
        self.paint((shown,))
