"""An `ask` as a table: a row for each item, a column for each question. One types straight into the cell.

The row at hand opens and shows its answers whole, the others show their first words. With `across` and one question the columns
are its items; with several there is a table for each row. What a digit means in the cell stands under the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.text import TextField
from workshop.session.flow import Slot
from workshop.text import is_blank
from workshop.tui.air import has_air
from workshop.tui.fields import editor_of
from workshop.tui.fields.base import keyed, missing_name
from workshop.tui.pane import Pair
from workshop.tui.rows import (
    EMPTY,
    Back,
    Ink,
    LineAt,
    Row,
    Span,
    View,
    accent,
    cut,
    faint,
    fit,
    longest,
    missing,
    pad,
    row,
    soft,
    width_of,
    wrap,
)
from workshop.tui.steps.ask_blocks import Piece, answer, few, said_before
from workshop.tui.steps.ask_cursor import EVIDENCE, OWN
from workshop.tui.steps.ask_pane import Mark
from workshop.tui.steps.ask_shown import ShownPane
from workshop.tui.steps.window import window

if TYPE_CHECKING:
    from workshop.session.pasted import Pasted

GAP = 3
LABEL_LEAST = 12
INDENT = 2  # of the lines under the row they are about
MORE = 4  # cells at the right for how many columns are out of sight
WORDS = 16  # a column of words is at least so wide
LEAST = {"number": 9, "scale": 8, "choice": 10, "yesno": 5, "date": 11, "duration": 9, "text": WORDS, "list": WORDS}
MOST = {"number": 14, "scale": 20, "choice": 22, "yesno": 8, "date": 14, "duration": 14, "text": 44, "list": 40}
OPEN_ROWS = 6  # of an answer in the row at hand, but for the cell one is in
NAME_ROWS = 2  # of an item that is a column
WARNED = 3  # so many missing answers are marked at a time; the rest are dots


class Column(NamedTuple):
    """A column: a question, or with one question and `across` the item it is asked about."""

    field: AnyField
    across: str | None
    title: str


class Columns(NamedTuple):
    """Which questions are seen, and where: `first` of them, each with its left edge and its width."""

    label: int
    first: int
    edges: tuple[tuple[int, int], ...]


class TablePane(ShownPane):
    wide = True
    arrows_move = True
    _first_column = 0
    width_drawn = 72

    def option_rows(self) -> int:
        return 0  # ↑ ↓ go to another row: the options stand under the table

    # which rows and columns there are
    @property
    def crossed(self) -> bool:
        """Whether the columns are the items of `across`."""
        return self.step.across is not None and len(self.step.fields) == 1

    @property
    def stacked(self) -> bool:
        """Whether there is a table for each row."""
        return self.step.across is not None and not self.crossed

    def cols(self) -> Sequence[Column]:
        def work() -> Sequence[Column]:
            fields = self.step.fields
            if not self.crossed:
                return [Column(field, None, self._title(field)) for field in fields]
            return [Column(fields[0], id, " ".join(self.book.label(id).split())) for id in self.places.columns]

        return self.remember("cols", work)

    def is_at(self, column: Column, slot: Slot) -> bool:
        return column.field.id == slot.field and column.across in (None, slot.across)

    def lines(self) -> tuple[tuple[str, str], ...]:
        """(row, column) of every line of the table that asks anything; ("row", "") where the columns go across."""
        by = self.slot.by

        def work() -> tuple[tuple[str, str], ...]:
            return tuple(dict.fromkeys(self._line(slot) for slot in self.places.slots))

        return self.remember(("lines", by), work)

    def _line(self, slot: Slot) -> tuple[str, str]:
        return (slot.of, "" if self.crossed else slot.across)

    def line_of(self, slot: Slot) -> int:
        found = self.remember(("line_of", self.slot.by), lambda: {line: at for at, line in enumerate(self.lines())})
        return found.get(self._line(slot), 0)

    # what is pasted
    def lands_here(self, found: Pasted, text: str) -> bool:
        """Also one column of a spreadsheet, which ends with a line break: it goes down. Lines into a text are text, and into a
        list its entries."""
        if found.is_table:
            return True
        editor, is_text = self.editor(), isinstance(self.asked().field, TextField)
        column = len(found.things) > 1 and not editor.stays and is_blank(text)
        return column and (not is_text or (found.block.endswith("\n") and not editor.multiline(self.asked())))

    # above the body
    def kicker(self) -> str:
        parts = [super().kicker()]
        if self.step.across is not None and self.has_places and not self.page_open and not self.counting:
            parts += [self.row_label(self.slot), self.column_label(self.slot) if self.crossed else ""]
        return " · ".join(part for part in parts if part)

    def question(self) -> str:
        if self.has_places and not self.page_open and (prompt := self.asked().prompt):
            return prompt
        return super().question()

    def hint(self) -> str:
        if self.has_places and (hint := self.book.text(self.asked().field.hint, self.scope())):
            return hint
        return super().hint()

    def examples(self) -> str:
        if self.has_places and self.asked().field.examples:
            found = [self.book.text(example, self.scope()) for example in self.asked().field.examples]
            return f"{t('screen.example', self.lang)} {' · '.join(found)}"
        return super().examples()

    # drawing
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
        self.width_drawn = width
        seen = self.columns(width)
        above = [*self.top_rows(width), *self._head(seen, width)]
        below, foot_line = self._foot(width, height)
        while len(above) + len(below) > height - 3 and below and foot_line is None:
            below = below[:-1]
        room = max(1, height - len(above) - len(below))
        lines = self.lines()
        drawn: dict[int, tuple[list[Row], LineAt | None]] = {}

        def block(at: int) -> tuple[list[Row], LineAt | None]:
            if at not in drawn:
                drawn[at] = self._line_rows(at, seen, width)
            return drawn[at]

        focus = self.line_of(self.slot)
        self.first, end = window(len(lines), focus, self.first, lambda at: len(block(at)[0]), room)
        rows: list[Row] = []
        line: LineAt | None = None
        if self.first:
            rows.append(row(faint(t("list.earlier", self.lang, n=self.first))))
        heights = sum(len(block(at)[0]) for at in range(self.first, end))
        whole = not self.stacked and end - self.first == len(lines)
        air = whole and has_air(self.host.density, len(lines), heights, room)
        for at in range(self.first, end):
            if air and at:
                rows.append(EMPTY)
            found, at_line = block(at)
            if at_line is not None:
                line = at_line._replace(row=at_line.row + len(rows))
            rows += found
        most = room - (1 if end < len(lines) else 0)
        if len(rows) > most:  # the row at hand is higher than the window
            first = max(0, min((line.row + 2 if line is not None else most) - most, len(rows) - most))
            rows = rows[first : first + most]
            line = line._replace(row=line.row - first) if line is not None else None
        if end < len(lines):
            rows.append(row(faint(t("list.more", self.lang, n=len(lines) - end))))
        rows = [*above, *rows]
        if line is not None:
            # the cursor may stand a cell past the words of its column, but not past the last one
            line = line._replace(row=line.row + len(above), width=min(line.width, width - line.x))
        elif foot_line is not None:
            line = foot_line._replace(row=foot_line.row + len(rows))
        return View([*rows, *below][:height], line)

    def columns(self, width: int) -> Columns:
        """The columns that fit; the one at hand is among them."""
        cols = self.cols()
        fields = [column.field for column in cols]
        least = [self._least(column) for column in cols]
        names = longest(self.book.labels(tuple(line[1] if self.stacked else line[0] for line in self.lines())))
        indent = INDENT if self.stacked else 0
        label = max(LABEL_LEAST, min(names + indent, max(LABEL_LEAST, width // (3 if self.crossed else 4))))
        if label + sum(least) + GAP * len(fields) > width:
            width -= MORE
        here = next((at for at, column in enumerate(cols) if self.is_at(column, self.slot)), 0)
        first = max(0, min(self._first_column, len(fields) - 1))
        first = min(first, here)
        while True:
            end, used = first, label
            while end < len(fields) and (used + GAP + least[end] <= width or end == first):
                used += GAP + least[end]
                end += 1
            if here < end:
                break
            first += 1
        while first > 0 and used + GAP + least[first - 1] <= width:  # no empty room at the right
            first -= 1
            used += GAP + least[first]
        self._first_column = first
        widths = self._shared(fields[first:end], least[first:end], width - label - GAP * (end - first))
        edges, x = [], label
        for size in widths:
            edges.append((x + GAP, size))
            x += GAP + size
        return Columns(label, first, tuple(edges))

    def _least(self, column: Column) -> int:
        least = LEAST.get(column.field.kind, WORDS)
        if self.crossed:  # its name may take two rows
            return max(least, min(longest(tuple(column.title.split())), WORDS))
        return max(least, min(cell_len(column.title), 18))

    def _title(self, field: AnyField) -> str:
        title = " ".join(self.book.text(field.title).split())
        unit = field.unit if isinstance(field, NumberField) else ""
        return f"{title}, {unit}" if unit else title

    def _shared(self, fields: Sequence[AnyField], least: Sequence[int], room: int) -> list[int]:
        """Room to spare goes to the columns of words, as evenly as may be."""
        widths = [min(size, max(4, room)) for size in least]
        spare = room - sum(widths)
        while spare > 0:
            wider = [at for at, field in enumerate(fields) if widths[at] < MOST.get(field.kind, WORDS)]
            words = [at for at in wider if fields[at].kind in ("text", "list")] or wider
            if not words:
                break
            narrow = min(words, key=lambda at: widths[at])
            widths[narrow] += 1
            spare -= 1
        return widths

    def _head(self, seen: Columns, width: int) -> list[Row]:
        """The names of the columns, those that are out of sight counted, and the rule under them."""
        cols, end = self.cols(), seen.first + len(seen.edges)
        titles = [self._names(column, size) for column, (_, size) in zip(cols[seen.first : end], seen.edges, strict=True)]
        rows = []
        for line in range(max(map(len, titles), default=1)):
            left = f"← {seen.first}" if seen.first and not line else ""
            spans: list[Span] = [faint(pad(left, seen.label))]
            at = seen.label
            for column, title, (x, size) in zip(cols[seen.first : end], titles, seen.edges, strict=True):
                name = title[line] if line < len(title) else ""
                here = self.is_at(column, self.slot)
                name = pad(name, size, editor_of(column.field).align)
                spans += [Span(" " * (x - at)), Span(name, "ink" if here else "faint")]
                at = x + size
            if end < len(cols) and not line:
                spans.append(faint(pad(f"{len(cols) - end} →", max(0, width - at), "right")))
            rows.append(Row(tuple(spans)))
        return [*rows, row(Span("─" * width, "rule"))]

    def _names(self, column: Column, size: int) -> list[str]:
        """The name of a column; of an item in two rows, where it needs them."""
        return few(column.title, size, NAME_ROWS) if self.crossed else [column.title]

    def _line_label(self, line: tuple[str, str]) -> str:
        return self.book.label(line[1] if self.stacked else line[0])

    def _label(self, line: tuple[str, str], width: int, *, whole: bool) -> list[str]:
        """The name of a line in its column, whole or on one row."""
        text, indent = self._line_label(line), INDENT if self.stacked else 0
        rows = wrap(text, width - indent, 1) if whole else (cut(text, width - indent),)
        return [pad(" " * indent + name, width) for name in rows]

    def _line_rows(self, at: int, seen: Columns, width: int) -> tuple[list[Row], LineAt | None]:
        """One line of the table: open where one is, else one row."""
        lines = self.lines()
        of, across = lines[at]
        here = (of, across) == self._line(self.slot)
        above: list[Row] = []
        if self.stacked and (not at or lines[at - 1][0] != of):
            if at:
                above.append(EMPTY)
            ink: Ink = "ink" if of == self.slot.of else "soft"
            target = Mark(self._first_slot(of, across))
            above += [Row((Span(text, ink),), target=target) for text in wrap(self.book.label(of), width)]
            above += said_before(self, Slot(of, across, "", self.slot.by), width, here=of == self.slot.of)
        rows, line = self._open_rows(of, across, seen) if here else (self._closed_row(of, across, seen), None)
        if not self.stacked:
            rows += self._shown_rows(of, width, here)
        if line is not None:
            line = line._replace(row=line.row + len(above))
        return [*above, *rows], line

    def _shown_rows(self, of: str, width: int, here: bool) -> list[Row]:
        """What earlier steps say of the row: under it while one is there."""
        slot = Slot(of, "", "", self.slot.by)
        return said_before(self, slot, width, here=True) if here else []

    def _first_slot(self, of: str, across: str) -> Slot:
        return next((slot for slot in self.places.slots if self._line(slot) == (of, across)), self.slot)

    def _slot(self, of: str, across: str, column: Column) -> Slot | None:
        slot = Slot(of, across if column.across is None else column.across, column.field.id, self.slot.by)
        return slot if slot in self.places.index else None

    def _seen(self, seen: Columns) -> Sequence[Column]:
        return self.cols()[seen.first : seen.first + len(seen.edges)]

    def _closed_row(self, of: str, across: str, seen: Columns) -> list[Row]:
        spans: list[Span] = [Span(self._label((of, across), seen.label, whole=False)[0])]
        at = seen.label
        for column, (x, size) in zip(self._seen(seen), seen.edges, strict=True):
            slot, field = self._slot(of, across, column), column.field
            cell: tuple[Span, ...] = ()
            if slot is not None:
                held = self.unkept.get((slot, ""), "")
                short = editor_of(field).short(self.asked(slot), size)
                cell = (Span(cut(held, size), "warn"),) if held else short or (faint("·"),)
            spans += [Span(" " * (x - at)), *_padded(cell, size, editor_of(field).align)]
            at = x + size
        return [Row(tuple(spans), target=Mark(self._first_slot(of, across)))]

    def _open_rows(self, of: str, across: str, seen: Columns) -> tuple[list[Row], LineAt | None]:
        label = self._label((of, across), seen.label, whole=True)
        cells: list[list[Piece]] = []
        line: LineAt | None = None
        warned = 0
        for column, (x, size) in zip(self._seen(seen), seen.edges, strict=True):
            slot = self._slot(of, across, column)
            if slot is None:
                cells.append([])
                continue
            here = slot == self.slot
            found, cell_line = self._cell(slot, size)
            if not found and not here:
                name = missing_name(self.asked(slot))
                found = [Piece((missing(cut(name, size)),) if name and warned < WARNED else (faint("·"),))]
                warned += 1
            if cell_line is not None:
                line = cell_line._replace(x=x)
            cells.append(found)
        height = max(len(label), 1, *(len(cell) for cell in cells))
        if line is not None:
            height = max(height, line.row + 1)
        rows = []
        for at in range(height):
            spans = [Span(label[at] if at < len(label) else " " * seen.label, "ink", True)]
            x = seen.label
            target = Mark(self.slot)
            for column, (edge, size), cell in zip(self._seen(seen), seen.edges, cells, strict=True):
                here = self.is_at(column, self.slot)
                piece = cell[at] if at < len(cell) else Piece(())
                if here and (piece.entry or piece.option >= 0):
                    target = Mark(self.slot, piece.entry, piece.option)
                align = editor_of(column.field).align
                spans += self._gap(edge - x, here, piece.sign)
                inside = _padded(piece.spans, size, "left" if here and line is not None else align)
                back: Back = "focus" if here else ""
                spans += [span._replace(back=back) for span in inside]
                x = edge + size
            rows.append(Row(tuple(spans), "▌", "", target))
        return rows, line

    def _gap(self, cells: int, here: bool, sign: bool) -> list[Span]:
        """The space before a cell; the focus, and the line's sign, begin two cells left of its text."""
        if not here:
            return [Span(" " * cells)]
        lead = [Span(" " * (cells - 2))] if cells > 2 else []
        return [*lead, accent("› ")._replace(back="focus") if sign else Span("  ", back="focus")]

    def _cell(self, slot: Slot, size: int) -> tuple[list[Piece], LineAt | None]:
        """What stands in a cell of the row at hand."""
        asked, editor = self.asked(slot), self.editor(slot)
        if slot != self.slot:
            if held := self.unkept.get((slot, ""), ""):
                return [Piece((Span(text, "warn"),)) for text in few(held, size, OPEN_ROWS)], None
            if not editor.is_answered(asked):
                return [], None
            if isinstance(asked.field, NumberField):
                return [Piece(editor.short(asked, size))], None
            if not editor.takes_line(asked) or isinstance(asked.field, ChoiceField):
                return [Piece((Span(text),)) for text in few(editor.words(asked), size, OPEN_ROWS, 1)], None
            pieces = [Piece(fit(spans, size)) for spans in editor.lines(asked, size)[:OPEN_ROWS]]
            return pieces, None
        if self.takes_line and not self.part:
            if not self.line_open and not editor.is_answered(asked) and (slot, "") not in self.unkept:
                name = missing_name(asked) or t("ask.write_here", self.lang)
                return [Piece((missing(cut(name, size)),))], None
            found, line = answer(self, slot, size, prompt=False, roomy=False)
            beside = {EVIDENCE, OWN}
            return [piece for piece in found if piece.part not in beside], line
        words = editor.words(asked)
        if words:
            return [Piece((Span(text, "ink", True),)) for text in few(words, size, OPEN_ROWS, 1)], None
        return [Piece((missing(cut(t("ask.choose", self.lang), size)),))], None

    def _foot(self, width: int, height: int) -> tuple[list[Row], LineAt | None]:
        """Under the table: what the digits mean in the cell at hand, what is beside its answer, and how far one has come."""
        asked, editor, lang = self.asked(), self.editor(), self.lang
        rows: list[Row] = []
        line: LineAt | None = None
        if not editor.takes_line(asked):
            options = editor.lines(asked, width, self.hand)
            numbered = len(options) >= editor.options(asked) > 1
            if not numbered:
                options = keyed(editor.legend(asked), width)
            most = max(1, height // 2 - 3)
            rows = [Row(spans, target=Mark(self.slot, "", at if numbered else -1)) for at, spans in enumerate(options[:most])]
        if self.part == OWN:
            line = LineAt(len(rows), 0, width, 1, t("ask.own_words", lang))
            rows.append(Row((), "›", "focus"))
        elif asked.field.evidence:
            if self.part == EVIDENCE and self.writing:
                line = LineAt(len(rows), 0, width, 6, t("ask.evidence_here", lang), True)
                rows += [Row((), "›" if not at else "", "focus") for at in range(self.host.line_rows)]
            elif asked.evidence:
                rows += [Row((soft(text),), target=Mark(self.slot, part=EVIDENCE)) for text in few(asked.evidence, width, 3)]
            else:
                rows.append(Row((faint(cut(t("ask.evidence", lang), width)),), target=Mark(self.slot, part=EVIDENCE)))
        others = [(name, self.editor().words(other)) for name, other in self.others(self.slot)]
        if others:
            words = " · ".join(f"{name} {said}" if name else said for name, said in others)
            rows += [row(soft(text)) for text in few(words, width, 3)]
        places = self.places
        count = t("ask.answered", lang, n=places.answered, of=len(places.slots)) + self.dealt_words()
        if rows:
            rows = [EMPTY, *rows]
            line = line._replace(row=line.row + 1) if line is not None else None
        return [*rows, *(self.check_rows(width) or [EMPTY]), row(faint(cut(count, width)))], line

    # moving
    def step_down(self, way: int) -> bool:
        """To the same question about the next row, or to the nearest that is asked there."""
        lines, at = self.lines(), self.line_of(self.slot) + way
        if not 0 <= at < len(lines):
            return False
        here = self._place(self.slot)
        self.to(min(self._slots_of(lines[at]), key=lambda slot: abs(self._place(slot) - here)))
        return True

    def _place(self, slot: Slot) -> int:
        """The number of its column."""
        return next((at for at, column in enumerate(self.cols()) if self.is_at(column, slot)), 0)

    def _slots_of(self, line: tuple[str, str]) -> list[Slot]:
        found = (self._slot(*line, column) for column in self.cols())
        return [slot for slot in found if slot is not None]

    def sideways(self, key: str) -> bool:
        slots = self._slots_of(self._line(self.slot))
        at = slots.index(self.slot) if self.slot in slots else 0
        target = {"left": at - 1, "right": at + 1, "home": 0, "end": len(slots) - 1}[key]
        if 0 <= target < len(slots) and target != at:
            self.to(slots[target])
        return True

    def click(self, target: object, x: int) -> None:
        """A row was clicked: the cell under the pointer."""
        if isinstance(target, Mark) and target.option < 0 and not target.part and not target.entry:
            seen = self.columns(self.width_drawn)
            under = next((at for at, (edge, size) in enumerate(seen.edges) if edge - 2 <= x < edge + size), None)
            slots = self._slots_of(self._line(target.slot))
            if under is not None:
                column = self.cols()[seen.first + under]
                target = next((target._replace(slot=slot) for slot in slots if self.is_at(column, slot)), target)
        super().click(target, x)

    def pairs(self) -> list[Pair]:
        pairs = super().pairs()
        if self.has_places and not self.part and not self.entry and len(self.cols()) > 1:
            pairs = [pair for pair in pairs if pair.key != "↑↓"]
            pairs.append(Pair("←→ ↑↓", "ask.keys.cells"))
        return pairs


def _padded(spans: Sequence[Span], size: int, align: str) -> list[Span]:
    """Spans filled to exactly `size` cells."""
    inside = fit(spans, size)
    space = Span(" " * max(0, size - width_of(inside)))
    return [space, *inside] if align == "right" else [*inside, space]
