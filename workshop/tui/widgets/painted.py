"""A widget that draws rows: header, question, agenda, key row, notes and every step's body are of this one kind.

Only the rows that changed are sent to the terminal. What people wrote goes to the screen as plain segments: there is no markup
to escape, and control characters were taken off when it entered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from workshop.tui.palette import is_flat, style
from workshop.tui.rows import EMPTY, Back, Row, Span, press_at, width_of

ASCII = str.maketrans("▌›✓●○·…▲━─┃├└│┌┘┐┼╭╮╰╯▁▂▃▅▇↑↓←→−┬┴┤", "|>x*o.~!=-|++|++++..''12345^v<>-+++")
MANY = 12  # rows from which the whole is repainted


class Painted(Widget):
    """Rows in roles, painted in the look of the moment. `mark_columns` cells for a mark before the text column; `lead` and
    `tail` cells outside of them that no focused row reaches into.

    `edge`: a line where a panel begins: over it ("top", in place of an empty first row), or to its left where the look has no
    surface of its own to tell it by ("left").
    """

    class Clicked(Message):
        def __init__(self, painted: Painted, target: object, x: int, press: str = "") -> None:
            super().__init__()
            self.painted, self.target, self.x, self.press = painted, target, x, press

        @property
        def control(self) -> Painted:
            return self.painted

    def __init__(self, *, id: str | None = None, classes: str | None = None, mark_columns: int = 0) -> None:
        super().__init__(id=id, classes=classes)
        self.mark_columns = mark_columns
        self.rows: Sequence[Row] = ()
        self.dimmed = False
        self.lead = self.tail = 0
        self.edge: Literal["", "top", "left"] = ""

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
        if len(changed) > MANY:
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

    @property
    def drawn_in(self) -> tuple[str, bool]:
        """The look, and whether only ASCII is drawn."""
        return self.app.look, self.app.ascii_only  # type: ignore[attr-defined]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        row = self.rows[y] if y < len(self.rows) else EMPTY
        look, ascii_only = self.drawn_in
        ground: Back = "surface" if self.has_class("surface") else ""
        back = row.back or ground

        def segment(span: Span) -> Segment:
            text, ink, bold, own, underline, reverse, _ = span
            shown = text.translate(ASCII) if ascii_only else text
            return Segment(shown, style(look, ink, own or back, bold, underline, reverse, self.dimmed))

        if y == 0 and self.edge == "top" and row == EMPTY:
            return Strip([segment(Span("─" * width, "rule"))])
        segments: list[Segment] = []
        if self.mark_columns:
            segments = [segment(Span(row.mark or " ", "accent")), segment(Span(" " * (self.mark_columns - 1)))]
        segments += [segment(span) for span in row.spans]
        plain = style(look, "ink", back, False, False, False, self.dimmed)
        inner = max(0, width - self.lead - self.tail)
        strip = Strip(segments).adjust_cell_length(inner, plain).crop(0, inner)
        if self.lead or self.tail:
            margin = style(look, "ink", ground, False, False, False, self.dimmed)
            strip = Strip([Segment(" " * self.lead, margin), *strip, Segment(" " * self.tail, margin)]).crop(0, width)
        if self.edge == "left" and is_flat(look):
            return Strip([segment(Span("│", "rule")), *strip.crop(1, width)])
        return strip

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is not None and 0 <= at.y < len(self.rows):
            row, x = self.rows[at.y], at.x - self.lead - self.mark_columns
            self.post_message(self.Clicked(self, row.target, x, press_at(row, x)))


class OneRow(Painted):
    """A painted row as wide as its text (the timer), or as wide as there is room."""

    def set_spans(self, *spans: Span) -> None:
        shown = Row(spans)
        size = width_of(spans)
        if self.has_class("snug") and self.styles.width is not None and self.styles.width.value != size:
            self.styles.width = size
        self.paint((shown,))


class ClockRule(Painted):
    """The rule under the header. It is a clock: a tick repaints the cell that changed, and no other."""

    def paint(self, rows: Sequence[Row]) -> None:
        before, self.rows = self.rows, rows
        width = self.size.width
        old, new = (_cells(painted[0]) if painted else [] for painted in (before, rows))
        changed = [x for x in range(min(width, max(len(old), len(new)))) if old[x : x + 1] != new[x : x + 1]]
        if changed:
            self.refresh(Region(changed[0], 0, changed[-1] - changed[0] + 1, 1))


def _cells(row: Row) -> list[tuple[str, str]]:
    """Its signs, each a cell wide, with their inks."""
    return [(sign, span.ink) for span in row.spans for sign in span.text]
