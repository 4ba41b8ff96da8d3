"""Items with fields, one a row, under the things they belong to: the split, a table of items, actions and decisions.

A part is written on one line; → goes to its fields, where a digit chooses and words are typed. One editor for all, because a split
is a list for each row, a table a list with fields, and actions a table whose line also reads owner and date.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from workshop import language
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session.changes import AddItem, AddItems, Change, EditItem, MoveItem, RemoveItem, SetItemField, TakeStart
from workshop.session.flow import Stop
from workshop.session.model import Item, live
from workshop.session.scope import Scope
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, cut, faint, missing, pad, row, soft, wrap
from workshop.tui.steps.base import StepPane
from workshop.tui.steps.window import window

TEXT_LEAST = 26  # cells an item's own text keeps beside its fields
FIELD = 12  # cells of a field's column at most, its gap included


class Entry(NamedTuple):
    """One thing of the outline: a parent, an item, the line below a parent's items, a gap or a head."""

    what: str  # parent | item | line | gap | offer
    parent: int = 0
    item: Item | None = None
    last: bool = False


class OutlinePane(StepPane):
    """Opens in Writing, on the line of the first parent that has nothing."""

    wide = True

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.parents: list[Item | None] = list(self.book.rows(self.step, stop.at)) if self.step.each is not None else [None]
        self.parent = next((i for i, one in enumerate(self.parents) if not self._under(one)), 0)
        self.writing = bool(self.parents) and self.can_add
        self.at = ""  # the item under the cursor; "" is the line
        self.column = 0  # 0 the text, then the fields
        self.editing = False
        self.moving = False
        self.first = 0
        self.held = ""

    # what there is
    @property
    def fields(self) -> list[AnyField]:
        return list(self.step.fields)

    @property
    def can_add(self) -> bool:
        return not self.step.closed

    def items(self) -> list[Item]:
        return [item for item in live(self.book.session.answer(self.step.id).items) if not item.at or item.at == self.stop.at]

    def _under(self, parent: Item | None) -> list[Item]:
        return [item for item in self.items() if parent is None or item.of == parent.id]

    def offers(self) -> tuple[Item, ...]:
        if self.step.closed:
            return ()
        of = self.current_parent.id if self.current_parent is not None else ""
        return self.book.offers(self.step, self.stop.at, of)

    @property
    def current_parent(self) -> Item | None:
        return self.parents[self.parent] if self.parents else None

    def refresh_parents(self) -> None:
        if self.step.each is not None:
            self.parents = list(self.book.rows(self.step, self.stop.at))
            self.parent = max(0, min(self.parent, len(self.parents) - 1))

    def item(self) -> Item | None:
        return next((one for one in self.items() if one.id == self.at), None) if self.at else None

    def text_of(self, item: Item) -> str:
        return item.text or self.book.label(item.id)

    def field_at(self) -> AnyField | None:
        return self.fields[self.column - 1] if 0 < self.column <= len(self.fields) else None

    # above the body
    def scope(self) -> Scope:
        parent = self.current_parent
        return Scope(step=self.step.id, at=self.stop.at, of=parent.id if parent is not None else "")

    def kicker(self) -> str:
        if self.step.each is None or len(self.parents) < 2:
            return ""
        return t("outline.place", self.lang, n=self.parent + 1, of=len(self.parents))

    # drawing
    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        offers = self.offers()
        by_parent: dict[str, list[Item]] = {}
        if self.step.each is not None:
            for item in self.items():
                by_parent.setdefault(item.of, []).append(item)
        for index, parent in enumerate(self.parents):
            items = by_parent.get(parent.id, []) if parent is not None else self.items()
            if parent is not None:
                if found:
                    found.append(Entry("gap", index))
                found.append(Entry("parent", index, parent))
            has_line = self.can_add and index == self.parent
            found += [Entry("item", index, item, i == len(items) - 1 and not has_line) for i, item in enumerate(items)]
            if has_line:
                found.append(Entry("line", index, None, True))
                found += [Entry("offer", index, offer) for offer in offers]
        return found

    def widths(self, width: int) -> tuple[int, list[int]]:
        """Columns of the text (its tree included) and of each field; no columns where the window is too narrow."""
        count = len(self.fields)
        if not count:
            return width, []
        room = width - TEXT_LEAST
        each = min(FIELD + 2 if count <= 3 else FIELD, room // count)
        if each < 8:
            return width, []
        return width - each * count, [each] * count

    def view(self, width: int, height: int) -> View:
        self.refresh_parents()
        if not self.parents:
            return View((row(faint(t("outline.no_rows", self.lang))),))
        entries = self.entries()
        text_width, columns = self.widths(width)
        top = self.head(text_width, columns) if any(entry.what in ("item", "line") for entry in entries) else []
        foot = self.foot(width, height)
        room = height - len(top) - len(foot)
        focus = self._focus(entries)
        line_rows = self.host.line_rows

        def height_of(index: int) -> int:
            entry = entries[index]
            if entry.what == "line":
                return max(1, line_rows) if self.writing and not self.editing else 1
            if entry.what == "item" and entry.item is not None:
                if entry.item.id == self.at and self.editing and self.column == 0:
                    return max(1, line_rows)
                return len(self._item_lines(entry.item, text_width)) + len(self._detail(entry.item, width, columns))
            return 1

        self.first, end = window(len(entries), focus, self.first, height_of, room)
        rows: list[Row] = list(top)
        line: LineAt | None = None
        if self.first:
            rows.append(row(faint(t("list.earlier", self.lang, n=self.first))))
        for index in range(self.first, end):
            at = self._draw(entries[index], index, rows, width, text_width, columns)
            line = at or line
        if end < len(entries):
            rows.append(row(faint(t("list.more", self.lang, n=len(entries) - end))))
        if foot:
            rows += foot
        return View(rows, line)

    def _focus(self, entries: list[Entry]) -> int:
        for index, entry in enumerate(entries):
            if self.at:
                if entry.item is not None and entry.item.id == self.at and entry.what in ("item", "offer"):
                    return index
            elif entry.what == "line":
                return index
        return 0

    def head(self, text_width: int, columns: list[int]) -> list[Row]:
        if not columns:
            return []
        spans = [faint(pad(self.head_text(), text_width))]
        spans += [faint(pad(self.book.text(f.title).lower(), w - 2) + "  ") for f, w in zip(self.fields, columns, strict=True)]
        return [row(*spans)]

    def head_text(self) -> str:
        return ""

    def _indent(self, entry: Entry) -> tuple[Span, ...]:
        if self.step.each is None:
            return ()
        return (Span("└ " if entry.last else "├ ", "rule"),)

    @property
    def indent(self) -> int:
        return 2 if self.step.each is not None else 4

    def _item_lines(self, item: Item, text_width: int) -> tuple[str, ...]:
        return wrap(self.text_of(item), text_width - self.indent - 2, 2)

    def _draw(
        self, entry: Entry, index: int, rows: list[Row], width: int, text_width: int, columns: list[int]
    ) -> LineAt | None:
        if entry.what == "gap":
            rows.append(EMPTY)
            return None
        if entry.what == "parent" and entry.item is not None:
            rows.append(self._parent_row(entry, width))
            return None
        if entry.what == "line":
            return self._draw_line(entry, rows, width, text_width)
        if entry.what == "offer" and entry.item is not None:
            here = entry.item.id == self.at
            if rows and (index == 0 or not self._was_offer):
                rows.append(row(Span(" " * self.indent), faint(t("list.offers", self.lang))))
            self._was_offer = True
            words = cut(self.text_of(entry.item), width - self.indent - 2)
            spans = (Span(" " * (self.indent - 2)), Span("+ ", "accent" if here else "faint"), Span(words, "ink" if here else "soft", here))
            rows.append(Row(spans, "▌" if here else "", "focus" if here else "", ("offer", entry.item.id)))
            return None
        self._was_offer = False
        return self._draw_item(entry, rows, width, text_width, columns) if entry.item is not None else None

    _was_offer = False

    def _parent_row(self, entry: Entry, width: int) -> Row:
        assert entry.item is not None
        here = entry.parent == self.parent
        count = len(self._under(entry.item))
        said = t("outline.parts", self.lang, n=count) if count else t("outline.none_yet", self.lang)
        name = cut(self.text_of(entry.item), width - len(said) - 3)
        gap = " " * max(1, width - len(said) - sum(len(s) for s in (name,)))
        ink: Any = "ink" if here or count else "soft"
        return Row((Span(name, ink, here), Span(gap), faint(said)), target=("parent", entry.parent))

    def _draw_line(self, entry: Entry, rows: list[Row], width: int, text_width: int) -> LineAt | None:
        tree = self._indent(entry) if self.step.each is not None else (Span("  "),)
        x = self.indent + (2 if self.step.each is not None else 0)
        if self.writing and not self.editing:
            at = LineAt(len(rows), x, width - x, 6, self.ghost())
            rows.append(row(*tree, Span("› ", "accent")))
            rows += [EMPTY] * (self.host.line_rows - 1)
            return at
        here = not self.at and not self.writing
        words = cut(self.held, width - x) if self.held else self.ghost()
        rows.append(Row((*tree, faint("› "), faint(words)), "▌" if here else "", "focus" if here else "", ("line", entry.parent)))
        return None

    def ghost(self) -> str:
        return t("outline.next", self.lang) if self.step.each is not None else t("list.first", self.lang) if not self.items() else ""

    def _draw_item(self, entry: Entry, rows: list[Row], width: int, text_width: int, columns: list[int]) -> LineAt | None:
        item = entry.item
        assert item is not None
        here = item.id == self.at
        back: Any = "focus" if here else ""
        mark: Any = "▌" if here else ""
        line: LineAt | None = None
        start = len(rows)
        number = self.numbering(item, here)
        lead: tuple[Span, ...] = self._indent(entry) if self.step.each is not None else number
        if here and self.editing and self.column == 0:
            line = LineAt(start, self.indent, text_width - self.indent - 2, 6)
            texts: tuple[str, ...] = ("",) * max(1, self.host.line_rows)
        else:
            texts = self._item_lines(item, text_width)
        for place, text in enumerate(texts):
            rest = Span("│ " if not entry.last else "  ", "rule") if self.step.each is not None else Span(" " * self.indent)
            first = lead if place == 0 else (rest,)
            spans = [*first, Span(pad(text, text_width - self.indent), self.ink_of(item), here and (self.column == 0 or not columns))]
            if place == 0:
                x = text_width
                for number_, (field, size) in enumerate(zip(self.fields, columns, strict=False), 1):
                    if here and self.editing and self.column == number_:
                        line = LineAt(start, x, size - 2, 1)
                        spans.append(Span(" " * size))
                    else:
                        spans += self._field_spans(item, field, size, here and self.column == number_)
                    x += size
            rows.append(Row(tuple(spans), mark, back, ("item", item.id)))
        for field_index, detail in enumerate(self._detail(item, width, columns), 1):
            if here and self.editing and self.column == field_index:
                label = pad(self.book.text(self.fields[field_index - 1].title), 14)
                line = LineAt(len(rows), self.indent + 14, width - self.indent - 14, 1)
                rows.append(Row((Span(" " * self.indent), soft(label)), mark, back, ("item", item.id)))
            else:
                rows.append(detail)
        return line

    def ink_of(self, item: Item) -> Any:
        return "ink"

    def numbering(self, item: Item, here: bool) -> tuple[Span, ...]:
        place = next((i for i, one in enumerate(self.items(), 1) if one.id == item.id), 0) if here or True else 0
        return (Span(f"{place:>2}", "accent" if here else "faint"), Span("  "))

    def _detail(self, item: Item, width: int, columns: list[int]) -> list[Row]:
        """Where there is no room for columns: the fields of the item at hand, one a row below it."""
        if columns or item.id != self.at:
            return []
        out = []
        for index, field in enumerate(self.fields, 1):
            here = self.column == index
            label = pad(self.book.text(field.title), 14)
            value = self._field_spans(item, field, max(10, width - self.indent - 14) + 2, here)
            out.append(Row((Span(" " * self.indent), Span(label, "ink" if here else "soft", here), *value), "▌", "focus", ("item", item.id)))
        return out

    def _field_spans(self, item: Item, field: AnyField, size: int, here: bool) -> list[Span]:
        words = self.drawn(field, item)
        ghost = self.ghost_of(field, item)
        if not words and ghost:
            said = cut(ghost, size - 2)
            return [missing(said)._replace(bold=here), Span(" " * (size - len(said)))]
        ink: Any = "soft" if words else "faint"
        if here:
            ink = "accent"
        return [Span(pad(words or "·", size - 2) + "  ", ink, here)]

    def ghost_of(self, field: AnyField, item: Item) -> str:
        """What is missing, as a question; only where it is at hand and a choice can be made."""
        if item.id == self.at and isinstance(field, ChoiceField):
            return t("outline.choose", self.lang)
        return ""

    def drawn(self, field: AnyField, item: Item) -> str:
        value = item.get(field.id)
        if value is None or value == "":
            return ""
        if isinstance(field, ChoiceField):
            titles = {option.id: self.book.text(option.title) for option in self.book.options(field, self.scope())}
            return ", ".join(titles.get(str(one), self.book.label(str(one)) or str(one)) for one in (value if isinstance(value, list | tuple) else [value]))
        if isinstance(value, bool):
            return t("outline.yes" if value else "outline.no", self.lang)
        if isinstance(value, date):
            return language.day(value, self.lang, date.today())
        if isinstance(value, int | float):
            return language.number(value, self.lang)
        if isinstance(value, list | tuple):
            return ", ".join(one.text if isinstance(one, Item) else str(one) for one in value)
        return str(value)

    def foot(self, width: int, height: int) -> list[Row]:
        """What the digits choose among for the field at hand, and the whole of a value that was cut."""
        item, field = self.item(), self.field_at()
        if item is None or field is None or height < 14:
            return []
        options = self.choices(field)
        head = t("outline.field_for", self.lang, field=self.book.text(field.title), item=cut(self.text_of(item), 40))
        rows = [EMPTY, row(faint(cut(head, width)))]
        for index, (_, title) in enumerate(options[: max(0, min(9, height // 3))], 1):
            rows.append(row(Span(f"{index}", "accent", True), Span(f"  {cut(title, width - 3)}")))
        if not options:
            value = self.drawn(field, item)
            rows += [row(soft(text)) for text in wrap(value, width, 0)[:2]] if value else []
        hint = self.book.text(field.hint, self.scope())
        if hint and len(rows) < height // 3:
            rows += [row(soft(text)) for text in wrap(hint, min(width, 84), 0)[:2]]
        return rows if len(rows) > 2 else []

    def choices(self, field: AnyField) -> list[tuple[Any, str]]:
        if isinstance(field, ChoiceField):
            return [(option.id, self.book.text(option.title)) for option in self.book.options(field, self.scope())]
        if isinstance(field, YesNoField):
            return [(True, t("outline.yes", self.lang)), (False, t("outline.no", self.lang))]
        if isinstance(field, ScaleField):
            labels = [self.book.text(label) for label in field.labels]
            found = []
            for index, value in enumerate(range(field.min, field.max + 1)):
                word = labels[index] if index < len(labels) and labels[index] else ""
                found.append((value, f"{language.number(value, self.lang)} {word}".strip()))
            return found
        return []

    def pairs(self) -> list[Pair]:
        if self.writing and self.editing:
            return [Pair("Enter", "keys.save"), Pair("Tab", "keys.next_field", "tab")]
        if self.writing:
            pairs = [Pair("Enter", "keys.adds")]
            if self.fields:
                pairs.append(Pair("→", "keys.to_fields", "right"))
            if self.step.each is not None and len(self.parents) > 1:
                pairs.append(Pair("Tab", "keys.next_row_of", "tab"))
            return pairs
        if self.moving:
            return [Pair("↑↓", "keys.move_to"), Pair("Enter", "keys.done")]
        field = self.field_at()
        pairs = [Pair(f"1–{min(9, len(self.choices(field)))}", "keys.choose")] if field is not None and self.choices(field) else []
        if self._offer() is not None:
            return [Pair("Enter", "keys.take"), Pair("a", "keys.add")]
        if self.item() is not None:
            pairs += [Pair("Enter", "keys.edit"), *([Pair("←→", "keys.field")] if self.fields else [])]
        return [*pairs, Pair("a", "keys.add"), *([Pair("m", "keys.move"), Pair("d", "keys.remove")] if self.item() else [])]

    # Writing
    def enter(self, text: str) -> None:
        if self.editing:
            if self.commit(text):
                self.next_field()
            return
        if text.strip():
            self.add(text)
        elif self.step.each is not None:
            self.next_parent(1)

    def add(self, text: str) -> bool:
        parent = self.current_parent
        if self.host.do(AddItem(step=self.step.id, text=text, of=parent.id if parent is not None else "", at=self.stop.at)):
            self.host.set_line("")
            return True
        return False

    def next_parent(self, way: int) -> None:
        if not self.parents:
            return
        following = self.parent + way
        if 0 <= following < len(self.parents):
            self.parent = following
        self.at, self.column, self.editing = "", 0, False
        self.writing = self.can_add
        self.host.set_line("")

    def commit(self, text: str) -> bool:
        """What is on the line into the cell being edited. False: refused."""
        item = self.item()
        if item is None:
            return True
        if self.column == 0:
            if not text.strip() or text == self.text_of(item):
                return True
            return self.host.do(*self.edits(item, text))
        field = self.field_at()
        if field is None or text == self.drawn(field, item):
            return True
        return self.host.do(SetItemField(id=item.id, field=field.id, value=text or None, step=self.step.id))

    def edits(self, item: Item, text: str) -> list[Change]:
        return [EditItem(id=item.id, text=text, step=self.step.id)]

    def next_field(self, way: int = 1) -> None:
        """From one cell to the next; after the last, back to the line."""
        self.column += way
        self.editing = self.writing = False
        if self.column > len(self.fields) or self.column < 0:
            self.back_to_line()
            return
        self.open_cell()

    def open_cell(self) -> None:
        """The cell under the cursor: words are typed at once, a choice waits for its digit."""
        item, field = self.item(), self.field_at()
        if item is None:
            return
        if field is not None and self.choices(field):
            self.editing = self.writing = False
            self.host.set_line("")
            return
        self.editing = self.writing = True
        self.host.set_line(self.text_of(item) if field is None else self.drawn_plain(field, item))

    def drawn_plain(self, field: AnyField, item: Item) -> str:
        value = item.get(field.id)
        return value.isoformat() if isinstance(value, date) else self.drawn(field, item)

    def back_to_line(self) -> None:
        self.at, self.column, self.editing, self.moving = "", 0, False, False
        self.writing = self.can_add
        self.host.set_line(self.held)
        self.held = ""

    def paste(self, lines: list[str], text: str) -> bool:
        if self.editing or not self.can_add or not self.parents:
            return False
        if text.strip():
            lines = [text + lines[0], *lines[1:]]
        parent = self.current_parent
        change = AddItems(step=self.step.id, texts=lines, of=parent.id if parent is not None else "", at=self.stop.at)
        if self.host.do(change):
            self.host.set_line("")
            self.host.say(t("list.pasted", self.lang, n=len(lines)))
        self.writing = True
        return True

    def move(self, key: str, text: str) -> bool:
        if self.editing:
            if key in ("tab", "shift+tab", "up", "down"):
                if self.commit(text):
                    if key in ("tab", "shift+tab"):
                        self.next_field(1 if key == "tab" else -1)
                    else:
                        self.editing = self.writing = False
                        self.host.set_line("")
                        self.step_by(-1 if key == "up" else 1)
                return True
            if key in ("left", "right"):
                self.next_field(1 if key == "right" else -1)
                return True
            return False
        items = self._under(self.current_parent)
        if key in ("right",) and items and self.fields:
            self.at, self.column, self.writing = items[-1].id, 1, False
            self.open_cell()
        elif key == "up":
            self.held = text
            self.writing = False
            self.host.set_line("")
            self.step_by(-1)
        elif key == "down":
            offers = self.offers()
            if offers:
                self.held, self.at, self.writing = text, offers[0].id, False
                self.host.set_line("")
            elif not text:
                self.next_parent(1)
        elif key in ("tab", "shift+tab"):
            if text and not self.add(text):
                return True
            self.next_parent(1 if key == "tab" else -1)
        else:
            return False
        return True

    def step_by(self, way: int) -> None:
        """To the next thing up or down, over the borders of parents."""
        entries = [entry for entry in self.entries() if entry.what in ("item", "line", "offer")]
        if not entries:
            return
        at = next((i for i, entry in enumerate(entries) if (entry.item.id if entry.item else "") == self.at), 0)
        target = at + way
        if target < 0:
            if self.parent > 0:
                self.parent -= 1
            return
        if target >= len(entries):
            if self.parent < len(self.parents) - 1 and entries[at].parent == len(self.parents) - 1:
                return
            if self.parent < len(self.parents) - 1:
                self.next_parent(1)
            return
        entry = entries[target]
        self.parent = entry.parent
        if entry.what == "line":
            self.back_to_line()
        elif entry.item is not None:
            self.at = entry.item.id

    def escape(self, text: str) -> None:
        if self.editing:
            if not self.commit(text):
                return
        else:
            self.held = text
        self.editing = self.writing = False
        self.host.set_line("")
        items = self._under(self.current_parent)
        if not self.at and items:
            self.at = items[-1].id

    # Choosing
    def _offer(self) -> Item | None:
        return next((offer for offer in self.offers() if offer.id == self.at), None) if self.at else None

    def key(self, key: str) -> bool:
        item, field = self.item(), self.field_at()
        if self.moving:
            return self._key_moving(key)
        if key in ("up", "down"):
            self.step_by(-1 if key == "up" else 1)
        elif key in ("left", "right") and item is not None:
            self.column = max(0, min(len(self.fields), self.column + (1 if key == "right" else -1)))
        elif key in ("tab", "shift+tab") and self.step.each is not None:
            self.next_parent(1 if key == "tab" else -1)
        elif key == "a" and self.can_add:
            self.back_to_line()
        elif key in ("enter", "e") and self._offer() is not None:
            self.take_offer()
        elif key in ("enter", "e"):
            if item is None:
                self.back_to_line()
            elif field is not None and self.choices(field) and key == "enter":
                self.next_field()
            else:
                self.open_cell()
        elif key.isdigit() and len(key) == 1 and item is not None and field is not None and self.choices(field):
            self.choose(item, field, int(key))
        elif key in ("d", "delete") and item is not None:
            self.remove(item)
        elif key == "m" and item is not None:
            self.moving = True
        elif key in ("home", "end"):
            self.parent = 0 if key == "home" else len(self.parents) - 1
            items = self._under(self.current_parent)
            self.at = (items[0] if key == "home" else items[-1]).id if items else ""
        elif key == "space" and item is not None:
            return self.space(item)
        else:
            return False
        return True

    def space(self, item: Item) -> bool:
        return False

    def take_offer(self) -> None:
        offer = self._offer()
        if offer is None:
            return
        offers = self.offers()
        place = offers.index(offer)
        if self.host.do(TakeStart(step=self.step.id, items=[offer.id], at=self.stop.at)):
            left = self.offers()
            self.at = left[min(place, len(left) - 1)].id if left else ""
            if not left:
                self.back_to_line()

    def choose(self, item: Item, field: AnyField, digit: int) -> None:
        options = self.choices(field)
        if digit > len(options):
            return
        value: Any = options[digit - 1][0] if digit else None
        if digit and isinstance(field, ChoiceField) and field.many:
            had = list(item.get(field.id) or [])
            value = [one for one in had if one != value] if value in had else [*had, value]
        if self.host.do(SetItemField(id=item.id, field=field.id, value=value or None if value == [] else value, step=self.step.id)) and (
            not (isinstance(field, ChoiceField) and field.many) and digit
        ):
            self.next_field()

    def remove(self, item: Item) -> None:
        siblings = self._under(next((one for one in self.parents if one is not None and one.id == item.of), None))
        place = next((i for i, one in enumerate(siblings) if one.id == item.id), 0)
        if self.host.do(RemoveItem(id=item.id, step=self.step.id)):
            self.host.say(t("run.removed", self.lang, what=cut(self.text_of(item), 40)))
            left = [one for one in siblings if one.id != item.id]
            self.at = left[min(place, len(left) - 1)].id if left else ""

    def _key_moving(self, key: str) -> bool:
        item = self.item()
        if item is None or key in ("enter", "m", "escape"):
            self.moving = False
            return True
        if key not in ("up", "down"):
            return False
        siblings = self._under(self.current_parent)
        place = next((i for i, one in enumerate(siblings) if one.id == item.id), 0)
        target = place + (-1 if key == "up" else 1)
        if 0 <= target < len(siblings):
            siblings.pop(place)
            after = siblings[target - 1].id if target > 0 else self._before(siblings[0])
            self.host.do(MoveItem(id=item.id, step=self.step.id, after=after))
        elif self.step.each is not None and 0 <= self.parent + (-1 if key == "up" else 1) < len(self.parents):
            # over the border: the part goes to the neighbour
            self.parent += -1 if key == "up" else 1
            parent = self.current_parent
            if parent is not None:
                self.host.do(MoveItem(id=item.id, step=self.step.id, of=parent.id))
        return True

    def _before(self, item: Item) -> str:
        """The item that stands before another in the whole list: to be the first of a row is to stand after that."""
        before = ""
        for one in self.items():
            if one.id == item.id:
                return before
            if one.id != self.at:
                before = one.id
        return before

    def click(self, target: object, x: int) -> None:
        if not isinstance(target, tuple):
            return
        what, which = target
        if self.writing and not self.leave(self.host.line_text):
            return
        self.host.set_line("")
        if what == "line" or what == "parent":
            self.parent = int(which)
            self.back_to_line()
        else:
            was = self.at
            self.at, self.writing, self.editing = str(which), False, False
            item = self.item()
            if item is not None and item.of:
                self.parent = next((i for i, one in enumerate(self.parents) if one is not None and one.id == item.of), self.parent)
            if was == self.at:
                self.key("enter")

    # where one is
    def leave(self, text: str) -> bool:
        if self.editing:
            return self.commit(text)
        text = text or self.held
        if text.strip() and self.can_add and self.parents:
            if not self.add(text):
                return False
            self.held = ""
        return True

    def place(self) -> tuple[str, str, str]:
        parent = self.current_parent
        if self.at and self.editing:
            field = self.field_at()
            return (self.at, field.id if field is not None else "", "edit")
        return (parent.id if parent is not None else "", "", "add")

    def go(self, of: str, field: str, use: str) -> None:
        if use == "edit" and any(item.id == of for item in self.items()):
            self.at = of
            item = self.item()
            if item is not None and item.of:
                self.parent = next((i for i, one in enumerate(self.parents) if one is not None and one.id == item.of), self.parent)
            self.column = next((i for i, one in enumerate(self.fields, 1) if one.id == field), 0)
            self.open_cell()
            return
        for index, parent in enumerate(self.parents):
            if parent is not None and parent.id == of:
                self.parent = index
                self.back_to_line()
