"""The things of a page in columns: number, what it is called, what it got, its bar; as whole as there is room for. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from workshop.session.room import Page, Thing
from workshop.tui.rows import EMPTY, Row, Span, cut, pad, wrap

LABEL, LABEL_NARROW = 24, 18  # cells of a label, at most; where less than so much is wide:
NARROW = 60
TEXT = 76  # cells of a thing


def things_rows(page: Page, width: int, height: int) -> tuple[list[Row], int]:
    """At most `height` rows, and how many things had no room at all: the newest stay where they are strong, else the first."""
    things = page.things
    newest = bool(things) and things[-1].strong and not things[0].strong
    dropped = max(0, len(things) - height)
    shown = things[dropped:] if newest else things[: len(things) - dropped]
    if not shown:
        return [], dropped
    drawing = _Drawing(shown, width)
    return drawing.rows(height, newest), dropped


class _Drawing:
    """One page's things. A thing takes one row, more where there is room: first the newest (or the first) gets all it needs."""

    def __init__(self, things: Sequence[Thing], width: int) -> None:
        self.things, self.width = things, width
        self.lead = max(cell_len(thing.lead) for thing in things)
        self.figure = max(cell_len(thing.figure) for thing in things)
        longest = max(cell_len(thing.label) for thing in things)
        most = LABEL if width >= NARROW else LABEL_NARROW
        self.label = min(longest, most, width * 9 // 20) if longest else 0
        self.has_bars = any(thing.part is not None for thing in things)
        before = (self.lead + 2 if self.lead else 0) + (self.label + 2 if self.label else 0)
        after = self.figure + 3 if self.figure else 0
        self.before = before
        self.room = max(1, width - before - after)
        self.text = max(1, min(self.room, TEXT) if not self.figure else self.room)

    def rows(self, height: int, newest: bool) -> list[Row]:
        order = range(len(self.things) - 1, -1, -1) if newest else range(len(self.things))
        lines = [self.lines(thing) for thing in self.things]
        bars = self.has_bars and height >= 2 * len(self.things)
        left = height - len(self.things) * (2 if bars else 1)
        given = [1] * len(self.things)
        for at in order:
            more = min(len(lines[at]) - 1, left)
            given[at] += more
            left -= more
        air = not bars and left >= len(self.things) - 1 and len(self.things) > 1
        out: list[Row] = []
        for at, thing in enumerate(self.things):
            if air and at:
                out.append(EMPTY)
            out += self.drawn(thing, lines[at], given[at], at)
            if bars:
                out.append(self.bar(thing))
        return out

    def lines(self, thing: Thing) -> tuple[tuple[str, bool], ...]:
        """What it says, folded; then what stands beside it (True), where that has no room on the same row."""
        words = wrap(thing.text, self.text, 0)
        if not thing.note or self.fits_beside(thing):
            return tuple((line, False) for line in words)
        return (*((line, False) for line in words), *((line, True) for line in wrap(thing.note, self.text, 0)))

    def fits_beside(self, thing: Thing) -> bool:
        return cell_len(thing.text) + 3 + cell_len(thing.note) <= self.text

    def drawn(self, thing: Thing, lines: Sequence[tuple[str, bool]], given: int, at: int) -> list[Row]:
        shown = list(lines[:given])
        if given < len(lines):  # what is cut off is said by its sign
            last, is_note = shown[-1]
            rest = [text for text, of_note in lines[given - 1 :] if of_note == is_note]
            kept = " ".join(rest) if len(rest) > 1 else f"{last} …"
            shown[-1] = (cut(kept, self.text) if cell_len(kept) > self.text else kept, is_note)
            if not cell_len(kept) > self.text and not kept.endswith("…"):
                shown[-1] = (cut(kept + " …", self.text), is_note)
        return [self.row(thing, text, is_note, n, at) for n, (text, is_note) in enumerate(shown)]

    def row(self, thing: Thing, text: str, is_note: bool, n: int, at: int) -> Row:
        spans: list[Span] = []
        ink = "soft" if is_note or thing.done else "ink"
        if self.lead:
            spans.append(Span(pad(thing.lead if n == 0 else "", self.lead, "right") + "  ", "soft"))
        if self.label:
            repeated = at > 0 and self.things[at - 1].label == thing.label
            label = thing.label if n == 0 and not repeated else ""
            spans.append(Span(pad(cut(label, self.label), self.label) + "  ", "soft"))
        spans.append(Span(text, ink, thing.strong and not is_note))  # type: ignore[arg-type]
        used = cell_len(text)
        if n == 0 and thing.note and self.fits_beside(thing):
            spans += [Span(" " * (self.text - used - cell_len(thing.note))), Span(thing.note, "soft")]
            used = self.text
        if n == 0 and self.figure:
            spans += [Span(" " * (self.room - used + 3)), Span(pad(thing.figure, self.figure, "right"), "ink", thing.strong)]
        return Row(tuple(spans))

    def bar(self, thing: Thing) -> Row:
        """As long as its part, under it: accent for those that lead."""
        if thing.part is None:
            return EMPTY
        across = self.room - (0 if self.room < 30 else 2)
        done = max(0, min(across, round(across * thing.part)))
        return Row((Span(" " * self.before), Span("━" * done, "accent" if thing.strong else "soft")))
