"""Places one over the other, each a band with what lies in it."""

from __future__ import annotations

from workshop.report.document import Entry, Pile, Piles, text_of
from workshop.report.figures.svg import n, svg, text
from workshop.report.lettering import width_of, wrapped

LABEL = 170.0
SIZE = 12.5
PAD, GAP = 8.0, 8.0
BROAD = 250.0  # a thing's box at most


def lanes(block: Piles, *, width: float = 860, alone: bool = False) -> str:
    """A band a place: its name at the left with its advice under it, its things in boxes that flow to the right. An empty
    place keeps its band."""
    body: list[str] = []
    y = 1.0
    for pile in block.piles:
        body.append(f'<line x1="0" x2="{n(width)}" y1="{n(y)}" y2="{n(y)}" class="axis" stroke-width="1"/>')
        boxes, tall = _boxes(pile, LABEL + 16, y + 12, width)
        title = wrapped(pile.title, 14, LABEL, most=3)
        advice = wrapped(pile.text, 11, LABEL, most=6) if pile.text else []
        body.append(text("0", y + 26, title, 14, "ink", weight=600))
        own = 26 + len(title) * 17.5
        if advice:
            body.append(text("0", y + own, advice, 11, "soft"))
            own += len(advice) * 13.75
        body += boxes
        y += max(tall + 24, own + 6)
    body.append(f'<line x1="0" x2="{n(width)}" y1="{n(y)}" y2="{n(y)}" class="axis" stroke-width="1"/>')
    return svg(body, described(block), box=(width, y + 1), alone=alone, css="figure lanes")


def _boxes(pile: Pile, left: float, top: float, width: float) -> tuple[list[str], float]:
    found: list[str] = []
    x, y, tall = left, top, 0.0
    for entry in pile.entries:
        lines, broad, high = _box(entry)
        if x > left and x + broad > width:
            x, y, tall = left, y + tall + GAP, 0.0
        found.append(f'<rect x="{n(x)}" y="{n(y)}" width="{n(broad)}" height="{n(high)}" rx="3" class="node"/>')
        said = wrapped(text_of(entry.words), SIZE, BROAD - 2 * PAD)
        found.append(text(n(x + PAD), y + PAD + SIZE * 0.85, said, SIZE, "ink"))
        if len(lines) > len(said):
            note = lines[len(said) :]
            found.append(text(n(x + PAD), y + PAD + SIZE * 0.85 + len(said) * SIZE * 1.25, note, 11, "soft"))
        x, tall = x + broad + GAP, max(tall, high)
    return found, y + tall - top


def _box(entry: Entry) -> tuple[list[str], float, float]:
    """A thing's lines with its note's after them, and how broad and high its box is."""
    lines = wrapped(text_of(entry.words), SIZE, BROAD - 2 * PAD)
    beside = ", ".join(filter(None, (entry.note, entry.by)))
    lines += wrapped(beside, 11, BROAD - 2 * PAD) if beside else []
    broad = min(max(width_of(line, SIZE) for line in lines) + 2 * PAD + 2, BROAD)
    return lines, broad, len(lines) * SIZE * 1.25 + 2 * PAD - SIZE * 0.2


def described(block: Piles) -> str:
    """Each place with what lies in it, for whoever cannot see it."""
    return "; ".join(
        f"{pile.title}: {', '.join(text_of(entry.words) for entry in pile.entries) or '–'}" for pile in block.piles
    )
