"""Things on two axes."""

from __future__ import annotations

from html import escape

from workshop.report.document import MatrixPlot, text_of
from workshop.report.figures.svg import inside, n, svg, text
from workshop.report.lettering import width_of, wrapped


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
        f'<rect x="{n(left)}" y="{n(top)}" width="{n(side)}" height="{n(tall)}" class="plane"/>',
        f'<line x1="{n(x_of(middle))}" x2="{n(x_of(middle))}" y1="{n(top)}" y2="{n(bottom)}" class="axis"/>',
        f'<line x1="{n(left)}" x2="{n(right)}" y1="{n(y_of(middle))}" y2="{n(y_of(middle))}" class="axis"/>',
    ]
    for corner, lines in named:
        at_left, at_top = corner.x == "low", corner.y == "high"
        y = top + 22 if at_top else bottom - 12 - (len(lines) - 1) * 16
        body.append(
            text(n(left + 12 if at_left else right - 12), y, lines, 13, "soft", "start" if at_left else "end", weight=600)
        )
    # The axes: the name in the middle, the ends at the ends.
    foot_y = bottom + 18
    body.append(text(n(left), foot_y, wrapped(block.x.low, 12, side * 0.3, most=1), 12, "faint"))
    body.append(text(n(right), foot_y, wrapped(block.x.high, 12, side * 0.3, most=1), 12, "faint", "end"))
    name = wrapped(f"{block.x.title} →", 13, side * 0.4, most=1)
    body.append(text(n(x_of(middle)), foot_y, name, 13, "ink", "middle", weight=600))
    name_up = wrapped(f"{block.y.title} →", 13, side * 0.4, most=1)
    turned = f'<g transform="translate({n(left - 14)} {n(bottom)}) rotate(-90)">'
    body.append(
        turned
        + text("0", 0, wrapped(block.y.low, 12, side * 0.3, most=1), 12, "faint")
        + text(n(tall), 0, wrapped(block.y.high, 12, side * 0.3, most=1), 12, "faint", "end")
        + text(n(bottom - y_of(middle)), 0, name_up, 13, "ink", "middle", weight=600)
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
            f'<rect x="{n(cx - width / 2)}" y="{n(cy - 12)}" width="{n(width)}" height="24" rx="12" class="dot"/>'
            f'<text x="{n(cx)}" y="{n(cy + 4.5)}" font-size="13" text-anchor="middle" class="onroot" font-weight="700">'
            f"{escape(shown)}</text>"
        )
    said = ", ".join(f"{point.letter} {point.title}" for point in block.points)
    title = f"{block.title}: {said}" if said else block.title
    return svg(body, title, box=(edge + side + 8, 8 + tall + foot - 16), alone=alone, css="figure matrix")


BESIDE = 330.0


def listed(block: MatrixPlot, *, side: float = 440) -> str:
    """The plane and beside it what each letter stands for, corner by corner, with what has no place yet last."""
    plane, width, height = inside(matrix(block, side=side, alone=True), 0, 0)
    left, y = width + 28, 10.0
    body = [plane]
    advice = {corner.title: corner.text for corner in block.corners}
    for place in dict.fromkeys([*advice, *(point.place for point in block.points)]):
        here = [point for point in block.points if point.place == place]
        if not here:
            continue
        if place:
            y = _lines(body, place, left, y, 14, "ink", 600)
        if advice.get(place):
            y = _lines(body, advice[place], left, y, 11.5, "soft")
        for point in here:
            body.append(text(n(left), y + 13, [point.letter], 13, "ink", weight=700))
            said = f"{point.title} ({point.note})" if point.note else point.title
            y = _lines(body, said, left + 30, y, 13, "ink")
        y += 12
    for entry in block.unplaced:
        body.append(text(n(left), y + 13, ["–"], 13, "soft"))
        y = _lines(body, text_of(entry.words), left + 30, y, 13, "soft")
    return svg(body, block.title, box=(left + BESIDE, max(height, y + 8)), alone=True, css="figure matrix")


def _lines(body: list[str], said: str, x: float, y: float, size: float, css: str, weight: int = 0) -> float:
    lines = wrapped(said, size, BESIDE - 34)
    body.append(text(n(x), y + size, lines, size, css, weight=weight))
    return y + len(lines) * size * 1.25 + 4
