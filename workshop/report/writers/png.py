"""The pictures of the report as PNG, for where SVG is not taken: what `svg` draws, set by typst."""

from __future__ import annotations

from collections.abc import Iterator

from workshop.language import t
from workshop.report import document as d
from workshop.report import fonts
from workshop.report.figures.svg import size_of
from workshop.report.writers import svg
from workshop.report.writers.pdf import press

DENSITY = 160
"""Dots an inch, a unit of the picture being a point: sharp on a slide and in print at half its width."""
LARGEST = 30_000_000
"""So many dots has a picture at most; a larger one is drawn coarser."""


def parts(document: d.Document) -> Iterator[tuple[str, bytes]]:
    """A file a picture; none where nothing is drawn."""
    waiting: dict[float, list[svg.Picture]] = {}
    for picture in svg.pictures(document):
        waiting.setdefault(_density(picture.drawn), []).append(picture)
    for density, pictures in waiting.items():
        made = press.png([picture.drawn for picture in pictures], density)
        yield from ((picture.tail, data) for picture, data in zip(pictures, made, strict=True))


def remarks(document: d.Document) -> tuple[d.Remark, ...]:
    """That there is nothing to draw; signs that no font of the program has."""
    strange = fonts.strange(picture.drawn for picture in svg.pictures(document))
    if not strange:
        return svg.remarks(document)
    signs = " ".join(strange[:12]) + (" …" if len(strange) > 12 else "")
    text = t("report.remark.glyphs", document.lang, n=len(strange), signs=signs)
    return (*svg.remarks(document), d.Remark(kind="glyphs", text=text))


def _density(drawn: str) -> float:
    wide, tall = size_of(drawn)
    dots = wide * tall * (DENSITY / 72) ** 2
    return DENSITY if dots <= LARGEST else DENSITY * (LARGEST / dots) ** 0.5
