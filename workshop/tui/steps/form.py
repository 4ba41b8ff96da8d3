"""An `ask` as lines: one question, a form of several, or the same about each row, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.language import t
from workshop.session.flow import Slot
from workshop.tui.air import has_air
from workshop.tui.fields.base import keyed
from workshop.tui.rows import EMPTY, LineAt, Row, View, cut, faint, longest, row, soft
from workshop.tui.steps.ask_blocks import LABEL, NARROW, Block, heading, labelled, said_before, statement
from workshop.tui.steps.ask_shown import ShownPane
from workshop.tui.steps.window import window

TIGHT = 16  # rows of body under which hints fall away
OPENED = 2  # rows more that the place at hand may take before empty rows give way


class FormPane(ShownPane):
    """Every place is a block; the one at hand is open."""

    def view(self, width: int, height: int) -> View:
        if self.counting:
            return self.hands_view(width, height)
        if self.page_open:
            return self.page_view(width, height)
        if self.naming:
            return self.naming_view(width, height)
        self.settle()
        if not self.has_places:
            return self.empty_view(width)
        above = [*self.top_rows(width), *self.legend_rows(width), *self.before_rows(width)]
        below = self.foot_rows(width)
        if len(above) + len(below) > height // 2:
            below = []
        indexes = self.seen()
        room = max(1, height - len(above) - len(below))
        gap = self.gap(indexes, width, room)
        blocks: dict[int, Block] = {}

        def block(at: int) -> Block:
            if at not in blocks:
                found = self.block(indexes[at], width, roomy=height >= TIGHT)
                blocks[at] = found._replace(rows=(*found.rows, *[EMPTY] * self.gap_after(indexes, at, gap)))
            return blocks[at]

        focus = self.at - indexes[0]
        self.first, end = window(len(indexes), focus, self.first, lambda at: len(block(at).rows), room)
        rows: list[Row] = []
        line = None
        for at in range(self.first, end):
            found = block(at)
            if found.line is not None:
                line = found.line._replace(row=found.line.row + len(rows))
            rows += found.rows
        earlier, later = self.first > 0, end < len(indexes)
        notes = (
            [row(faint(t("list.earlier", self.lang, n=self.first)))] if earlier else [],
            [row(faint(t("list.more", self.lang, n=len(indexes) - end)))] if later else [],
        )
        while rows and rows[-1] == EMPTY and not later:
            rows.pop()
        start = sum(len(block(at).rows) for at in range(self.first, focus))
        rows, line = _fitted(rows, line, room - len(notes[0]) - len(notes[1]), start, start + len(block(focus).rows))
        rows = [*above, *notes[0], *rows, *notes[1], *below]
        lead = len(above) + len(notes[0])
        return View(rows[:height], line._replace(row=line.row + lead) if line is not None else None)

    # which places stand on the screen (the cards show one row's)
    def seen(self) -> range:
        return range(len(self.places.slots))

    def gap(self, indexes: range, width: int, room: int) -> int:
        """Empty rows between blocks, where all fit with them. By what is answered, not by where one is or what one types:
        nothing moves but for a reason."""
        count = len(indexes)
        if self.has_headings or not has_air(self.host.density, count, count, room, auto=True, slack=0):
            return 0

        def at_rest() -> int:
            here, self.slot = self.slot, self.slot._replace(of="-", across="-", field="-")  # nobody is anywhere
            try:
                return sum(len(self.block(index, width, roomy=False).rows) for index in indexes)
            finally:
                self.slot = here

        rows = self.remember(("at rest", indexes, width, self.slot.by), at_rest)
        return int(has_air(self.host.density, count, rows, room, auto=True, slack=OPENED))

    def gap_after(self, indexes: Sequence[int], at: int, gap: int) -> int:
        """A row of several questions is set off from the next also where there is little room."""
        if gap or at + 1 >= len(indexes) or not self.has_headings:
            return gap
        slots = self.places.slots
        here, following = slots[indexes[at]], slots[indexes[at + 1]]
        return int((here.of, here.across) != (following.of, following.across))

    @property
    def has_headings(self) -> bool:
        """Several questions about each row: the row's text stands above them."""
        places = self.places
        return (self.step.has_rows or self.together) and (len(places.fields) > 1 or self.step.across is not None)

    def block(self, index: int, width: int, *, roomy: bool) -> Block:
        places = self.places
        slot = places.slots[index]
        if self.has_headings:
            return self._under_heading(index, width, roomy)
        if self.step.has_rows:
            return self._about_row(slot, width, roomy)
        if self.together:
            return labelled(self, slot, self.voice_name(slot.by), width, roomy=roomy)
        label = self.asked(slot).title if len(places.fields) > 1 else ""
        return labelled(self, slot, label, width, roomy=roomy)

    def _under_heading(self, index: int, width: int, roomy: bool) -> Block:
        slots = self.places.slots
        slot, before = slots[index], slots[index - 1] if index else None
        label = self.asked(slot).title if len(self.places.fields) > 1 else self.column_label(slot)
        found = labelled(self, slot, label, width, roomy=roomy)
        above: list[Row] = []
        at_hand = (slot.of, slot.across, slot.by) == (self.slot.of, self.slot.across, self.slot.by)
        if before is None or (slot.of, slot.by) != (before.of, before.by):
            above += heading(self, slot, width, here=slot.of == self.slot.of and slot.by == self.slot.by, roomy=roomy)
        if len(self.places.fields) > 1 and self.step.across is not None and (before is None or slot[:2] != before[:2]):
            above.append(row(soft(cut(self.column_label(slot), width)) if not at_hand else cut(self.column_label(slot), width)))
        line = found.line._replace(row=found.line.row + len(above)) if found.line is not None else None
        return Block((*above, *found.rows), line)

    def _about_row(self, slot: Slot, width: int, roomy: bool) -> Block:
        side = self.side(width)
        if side or not self.short_labels or width < NARROW:
            return statement(self, slot, width, side, roomy=roomy)
        found = labelled(self, slot, self.row_label(slot), width, roomy=roomy, prompt=False)
        return Block((*found.rows, *said_before(self, slot, width, here=slot == self.slot)), found.line)

    def side(self, width: int) -> int:
        """The cells an answer takes to the right of what it is about; 0: it stands below."""
        slots = self.places.slots
        side = self.editor(slots[0]).side_width(self.asked(slots[0]))
        return side if 0 < side <= width * 2 // 5 else 0

    @property
    def short_labels(self) -> bool:
        """Whether what is asked about fits in the column of the labels."""

        return longest(self.book.labels(self.places.rows)) <= LABEL - 2

    def legend_rows(self, width: int) -> list[Row]:
        """What the digits mean, where every row is answered by the same."""
        fields = self.step.fields
        if not self.step.has_rows or len(fields) != 1 or not self.places.slots:
            return []
        slot = self.places.slots[0]
        asked, editor = self.asked(slot), self.editor(slot)
        if editor.takes_line(asked) or editor.options(asked) or not self.side(width):
            return []  # said at the place at hand
        pieces = editor.legend(asked)
        if fields[0].evidence:
            pieces.append(t("ask.evidence", self.lang))
        return [*(Row(line) for line in keyed(pieces, width)[:2]), EMPTY] if pieces else []

    def foot_rows(self, width: int) -> list[Row]:
        """How far one has come, where there are rows; what the checks say."""
        failed = [*super().foot_rows(width), *self.check_rows(width)]
        if not self.step.has_rows:
            return failed
        words = t("ask.answered", self.lang, n=self.places.answered, of=len(self.places.slots)) + self.dealt_words()
        return [*(failed or [EMPTY]), row(faint(cut(words, width)))]

    def before_rows(self, width: int) -> list[Row]:
        """What earlier steps say, where there are no rows for it to stand at."""
        if self.step.has_rows or not self.step.show:
            return []
        rows = said_before(self, self.slot, width)
        return [*rows, EMPTY] if rows else []


def _fitted(rows: list[Row], line: LineAt | None, room: int, start: int, end: int) -> tuple[list[Row], LineAt | None]:
    """Rows cut to the room so that the line, or else what is at hand (`start` to `end`), is seen."""
    if len(rows) <= room:
        return rows, line
    wanted = (line.row + 2 if line is not None else min(end, start + room)) - room
    first = max(0, min(wanted, len(rows) - room))
    return rows[first : first + room], line._replace(row=line.row - first) if line is not None else None
