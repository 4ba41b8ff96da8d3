"""What was split into what."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from workshop.report.document import Node, Tree, text_of
from workshop.report.figures.svg import n, size_of, svg, text
from workshop.report.lettering import wrapped

SPACE, GAP = 10.0, 24.0
"""Between two parts of a thing, and between two things."""


def tree(block: Tree, *, column: float = 190, gap: float = 44, size: float = 12, alone: bool = True) -> str:
    """What was split into what: the whole at the left, its parts to the right of it."""
    pad, space, small = 9.0, SPACE, size - 1.5
    body: list[str] = []

    def lines_of(node: Node) -> list[str]:
        return wrapped(node.title, size, column - 2 * pad, most=8)

    def fields_of(node: Node) -> list[str]:
        said = [node.note] if node.note else []
        said += [
            f"{pair.title}: {', '.join(text_of(entry.words) for entry in pair.cell.entries)}"
            for pair in node.fields
            if pair.cell.entries
        ]
        return [line for each in said for line in wrapped(each, small, column - 2 * pad)]

    def own_height(node: Node) -> float:
        beside = len(fields_of(node)) * small * 1.25
        return len(lines_of(node)) * size * 1.25 + 2 * pad - size * 0.2 + (beside + 4 if beside else 0)

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
                f'<path d="M{n(start)} {n(middle)}C{n(turn)} {n(middle)} {n(turn)} {n(end)} {n(start + gap)} {n(end)}"'
                ' class="axis" fill="none" stroke-width="1.25"/>'
            )
            y += height_of(child) + space
        css, ink = ("root", "onroot") if level == 0 else ("node", "ink")
        body.append(f'<rect x="{n(x)}" y="{n(middle - own / 2)}" width="{n(column)}" height="{n(own)}" rx="4" class="{css}"/>')
        weight = 600 if level == 0 else 0
        body.append(text(n(x + pad), middle - own / 2 + pad + size * 0.85, lines_of(node), size, ink, weight=weight))
        beside = fields_of(node)
        if beside:
            top = middle - own / 2 + pad + len(lines_of(node)) * size * 1.25 + 4 + small * 0.7
            body.append(text(n(x + pad), top, beside, small, "onroot" if level == 0 else "soft"))
        return middle

    y = 1.0
    for node in block.nodes:
        draw(node, 0, y)
        y += height_of(node) + GAP
    depth = max(block.depth, 1)
    box = (depth * column + (depth - 1) * gap + 2, max(y - GAP + 1, 1))
    return svg(body, block.title, box=box, alone=alone, css="figure tree")


def in_parts(block: Tree, wide: float, tall: float, letters: float) -> Iterator[Tree]:
    """The tree in as few parts as pages are needed, each with the whole it belongs to. `wide`, `tall`: the room on a page, in
    the unit of which a picture's own is `letters` at most; a tree is scaled to the width. One leaf is never divided."""
    room = tall / min(letters, wide / size_of(tree(block))[0])

    def height(node: Node) -> float:
        return size_of(tree(replace(block, nodes=(node,))))[1] - 2

    waiting: list[Node] = []
    used = 0.0
    for node in block.nodes:
        own = height(node)
        if waiting and used + GAP + own > room:
            yield replace(block, nodes=tuple(waiting))
            waiting, used = [], 0.0
        if own <= room or len(node.children) < 2:
            used += own + (GAP if waiting else 0)
            waiting.append(node)
            continue
        some: list[Node] = []
        below = 0.0
        for child in node.children:
            more = height(child)
            if some and below + SPACE + more > room:
                yield replace(block, nodes=(replace(node, children=tuple(some)),))
                some, below = [], 0.0
            below += more + (SPACE if some else 0)
            some.append(child)
        waiting = [replace(node, children=tuple(some))]
        used = max(below, 60.0)
    if waiting:
        yield replace(block, nodes=tuple(waiting))
