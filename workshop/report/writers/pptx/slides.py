"""Chapters laid out on slides: pieces one under the other, what does not fit on the next slide under the same title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from workshop.language import t
from workshop.report import document as d
from workshop.report.writers.office import settled
from workshop.report.writers.pptx.content import Maker
from workshop.report.writers.pptx.deck import Deck
from workshop.report.writers.pptx.journey import Break
from workshop.report.writers.pptx.pieces import Drawing, Piece, Words
from workshop.report.writers.pptx.text import ACCENT, SOFT, Line, height_of, line, shortened

SPACE = 12.0
"""Between two pieces."""
NEAR = 0.5
"""So many points over are no more than how figures are rounded."""
SMALL = 0.45
"""What takes less of a slide than this shares it with its neighbours in the same section."""

Told = tuple[str, list[Piece]]  # a title, and what stands under it
UNSHOWN = frozenset({"raw", "orphans", "notes", "appendix"})


def write(document: d.Document) -> tuple[bytes, tuple[d.Remark, ...]]:
    """The whole deck, the same bytes for the same document; and what had to be shortened."""
    deck = Deck(document)
    _opening(deck)
    x, y, width, room = deck.body()
    maker = Maker(deck, width, room)
    for title, pieces in _told(document, maker, width, room):
        _lay(deck, title, pieces, (x, y, width, room))
    found = []
    if deck.cut:
        found.append(d.Remark(kind="cut", text=t("report.remark.slides_cut", document.lang, n=deck.cut)))
    return settled(deck.saved()), tuple(found)


# -------------------------------------------------------------------------------------------------------- what is told


def _told(document: d.Document, maker: Maker, width: float, room: float) -> Iterator[Told]:
    for chapter in document.chapters:
        if chapter.kind in UNSHOWN:
            continue
        yield from _chapter(chapter, "", maker, width, room)


def _chapter(chapter: d.Chapter, above: str, maker: Maker, width: float, room: float) -> Iterator[Told]:
    pieces = maker.pieces(chapter.blocks)
    if pieces:
        yield chapter.title, pieces
    small: list[Told] = []
    used = 0.0

    def gathered() -> Iterator[Told]:
        if len(small) == 1:
            yield small[0]
        elif small:
            together: list[Piece] = []
            for title, inside in small:
                together.append(Words((line(title, 17, bold=True, colour=ACCENT, after=2),), keep=True))
                together += inside
            yield chapter.title, together
        small.clear()

    for inner in chapter.chapters:
        told = list(_chapter(inner, chapter.title, maker, width, room))
        high = sum(piece.height(width) + SPACE for _, inside in told for piece in inside) + 30
        is_small = len(told) == 1 and high < room * SMALL and not any(isinstance(piece, Break) for piece in told[0][1])
        if not is_small or used + high > room:
            yield from gathered()
            used = 0.0
        if is_small:
            small.append(told[0])
            used += high
        else:
            yield from told
    yield from gathered()


# ------------------------------------------------------------------------------------------------------- the slides


def _lay(deck: Deck, title: str, pieces: Sequence[Piece], body: tuple[float, float, float, float]) -> None:
    x, y, width, room = body
    waiting = _lowered(pieces, width, room)
    slide: Any = None
    used = 0.0
    number = 0

    def turn() -> None:
        nonlocal slide, used, number
        number += 1
        slide = deck.slide(title if number == 1 else f"{title} ({number})")
        used = 0.0

    while waiting:
        piece = waiting.pop(0)
        if isinstance(piece, Break):
            slide = None if used or slide is None else slide
            continue
        if slide is None:
            turn()
        high = piece.height(width)
        following = waiting[0] if piece.keep and waiting and not isinstance(waiting[0], Break) else None
        needs = high + (SPACE + min(following.height(width), room - high - SPACE, _least(following, width)) if following else 0)
        if used and used + needs > room + NEAR:
            goes_over = high > room or used < room * 0.4  # else it stands whole on the next
            parts = piece.split(width, room - used) if not piece.keep and goes_over and room - used > 90 else None
            if parts is None:
                turn()
            else:
                piece, rest = parts
                waiting.insert(0, rest)
                high = piece.height(width)
        if high > room - used + NEAR and isinstance(piece, Drawing) and piece.least:
            piece = replace(piece, tall=max(room - used, piece.least))
            high = piece.tall
        elif high > room - used + NEAR:
            parts = piece.split(width, room - used)
            if parts is not None:
                piece, rest = parts
                waiting.insert(0, rest)
                high = piece.height(width)
        piece.draw(deck, slide, x, y + used, width)
        for whole in getattr(piece, "whole", ()):
            deck.note(slide, whole)
            deck.cut += 1
        if getattr(piece, "whole", ()) and waiting and getattr(waiting[0], "whole", ()) == piece.whole:  # type: ignore[attr-defined]
            waiting[0] = replace(waiting[0], whole=())  # type: ignore[type-var]
        used += high + SPACE


def _lowered(pieces: Sequence[Piece], width: float, room: float) -> list[Piece]:
    """Between two breaks: where a drawing that may be lower makes all of it fit on one slide, it is made lower."""
    found: list[Piece] = []
    part: list[Piece] = []
    for piece in [*pieces, Break()]:
        if not isinstance(piece, Break):
            part.append(piece)
            continue
        over = sum(each.height(width) + SPACE for each in part) - SPACE - room
        at = max(
            (at for at, each in enumerate(part) if getattr(each, "least", 0)), key=lambda at: part[at].height(width), default=-1
        )
        if over > 0 and at >= 0:
            drawing = part[at]
            assert isinstance(drawing, Drawing)
            if drawing.tall - over >= drawing.least:
                part[at] = replace(drawing, tall=drawing.tall - over)
            elif at and part[at - 1].keep:  # it goes on to a slide of its own with what leads to it
                lead = sum(each.height(width) + SPACE for each in part[:at] if each.keep)
                part[at] = replace(drawing, tall=max(min(drawing.tall, room - lead), drawing.least))
        found += [*part, piece]
        part = []
    return found[:-1]


def _least(piece: Piece, width: float) -> float:
    """How much of a piece must stand under its heading: of what can be divided, a part."""
    whole = getattr(piece, "least", 0) or piece.height(width)
    if whole < 240:
        return whole
    return min(whole, 120.0) if piece.split(width, 120.0) is not None else whole


def _opening(deck: Deck) -> None:
    """The first slide: what it was, for whom, when and by whom."""
    document = deck.document
    cover, look = document.cover, document.look
    slide = deck.show.slides.add_slide(deck.opening or deck.show.slide_layouts[0])
    for each in list(slide.placeholders):
        each._element.getparent().remove(each._element)
    left = 60.0
    width = deck.width - 2 * left
    top = deck.tall * 0.26
    over = [each for each in (cover.client, cover.edition) if each]
    lines: list[Line] = []
    if cover.draft:
        version = f" · {t('report.cover.version', document.lang)} {cover.version}" if cover.version else ""
        lines.append(line(t("report.draft", document.lang).upper() + version, 14, bold=True, colour="855300", after=8))
    lines += [line(each, 18, colour=SOFT, after=4) for each in over]
    size = 40.0
    while size > 24 and line(cover.title, size, bold=True).lines(width) > 2:
        size -= 4
    title, _ = shortened([line(cover.title, size, bold=True, colour=ACCENT, after=10)], width, size * 5)
    lines += title
    if cover.purpose:
        purpose, _ = shortened([Line(cover.purpose, 16, after=12)], min(width, 760), 80)
        lines += purpose
    facts = [cover.workshop if cover.workshop != cover.title else "", cover.day_drawn, cover.place]
    lines.append(line(" · ".join(filter(None, facts)), 14, colour=SOFT, after=4))
    people = ", ".join(person.name + (f" ({', '.join(person.roles)})" if person.roles else "") for person in cover.participants)
    by = cover.facilitator or look.name
    if by:
        lines.append(line(f"{t('report.cover.facilitator', document.lang)}: {by}", 14, colour=SOFT, after=4))
    if people:
        kept, _ = shortened([line(f"{t('report.cover.participants', document.lang)}: {people}", 12, colour=SOFT)], width, 62)
        lines += kept
    lines = [each for each in lines if each.text]
    tall = height_of(lines, width)
    deck.words(slide, lines, left, min(top, max(deck.tall - tall - 60, 30)), width, tall)
    if look.confidential:
        deck.words(slide, [line(look.confidential, 11, colour=SOFT)], left, deck.tall - 40, width, 16)
    if look.logo and look.logo_kind in ("png", "jpg"):
        deck.picture(slide, look.logo, left, 34, 44, 240, look.name or cover.client or "logo")
