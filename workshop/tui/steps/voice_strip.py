"""Whose voice is at hand among the others, on one row: who has answered, who is left. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workshop.tui.rows import Span, cut, faint, soft, width_of

NAME = 16  # cells of one name at most
GAP = 3
EDGE = 5  # cells kept for `← 12` where names are out of sight


class Voice(NamedTuple):
    name: str
    done: bool  # has answered


def strip(voices: Sequence[Voice], at: int, width: int) -> list[Span]:
    """The names in order, those who have answered with ✓, the one at hand in ink and bold. Where they do not all fit: as many
    as do around the one at hand, the others counted at the edges. A click on a name is that voice."""
    if not voices or width < 1:
        return []
    at = max(0, min(at, len(voices) - 1))
    sizes = [width_of(_name(voice, False)) for voice in voices]
    first, end = 0, len(voices)
    if sum(sizes) + GAP * (len(sizes) - 1) > width:
        first, end = _window(sizes, at, width)
    spans: list[Span] = [faint(f"← {first}"), Span(" " * GAP)] if first else []
    for index in range(first, end):
        spans += [Span(" " * GAP)] if index > first else []
        spans += [span._replace(press=(f"voice {index}",)) for span in _name(voices[index], index == at)]
    if end < len(voices):
        spans += [Span(" " * GAP), faint(f"{len(voices) - end} →")]
    return spans if width_of(spans) <= width else [Span(cut(voices[at].name, width), "ink", True)]


def _window(sizes: Sequence[int], at: int, width: int) -> tuple[int, int]:
    first, end, used = at, at + 1, sizes[at]
    while True:
        grown = False
        for right in (True, False):  # who comes next is worth more than who was
            index = end if right else first - 1
            if not 0 <= index < len(sizes):
                continue
            low, high = min(first, index), max(end, index + 1)
            edges = (EDGE + GAP) * ((low > 0) + (high < len(sizes)))
            if used + GAP + sizes[index] + edges <= width:
                first, end, used, grown = low, high, used + GAP + sizes[index], True
        if not grown:
            return first, end


def _name(voice: Voice, here: bool) -> list[Span]:
    name = cut(voice.name, NAME)
    if here:
        return [*([faint("✓ ")] if voice.done else []), Span(name, "ink", True)]
    return [faint(f"✓ {name}")] if voice.done else [soft(name)]
