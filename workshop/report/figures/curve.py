"""A curve over stages: how it feels, one series or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby, pairwise

from workshop.report.document import Curve, Point, Series
from workshop.report.figures.svg import n, svg, text, ticks
from workshop.report.lettering import wrapped

TOP, FOOT = 32.0, 32.0  # room for figures and words over the highest and under the lowest point


def curve(block: Curve, *, column: float = 130, step: float = 22, alone: bool = False, named: bool = False) -> str:
    """The curve over its stages, each stage a column of equal width, the point in its middle.

    Fluid in a page; `alone`: fixed, `column` wide a stage. `column` is also the width that words at the points are broken
    by. Between points the line is a monotone cubic (Fritsch and Carlson 1980), so it never leaves the range of its points;
    a stage without a value leaves a gap. `named` (with `alone`): the stages' names stand under it, and what each line is.
    """
    count = max((len(one.points) for one in block.series), default=0)
    if not count or block.high <= block.low:
        return ""
    steps = min(block.high - block.low, 10)
    unit = step * steps / (block.high - block.low)
    height = TOP + step * steps + FOOT

    def y_of(value: float) -> float:
        return TOP + (block.high - min(max(value, block.low), block.high)) * unit

    def x_of(at: int) -> str:
        return n((at + 0.5) * column) if alone else f"{n((at + 0.5) * 100 / count)}%"

    body: list[str] = []
    for value in ticks(block.low, block.high):
        css = "axis" if value == 0 and block.low < 0 < block.high else "rule"
        tick = n(y_of(value))
        body.append(f'<line x1="0" x2="100%" y1="{tick}" y2="{tick}" class="{css}" stroke-width="1"/>')
    base = y_of(0) if block.low <= 0 <= block.high else y_of(block.low)
    paths: list[str] = []
    for at, one in enumerate(block.series):
        first = at == 0
        for line, area in _paths(one, y_of, base):
            if first:
                paths.append(f'<path d="{area}" class="area" fill-opacity="0.1" stroke="none"/>')
            dash = "" if first else ' stroke-dasharray="2 5" stroke-linecap="round"'
            paths.append(
                f'<path d="{line}" class="{"line" if first else "before"}" fill="none" stroke-width="{2.5 if first else 2}"'
                f' vector-effect="non-scaling-stroke"{dash}/>'
            )
    stretch = f'viewBox="0 0 {count * 100} {n(height)}" preserveAspectRatio="none"'
    body.append(f'<svg x="0" y="0" width="100%" height="{n(height)}" {stretch}>{"".join(paths)}</svg>')
    lowest = min((p.number.value for p in block.series[0].points if p.number), default=0.0)
    for series_at, one in enumerate(block.series):
        for at, point in enumerate(one.points):
            if point.number is None:
                continue
            y = y_of(point.number.value)
            if series_at and _is_apart(one.points, at):
                now = block.series[0].points[at].number
                body += _wish(point, x_of(at), y, y_of(now.value) if now is not None else y)
            else:
                today = block.series[0].points[at].number
                now_value = today.value if today is not None else float("nan")
                body += _point(one.points, at, x_of(at), y, column, series_at == 0, lowest, now_value)
    if named:
        height += _named(body, block, column, height)
    box = (count * column, height) if alone else None
    return svg(body, described(block), box=box, height=height, alone=alone, css="figure curve")


def _named(body: list[str], block: Curve, column: float, top: float) -> float:
    tall = 0.0
    for at, point in enumerate(block.series[0].points):
        lines = wrapped(point.title, 12, column - 12)
        body.append(text(n((at + 0.5) * column), top + 14, lines, 12, "ink", "middle"))
        tall = max(tall, len(lines) * 15 + 10)
    signs = ("───", "· · ·")
    if len(block.series) > 1:
        legend = "     ".join(f"{signs[min(at, 1)]} {one.title}" for at, one in enumerate(block.series))
        body.append(text("0", top + tall + 14, [legend], 12, "soft"))
        tall += 24
    return tall


def described(block: Curve) -> str:
    """The curve in words, for whoever cannot see it."""
    said = [
        f"{point.title} {point.number.drawn}" + (f" {point.label}" if point.label else "")
        for one in block.series[:1]
        for point in one.points
        if point.number is not None
    ]
    return f"{block.title}: {', '.join(said)}" if said else block.title


def _point(
    points: Sequence[Point], at: int, x: str, y: float, column: float, first: bool, lowest: float, now: float
) -> Iterable[str]:
    point = points[at]
    assert point.number is not None
    value = point.number.value
    if not first:
        yield f'<circle cx="{x}" cy="{n(y)}" r="3" class="ring" stroke-width="1.5"/>'
        if value != now:
            yield f'<text x="{x}" y="{n(y + 4)}" dx="8" font-size="11" class="soft halo">{escape(point.number.drawn)}</text>'
        return
    is_lowest = value == lowest and value < 0
    shape = 'class="low"' if is_lowest else 'class="dot"' if value > 0 else 'class="ring" stroke-width="2.5"'
    yield f'<circle cx="{x}" cy="{n(y)}" r="{6 if is_lowest else 5}" {shape}/>'
    # The words stand where the line does not go: under a valley, over a top, and beside a slope on its open side.
    before, after = points[at - 1] if at else None, points[at + 1] if at + 1 < len(points) else None
    left = before.number.value - value if before is not None and before.number is not None else None
    right = after.number.value - value if after is not None and after.number is not None else None
    around = [difference for difference in (left, right) if difference is not None]
    flat = not any(around)
    under = bool(around) and min(around) >= 0 and (value < 0 if flat else True)
    anchor, dx = "middle", 0
    if left is not None and right is not None and left * right < 0:
        anchor, dx = ("start", -4) if left > 0 else ("end", 4)
    label = wrapped(point.label, 11, column - 46, most=1)[0] if point.label else ""
    tspan = f'<tspan class="soft" font-weight="400" font-size="11" dx="5">{escape(label)}</tspan>' if label else ""
    css = "alert" if is_lowest else "ink"
    shift = f' dx="{dx}"' if dx else ""
    yield (
        f'<text x="{x}" y="{n(y + 20 if under else y - 10)}" font-size="14" text-anchor="{anchor}"{shift}'
        f' class="{css} halo"'
        f' font-weight="700">{escape(point.number.drawn)}{tspan}</text>'
    )


def _is_apart(points: Sequence[Point], at: int) -> bool:
    """Whether no line leads to or from a point, because its neighbours have no value."""
    beside = (points[at - 1] if at else None, points[at + 1] if at + 1 < len(points) else None)
    return all(point is None or point.number is None for point in beside)


def _wish(point: Point, x: str, y: float, now: float) -> Iterable[str]:
    """A value of a second series that stands alone: a ring, its figure, and a thread from where it is today."""
    assert point.number is not None
    if abs(y - now) > 12:
        start, end = (now - 8, y + 5) if y < now else (now + 8, y - 5)
        thread = f'y1="{n(start)}" y2="{n(end)}" class="before" stroke-width="1.5" stroke-dasharray="1.5 4"'
        yield f'<line x1="{x}" x2="{x}" {thread} stroke-linecap="round"/>'
    yield f'<circle cx="{x}" cy="{n(y)}" r="4" class="ring" stroke-width="1.75"/>'
    yield f'<text x="{x}" y="{n(y + 4)}" dx="9" font-size="12" class="soft">{escape(point.number.drawn)}</text>'


def _paths(series: Series, y_of: Callable[[float], float], base: float) -> Iterable[tuple[str, str]]:
    """For each stretch without a gap: the line and the area between it and the base. x: 100 a stage."""
    numbered = [(at * 100 + 50.0, point) for at, point in enumerate(series.points)]
    for given, stretch in groupby(numbered, key=lambda pair: pair[1].number is not None):
        if not given:
            continue
        spots = [(x, y_of(point.number.value)) for x, point in stretch if point.number is not None]
        if len(spots) < 2:
            continue
        line = monotone(spots)
        yield line, f"{line}L{n(spots[-1][0])} {n(base)}L{n(spots[0][0])} {n(base)}Z"


def monotone(spots: Sequence[tuple[float, float]]) -> str:
    """A path through the spots (x rising) that turns only at them: Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980)."""
    count = len(spots)
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(spots)]
    tangents = [slopes[0]] if slopes else [0.0]
    for before, after in pairwise(slopes):
        tangents.append(0.0 if before * after <= 0 else 2 * before * after / (before + after))
    if slopes:
        tangents.append(slopes[-1])
    path = [f"M{n(spots[0][0])} {n(spots[0][1])}"]
    for at in range(count - 1):
        (x0, y0), (x1, y1) = spots[at], spots[at + 1]
        third = (x1 - x0) / 3
        if slopes[at] == 0:
            path.append(f"L{n(x1)} {n(y1)}")
            continue
        # Tangents over three times the slope would carry the line past its points.
        left, right = (min(max(tangent / slopes[at], 0), 3) * slopes[at] for tangent in (tangents[at], tangents[at + 1]))
        path.append(f"C{n(x0 + third)} {n(y0 + left * third)} {n(x1 - third)} {n(y1 - right * third)} {n(x1)} {n(y1)}")
    return "".join(path)
