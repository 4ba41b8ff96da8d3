"""Places in a ring, each leading to the next, with what lies in each beside it."""

from __future__ import annotations

from math import cos, pi, sin

from workshop.report.document import Pile, Piles, text_of
from workshop.report.figures.lanes import described
from workshop.report.figures.svg import n, svg, text
from workshop.report.lettering import wrapped

COLUMN = 250.0
HANG = ("· ", "\u00a0\u00a0")  # before the first line of a thing, and before the others
SIZE = 12.5
LINE = SIZE * 1.28
DOT = 17.0  # radius of a station


def cycle(block: Piles, *, ring: float = 240, alone: bool = False) -> str:
    """Numbered stations on a circle, clockwise from the top, arrows between; their names and things at the side they lie
    on. `ring` is the diameter. What is in no place (beyond the stations) is the writer's to list."""
    count = len(block.piles)
    if not count:
        return ""
    angles = [-pi / 2 + (at + 0.5) * 2 * pi / count for at in range(count)]
    # Half a step off the top, so that as many stations lie at the right as at the left.
    right = [at for at, angle in enumerate(angles) if cos(angle) > 1e-9]
    left = [at for at in reversed(range(count)) if at not in right]
    blocks = [_block(pile, at) for at, pile in enumerate(block.piles, 1)]
    heights = {at: len(lines) * LINE + 30 for at, (_, lines) in enumerate(blocks)}
    tall = max(ring + 2 * DOT, *(sum(heights[at] for at in side) for side in (left, right) if side)) + 8
    width = COLUMN * 2 + ring + 2 * DOT + 40
    cx, cy, radius = width / 2, tall / 2, ring / 2
    body: list[str] = []
    for at, angle in enumerate(angles):
        if count > 1:
            body.append(_arrow(cx, cy, radius, angle, angles[(at + 1) % count] + (2 * pi if at + 1 == count else 0)))
    for at, angle in enumerate(angles, 1):
        x, y = cx + cos(angle) * radius, cy + sin(angle) * radius
        body.append(f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(DOT)}" class="root"/>')
        body.append(text(n(x), y + 5, [str(at)], 14, "onroot", "middle", 700))
    for side, x in ((left, 0.0), (right, width - COLUMN)):
        room = tall - sum(heights[at] for at in side)
        y = 4.0
        for at in side:
            y += room / (2 * max(len(side), 1))
            title, lines = blocks[at]
            body.append(text(n(x), y + 15, [title], 14, "ink", weight=600))
            if lines:
                body.append(text(n(x), y + 15 + LINE * 1.2, lines, SIZE, "ink"))
            y += heights[at] + room / (2 * max(len(side), 1))
    return svg(body, described(block), box=(width, tall), alone=alone, css="figure cycle")


def _block(pile: Pile, number: int) -> tuple[str, list[str]]:
    title = wrapped(f"{number}  {pile.title}", 14, COLUMN, most=1)[0]
    lines = wrapped(pile.text, SIZE, COLUMN) if pile.text else []
    for entry in pile.entries:
        beside = ", ".join(filter(None, (entry.note, entry.by)))
        said = wrapped(text_of(entry.words) + (f" ({beside})" if beside else ""), SIZE, COLUMN - 12)
        lines += [f"{HANG[at > 0]}{line}" for at, line in enumerate(said)]
    return title, lines


def _arrow(cx: float, cy: float, radius: float, start: float, end: float) -> str:
    """The way from one station to the next along the circle, with its head."""
    gap = (DOT + 7) / radius
    start, end = start + gap, end - gap - 0.04
    if end <= start:
        return ""
    a, b = (f"{n(cx + cos(angle) * radius)} {n(cy + sin(angle) * radius)}" for angle in (start, end))
    large = int(end - start > pi)
    x, y, turn = cx + cos(end) * radius, cy + sin(end) * radius, end + pi / 2
    head = " ".join(
        f"{n(x + cos(turn + angle) * reach)},{n(y + sin(turn + angle) * reach)}"
        for angle, reach in ((0, 8), (2.5, 7), (-2.5, 7))
    )
    return (
        f'<path d="M{a}A{n(radius)} {n(radius)} 0 {large} 1 {b}" class="axis" fill="none" stroke-width="1.75"/>'
        f'<polygon points="{head}" class="head"/>'
    )
