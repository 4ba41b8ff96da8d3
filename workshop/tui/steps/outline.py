"""Things with their fields, one a row, under what they belong to: how lists, splits, tables and logs are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.session.model import Item
from workshop.tui.air import has_air
from workshop.tui.fields.base import offers_line
from workshop.tui.layout import TABLE
from workshop.tui.rows import EMPTY, Ink, LineAt, Row, Span, View, accent, columns, cut, faint, pad, row, soft, width_of, wrap
from workshop.tui.steps import outline_cells as cells
from workshop.tui.steps.items_keys import ItemsKeys
from workshop.tui.steps.items_shape import Entry
from workshop.tui.steps.window import window

LINE_ROWS = 6  # what is written may wrap to so many rows
MOST_ROWS = 8  # of a thing that is not at hand; what is longer ends in …
LABEL = 14  # of a field on a row of its own
OFFERS_SEEN = 4  # suggestions kept in sight below the line
NAME = 12  # cells at the right edge for who said it
ARROW = "→ "  # before each entry of a chain
NUMBERS = 4  # cells left of a thing: its number, and the line's sign
FOOT = 6  # rows the things keep above the foot
SLACK = 4  # rows that may come to be without moving what is set apart by air
FEW = 3  # fields that do with the width of a table
SAID_ROWS = 2  # of what earlier steps say of a heading


class OutlinePane(ItemsKeys):
    wide = True

    # ----------------------------------------------------------------------------------------------------- measures
    @property
    def is_tree(self) -> bool:
        return self.step.each is not None

    @property
    def splits(self) -> bool:
        """Whether what belongs to each row is its parts: a table of what was gathered about it is not."""
        return self.is_tree and getattr(self.step, "look", None) in (None, "tree")

    @property
    def indent(self) -> int:
        """Where a thing's words begin, and so the line: its sign stands two columns left of that."""
        if self.is_tree:
            return 2
        return max(NUMBERS, len(str(self.shape().count)) + 1) + (len(ARROW) if self.step.chain else 0)

    def name_of(self, item: Item) -> str:
        """Who said it, where that may be seen."""
        if self.is_tree or self.fields or not item.by or self.hidden or self.names_hidden or not self.many_voices:
            return ""
        return self.voice_name(item.by)

    def words_width(self, item: Item, text_width: int) -> int:
        return text_width - self.indent - (NAME if self.name_of(item) else 2 if self._columns else 0)

    def lines_of(self, item: Item, text_width: int, room: int) -> tuple[str, ...]:
        """The words of a thing in rows, cut where they would push everything else off the screen."""
        lines = wrap(self.text_of(item), self.words_width(item, text_width), 2)
        below = len(self._detailed(room)) if not self._columns else 0
        most = max(1, room - 2 - below) if item.id == self.at else min(MOST_ROWS, max(2, room // 2))
        if len(lines) > most:
            lines = (*lines[: most - 1], lines[most - 1][: max(1, len(lines[most - 1]) - 1)].rstrip() + "…")
        return lines

    # ------------------------------------------------------------------------------------------------------ drawing
    _columns: list[int] = []  # noqa: RUF012 - of the last drawing
    _text_width = 0
    _airy = False

    def view(self, width: int, height: int) -> View:
        self.settle()
        width = min(width, TABLE) if len(self.fields) <= FEW else width
        above = self.voice_row(width)
        if not self.blocks():
            return View([*above, row(faint(cut(t("outline.no_rows", self.lang), width)))])
        shape = self.shape()
        text_width, self._columns = cells.columns(width, len(self.fields), self._dates())
        self._text_width = text_width
        above += self.head(text_width)
        foot = self.foot(width, height - len(above) - FOOT)
        room = max(1, height - len(above) - len(foot))
        self._airy = self._has_air(width, text_width, room)
        index = shape.index_of(self.at) if self.at else None
        focus = shape.line_index if index is None else index
        if index is None and shape.line and shape.offers and room > OFFERS_SEEN + 4:
            focus = min(len(shape) - 1, focus + min(OFFERS_SEEN, len(shape.offers) + 2))

        def height_of(index: int) -> int:
            return self._height(shape[index], width, text_width, room)

        self.first, end = window(len(shape), min(focus, len(shape) - 1), self.first, height_of, room)
        rows, line = list(above), None
        if self.first:
            rows.append(self._note("list.earlier", self.first))
        for index in range(self.first, end):
            at = self._draw(shape[index], rows, width, text_width, room)
            line = at or line
        if end < len(shape):
            rows.append(self._note("list.more", len(shape) - end))
        return View([*rows, *foot][:height], line)

    def _has_air(self, width: int, text_width: int, room: int) -> bool:
        """Whether an empty row stands between things: where that is wanted, and all of them fit with it."""
        shape, self._airy = self.shape(), False
        count = len(shape)
        if self.is_tree or not has_air(self.host.density, count, count, room):
            return False
        rows = sum(self._height(shape[at], width, text_width, room) for at in range(count))
        things = sum(shape[at].what == "item" for at in range(count))
        return has_air(self.host.density, things + 1, rows, room, slack=SLACK)

    def _note(self, key: str, n: int) -> Row:
        return row(Span(" " * self.indent), faint(t(key, self.lang, n=n)))

    def _height(self, entry: Entry, width: int, text_width: int, room: int) -> int:
        if entry.what == "line":
            return max(1, self.host.line_rows) if self.writing and not self.editing else 1
        if entry.what == "head":
            return 1 + len(self._said(entry, width))
        if entry.what != "item" or entry.item is None:
            return 1
        below = len(self._detailed(room)) if entry.item.id == self.at else 0
        if entry.item.id == self.at and self.editing and self.column == 0:
            return max(1, self.host.line_rows) + below + self._airy
        return len(self.lines_of(entry.item, text_width, room)) + below + self._airy

    def _draw(self, entry: Entry, rows: list[Row], width: int, text_width: int, room: int) -> LineAt | None:
        if entry.what == "gap":
            rows.append(EMPTY)
        elif entry.what == "head":
            rows.append(self._head_row(entry, width))
            rows += self._said(entry, width)
        elif entry.what == "line":
            return self._draw_line(entry, rows, width)
        elif entry.what == "offers":
            rows.append(row(Span(" " * self.indent), faint(t("list.offers", self.lang))))
        elif entry.item is not None and entry.what == "offer":
            here = entry.item.id == self.at
            words = cut(self.text_of(entry.item), width - self.indent)
            sign = Span(" " * (self.indent - 2)), Span("+ ", "accent" if here else "faint")
            spans = (*sign, Span(words, "ink" if here else "soft", here))
            rows.append(Row(spans, "▌" if here else "", "focus" if here else "", ("offer", entry.item.id)))
        elif entry.item is not None:
            line = self._draw_item(entry, entry.item, rows, width, text_width, room)
            if self._airy:
                rows.append(EMPTY)
            return line
        return None

    # headings
    def head(self, text_width: int) -> list[Row]:
        """The names of the columns."""
        if self.step.chain and not self.is_tree:
            return self._start_of_chain(text_width)
        if not self._columns:
            return []
        spans = [faint(pad(" " * (0 if self.is_tree else self.indent) + self.head_text(), text_width))]
        for field, size in zip(self.fields, self._columns, strict=True):
            title = cut(self.book.text(field.title).lower(), size - cells.GAP)
            spans.append(faint(pad(title, size - cells.GAP, self.editor(field).align) + " " * cells.GAP))
        rule = [] if self.is_tree else [row(Span("─" * (text_width + sum(self._columns)), "rule"))]
        return [row(*spans), *rule]

    def _start_of_chain(self, width: int) -> list[Row]:
        """What the first entry of a chain is asked of."""
        scope = self.scope()._replace(item="")
        found = self.book.source(self.step.start, scope) if self.step.start is not None else ()
        if not found:
            return []
        lines = wrap(self.text_of(found[0]), max(8, width - self.indent), 0)[:2]
        return [row(Span(" " * self.indent), soft(cut(line, width - self.indent))) for line in lines]

    def _dates(self) -> list[int]:
        return [at for at, field in enumerate(self.fields) if field.kind == "date"]

    def head_text(self) -> str:
        return ""

    def _head_row(self, entry: Entry, width: int) -> Row:
        block = self.shape().blocks[entry.block]
        if entry.item is None:
            return row(faint(cut(block.words, width)))
        here, count = entry.block == self.block, len(block.items)
        some = t("outline.parts" if self.splits else "outline.lines", self.lang, n=count)
        said = some if count else t("outline.none_yet" if self.splits else "outline.nothing_yet", self.lang)
        ink: Ink = "ink" if here or count else "soft"
        name = Span(cut(self.text_of(entry.item), width - width_of([Span(said)]) - 3), ink, here and not self.at)
        return Row(columns([name], [faint(said)], width), target=("head", entry.block))

    def _said(self, entry: Entry, width: int) -> list[Row]:
        """What earlier steps say of the heading at hand."""
        if entry.item is None or entry.block != self.block or not self.step.show:
            return []
        said = " · ".join(f"{name}{'' if name.endswith('?') else ':'} {words}" for name, words in self.said_of(entry.item.id))
        lines = wrap(said, min(width, 84), 0) if said else ()
        if len(lines) > SAID_ROWS:
            lines = (*lines[: SAID_ROWS - 1], cut(" ".join(lines[SAID_ROWS - 1 :]), min(width, 84)))
        return [row(soft(line)) for line in lines]

    # the line
    def _draw_line(self, entry: Entry, rows: list[Row], width: int) -> LineAt | None:
        sign = Span(" " * (self.indent - 2))
        if self.writing and not self.editing:
            at = LineAt(len(rows), self.indent, width - self.indent, LINE_ROWS, cut(self.ghost(), width - self.indent - 1))
            rows.append(row(sign, accent("› ")))
            rows += [EMPTY] * (self.host.line_rows - 1)
            return at
        here = not self.at
        words = cut(self.held or t("list.add_here", self.lang), width - self.indent)
        spans = (sign, faint("› " if self.held else "  "), faint(words))
        rows.append(Row(spans, "▌" if here else "", "focus" if here else "", ("line", entry.block)))
        return None

    def ghost(self) -> str:
        """What to type."""
        if lacking := self.lacking():
            there = self.current is not None and self.current.items
            return t("list.at_least" if there else "list.first_of", self.lang, n=lacking)
        if self.step.turns and self.takes_turns and (name := self.voice_name(self.by)):
            return t("list.turn", self.lang, name=name)
        if self.is_tree:
            return t("outline.next" if self.splits else "outline.next_line", self.lang)
        return "" if self.shape().count else t("list.first", self.lang)

    # things
    def _draw_item(self, entry: Entry, item: Item, rows: list[Row], width: int, text_width: int, room: int) -> LineAt | None:
        here = item.id == self.at
        start, target = len(rows), ("item", item.id)
        writing = here and self.editing and self.column == 0
        texts = ("",) * max(1, self.host.line_rows) if writing else self.lines_of(item, text_width, room)
        size = text_width - self.indent - (cells.GAP if self._columns else 0)
        line = LineAt(start, self.indent, size, LINE_ROWS) if writing else None
        beside, open_at = self._beside(item, here)
        if open_at is not None:
            line = LineAt(start, *open_at)
        name = self.name_of(item)
        for at, text in enumerate(texts):
            words = Span(text, self.ink_of(item), here and not self.column)
            if self._columns or name:
                words = words._replace(text=pad(text, text_width - self.indent - (NAME if name else 0)))
            lead = self.lead(entry, item, here) if at == 0 else self._lead_below(entry)
            more = () if at else (faint(pad(cut(name, NAME - 1), NAME, "right")),) if name else beside
            rows.append(Row((*lead, words, *more), "▌" if here else "", "focus" if here else "", target))
        for column in self._detailed(room) if here else ():
            if self.editing and self.column == column:
                line = LineAt(len(rows), self.indent + LABEL, width - self.indent - LABEL, 1)
            rows.append(self._detail(item, column, width))
        return line

    def _beside(self, item: Item, here: bool) -> tuple[list[Span], tuple[int, int] | None]:
        """The fields in their columns; and where the line lies, where one of them is being written."""
        spans: list[Span] = []
        open_at, x = None, self._text_width
        for at, (field, size) in enumerate(zip(self.fields, self._columns, strict=False), 1):
            if here and self.editing and self.column == at:
                open_at = (x, size - 1)
                spans.append(Span(" " * size))
            elif self.is_asked(field, item):
                spans += cells.cell(self.asked(field, item), size, here and self.column == at, self.ghost_of(field, item))
            else:
                spans.append(Span(" " * size))
            x += size
        return spans, open_at

    def _detailed(self, room: int) -> Sequence[int]:
        """Where there is no room for columns: the fields that stand below the thing at hand, one a row."""
        if self._columns or not self.fields:
            return ()
        return range(1, len(self.fields) + 1) if room >= len(self.fields) + 4 else (max(1, self.column),)

    def _detail(self, item: Item, column: int, width: int) -> Row:
        field, here = self.fields[column - 1], self.column == column
        label = Span(pad(cut(self.book.text(field.title), LABEL - 2), LABEL), "ink" if here else "soft", here)
        value: list[Span] = []
        if not (here and self.editing) and self.is_asked(field, item):
            value = cells.cell(self.asked(field, item), width - self.indent - LABEL, here, self.ghost_of(field, item))
        return Row((Span(" " * self.indent), label, *value), "▌", "focus", ("field", (item.id, column)))

    def lead(self, entry: Entry, item: Item, here: bool) -> tuple[Span, ...]:
        """What stands left of a thing: its branch, or its number."""
        marked = item.id in self.marked or item.id == self.merging
        if self.is_tree:
            return (Span("● ", "accent") if marked else Span("└ " if entry.last else "├ ", "rule"),)
        arrow = Span(ARROW, "faint") if self.step.chain else Span("")
        room = self.indent - len(arrow.text)
        if marked:
            number = Span(pad("●", room - 2, "right"), "accent")
        elif item.get("touched"):
            number = Span(pad("▲", room - 2, "right"), "warn")
        else:
            number = Span(pad(str(entry.place + 1), max(2, len(str(entry.place + 1))), "right"), "accent" if here else "faint")
        return (number, Span(" " * (room - width_of([number]))), arrow)

    def _lead_below(self, entry: Entry) -> tuple[Span, ...]:
        if self.is_tree:
            return (Span("  " if entry.last else "│ ", "rule"),)
        return (Span(" " * self.indent),)

    def ink_of(self, item: Item) -> Ink:
        return "ink"

    def ghost_of(self, field: AnyField, item: Item) -> str:
        """What is missing, as a question; here only where it is at hand and a choice can be made."""
        if item.id == self.at and field.kind == "choice" and not self.editor(field).takes_line(self.asked(field, item)):
            return t("outline.choose", self.lang)
        return ""

    # below
    def foot(self, width: int, most: int) -> list[Row]:
        """What can be answered in the field at hand, what was understood while writing in it, what the checks say."""
        item, field = self.item(), self.field_at()
        rows: list[Row] = []
        if item is not None and field is not None and self.is_asked(field, item):
            asked = self.asked(field, item)
            rows = cells.foot(asked, self.text_of(item), width, most)
            if self.editing and self.editor(field).reads and (said := self.editor(field).read_back(asked, self.host.line_text)):
                rows = [EMPTY, row(soft(cut(said, width)))]
            elif self.editing and not self.host.line_text and (offers := offers_line(self.editor(field), asked, width)):
                rows = [EMPTY, Row(offers)]
        elif item is not None and item.get("touched"):
            rows = [EMPTY, row(Span(cut(t("list.touched", self.lang), width), "warn"))]
        return rows + self.check_rows(width)

    def typed(self, text: str) -> bool:
        field = self.field_at()
        return self.editing and field is not None and self.editor(field).reads

    def column_at(self, x: int) -> int:
        """The field under a column of the screen."""
        at = self._text_width
        for column, size in enumerate(self._columns, 1):
            if at <= x < at + size:
                return column
            at += size
        return 0
