"""A profile: an axis for each row from the middle out, the values joined; the time before as a broken line."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from workshop.report.document import Bars, Number
from workshop.report.figures.svg import n, said, share, svg, text, ticks
from workshop.report.lettering import wrapped

BESIDE = 150.0  # room for the words at each side
SIZE = 13.0


def radar(block: Bars, *, side: float = 320, alone: bool = False) -> str:
    """The rows round a middle of `block.low`, the first at the top, clockwise; the outermost ring is `block.high`. At each
    axis its name, its value, and after a ring the value before. A row without a value leaves its axis open."""
    count = len(block.rows)
    middle, radius = BESIDE + side / 2, side / 2
    angles = [-pi / 2 + at * 2 * pi / count for at in range(count)]
    labels = [wrapped(row.title, SIZE, BESIDE - 6, most=4) for row in block.rows]
    over = max((len(lines) for lines, angle in zip(labels, angles, strict=True) if abs(cos(angle)) < 0.3), default=1)
    centre = 12 + (over + 1) * SIZE * 1.25 + radius

    def spot(angle: float, part: float) -> tuple[float, float]:
        return middle + cos(angle) * radius * part, centre + sin(angle) * radius * part

    def ring(part: float) -> str:
        return " ".join(f"{n(x)},{n(y)}" for x, y in (spot(angle, part) for angle in angles))

    body: list[str] = []
    for tick in _rings(block.low, block.high):
        part = share(tick, block.low, block.high) / 100
        css = "axis" if part == 1 else "rule"
        body.append(f'<polygon points="{ring(part)}" class="{css}" fill="none" stroke-width="1"/>')
    for angle in angles:
        x, y = spot(angle, 1)
        body.append(f'<line x1="{n(middle)}" y1="{n(centre)}" x2="{n(x)}" y2="{n(y)}" class="rule" stroke-width="1"/>')
    for threshold in block.thresholds:
        part = share(threshold.value, block.low, block.high) / 100
        dashes = 'stroke-width="1.5" stroke-dasharray="1 4" stroke-linecap="round"'
        body.append(f'<polygon points="{ring(part)}" class="mark" fill="none" {dashes}/>')
    then = [row.before for row in block.rows]
    now = [row.number for row in block.rows]

    def parts(numbers: Sequence[Number | None]) -> list[tuple[float, float] | None]:
        return [
            spot(angle, share(number.value, block.low, block.high) / 100) if number is not None else None
            for angle, number in zip(angles, numbers, strict=True)
        ]

    body += _shape(parts(then), 'class="before" stroke-width="2" stroke-dasharray="2 5" stroke-linecap="round"', filled=False)
    body += [f'<circle cx="{n(p[0])}" cy="{n(p[1])}" r="3.5" class="ring" stroke-width="1.5"/>' for p in parts(then) if p]
    body += _shape(parts(now), 'class="line" stroke-width="2.5" stroke-linejoin="round"', filled=True)
    body += [f'<circle cx="{n(p[0])}" cy="{n(p[1])}" r="5" class="dot"/>' for p in parts(now) if p]
    for tick in _rings(block.low, block.high):
        x, y = spot(angles[0], share(tick, block.low, block.high) / 100)
        body.append(text(n(x - 7), y + 4, [said(tick)], 11, "faint halo", "end"))
    bottom = centre + radius
    for row, lines, angle in zip(block.rows, labels, angles, strict=True):
        x, y = spot(angle, 1)
        across = cos(angle)
        anchor = "middle" if abs(across) < 0.3 else "start" if across > 0 else "end"
        x += 0 if anchor == "middle" else 12 if across > 0 else -12
        tall = (len(lines) + 1) * SIZE * 1.25
        top = y - 10 - tall if anchor == "middle" and sin(angle) < 0 else y + 8 if anchor == "middle" else y - tall / 2
        body.append(text(n(x), top + SIZE, lines, SIZE, "ink", anchor))
        figure = row.number.drawn if row.number is not None else "–"
        drawn = f"{figure}\u00a0\u00a0 ○\u00a0{row.before.drawn}" if row.before is not None else figure
        body.append(text(n(x), top + SIZE + len(lines) * SIZE * 1.25, [drawn], SIZE, "ink", anchor, 700))
        bottom = max(bottom, top + tall)
    foot = bottom + 14
    for threshold in block.thresholds:
        lines = wrapped(f"· · ·  {threshold.title}", 11, side + 2 * BESIDE - 20)
        body.append(text("10", foot + 11, lines, 11, "soft"))
        foot += len(lines) * 14 + 4
    return svg(body, _described(block), box=(side + 2 * BESIDE, foot), alone=alone, css="figure radar")


def _rings(low: float, high: float) -> list[float]:
    found = [tick for tick in ticks(low, high) if tick > low]
    if len(found) > 6:
        found = found[1::2]
    return found if found and found[-1] == high else [*found, high]


def _shape(spots: Sequence[tuple[float, float] | None], css: str, filled: bool) -> list[str]:
    """The spots joined round; a line is drawn only between neighbours that both are there."""
    if all(spots):
        points = " ".join(f"{n(each[0])},{n(each[1])}" for each in spots if each)
        area = f'<polygon points="{points}" class="area" fill-opacity="0.12" stroke="none"/>' if filled else ""
        return [f'{area}<polygon points="{points}" fill="none" {css}/>']
    pairs = zip(spots, [*spots[1:], *spots[:1]], strict=True)
    return [f'<line x1="{n(a[0])}" y1="{n(a[1])}" x2="{n(b[0])}" y2="{n(b[1])}" {css}/>' for a, b in pairs if a and b]


def _described(block: Bars) -> str:
    drawn = ", ".join(f"{row.title} {row.number.drawn}" for row in block.rows if row.number is not None)
    return f"{block.title}: {drawn}" if block.title else drawn
