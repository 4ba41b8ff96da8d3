"""Every voice a dot."""

from __future__ import annotations

from workshop.report.document import DotRow
from workshop.report.figures.svg import n, share, svg, ticks


def dots(row: DotRow, low: float, high: float, *, height: float = 30) -> str:
    """How the voices answered one thing, a dot each, the mean as a line through; fluid, without words."""
    ground = height - 8

    def x_of(value: float) -> str:
        return n(6 + share(value, low, high) * 0.88)

    body = [f'<line x1="6%" x2="94%" y1="{n(ground)}" y2="{n(ground)}" class="rule" stroke-width="1"/>']
    body += [
        f'<line x1="{x_of(tick)}%" x2="{x_of(tick)}%" y1="{n(ground - 3)}" y2="{n(ground + 3)}" class="axis"/>'
        for tick in ticks(low, high)
    ]
    if row.mean is not None:
        x = x_of(row.mean.value)
        body.append(f'<line x1="{x}%" x2="{x}%" y1="0" y2="{n(height)}" class="mark" stroke-width="1.5"/>')
    for value, many in row.counts:
        # Many voices on one value stand side by side in rows of four, so that the strip keeps its height.
        for at in range(min(many, 12)):
            dx, dy = (at % 4) * 8 - (min(many, 4) - 1) * 4, (at // 4) * 8
            body.append(
                f'<circle cx="{x_of(value)}%" cy="{n(ground - dy)}" r="3.5" transform="translate({n(dx)} 0)" class="dot"/>'
            )
    return svg(body, "", box=None, height=height, alone=False, css="dots")
