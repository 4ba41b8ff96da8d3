"""The pictures of a report as SVG: pure functions from a Document's blocks to a string, the same for the same block.

Every picture can stand in an HTML page, where classes take their colours from the page (light, dark, paper), or alone as a
file (`alone=True`: colours and fonts are in it). No picture rests on colour: a value is always written beside its mark.

Two ways of measuring. A *fluid* picture has no width of its own: x is in percent, so its letters keep their size in any
page (the curve, bars, dots). A *fixed* one has a view box and is scaled as a whole (the matrix, the tree).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from itertools import groupby, pairwise

from workshop.report.document import Bars, Curve, DotRow, MatrixPlot, Node, Point, Series, Tree
from workshop.report.lettering import width_of, wrapped

FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"

# Light paper, from the colours of the screens.
_ALONE = (
    f"text{{font-family:{FONT};fill:#16181c}}.soft{{fill:#4c5159}}.faint{{fill:#5f646d}}.rule{{stroke:#d9d6cc}}"
    ".axis{stroke:#8f8c83}.line{stroke:#0a55b5}.before{stroke:#5f646d}.area{fill:#0a55b5}.dot{fill:#0a55b5}"
    ".ring{fill:#fff;stroke:#0a55b5}.low{fill:#b3231b}.node{fill:#f1efe8;stroke:#d9d6cc}.root{fill:#0a55b5}.onroot{fill:#fff}"
    ".fill{fill:#0a55b5}.track{fill:#e7e4db}.mark{stroke:#16181c}.halo{stroke:#fff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}"
)


def _n(x: float) -> str:
    return f"{x:.2f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(x) < 0.005 else f"{x:.2f}".rstrip("0").rstrip(".")


def _text(x: str, y: float, lines: Sequence[str], size: float, css: str, anchor: str = "start", weight: int = 0) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    head = f'<text x="{x}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}" class="{css}"{bold}>'
    if len(lines) == 1:
        return f"{head}{escape(lines[0])}</text>"
    rest = "".join(
        f'<tspan x="{x}" dy="{_n(size * 1.25) if at else 0}">{escape(line)}</tspan>' for at, line in enumerate(lines)
    )
    return f"{head}{rest}</text>"


def _svg(body: Iterable[str], title: str, *, box: tuple[float, float] | None, height: float = 0, alone: bool, css: str) -> str:
    size = (
        f'viewBox="0 0 {_n(box[0])} {_n(box[1])}"' + (f' width="{_n(box[0])}" height="{_n(box[1])}"' if alone else "")
        if box
        else f'width="100%" height="{_n(height)}"'
    )
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    style = f"<style>{_ALONE}</style>" if alone else ""
    named = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return f'<svg{space} class="{css}" {size} {named}>{style}{"".join(body)}</svg>'


# -------------------------------------------------------------------------------------------------------------- curve

TOP, FOOT = 32.0, 32.0  # room for figures and words over the highest and under the lowest point


def curve(block: Curve, *, column: float = 130, step: float = 22, alone: bool = False) -> str:
    """The curve over its stages, each stage a column of equal width, the point in its middle.

    Fluid in a page; `alone`: fixed, `column` wide a stage. `column` is also the width that words at the points are broken
    by. Between points the line is a monotone cubic (Fritsch and Carlson 1980), so it never leaves the range of its points;
    a stage without a value leaves a gap.
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
        return _n((at + 0.5) * column) if alone else f"{_n((at + 0.5) * 100 / count)}%"

    body: list[str] = []
    for value in _ticks(block.low, block.high):
        css = "axis" if value == 0 and block.low < 0 < block.high else "rule"
        tick = _n(y_of(value))
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
    stretch = f'viewBox="0 0 {count * 100} {_n(height)}" preserveAspectRatio="none"'
    body.append(f'<svg x="0" y="0" width="100%" height="{_n(height)}" {stretch}>{"".join(paths)}</svg>')
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
                body += _point(one.points, at, x_of(at), y, column, series_at == 0, lowest)
    box = (count * column, height) if alone else None
    return _svg(body, described(block), box=box, height=height, alone=alone, css="figure curve")


def described(block: Curve) -> str:
    """The curve in words, for whoever cannot see it."""
    said = [
        f"{point.title} {point.number.drawn}" + (f" {point.label}" if point.label else "")
        for one in block.series[:1]
        for point in one.points
        if point.number is not None
    ]
    return f"{block.title}: {', '.join(said)}" if said else block.title


