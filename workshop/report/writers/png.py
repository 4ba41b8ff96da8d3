"""The pictures of the report as PNG, for where SVG is not taken: what `svg` draws, by typst's own renderer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workshop.report import document as d
from workshop.report.figures.svg import size_of
from workshop.report.writers import svg

FONTS = Path(__file__).parents[1] / "fonts"
DENSITY = 160
"""Dots an inch, a unit of the picture being a point: sharp on a slide and in print at half its width."""
LARGEST = 30_000_000
"""So many dots has a picture at most; a larger one is drawn coarser."""

_PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.drawn), format: "svg")\n'

remarks = svg.remarks


def parts(document: d.Document) -> Iterator[tuple[str, bytes]]:
    """A file a picture; none where nothing is drawn."""
    for picture in svg.pictures(document):
        yield picture.tail, rendered(picture.drawn)


def rendered(drawn: str) -> bytes:
    """A fixed SVG as PNG."""
    import typst

    wide, tall = size_of(drawn)
    dots = wide * tall * (DENSITY / 72) ** 2
    density = DENSITY * min(1.0, (LARGEST / dots) ** 0.5) if dots else DENSITY
    made = typst.compile(
        _PAGE, format="png", ppi=density, font_paths=typst.Fonts(font_paths=[FONTS]), sys_inputs={"drawn": drawn}
    )
    assert isinstance(made, bytes)
    return made
