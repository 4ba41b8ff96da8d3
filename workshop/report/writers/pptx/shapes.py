"""What is drawn with PowerPoint's own shapes, that can be moved: the split, the matrix, the ring."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

from msgspec.structs import replace
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Pt

from workshop.report import document as d
from workshop.report.writers.pptx.pieces import Drawing, Piece, Words
from workshop.report.writers.pptx.text import (
    ACCENT,
    INK,
    RULE,
    SOFT,
    SURFACE,
    WHITE,
    Line,
    entry_lines,
    height_of,
    line,
    shortened,
)

GAP = 34.0  # between a whole and its parts
SPACE = 6.0
PAD = 6.0


# ---------------------------------------------------------------------------------------------------------------- tree


def trees(block: d.Tree, width: float, room: float) -> list[Piece]:
    """The split, whole by whole; one whose parts are too many for a slide goes on with its name on the next."""
    depth = max(min(block.depth, 5), 1)
    column = min((width - (depth - 1) * GAP) / depth, 400.0)
    found: list[Piece] = []
    for node in block.nodes:
        whole: list[str] = []
        for part in _parts(_cut(node, column, room, depth, whole), column, room):
            found.append(_tree_piece(part, column, tuple(whole)))
            whole = []
    return found


def _tree_piece(node: d.Node, column: float, whole: tuple[str, ...]) -> Drawing:
    def paint(deck: Any, slide: Any, x: float, y: float, width: float, tall: float) -> None:
        _draw(deck, slide, node, 0, x, y, column)

    return Drawing(_height(node, 0, column) + 10, paint, whole=whole)


def _lines(node: d.Node, level: int, column: float) -> list[Line]:
    more = 2.0 if column > 290 else 0.0
    size, colour = (12.0 + more, WHITE) if level == 0 else (11.0 + more, INK)
    found = [line(node.title, size, bold=level == 0, colour=colour)]
    beside = [node.note] if node.note else []
    for pair in node.fields:
        if pair.cell.entries:
            beside.append(f"{pair.title}: {', '.join(d.text_of(entry.words) for entry in pair.cell.entries)}")
    return found + [line(each, 9 + more, colour=colour if level == 0 else SOFT) for each in beside]


def _own(node: d.Node, level: int, column: float) -> float:
    return height_of(_lines(node, level, column), column - 2 * PAD) + 10


def _height(node: d.Node, level: int, column: float) -> float:
    below = sum(_height(child, level + 1, column) for child in node.children) + SPACE * max(len(node.children) - 1, 0)
    return max(_own(node, level, column), below)


def _cut(node: d.Node, column: float, room: float, levels: int, whole: list[str], level: int = 0) -> d.Node:
    """No box higher than half a slide, no more levels than there are columns; what is left out for it goes to `whole`."""
    most = room * 0.5
    if _own(node, level, column) > most:
        whole.append("\n".join(each.text for each in _lines(node, level, column)))
        kept, _ = shortened(_lines(node, level, column), column - 2 * PAD, most - 12)
        node = replace(node, title=kept[0].text, fields=(), note="")
    children = tuple(_cut(child, column, room, levels, whole, level + 1) for child in node.children)
    if level + 1 >= levels and children:
        whole.append(f"{node.title}: " + ", ".join(child.title for child in children))
        children = ()
    return replace(node, children=children)


def _parts(node: d.Node, column: float, room: float) -> list[d.Node]:
    if _height(node, 0, column) <= room - 12 or not node.children:
        return [node]
    children: list[d.Node] = []
    for child in node.children:
        children += _child_parts(child, column, room)
    found: list[d.Node] = []
    here: list[d.Node] = []
    used = 0.0
    for child in children:
        high = _height(child, 1, column) + SPACE
        if here and used + high > room - 12:
            found.append(replace(node, children=tuple(here)))
            here, used = [], 0.0
        here.append(child)
        used += high
    return [*found, replace(node, children=tuple(here))]


def _child_parts(child: d.Node, column: float, room: float) -> list[d.Node]:
    if _height(child, 1, column) <= room - 12 or not child.children:
        return [child]
    found: list[d.Node] = []
    here: list[d.Node] = []
    used = 0.0
    for each in child.children:
        high = _height(each, 2, column) + SPACE
        if here and used + high > room - 12:
            found.append(replace(child, children=tuple(here)))
            here, used = [], 0.0
        here.append(each)
        used += high
    return [*found, replace(child, children=tuple(here))]


def _draw(deck: Any, slide: Any, node: d.Node, level: int, x: float, top: float, column: float) -> Any:
    whole, own = _height(node, level, column), _own(node, level, column)
    middle = top + whole / 2
    fill, edge = (ACCENT, "") if level == 0 else (SURFACE, RULE)
    box = deck.box(
        slide, _lines(node, level, column), x, middle - own / 2, column, own, fill=fill, edge=edge, round=True, pad=PAD
    )
    below = sum(_height(child, level + 1, column) for child in node.children) + SPACE * max(len(node.children) - 1, 0)
    y = top + (whole - below) / 2
    for child in node.children:
        part = _draw(deck, slide, child, level + 1, x + column + GAP, y, column)
        line_ = slide.shapes.add_connector(MSO_CONNECTOR.ELBOW, 0, 0, 0, 0)
        line_.begin_connect(box, 3)
        line_.end_connect(part, 1)
        deck.paint(line_.line.fill, "8f8c83")
        line_.line.width = Pt(1.25)
        y += _height(child, level + 1, column) + SPACE
    return box


# -------------------------------------------------------------------------------------------------------------- matrix


def matrix(block: d.MatrixPlot, width: float, room: float) -> list[Piece]:
    """The plane with its letters; what they stand for beside it, and where that is long, on the next slide."""
    beside = width * 0.46
    legend = next(
        (lines for size in (14, 13, 12, 11, 10, 9.5) if height_of(lines := _legend(block, size), beside) <= room - 4), None
    )
    legend = legend or _legend(block, 9.5)
    first, rest = list(legend), list[Line]()
    while first and height_of(first, beside) > room - 4:
        rest.insert(0, first.pop())
    least = max(min(room - 60, 240.0), height_of(first, beside))

    def paint(deck: Any, slide: Any, x: float, y: float, width: float, tall: float) -> None:
        side = min(tall - 32, width * 0.48)
        _plane(deck, slide, block, x + 26, y, side)
        deck.words(slide, first, x + width - beside, y, beside, height_of(first, beside))

    pieces: list[Piece] = [Drawing(room, paint, least=least)]
    if rest:
        pieces.append(Words(tuple(rest)))
    return pieces


def _legend(block: d.MatrixPlot, size: float) -> list[Line]:
    advice = {corner.title: corner.text for corner in block.corners}
    found: list[Line] = []
    for place in dict.fromkeys([*advice, *(point.place for point in block.points)]):
        inside = [point for point in block.points if point.place == place]
        if not inside:
            continue
        if place:
            found.append(line(place, size + 1, bold=True, after=1))
        if advice.get(place):
            found.append(line(advice[place], size - 1.5, colour=SOFT, after=2))
        for point in inside:
            said = f"{point.title} ({point.note})" if point.note else point.title
            found.append(line(said, size, bullet=point.letter, after=1.5))
        found[-1] = Line(found[-1].runs, size, bullet=found[-1].bullet, after=8)
    found += [line(d.text_of(entry.words), size - 1, colour=SOFT, bullet="–", after=1) for entry in block.unplaced]
    return found


def _plane(deck: Any, slide: Any, block: d.MatrixPlot, x: float, y: float, side: float) -> None:
    deck.box(slide, [], x, y, side, side, fill=SURFACE)
    half = side / 2
    deck.rule(slide, x + half, y, x + half, y + side, "8f8c83")
    deck.rule(slide, x, y + half, x + side, y + half, "8f8c83")
    for corner in block.corners:
        left = x + 8 if corner.x == "low" else x + half + 8
        top = y + 5 if corner.y == "high" else y + side - 21
        align = "left" if corner.x == "low" else "right"
        kept, _ = shortened([line(corner.title, 11, bold=True, colour=SOFT, align=align)], half - 16, 15)
        deck.words(slide, kept, left, top, half - 16, 16)
    ends = ((block.x.low, "left"), (f"{block.x.title} →", "center"), (block.x.high, "right"))
    for at, (text, align) in enumerate(ends):
        kept, _ = shortened([line(text, 11, bold=at == 1, colour=INK if at == 1 else SOFT, align=align)], side / 3 - 6, 14)
        deck.words(slide, kept, x + at * side / 3, y + side + 4, side / 3, 16)
    for at, (text, align) in enumerate(((block.y.low, "left"), (f"{block.y.title} →", "center"), (block.y.high, "right"))):
        kept, _ = shortened([line(text, 11, bold=at == 1, colour=INK if at == 1 else SOFT, align=align)], side / 3 - 6, 14)
        box = deck.words(slide, kept, x - 14 - side / 6, y + side - at * side / 3 - side / 6 - 8, side / 3, 16)
        box.rotation = -90
    low, high = 0.5, block.steps + 0.5
    places: dict[tuple[float, float], list[str]] = {}
    for point in block.points:
        places.setdefault((point.x, point.y), []).append(point.letter)
    inner = side - 44  # the corners' names keep bands of their own
    for (px, py), letters in places.items():
        shown = " ".join(letters) if len(letters) <= 4 else f"{' '.join(letters[:3])} +{len(letters) - 3}"
        broad = max(22.0, 12 + 6.5 * len(shown))
        cx = x + (px - low) / (high - low) * side
        cy = y + 22 + (high - py) / (high - low) * inner
        cx = min(max(cx, x + broad / 2), x + side - broad / 2)
        mark = [line(shown, 11, bold=True, colour=WHITE, align="center")]
        deck.box(
            slide, mark, cx - broad / 2, cy - 11, broad, 22, fill=ACCENT, round=len(shown) > 2, oval=len(shown) <= 2, pad=0
        )


# --------------------------------------------------------------------------------------------------------------- cycle


def cycle(block: d.Piles, width: float, room: float) -> list[Piece]:
    """The stations on a ring with arrows between; what lies in each beside it, or under it where that is long."""
    count = len(block.piles)
    ring = min(room - 60, 260.0)
    broad = (width - ring - 110) / 2
    angles = [-pi / 2 + (at + 0.5) * 2 * pi / count for at in range(count)]
    right = [at for at in range(count) if cos(angles[at]) > 1e-9]
    left = [at for at in reversed(range(count)) if at not in right]
    texts = {at: _station(pile, at + 1) for at, pile in enumerate(block.piles)}
    fits = all(sum(height_of(texts[at], broad) + 8 for at in side) <= room - 10 for side in (left, right))
    shown = texts if fits else {at: lines[:1] for at, lines in texts.items()}

    def paint(deck: Any, slide: Any, x: float, y: float, width: float, tall: float) -> None:
        cx, cy, radius = x + width / 2, y + tall / 2, ring / 2
        for at, angle in enumerate(angles if count > 1 else []):
            end = angles[(at + 1) % count] + (2 * pi if at + 1 == count else 0)
            gap = 26 / radius
            a, b = angle + gap, end - gap
            arrow = slide.shapes.add_connector(
                MSO_CONNECTOR.CURVE if b - a > 0.9 else MSO_CONNECTOR.STRAIGHT,
                Pt(cx + cos(a) * radius),
                Pt(cy + sin(a) * radius),
                Pt(cx + cos(b) * radius),
                Pt(cy + sin(b) * radius),
            )
            if b - a > 0.9:  # a curved connector bends into an S; the straight chord of a wide step reads better
                arrow._element.spPr.prstGeom.set("prst", "straightConnector1")
            deck.paint(arrow.line.fill, "8f8c83")
            arrow.line.width = Pt(1.75)
            _arrowhead(arrow)
        for at, angle in enumerate(angles):
            px, py = cx + cos(angle) * radius, cy + sin(angle) * radius
            mark = [line(str(at + 1), 13, bold=True, colour=WHITE, align="center")]
            deck.box(slide, mark, px - 16, py - 16, 32, 32, fill=ACCENT, oval=True, pad=0)
        for side, start in ((left, x), (right, x + width - broad)):
            spare = (tall - sum(height_of(shown[at], broad) for at in side)) / (len(side) + 1) if side else 0
            top = y + spare
            for at in side:
                high = height_of(shown[at], broad)
                deck.words(slide, shown[at], start, top, broad, high)
                top += high + spare

    most = max((sum(height_of(shown[at], broad) + 8 for at in side) for side in (left, right)), default=0.0)
    pieces: list[Piece] = [Drawing(min(max(ring + 50, most), room), paint)]
    if not fits:
        pieces += [Words(tuple(lines)) for lines in texts.values()]
    return pieces


def _station(pile: d.Pile, number: int) -> list[Line]:
    found = [line(f"{number}  {pile.title}", 13, bold=True, after=2)]
    if pile.text:
        found.append(line(pile.text, 10.5, colour=SOFT, after=2))
    found += entry_lines(pile.entries, 11, bullets=True)
    found[-1] = Line(**{**found[-1].__dict__, "after": 8})
    return found


def _arrowhead(connector: Any) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    made = connector.line._get_or_add_ln()
    made.append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle"/>'))