def _ticks(low: float, high: float) -> list[float]:
    reach = high - low
    step = next((size for size in (1, 2, 5, 10, 20, 25, 50, 100) if reach / size <= 10), reach)
    first = -(-low // step) * step
    return [first + at * step for at in range(int((high - first) // step) + 1)]


def _point(points: Sequence[Point], at: int, x: str, y: float, column: float, first: bool, lowest: float) -> Iterable[str]:
    point = points[at]
    assert point.number is not None
    value = point.number.value
    if not first:
        yield f'<circle cx="{x}" cy="{_n(y)}" r="3" class="ring" stroke-width="1.5"/>'
        return
    is_lowest = value == lowest and value < 0
    shape = 'class="low"' if is_lowest else 'class="dot"' if value > 0 else 'class="ring" stroke-width="2.5"'
    yield f'<circle cx="{x}" cy="{_n(y)}" r="{6 if is_lowest else 5}" {shape}/>'
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
        f'<text x="{x}" y="{_n(y + 20 if under else y - 10)}" font-size="14" text-anchor="{anchor}"{shift}'
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
        thread = f'y1="{_n(start)}" y2="{_n(end)}" class="before" stroke-width="1.5" stroke-dasharray="1.5 4"'
        yield f'<line x1="{x}" x2="{x}" {thread} stroke-linecap="round"/>'
    yield f'<circle cx="{x}" cy="{_n(y)}" r="4" class="ring" stroke-width="1.75"/>'
    yield f'<text x="{x}" y="{_n(y + 4)}" dx="9" font-size="12" class="soft">{escape(point.number.drawn)}</text>'


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
        yield line, f"{line}L{_n(spots[-1][0])} {_n(base)}L{_n(spots[0][0])} {_n(base)}Z"


def monotone(spots: Sequence[tuple[float, float]]) -> str:
    """A path through the spots (x rising) that turns only at them: Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980)."""
    count = len(spots)
    slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(spots)]
    tangents = [slopes[0]] if slopes else [0.0]
    for before, after in pairwise(slopes):
        tangents.append(0.0 if before * after <= 0 else 2 * before * after / (before + after))
    if slopes:
        tangents.append(slopes[-1])
    path = [f"M{_n(spots[0][0])} {_n(spots[0][1])}"]
    for at in range(count - 1):
        (x0, y0), (x1, y1) = spots[at], spots[at + 1]
        third = (x1 - x0) / 3
        if slopes[at] == 0:
            path.append(f"L{_n(x1)} {_n(y1)}")
            continue
        # Tangents over three times the slope would carry the line past its points.
        left, right = (min(max(tangent / slopes[at], 0), 3) * slopes[at] for tangent in (tangents[at], tangents[at + 1]))
        path.append(f"C{_n(x0 + third)} {_n(y0 + left * third)} {_n(x1 - third)} {_n(y1 - right * third)} {_n(x1)} {_n(y1)}")
    return "".join(path)


# --------------------------------------------------------------------------------------------------------------- bars


def _share(value: float, low: float, high: float) -> float:
    return min(max((value - low) / (high - low), 0.0), 1.0) * 100 if high > low else 0.0


def bar(block: Bars, at: int, *, height: float = 18) -> str:
    """One row's bar, fluid and without words: what it is stands beside it. Thresholds are drawn through."""
    row = block.rows[at]
    middle = height / 2
    body = [f'<line x1="0" x2="100%" y1="{_n(middle)}" y2="{_n(middle)}" class="rule" stroke-width="1"/>']
    if block.low < 0 < block.high:
        zero = _n(_share(0, block.low, block.high))
        body.append(f'<line x1="{zero}%" x2="{zero}%" y1="0" y2="{_n(height)}" class="axis" stroke-width="1"/>')
    if row.number is not None:
        start, end = sorted((_share(0, block.low, block.high), _share(row.number.value, block.low, block.high)))
        if block.low >= 0:
            start = 0.0
        css = "fill" if row.ahead or not any(other.ahead for other in block.rows) else "fill-soft"
        body.append(f'<rect x="{_n(start)}%" y="{_n(middle - 5)}" width="{_n(end - start)}%" height="10" class="{css}"/>')
    if row.span is not None:
        low, high = (_share(value, block.low, block.high) for value in row.span)
        body.append(
            f'<rect x="{_n(low)}%" y="{_n(middle - 5)}" width="{_n(max(high - low, 0.5))}%" height="10" class="fill"'
            ' fill-opacity="0.45"/>'
        )
    if row.before is not None:
        x = _n(_share(row.before.value, block.low, block.high))
        body.append(f'<circle cx="{x}%" cy="{_n(middle)}" r="4" class="ring" stroke-width="1.5"/>')
    for threshold in block.thresholds:
        x = _n(_share(threshold.value, block.low, block.high))
        body.append(f'<line x1="{x}%" x2="{x}%" y1="0" y2="{_n(height)}" class="mark" stroke-width="1.5"/>')
    return _svg(body, "", box=None, height=height, alone=False, css="bar")


def bars(block: Bars, *, width: float = 640, alone: bool = True) -> str:
    """All rows with their words, for where there is no table to put them in."""
    size, label, figure = 13.0, width * 0.38, 70.0
    room = width - label - figure - 24
    body: list[str] = []
    y = 8.0
    for row in block.rows:
        lines = wrapped(f"{row.place}  {row.title}" if row.place else row.title, size, label, most=3)
        height = max(len(lines) * size * 1.25 + 10, 28)
        body.append(_text("0", y + size, lines, size, "ink", weight=600 if row.ahead else 0))
        middle = y + size * 0.65
        x = label + 12
        if row.number is not None:
            length = _share(row.number.value, block.low, block.high) / 100 * room
            body.append(f'<rect x="{_n(x)}" y="{_n(middle - 5)}" width="{_n(length)}" height="10" class="fill"/>')
            body.append(_text(_n(width), y + size, [row.number.drawn], size, "ink", "end", 600))
        if row.span is not None:
            low, high = (_share(value, block.low, block.high) / 100 * room for value in row.span)
            body.append(
                f'<rect x="{_n(x + low)}" y="{_n(middle - 5)}" width="{_n(max(high - low, 2))}" height="10" class="fill"'
                ' fill-opacity="0.45"/>'
            )
        y += height
    for at, threshold in enumerate(block.thresholds):
        x = label + 12 + _share(threshold.value, block.low, block.high) / 100 * room
        body.append(f'<line x1="{_n(x)}" x2="{_n(x)}" y1="4" y2="{_n(y)}" class="mark" stroke-width="1.5"/>')
        body.append(_text(_n(x), y + 14 + at * 15, [threshold.title], 11, "soft", "middle"))
    return _svg(body, block.title, box=(width, y + 8 + 16 * len(block.thresholds)), alone=alone, css="figure bars")


def dots(row: DotRow, low: float, high: float, *, height: float = 30) -> str:
    """How the voices answered one thing, a dot each, the mean as a line through; fluid, without words."""
    ground = height - 8

    def x_of(value: float) -> str:
        return _n(6 + _share(value, low, high) * 0.88)

    body = [f'<line x1="6%" x2="94%" y1="{_n(ground)}" y2="{_n(ground)}" class="rule" stroke-width="1"/>']
    body += [
        f'<line x1="{x_of(tick)}%" x2="{x_of(tick)}%" y1="{_n(ground - 3)}" y2="{_n(ground + 3)}" class="axis"/>'
        for tick in _ticks(low, high)
    ]
    if row.mean is not None:
        x = x_of(row.mean.value)
        body.append(f'<line x1="{x}%" x2="{x}%" y1="0" y2="{_n(height)}" class="mark" stroke-width="1.5"/>')
    for value, many in row.counts:
        # Many voices on one value stand side by side in rows of four, so that the strip keeps its height.
        for at in range(min(many, 12)):
            dx, dy = (at % 4) * 8 - (min(many, 4) - 1) * 4, (at // 4) * 8
            body.append(
                f'<circle cx="{x_of(value)}%" cy="{_n(ground - dy)}" r="3.5" transform="translate({_n(dx)} 0)" class="dot"/>'
            )
    return _svg(body, "", box=None, height=height, alone=False, css="dots")


# ------------------------------------------------------------------------------------------------------------- matrix


def matrix(block: MatrixPlot, *, side: float = 440, alone: bool = False) -> str:
    """The plane with its cross, the names of its corners and a letter for each thing; what they are is the legend's.

    The names of the corners have bands of their own over and under where things are put, so that none is ever covered.
    Things in the same position stand side by side in one mark.
    """
    edge, foot = 34.0, 44.0
    low, high = 0.5, block.steps + 0.5
    named = [(corner, wrapped(corner.title, 13, side / 2 - 24, most=2)) for corner in block.corners]

    def band(y: str) -> float:
        return max((len(lines) * 16 + 14.0 for corner, lines in named if corner.y == y), default=0.0)

    over, below = band("high"), band("low")

    def x_of(value: float) -> float:
        return edge + (value - low) / (high - low) * side

    def y_of(value: float) -> float:
        return 8 + over + (high - value) / (high - low) * side

    tall = over + side + below
    left, right, top, bottom = edge, edge + side, 8.0, 8.0 + tall
    middle = (low + high) / 2
    body = [
        f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(side)}" height="{_n(tall)}" class="plane"/>',
        f'<line x1="{_n(x_of(middle))}" x2="{_n(x_of(middle))}" y1="{_n(top)}" y2="{_n(bottom)}" class="axis"/>',
        f'<line x1="{_n(left)}" x2="{_n(right)}" y1="{_n(y_of(middle))}" y2="{_n(y_of(middle))}" class="axis"/>',
    ]
    for corner, lines in named:
        at_left, at_top = corner.x == "low", corner.y == "high"
        y = top + 22 if at_top else bottom - 12 - (len(lines) - 1) * 16
        body.append(
            _text(_n(left + 12 if at_left else right - 12), y, lines, 13, "soft", "start" if at_left else "end", weight=600)
        )
    # The axes: the name in the middle, the ends at the ends.
    foot_y = bottom + 18
    body.append(_text(_n(left), foot_y, wrapped(block.x.low, 12, side * 0.3, most=1), 12, "faint"))
    body.append(_text(_n(right), foot_y, wrapped(block.x.high, 12, side * 0.3, most=1), 12, "faint", "end"))
    name = wrapped(f"{block.x.title} →", 13, side * 0.4, most=1)
    body.append(_text(_n(x_of(middle)), foot_y, name, 13, "ink", "middle", weight=600))
    name_up = wrapped(f"{block.y.title} →", 13, side * 0.4, most=1)
    turned = f'<g transform="translate({_n(left - 14)} {_n(bottom)}) rotate(-90)">'
    body.append(
        turned
        + _text("0", 0, wrapped(block.y.low, 12, side * 0.3, most=1), 12, "faint")
        + _text(_n(tall), 0, wrapped(block.y.high, 12, side * 0.3, most=1), 12, "faint", "end")
        + _text(_n(bottom - y_of(middle)), 0, name_up, 13, "ink", "middle", weight=600)
        + "</g>"
    )
    places: dict[tuple[float, float], list[str]] = {}
    for point in block.points:
        places.setdefault((point.x, point.y), []).append(point.letter)
    for (x, y), letters in places.items():
        shown = " ".join(letters) if len(letters) <= 4 else f"{' '.join(letters[:3])} +{len(letters) - 3}"
        width = max(width_of(shown, 13) + 12, 24)
        cx = min(max(x_of(x), left + width / 2), right - width / 2)
        cy = y_of(y)
        body.append(
            f'<rect x="{_n(cx - width / 2)}" y="{_n(cy - 12)}" width="{_n(width)}" height="24" rx="12" class="dot"/>'
            f'<text x="{_n(cx)}" y="{_n(cy + 4.5)}" font-size="13" text-anchor="middle" class="onroot" font-weight="700">'
            f"{escape(shown)}</text>"
        )
    said = ", ".join(f"{point.letter} {point.title}" for point in block.points)
    title = f"{block.title}: {said}" if said else block.title
    return _svg(body, title, box=(edge + side + 8, 8 + tall + foot - 16), alone=alone, css="figure matrix")


# --------------------------------------------------------------------------------------------------------------- tree


def tree(block: Tree, *, column: float = 190, gap: float = 44, size: float = 12, alone: bool = True) -> str:
    """What was split into what: the whole at the left, its parts to the right of it."""
    pad, space = 9.0, 10.0
    body: list[str] = []

    def lines_of(node: Node) -> list[str]:
        return wrapped(node.title, size, column - 2 * pad, most=6)

    def own_height(node: Node) -> float:
        return len(lines_of(node)) * size * 1.25 + 2 * pad - size * 0.2

    def height_of(node: Node) -> float:
        below = sum(height_of(child) for child in node.children) + space * max(len(node.children) - 1, 0)
        return max(own_height(node), below)

    def draw(node: Node, level: int, top: float) -> float:
        """The middle of the node drawn."""
        whole, own = height_of(node), own_height(node)
        x, middle = level * (column + gap), top + whole / 2
        below = sum(height_of(child) for child in node.children) + space * max(len(node.children) - 1, 0)
        y = top + (whole - below) / 2
        for child in node.children:
            end = draw(child, level + 1, y)
            start, turn = x + column, x + column + gap / 2
            body.append(
                f'<path d="M{_n(start)} {_n(middle)}C{_n(turn)} {_n(middle)} {_n(turn)} {_n(end)} {_n(start + gap)} {_n(end)}"'
                ' class="axis" fill="none" stroke-width="1.25"/>'
            )
            y += height_of(child) + space
        css, ink = ("root", "onroot") if level == 0 else ("node", "ink")
        body.append(
            f'<rect x="{_n(x)}" y="{_n(middle - own / 2)}" width="{_n(column)}" height="{_n(own)}" rx="4" class="{css}"/>'
        )
        weight = 600 if level == 0 else 0
        body.append(_text(_n(x + pad), middle - own / 2 + pad + size * 0.85, lines_of(node), size, ink, weight=weight))
        return middle

    y = 1.0
    for node in block.nodes:
        draw(node, 0, y)
        y += height_of(node) + space * 2.4
    depth = max(block.depth, 1)
    box = (depth * column + (depth - 1) * gap + 2, max(y - space * 2.4 + 1, 1))
    return _svg(body, block.title, box=box, alone=alone, css="figure tree")
