"""Lengths to compare: a row's bar for a table, and all of them with their words."""

from __future__ import annotations

from workshop.report.document import Bars
from workshop.report.figures.svg import n, said, share, svg, text
from workshop.report.lettering import wrapped


def bar(block: Bars, at: int, *, height: float = 18) -> str:
    """One row's bar, fluid and without words: what it is stands beside it. Thresholds are drawn through."""
    row = block.rows[at]
    middle = height / 2
    body = [f'<line x1="0" x2="100%" y1="{n(middle)}" y2="{n(middle)}" class="rule" stroke-width="1"/>']
    if block.low < 0 < block.high:
        zero = n(share(0, block.low, block.high))
        body.append(f'<line x1="{zero}%" x2="{zero}%" y1="0" y2="{n(height)}" class="axis" stroke-width="1"/>')
    if row.number is not None:
        start, end = sorted((share(0, block.low, block.high), share(row.number.value, block.low, block.high)))
        if block.low >= 0:
            start = 0.0
        css = "fill" if row.ahead or not any(other.ahead for other in block.rows) else "fill-soft"
        body.append(f'<rect x="{n(start)}%" y="{n(middle - 5)}" width="{n(end - start)}%" height="10" class="{css}"/>')
    if row.span is not None:
        low, high = (share(value, block.low, block.high) for value in row.span)
        body.append(
            f'<rect x="{n(low)}%" y="{n(middle - 5)}" width="{n(max(high - low, 0.5))}%" height="10" class="fill"'
            ' fill-opacity="0.45"/>'
        )
    if row.before is not None:
        x = n(share(row.before.value, block.low, block.high))
        body.append(f'<circle cx="{x}%" cy="{n(middle)}" r="4" class="ring" stroke-width="1.5"/>')
    for threshold in block.thresholds:
        x = n(share(threshold.value, block.low, block.high))
        body.append(f'<line x1="{x}%" x2="{x}%" y1="0" y2="{n(height)}" class="mark" stroke-width="1.5"/>')
    return svg(body, "", box=None, height=height, alone=False, css="bar")


def bars(block: Bars, *, width: float = 720, alone: bool = True) -> str:
    """All rows with their words, for where there is no table to put them in."""
    size, label, figure = 13.0, width * 0.36, 110.0
    room = width - label - figure - 24
    left = label + 12
    body: list[str] = []

    def x_of(value: float) -> float:
        return left + share(value, block.low, block.high) / 100 * room

    top = 18.0 if block.thresholds else 4.0
    y = top + 4
    for row in block.rows:
        lines = wrapped(f"{row.place}  {row.title}" if row.place else row.title, size, label, most=4)
        notes = wrapped(row.note, 11, label, most=3) if row.note else []
        height = max(len(lines) * size * 1.25 + len(notes) * 14 + 10, 28)
        body.append(text("0", y + size, lines, size, "ink", weight=600 if row.ahead else 0))
        if notes:
            body.append(text("0", y + size + len(lines) * size * 1.25, notes, 11, "soft"))
        middle = y + size * 0.65
        body.append(f'<line x1="{n(left)}" x2="{n(left + room)}" y1="{n(middle)}" y2="{n(middle)}" class="rule"/>')
        if row.number is not None:
            start, end = sorted((x_of(max(block.low, min(0, block.high))), x_of(row.number.value)))
            body.append(f'<rect x="{n(start)}" y="{n(middle - 5)}" width="{n(end - start)}" height="10" class="fill"/>')
        drawn = row.number.drawn if row.number is not None else "–"
        body.append(text(n(width), y + size, [drawn], size, "ink", "end", 600))
        if row.span is not None:
            low, high = (x_of(value) for value in row.span)
            body.append(
                f'<rect x="{n(low)}" y="{n(middle - 5)}" width="{n(max(high - low, 2))}" height="10" class="fill"'
                ' fill-opacity="0.45"/>'
            )
        if row.before is not None:
            body.append(f'<circle cx="{n(x_of(row.before.value))}" cy="{n(middle)}" r="4" class="ring" stroke-width="1.75"/>')
            body.append(text(n(width), y + size + 15, [f"○ {row.before.drawn}"], 11, "soft", "end"))
            height = max(height, 38)
        y += height
    foot = y + 6
    for threshold in block.thresholds:
        x = x_of(threshold.value)
        body.append(f'<line x1="{n(x)}" x2="{n(x)}" y1="{n(top)}" y2="{n(y)}" class="mark" stroke-width="1.5"/>')
        body.append(text(n(x), top - 5, [said(threshold.value)], 10.5, "soft", "middle"))
        lines = wrapped(f"┃ {threshold.title}", 11, width)
        body.append(text("0", foot + 11, lines, 11, "soft"))
        foot += len(lines) * 14 + 3
    return svg(body, block.title, box=(width, foot + 6), alone=alone, css="figure bars")
