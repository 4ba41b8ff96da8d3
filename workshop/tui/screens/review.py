"""The end: what is parked, actions to read aloud, decisions, what a later change touched; and the workshop's last words."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.session import capture, flow
from workshop.session.changes import Capture, Change, EditItem, MarkDone, RemoveItem, SetItemField
from workshop.session.model import Item, live
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, columns, cut, faint, missing, pad, row, soft, wrap
from workshop.tui.steps.window import window

OWNER, DUE = 14, 12  # columns
LINE_ROWS = 3  # that the line may grow to


class Line(NamedTuple):
    """One row to deal with, or (`pile` alone) the head of a pile."""

    pile: str
    item: Item | None = None
    stop: Any = None


class ReviewPane(Pane):
    host: Any
    wide = True

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.cursor = 0
        self.first = 0
        self.editing = ""

    # what there is
    def lines(self) -> list[Line]:
        session, book = self.host.desk.session, self.host.book
        found: list[Line] = []
        for pile in ("parked", "actions", "decisions"):
            found += [Line(pile, item) for item in live(getattr(session, pile)) if not (pile == "parked" and item.get("done"))]
        return found + [Line("touched", stop=stop) for stop in flow.stops(book) if flow.state(book, stop) == "touched"]

    def at(self, lines: list[Line]) -> Line | None:
        self.cursor = max(0, min(self.cursor, len(lines) - 1))
        return lines[self.cursor] if lines else None

    # above
    def kicker(self) -> str:
        return t("review.title", self.host.lang)

    def question(self) -> str:
        open_ends = sum(
            line.pile in ("parked", "touched") or (line.pile == "actions" and line.item is not None and not _whole(line.item))
            for line in self.lines()
        )
        return t("review.open_ends", self.host.lang, n=open_ends)

    # drawing
    def view(self, width: int, height: int) -> View:
        lang, book = self.host.lang, self.host.book
        lines = self.lines()
        self.at(lines)
        rows: list[tuple[int, Row]] = []
        line_at: LineAt | None = None
        folded = 1  # rows that the line takes
        for pile in ("parked", "actions", "decisions", "touched"):
            here = [(index, line) for index, line in enumerate(lines) if line.pile == pile]
            if not here and pile == "touched":
                continue
            if rows:
                rows.append((-1, EMPTY))
            count = [faint(t(f"review.{pile}_count", lang, n=len(here)))] if here else []
            rows.append((-1, Row(columns([faint(t(f"review.{pile}", lang))], count, width))))
            if not here:
                rows.append((-1, row(faint(t(f"review.{pile}_empty", lang)))))
            for index, line in here:
                if line.item is not None and line.item.id == self.editing and self.writing:
                    line_at = LineAt(len(rows), 0, width, max(1, min(LINE_ROWS, height - 3)))
                    folded = min(self.host.line_rows, line_at.rows)
                    rows.append((index, Row((), "›", "focus")))
                    rows += [(-1, Row((), "", "focus"))] * (folded - 1)
                else:
                    rows.append((index, self._row(line, index, width)))
        lacking = self._lacking(lines)
        if lacking:
            rows.append((-1, EMPTY))
            rows.append((-1, row(Span(lacking, "warn"))))
        closing = book.text(book.scenario.closing)
        if closing:
            rows.append((-1, EMPTY))
            rows += [(-1, row(soft(text))) for text in wrap(closing, min(width, 84), 0)]
        rows += [(-1, EMPTY), (-1, row(faint(t("review.then", lang))))]
        place = next((at for at, (index, _) in enumerate(rows) if index == self.cursor), 0)
        if not self.cursor and place < height - 1:
            place = 0  # the head of the first pile comes along
        if line_at is not None:
            self.first, place = min(self.first, line_at.row), line_at.row + folded - 1
        self.first, end = window(len(rows), place, self.first, lambda _: 1, height)
        shown = [one for _, one in rows[self.first : end]]
        lead = 1 if self.first else 0
        if self.first:
            hidden = _things(rows[: self.first])
            shown.insert(0, row(faint(t("list.earlier", lang, n=hidden))) if hidden else rows[self.first - 1][1])
        if end < len(rows):
            rest = _things(rows[end:])
            shown.append(row(faint(t("list.more", lang, n=rest))) if rest else EMPTY)
        if line_at is not None:
            line_at = line_at._replace(row=line_at.row - self.first + lead)
        return View(shown[:height], line_at)

    def _row(self, line: Line, index: int, width: int) -> Row:
        lang, book = self.host.lang, self.host.book
        here = index == self.cursor
        mark: Any = "▌" if here else ""
        back: Any = "focus" if here else ""
        if line.item is None:
            step = book.scenario.step_by_id[line.stop.step]
            words = t("review.touched_step", lang, step=book.text(step.title))
            return Row((Span(cut(words, width), "ink", here),), mark, back, index)
        item = line.item
        if line.pile == "actions":
            done = bool(item.get("done"))
            owner = Span(pad(str(item.get("owner")), OWNER)) if item.get("owner") else None
            due = item.get("due")
            when = Span(pad(language.day(due, lang), DUE)) if isinstance(due, date) else None
            right = [
                *([owner] if owner else _missing("review.owner", OWNER, lang)),
                Span(" "),
                *([when] if when else _missing("review.due", DUE, lang)),
            ]
            left = [Span("✓ ", "faint")] if done else []
            left.append(Span(self._text(item), "faint" if done else "ink", here and not done))
            left = [*left[:-1], left[-1]._replace(text=cut(left[-1].text, width - OWNER - DUE - 4 - 2 * done))]
            return Row(columns(left, right, width), mark, back, index)
        step = book.scenario.step_by_id.get(str(item.get("step", "")))
        side = t("capture.from", lang, place=book.text(step.title)) if step is not None else ""
        return Row(columns([Span(self._text(item), "ink", here)], [faint(side)] if side else [], width), mark, back, index)

    def _text(self, item: Item) -> str:
        return item.text or self.host.book.label(item.id)

    def _lacking(self, lines: list[Line]) -> str:
        items = [line.item for line in lines if line.pile == "actions" and line.item is not None]
        actions = [item for item in items if not item.get("done")]
        owners = sum(not item.get("owner") for item in actions)
        dates = sum(not item.get("due") for item in actions)
        lang = self.host.lang
        said = [t("review.no_owner", lang, n=owners)] if owners else []
        said += [t("review.no_due", lang, n=dates)] if dates else []
        return ", ".join(said)

    def pairs(self) -> list[Pair]:
        if self.writing:
            return [Pair("Enter", "keys.save"), Pair("@", "keys.owner_and_date")]
        line = self.at(self.lines())
        if line is None:
            return []
        by_pile = {
            "parked": [Pair("Enter", "keys.make_action"), Pair("Space", "keys.done"), Pair("d", "keys.remove")],
            "actions": [Pair("Enter", "keys.edit"), Pair("Space", "keys.done"), Pair("d", "keys.remove")],
            "decisions": [Pair("Enter", "keys.edit"), Pair("d", "keys.remove")],
            "touched": [Pair("Enter", "keys.go_there"), Pair("Space", "keys.still_holds")],
        }
        return [*by_pile[line.pile], Pair("Tab", "keys.next_pile")]

    # keys
    def key(self, key: str) -> bool:
        lines = self.lines()
        line = self.at(lines)
        if key in ("up", "down"):
            self.cursor = max(0, min(len(lines) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else max(0, len(lines) - 1)
        elif key == "tab" and line is not None:
            self.cursor = next((i for i, one in enumerate(lines) if i > self.cursor and one.pile != line.pile), 0)
        elif key == "shift+tab" and line is not None:
            heads = [i for i, one in enumerate(lines) if not i or one.pile != lines[i - 1].pile]
            self.cursor = next((i for i in reversed(heads) if i < self.cursor), heads[-1])
        elif line is None:
            return False
        elif key in ("enter", "e"):
            self._enter(line)
        elif key == "space":
            self._done(line)
        elif key in ("d", "delete") and line.item is not None:
            what = self._text(line.item)
            if self.host.do(RemoveItem(id=line.item.id)):
                self.host.say(t("run.removed", self.host.lang, what=cut(what, 40)))
        else:
            return False
        return True

    def _enter(self, line: Line) -> None:
        if line.item is None:
            self.host.go_to(line.stop)
        elif line.pile == "parked":
            step = str(line.item.get("step") or "")
            made = self.host.do(
                Capture(what="action", text=self._text(line.item), step=step, src=[line.item.id]),
                SetItemField(id=line.item.id, field="done", value=True),
            )
            if made:
                self.host.say(t("review.made_action", self.host.lang, what=self._text(line.item)))
        else:
            self.edit(line)

    def edit(self, line: Line) -> None:
        """Open the line of an action or a decision."""
        if line.item is not None:
            self.editing, self.writing = line.item.id, True
            self.host.set_line(self._written(line))

    def _written(self, line: Line) -> str:
        """An action as one would have captured it: `text @owner 2026-12-03`."""
        item = line.item
        assert item is not None
        if line.pile != "actions":
            return self._text(item)
        owner = "".join(f" @{name}" for name in _names(item))
        due = item.get("due")
        return self._text(item) + owner + (f" {due.isoformat()}" if isinstance(due, date) else "")

    def _done(self, line: Line) -> None:
        if line.item is None:
            self.host.do(MarkDone(step=line.stop.step, at=line.stop.at))
        elif line.pile != "decisions":
            self.host.do(SetItemField(id=line.item.id, field="done", value=None if line.item.get("done") else True))

    def enter(self, text: str) -> None:
        line = next((one for one in self.lines() if one.item is not None and one.item.id == self.editing), None)
        if line is None or line.item is None or not text.strip() or text == self._written(line):
            self.escape(text)
            return
        changes: list[Change] = []
        if line.pile == "actions":
            people = [*(person.name for person in self.host.desk.session.present if person.name), *_names(line.item)]
            found = capture.read("! " + text, lang=self.host.lang, today=date.today(), people=people)
            if found.text != self._text(line.item):
                changes.append(EditItem(id=line.item.id, text=found.text))
            for name in ("owner", "due"):
                if found.fields.get(name) != line.item.get(name):
                    changes.append(SetItemField(id=line.item.id, field=name, value=found.fields.get(name)))
        elif text != self._text(line.item):
            changes.append(EditItem(id=line.item.id, text=text))
        if not changes or self.host.do(*changes):
            self.escape("")
            self.cursor += 1

    def escape(self, text: str) -> None:
        self.editing, self.writing = "", False
        self.host.set_line("")

    def move(self, key: str, text: str) -> bool:
        if key in ("up", "down"):
            self.enter(text)
            return True
        return False

    def leave(self, text: str) -> bool:
        if self.writing:
            self.enter(text)
        return True

    # where one is: the line that is open
    def place(self) -> tuple[str, str, str]:
        return (self.editing, "", "")

    def go(self, of: str, field: str, use: str) -> None:
        lines = self.lines()
        found = next((at for at, one in enumerate(lines) if one.item is not None and one.item.id == of), None)
        if of and found is not None:
            self.cursor = found
            self.edit(lines[found])

    def click(self, target: object, x: int) -> None:
        if self.writing:
            self.enter(self.host.line_text)
        elif isinstance(target, int):
            if target == self.cursor:
                self.key("enter")
            self.cursor = target


def _whole(item: Item) -> bool:
    return bool(item.get("done") or (item.get("owner") and item.get("due")))


def _names(item: Item) -> list[str]:
    """The owners one by one."""
    return [name for part in str(item.get("owner") or "").split(",") if (name := part.strip())]


def _missing(words: str, width: int, lang: str) -> list[Span]:
    said = t(words, lang)
    return [missing(said), Span(" " * (width - cell_len(said)))]


def _things(rows: list[tuple[int, Row]]) -> int:
    return sum(index >= 0 for index, _ in rows)


