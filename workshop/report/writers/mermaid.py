"""Drawings that Markdown readers make from text: the journey with its feelings, a split as a mind map (mermaid.js.org).

Mermaid has no sure way to escape: what could mean something to it is taken out of names. The words stand whole beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop.report import document as d

LOWEST, HIGHEST = 1, 5
"""The feelings that a Mermaid journey knows."""
LONGEST = 60
"""Signs of a name: longer ones cover each other."""

_MEANS = re.compile(r"[:;#\"`%{}<>\[\]()|\\~^$&*_@=+/]|--|\.\.")


def plain(text: str) -> str:
    """A name without anything that Mermaid could read, in one line."""
    kept = " ".join(_MEANS.sub(" ", text.replace("'", "\u2019")).split()).strip(" -.,")
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1].rstrip() + "…"


def journey(block: d.JourneyMap) -> str:
    """The stages with how they feel, 1 to 5; "" where nothing was felt. A stage without a value is left out: there is no
    gap to draw."""
    curve = next((lane for lane in block.lanes if isinstance(lane, d.Curve) and lane.series), None)
    if curve is None or curve.high <= curve.low or not any(point.number for point in curve.series[0].points):
        return ""
    # A comma would make two people of one.
    actor = plain(re.split(r"[,\n]", block.subject[0].cell.text)[0]) if block.subject else ""
    lines = ["journey", f"    title {plain(block.title) or '-'}"]
    phase = None
    for at, (stage, point) in enumerate(zip(block.stages, curve.series[0].points, strict=True), 1):
        if stage.phase != phase:
            phase = stage.phase
            if phase:
                lines.append(f"    section {plain(phase)}")
        if point.number is None:
            continue
        share = (point.number.value - curve.low) / (curve.high - curve.low)
        score = LOWEST + round(min(max(share, 0), 1) * (HIGHEST - LOWEST))
        lines.append(f"      {at} {plain(stage.title)}: {score}" + (f": {actor}" if actor else ""))
    return "\n".join(lines)


def mindmap(block: d.Tree) -> str:
    """What was split into what."""
    lines = ["mindmap", f'  root(("{plain(block.title) or "-"}"))']
    numbers = iter(range(1, 1 << 30))

    def below(nodes: tuple[d.Node, ...], indent: str) -> Iterator[str]:
        for node in nodes:
            yield f'{indent}n{next(numbers)}["{plain(node.title) or "-"}"]'
            yield from below(node.children, indent + "  ")

    return "\n".join([*lines, *below(block.nodes, "    ")])
