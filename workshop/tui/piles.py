"""Piles of what was captured: actions, decisions, what is parked, notes. Read, mended, finished, moved from one to another.

The closing and the sheet with the lists are both made of these; what each adds stands with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from workshop.errors import Refused
from workshop.language import t
from workshop.session import recapture
from workshop.session.changes import Change, RemoveItem, SetItemField, SetKind
from workshop.session.model import Item, Session
from workshop.tui.air import has_air
from workshop.tui.layout import TABLE
from workshop.tui.pane import Pair, Pane
from workshop.tui.piles_rows import KINDS, PileRows
from workshop.tui.rows import EMPTY, LineAt, Row, View, cut, faint, row
from workshop.tui.steps.window import window

LINE_ROWS = 3  # that the line may grow to
SHORT = 40  # cells of a thing's words in a message


class Line(NamedTuple):
    """One row to deal with: a captured thing, or a step that a later change touched (`stop`)."""

    pile: str
    item: Item | None = None
    stop: Any = None


class PilesPane(PileRows, Pane):
    host: Any
    wide = True
    piles: Sequence[str] = ()

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.cursor = 0
        self.first = 0
        self.column = 0  # 0: the words, then what else is said of it
        self.editing = ""  # the id of what is on the line
        self.moving = ""  # the kind that what is at hand would become
        self._kept: tuple[Any, dict[int, list[tuple[int, Row]]]] = ((), {})  # drawn rows of what is not at hand

    # ------------------------------------------------------------------------------------------------ what there is
    @property
    def session(self) -> Session:
        session: Session = self.host.desk.session
        return session

    def lines(self) -> list[Line]:
        return [Line(pile, item) for pile in self.piles for item in self.items(pile)]

    def items(self, pile: str) -> list[Item]:
        raise NotImplementedError

    def at(self, lines: list[Line]) -> Line | None:
        self.cursor = max(0, min(self.cursor, len(lines) - 1))
        return lines[self.cursor] if lines else None

    def copied(self) -> str:
        line = self.at(self.lines())
        return line.item.text if line is not None and line.item is not None else ""

    def fields(self, line: Line | None) -> tuple[str, ...]:
        return recapture.FIELDS.get(line.pile, ()) if line is not None and line.item is not None else ()

    def field(self, line: Line | None) -> str:
        """What is at hand of the thing at hand; "" for its words."""
        fields = self.fields(line)
        return fields[self.column - 1] if 0 < self.column <= len(fields) else ""

    # ------------------------------------------------------------------------------------------------------ drawing
    def view(self, width: int, height: int) -> View:
        width = min(width, TABLE)
        lines = self.lines()
        at = self.at(lines)
        if self.column > len(self.fields(at)):
            self.column = 0
        rows: list[tuple[int, Row]] = []
        line_at: LineAt | None = None
        apart: list[int] = []  # where the next thing of a pile begins
        for pile in self.piles:
            here = [(index, line) for index, line in enumerate(lines) if line.pile == pile]
            head = self.head(pile, len(here), width)
            if not head:
                continue
            if rows:
                rows.append((-1, EMPTY))
            rows += [(-1, one) for one in head]
            for n, (index, line) in enumerate(here):
                if n:
                    apart.append(len(rows))
                if index == self.cursor or line.item is None:
                    line_at = self._draw(line, index, rows, width, height) or line_at
                else:
                    rows += self._drawn(line, index, width, height)
            found = self.pile_foot(pile, rows, width, height)
            line_at = found or line_at
        rows += [(-1, one) for one in self.below(width)]
        if has_air(self.host.density, len(apart) + 1, len(rows), height):
            for begins in reversed(apart):
                rows.insert(begins, (-1, EMPTY))
            if line_at is not None:
                line_at = line_at._replace(row=line_at.row + sum(begins <= line_at.row for begins in apart))
        return self._windowed(rows, line_at, height)

    def _drawn(self, line: Line, index: int, width: int, height: int) -> list[tuple[int, Row]]:
        """The rows of something that is not at hand: drawn once for as long as nothing changes, so that one types as fast
        with a thousand things as with one."""
        stands = (self.host.book, width, self.piles)
        if self._kept[0] != stands:
            self._kept = (stands, {})
        if index not in self._kept[1]:
            rows: list[tuple[int, Row]] = []
            self._draw(line, index, rows, width, height)
            self._kept[1][index] = rows
        return self._kept[1][index]

    def _draw(self, line: Line, index: int, rows: list[tuple[int, Row]], width: int, height: int) -> LineAt | None:
        """The rows of one thing; where the line lies, if it is being written there."""
        here = index == self.cursor
        field = self.field(line) if here else ""
        written = here and self.writing and line.item is not None and line.item.id == self.editing
        line_at = None
        if written and not field:
            line_at = self._open_line(rows, index, 0, width, height, "")
        else:
            first, *more = self.thing(line, index, here, field, width)
            rows += [(index, first), *((-1, one) for one in more)]
        if line.item is not None:
            rows += [(-1, one) for one in self.said_below(line.pile, line.item, field, width)]
            if field:
                label = self.label(field)
                x = len(label.text)
                if written:
                    line_at = self._open_line(rows, -1, x, width, height, label)
                else:
                    rows.append((-1, self.at_hand(line.item, field, label, width)))
        if here and self.moving:
            rows.append((-1, self.kinds(self.moving, width)))
        if written and (said := self._understood(line, field)):
            rows.append((-1, row(faint(cut("  " + said, width)), back="focus")))
        return line_at

    def _open_line(self, rows: list[tuple[int, Row]], index: int, x: int, width: int, height: int, label: Any) -> LineAt:
        at = LineAt(len(rows), x, width - x, max(1, min(LINE_ROWS, height - 3)))
        rows.append((index, Row((label,) if label else (), "" if label else "›", "focus")))
        rows += [(-1, Row((), "", "focus"))] * (min(self.host.line_rows, at.rows) - 1)
        return at

    def _understood(self, line: Line, field: str) -> str:
        return recapture.read_back(self.session, line.pile, field, self.host.line_text, date.today())

    def typed(self, text: str) -> bool:
        return bool(self.editing)

    def _windowed(self, rows: list[tuple[int, Row]], line_at: LineAt | None, height: int) -> View:
        place = next((at for at, (index, _) in enumerate(rows) if index == self.cursor), 0)
        if line_at is not None:
            place = line_at.row
        self.first = min(self.first, place)
        # what stands under the thing at hand comes along; so do the head of the first pile and what is said last
        end = next((at for at in range(place + 1, len(rows)) if not rows[at][1].back), len(rows))
        if not any(index > self.cursor for index, _ in rows) and self.cursor and line_at is None:
            end = min(len(rows), place + max(1, height - 2))
        place = end - 1 if self.cursor or line_at is not None or end >= height else 0
        self.first, end = window(len(rows), place, self.first, lambda _: 1, height)
        shown = [one for _, one in rows[self.first : end]]
        lead = 1 if self.first else 0
        if self.first:
            hidden = _things(rows[: self.first])
            shown.insert(0, row(faint(t("list.earlier", self.lang, n=hidden))) if hidden else rows[self.first - 1][1])
        if end < len(rows):
            rest = _things(rows[end:])
            shown.append(row(faint(t("list.more", self.lang, n=rest))) if rest else EMPTY)
        if line_at is not None:
            line_at = line_at._replace(row=line_at.row - self.first + lead)
        return View(shown[:height], line_at)

    # what a screen of its own adds
    def head(self, pile: str, count: int, width: int) -> list[Row]:
        raise NotImplementedError

    def pile_foot(self, pile: str, rows: list[tuple[int, Row]], width: int, height: int) -> LineAt | None:
        """Rows below the things of a pile."""
        return None

    def below(self, width: int) -> list[Row]:
        return []

    # --------------------------------------------------------------------------------------------------------- keys
    def pairs(self) -> list[Pair]:
        if self.moving:
            return [Pair("! = ?", "keys.kinds_of_capture", "!"), Pair("←→", "keys.choose"), Pair("Enter", "keys.done")]
        if self.writing:
            return [Pair("Enter", "keys.save"), *([Pair("@", "keys.owner_and_date")] if not self.column else [])]
        line = self.at(self.lines())
        if line is None:
            return []
        pairs = list(self.pairs_of(line))
        if self.fields(line):
            pairs.append(Pair("←→", "keys.field"))
        if line.item is not None and line.pile in recapture.SIGN:
            pairs.append(Pair("m", "keys.change_kind"))
        return [*pairs, Pair("Tab", "keys.next_pile")]

    def pairs_of(self, line: Line) -> list[Pair]:
        raise NotImplementedError

    def key(self, key: str) -> bool:
        lines = self.lines()
        line = self.at(lines)
        if self.moving and line is not None and line.item is not None:
            return self._move_key(key, line.item)
        if key in ("up", "down"):
            self.point(self.cursor + (1 if key == "down" else -1), lines)
        elif key in ("home", "end"):
            self.point(0 if key == "home" else len(lines) - 1, lines)
        elif key == "tab" and line is not None:
            self.point(next((i for i, one in enumerate(lines) if i > self.cursor and one.pile != line.pile), 0), lines)
        elif key == "shift+tab" and line is not None:
            heads = [i for i, one in enumerate(lines) if not i or one.pile != lines[i - 1].pile]
            self.point(next((i for i in reversed(heads) if i < self.cursor), heads[-1]), lines)
        elif line is None:
            return False
        elif key in ("left", "right") and self.fields(line):
            self.column = max(0, min(len(self.fields(line)), self.column + (1 if key == "right" else -1)))
        else:
            return self.do_key(key, line)
        return True

    def point(self, index: int, lines: Sequence[Line]) -> None:
        self.cursor, self.column = max(0, min(len(lines) - 1, index)), 0

    def do_key(self, key: str, line: Line) -> bool:
        """A key for the thing at hand."""
        if key in ("enter", "e"):
            self.edit(line, words=key == "e")
        elif key == "space":
            self.done(line)
        elif key in ("d", "delete") and line.item is not None:
            self.remove(line.item)
        elif key == "m" and line.item is not None and line.pile in recapture.SIGN:
            self.moving = next(what for what, pile in KINDS.items() if pile != line.pile)
        else:
            return False
        return True

    def done(self, line: Line) -> None:
        if line.item is not None and line.pile in ("actions", "parked"):
            self.host.do(SetItemField(id=line.item.id, field="done", value=None if line.item.get("done") else True))

    removed = "run.removed"  # what is said then: a catalog key

    def remove(self, item: Item) -> None:
        what = self.words_of(item)
        if self.host.do(RemoveItem(id=item.id)):
            self.host.say(t(self.removed, self.lang, what=cut(what, SHORT)))

    def _move_key(self, key: str, item: Item) -> bool:
        """What is at hand becomes something else: its sign, or the arrows and Enter."""
        others = [what for what, pile in KINDS.items() if item.id not in getattr(self.session, pile)]
        signs = {"!": "action", "=": "decision", "?": "parked"}
        if key in ("left", "right", "up", "down"):
            way = 1 if key in ("right", "down") else -1
            self.moving = others[(others.index(self.moving) + way) % len(others)]
        elif key == "enter" or key in signs:
            what = signs.get(key, self.moving)
            self.moving = ""
            if what in others:
                self.become(item, what)
        elif key in ("escape", "m"):
            self.moving = ""
        return True

    def become(self, item: Item, what: str) -> None:
        words = self.words_of(item)
        if self.host.do(SetKind(id=item.id, what=what)):  # type: ignore[arg-type]
            self.host.say(t(f"review.made_{what}", self.lang, what=cut(words, SHORT)))

    # the line
    def edit(self, line: Line, *, words: bool = False) -> None:
        """Open the line of a thing, or of what is at hand of it. Where an owner or a day is missing it can be typed on."""
        item = line.item
        if item is None:
            return
        if words:
            self.column = 0
        self.editing, self.writing = item.id, True
        if field := self.field(line):
            self.host.set_line(recapture.field_line(item, field))
        else:
            space = " " if recapture.lacks(line.pile, item) else ""
            self.host.set_line(recapture.written(self.session, line.pile, item, self.words_of(item)) + space)

    def enter(self, text: str) -> None:
        line = next((one for one in self.lines() if one.item is not None and one.item.id == self.editing), None)
        if line is None or line.item is None:
            self.escape(text)
            return
        field = self.field(line)
        changes: list[Change] = []
        try:
            if field:
                changes = recapture.field_changes(self.session, line.pile, line.item, field, text, date.today())
            else:
                changes = recapture.changes(self.session, line.pile, line.item, self.words_of(line.item), text, date.today())
        except Refused as refusal:
            self.host.say(str(refusal), "warn")
            return
        if changes and not self.host.do(*changes):
            return
        self.escape("")
        if not field:
            self.point(self.cursor + 1, self.lines())
        elif field in recapture.NEEDED and (more := self._still_lacks(line.item.id)):
            self.column = self.fields(line).index(more) + 1
            self.edit(next(one for one in self.lines() if one.item is not None and one.item.id == line.item.id))
        else:
            self.column = 0

    def _still_lacks(self, id: str) -> str:
        """What an action lacks once one thing was filled in."""
        item = self.session.actions.get(id)
        return next(iter(recapture.lacks("actions", item)), "") if item is not None else ""

    def escape(self, text: str) -> None:
        self.editing, self.writing = "", False
        self.host.set_line("")

    def move(self, key: str, text: str) -> bool:
        if key in ("up", "down", "tab", "shift+tab"):
            self.enter(text)
            return True
        return False

    def leave(self, text: str) -> bool:
        self.moving = ""
        if self.writing:
            self.enter(text)
            self.escape("")
        return True

    # where one is: the line that is open
    def place(self) -> tuple[str, str, str]:
        line = self.at(self.lines())
        return (self.editing, self.field(line) if self.editing else "", "")

    def to_text(self, of: str, across: str, field: str, by: str, id: str) -> None:
        lines = self.lines()
        found = next((at for at, one in enumerate(lines) if one.item is not None and one.item.id == id), None)
        if found is not None:
            self.point(found, lines)

    def go(self, of: str, field: str, use: str) -> None:
        lines = self.lines()
        found = next((at for at, one in enumerate(lines) if one.item is not None and one.item.id == of), None)
        if of and found is not None:
            self.cursor = found
            fields = self.fields(lines[found])
            self.column = fields.index(field) + 1 if field in fields else 0
            self.edit(lines[found])

    def click(self, target: object, x: int) -> None:
        if self.writing:
            self.enter(self.host.line_text)
        elif isinstance(target, int):
            if target == self.cursor:
                self.key("enter")
            else:
                self.point(target, self.lines())


def _things(rows: list[tuple[int, Row]]) -> int:
    return sum(index >= 0 for index, _ in rows)
