"""The whole journey map as one picture: whose it is, the stages, the curve over them, a lane for each question."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.report.document import Cell, Curve, Entry, JourneyMap, Lane, Stage, text_of
from workshop.report.figures.curve import curve
from workshop.report.figures.svg import inside, n, svg, text
from workshop.report.lettering import wrapped

LABEL = 120.0
HANG = ("· ", "\u00a0\u00a0")  # before the first line of a thing, and before the others
SIZE = 11.5
LINE = SIZE * 1.28
PAD = 9.0


def journey(block: JourneyMap, *, column: float = 158) -> str:
    """A fixed picture, `column` wide a stage, as high as its longest answers. Answers that are too long for a map are
    shortened as in every format."""
    count = len(block.stages)
    width = LABEL + max(count, 1) * column
    body: list[str] = []
    y = 0.0
    said = [(pair.title, " · ".join(text_of(entry.words) for entry in pair.cell.entries)) for pair in block.subject]
    for title, value in said:
        lines = wrapped(value, 12, min(width - LABEL - PAD, 760))
        body.append(text("0", y + 13, wrapped(title, 12, LABEL - PAD, most=1), 12, "soft"))
        body.append(text(n(LABEL + PAD), y + 13, lines, 12, "ink"))
        y += len(lines) * 15 + 4
    y += 10 if said else 0
    heads = [_head(stage, at, column) for at, stage in enumerate(block.stages, 1)]
    tall = max((len(lines) * 17.5 + len(notes) * 14 for _, lines, notes in heads), default=17.5) + 30
    for at, (over, lines, notes) in enumerate(heads):
        x = n(LABEL + at * column + PAD)
        body.append(text(x, y + 12, [over], 11, "faint"))
        body.append(text(x, y + 30, lines, 14, "ink", weight=600))
        if notes:
            body.append(text(x, y + 30 + len(lines) * 17.5 - 2, notes, 11, "soft"))
    y += tall - 8
    body.append(f'<line x1="0" x2="{n(width)}" y1="{n(y)}" y2="{n(y)}" class="line" stroke-width="2"/>')
    for lane in block.lanes:
        y = _curve(body, lane, y, column, count) if isinstance(lane, Curve) else _lane(body, lane, y, column)
        body.append(f'<line x1="0" x2="{n(width)}" y1="{n(y)}" y2="{n(y)}" class="rule" stroke-width="1"/>')
    return svg(body, block.title, box=(width, y + 2), alone=True, css="figure journey")


def _head(stage: Stage, at: int, column: float) -> tuple[str, list[str], list[str]]:
    over = " · ".join(filter(None, (str(at), stage.phase)))
    title = ("★ " if stage.starred else "") + stage.title
    notes = wrapped(stage.note, 11, column - 2 * PAD) if stage.note else []
    return wrapped(over, 11, column - 2 * PAD, most=1)[0], wrapped(title, 14, column - 2 * PAD), notes


def _label(body: list[str], title: str, y: float, notes: Sequence[str] = ()) -> float:
    lines = wrapped(title, 12, LABEL - PAD)
    body.append(text("0", y + 18, lines, 12, "ink", weight=600))
    under = [line for note in notes for line in wrapped(note, 11, LABEL - PAD)]
    if under:
        body.append(text("0", y + 18 + len(lines) * 15 + 2, under, 11, "soft"))
    return len(lines) * 15 + len(under) * 14 + 16


def _curve(body: list[str], block: Curve, y: float, column: float, count: int) -> float:
    signs = ("●", "○")
    series = [f"{signs[min(at, 1)]} {one.title}" for at, one in enumerate(block.series)] if len(block.series) > 1 else []
    own = _label(body, block.title, y, series)
    drawn = curve(block, column=column, alone=True)
    if not drawn:
        return y + own
    nested, _, high = inside(drawn, LABEL, y + 4)
    body.append(nested)
    return y + max(own, high + 8)


def _lane(body: list[str], lane: Lane, y: float, column: float) -> float:
    tall = _label(body, lane.title, y)
    for at, cell in enumerate(lane.cells):
        lines = _lines(cell, column - 2 * PAD)
        if lines:
            body.append(text(n(LABEL + at * column + PAD), y + 18, lines, SIZE, "ink"))
            tall = max(tall, len(lines) * SIZE * 1.25 + 16)
    return y + tall


def _lines(cell: Cell, width: float) -> list[str]:
    found: list[str] = []
    several = len(cell.drawn) > 1
    for entry in cell.drawn:
        found += _entry(entry, width, several)
    if cell.short and cell.reference:
        found += wrapped(f"→ {cell.reference}", SIZE, width)
    return found


def _entry(entry: Entry, width: float, several: bool) -> list[str]:
    beside = ", ".join(filter(None, (entry.by, entry.note)))
    said = text_of(entry.words) + (f" ({beside})" if beside else "")
    if not several:
        return wrapped(said, SIZE, width)
    return [f"{HANG[at > 0]}{line}" for at, line in enumerate(wrapped(said, SIZE, width - 8))]
