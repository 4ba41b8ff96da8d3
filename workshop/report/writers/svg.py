"""The pictures of the report, each a file of its own: the journey map, results, votes, planes, splits.

What is drawn is what `figures` draws, with its title over it and whose it is under it, on white, so that it can be put into
any page, deck or mail as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workshop.language import t
from workshop.report import document as d
from workshop.report import figures
from workshop.report.figures.svg import ALONE, inside, n, size_of, text
from workshop.report.lettering import wrapped
from workshop.text import slug

EDGE = 32.0
LEAST = 420.0
"""A picture is no narrower: its title would be broken in the middle."""
LIMIT = 40


class Picture(NamedTuple):
    tail: str  # put after the name of the report: "_etapp-for-etapp"
    title: str
    drawn: str  # SVG


def parts(document: d.Document) -> Iterator[tuple[str, str]]:
    """A file a picture; none where nothing is drawn."""
    for picture in pictures(document):
        yield picture.tail, picture.drawn + "\n"


def remarks(document: d.Document) -> tuple[d.Remark, ...]:
    """That there is nothing to draw."""
    if any(True for _ in _blocks(document)):
        return ()
    return (d.Remark(kind="writer", text=t("report.remark.no_pictures", document.lang)),)


def pictures(document: d.Document) -> Iterator[Picture]:
    """Every picture with its title and its foot, in the order of the report; the names of the files are all different."""
    taken: set[str] = set()
    for chapter, title, block in _blocks(document):
        base = f"_{slug(chapter, limit=LIMIT)}"
        tail, number = base, 1
        while tail in taken:
            number += 1
            tail = f"{base}-{number}"
        taken.add(tail)
        yield Picture(tail, title, _framed(document, title, figures.picture(block, document.lang)))


def _blocks(document: d.Document) -> Iterator[tuple[str, str, d.AnyBlock]]:
    """Each with the title of its chapter, and its whole title."""
    for chapter in document.walk():
        for block in chapter.blocks:
            if figures.picture(block, document.lang):
                own = getattr(block, "title", "") if isinstance(block, (d.MatrixPlot, d.Piles, d.Bars, d.Curve)) else ""
                yield chapter.title, " · ".join(dict.fromkeys(filter(None, (chapter.title, own)))), block


def _framed(document: d.Document, title: str, drawn: str) -> str:
    wide, tall = size_of(drawn)
    room = max(wide, LEAST)
    lines = wrapped(title, 22, room)
    top = EDGE + len(lines) * 27.5 + 14
    placed, _, _ = inside(drawn, EDGE, top)
    cover = document.cover
    draft = t("report.draft", document.lang).upper() if cover.draft else ""
    foot = [draft, document.look.confidential, cover.client, cover.title, cover.day_drawn]
    under = wrapped(" · ".join(dict.fromkeys(filter(None, foot))), 10.5, room)
    bottom = top + tall + 26
    height = bottom + len(under) * 13.2 + EDGE - 14
    body = [
        f'<rect width="{n(room + 2 * EDGE)}" height="{n(height)}" fill="#ffffff"/>',
        text(n(EDGE), EDGE + 18, lines, 22, "title", weight=700),
        placed,
        text(n(EDGE), bottom, under, 10.5, "faint"),
    ]
    width = n(room + 2 * EDGE)
    size = f'viewBox="0 0 {width} {n(height)}" width="{width}" height="{n(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">'
    style = f"<style>{ALONE}.title{{fill:{d.ACCENT}}}</style>"
    whole = head + style + "".join(body) + "</svg>"
    return _coloured(whole, document.look.accent)


_STYLE = re.compile(r"<style>[^<]*</style>")


def _coloured(drawn: str, accent: str) -> str:
    """In the consultant's colour: only where styles stand, never in what a person wrote."""
    if accent == d.ACCENT:
        return drawn
    return _STYLE.sub(lambda found: found[0].replace(d.ACCENT, accent), drawn)
