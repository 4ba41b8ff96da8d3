"""The editor of `matrix`: a cross and four names, letters in the plane. Two digits place a thing, arrows nudge it."""

from __future__ import annotations

from typing import Any, NamedTuple

from workshop import language
from workshop.language import t
from workshop.scenario.kinds.matrix import Matrix
from workshop.session.ballots import letter
from workshop.session.changes import Put, Unplace
from workshop.session.flow import Stop
from workshop.session.model import Item
from workshop.tui.air import SLACK, aired
from workshop.tui.pane import Pair
from workshop.tui.rows import EMPTY, Ink, Row, Span, View, accent, cut, faint, pad, row, wrap
from workshop.tui.steps.placing import MaterialPane
from workshop.tui.steps.plane import Line, Point, plane, spot_at
from workshop.tui.steps.window import window

LIST = 40  # cells of the list beside the plane
BESIDE = 68  # narrower, the list stands below it
GAP = 4
FIGURES = 10  # cells of `5 · 4` at the right
TAG = 3
TENTHS = 10  # an axis of more positions is placed on in tenths
ROWS = 6  # of the thing at hand in the list


class Beside(NamedTuple):
    """What a click finds on a row that holds the plane and, from the cell `width` on, the list."""

    width: int
    plane: object
    listed: object


def pane(host: Any, stop: Stop) -> MaterialPane:
    return MatrixPane(host, stop)


class MatrixPane(MaterialPane):
    step: Matrix

    def __init__(self, host: Any, stop: Stop) -> None:
        super().__init__(host, stop)
        self.cursor = 0
        self.first = 0
        self.x_typed: int | None = None  # the first of two digits
        self.in_list = False  # ↑ ↓ choose among the things, instead of nudging the one at hand
        self.together = False  # the means of all voices, instead of one of them

    # ------------------------------------------------------------------------------------------------ what there is
    def positions(self) -> dict[str, tuple[float, float]]:
        def work() -> dict[str, tuple[float, float]]:
            if self.together:
                found = self.book.placement(self.step, self.stop.at, self.of)
                return {one.item.id: (one.x, one.y) for one in found if one.x is not None and one.y is not None}
            return {id: (at["x"], at["y"]) for id, at in self.cell.get("place", {}).items()}

        return self.remember(("positions", self.of, self.by, self.together), work)

    def settle(self) -> tuple[Item, ...]:
        items = self.material()
        self.cursor = max(0, min(self.cursor, len(items) - 1))
        return items

    def wheel(self, way: int) -> None:
        """Among the things; the arrows would nudge the one at hand."""
        self.cursor, self.x_typed = max(0, min(len(self.settle()) - 1, self.cursor + way)), None

    def copied(self) -> str:
        items = self.settle()
        return self.book.label(items[self.cursor].id) if items else ""

    def begin_part(self) -> None:
        self.cursor, self.first, self.x_typed = 0, 0, None

    @property
    def most(self) -> int:
        """The highest digit there is."""
        return min(TENTHS, self.step.steps)

    def _step_of(self, digit: int) -> int:
        """The position a digit stands for."""
        steps = self.step.steps
        return digit if steps <= TENTHS else max(1, round(digit * steps / TENTHS))

    # ------------------------------------------------------------------------------------------------------ drawing
    def view(self, width: int, height: int) -> View:
        items = self.settle()
        if not items:
            return self.nothing(width)
        above = self.top(width)
        below = self.check_rows(width)
        room = height - len(above) - len(below)
        if width >= BESIDE:
            size = min(LIST, width * 2 // 5)
            drawn = self._plane(items, width - size - GAP, room)
            beside = self._list(items, size, room)
            rows = []
            for index in range(max(len(drawn), len(beside))):
                left = drawn[index].spans if index < len(drawn) else (Span(" " * (width - size - GAP)),)
                right = beside[index] if index < len(beside) else EMPTY
                bar = Span("  ▌ " if right.mark else " " * GAP, "accent")
                spans = (span._replace(back="focus") for span in right.spans) if right.mark else right.spans
                line = drawn[index].target if index < len(drawn) else None
                rows.append(Row((*left, bar, *spans), target=Beside(width - size - GAP, line, right.target)))
        else:
            wanted = 2 * len(items) + 2 + SLACK if self.host.density == "roomy" else len(items) + 2
            size = max(5, min(wanted, room * 2 // 5))
            rows = [*self._plane(items, width, room - size), *self._list(items, width, size)]
        return View([*above, *rows[:room], *below])

    def _plane(self, items: tuple[Item, ...], width: int, height: int) -> list[Row]:
        step, positions, scale = self.step, self.positions(), max(1, self.step.steps - 1)
        places = self.remember(("places", self.of), lambda: {item.id: index for index, item in enumerate(items)})
        points = [
            Point(letter(index), (x - 1) / scale, (y - 1) / scale, index == self.cursor, f"item {index}")
            for index, (x, y) in sorted((places[id], at) for id, at in positions.items() if id in places)
        ]
        corners = {(place.x, place.y): self.book.text(place.title) for place in step.places if place.x and place.y}
        return plane(points, corners, self._axis("x"), self._axis("y"), width, height)  # type: ignore[arg-type]

    def _axis(self, which: str) -> str:
        return self.book.text(getattr(self.step, which).title).lower()

    def _list(self, items: tuple[Item, ...], width: int, height: int) -> list[Row]:
        positions = self.positions()
        rows: list[Row] = [Row((faint(pad(f"{self._axis('x')} · {self._axis('y')}", width, "right")),))]
        airy = 2 * len(items) + SLACK
        kept = airy if self.host.density == "roomy" and airy < height else min(len(items), height // 2)
        below = self._below(items[self.cursor], width, height - kept - 1)
        room = height - 1 - len(below)

        def lines_of(index: int) -> tuple[str, ...]:
            if index != self.cursor:
                return (cut(self.text_of(items[index]), width - TAG - FIGURES),)
            lines = wrap(self.text_of(items[index]), width - TAG - FIGURES, 2)
            most = max(1, min(ROWS, room - 2))
            return lines if len(lines) <= most else (*lines[: most - 1], cut(lines[most - 1] + " …", width - TAG - FIGURES))

        self.first, end = window(len(items), self.cursor, self.first, lambda index: len(lines_of(index)), room)
        if self.first:
            rows.append(row(faint(cut(t("list.earlier", self.lang, n=self.first), width))))
        for index in range(self.first, end):
            at, here = positions.get(items[index].id), index == self.cursor
            ink: Ink = "ink" if at or here else "soft"
            tag = letter(index)
            for place, text in enumerate(lines_of(index)):
                lead = accent(pad(tag, TAG))._replace(bold=True) if place == 0 else Span(" " * TAG)
                words = Span(pad(text, width - TAG - FIGURES), ink, here)
                figures = Span(pad(self._figures(at, here) if place == 0 else "", FIGURES, "right"), "ink" if at else "faint")
                rows.append(Row((lead, words, figures), "▌" if here else "", "focus" if here else "", ("item", index)))
        if end < len(items):
            rows.append(row(faint(cut(t("list.more", self.lang, n=len(items) - end), width))))
        return [*aired(rows, height - len(below), self.host.density), *below]

    def _figures(self, at: tuple[float, float] | None, here: bool) -> str:
        if here and self.x_typed is not None:
            return f"{self.x_typed} · …"
        if at is None:
            return "–"
        x, y = (language.number(round(one, 1), self.lang) for one in at)
        return f"{x} · {y}"

    def _below(self, item: Item, width: int, room: int) -> list[Row]:
        """What earlier steps say of the thing at hand; how to place it."""
        said = self.said_rows(item.id, width)
        x, y = self._axis("x"), self._axis("y")
        words = t("place.two_digits", self.lang, x=x, y=y, most=min(9, self.most))
        told = [EMPTY, *(row(faint(line)) for line in wrap(words, width, 0))]
        return [*said, *told] if len(said) + len(told) <= room else said if said and len(said) <= room else []

    # --------------------------------------------------------------------------------------------------------- keys
    def every_pair(self) -> list[Pair]:
        together = self.takes_turns and not self.together and not any(pair.key == "v" for pair in self.pairs())
        return [*self.pairs(), *([Pair("v", "place.keys.together", "v")] if together else [])]

    def pairs(self) -> list[Pair]:
        if self.together:
            return [Pair("v", "place.keys.one_by_one", "v"), Pair("↑↓", "keys.choose")]
        pairs = [Pair("3 8", "keys.x_then_y")]
        if self.in_list:
            pairs += [Pair("↑↓", "keys.choose"), Pair("Tab", self._after_list, "tab")]
        else:
            pairs += [Pair("↑↓←→", "place.keys.nudge"), Pair("Enter", "place.keys.next", "enter")]
            pairs.append(Pair("Tab", "place.keys.to_list", "tab"))
        pairs.append(Pair("0", "keys.unplace", "0"))
        return [*pairs, *([Pair("a", "keys.add", "a")] if self.source_list() is not None else [])]

    @property
    def _after_list(self) -> str:
        return "keys.next_voice" if self.takes_turns else "keys.next_row_of" if self.has_parts else "place.keys.to_plane"

    def key(self, key: str) -> bool:
        items = self.settle()
        if not items:
            return key == "a" and self.add_more()
        item = items[self.cursor]
        if key.isdecimal() and len(key) == 1:
            self._digit(int(key), item, items)
            return True
        half, self.x_typed = self.x_typed, None
        if key == "escape":
            return half is not None
        if key in ("up", "down", "left", "right"):
            self._arrow(key, item, items)
        elif key in ("+", "-"):
            self._nudge(item, 0, 1 if key == "+" else -1)
        elif key in ("enter", "space"):
            self._on(items)
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(items) - 1
        elif key in ("tab", "shift+tab"):
            self._tab(1 if key == "tab" else -1)
        elif key in ("delete", "d"):
            self._take_out(item)
        elif key == "a":
            return self.add_more()
        elif key == "v" and self.takes_turns:
            self.together = not self.together
            if self.step.is_hidden and self.hidden == self.together:
                self.toggle_shown()
        else:
            return False
        return True

    def _tab(self, way: int) -> None:
        """Plane, list, and then the next voice or row."""
        if self.has_parts and self.in_list == (way > 0):
            self.next_part(way)
            self.in_list = way < 0
        else:
            self.in_list = not self.in_list

    def _arrow(self, key: str, item: Item, items: tuple[Item, ...]) -> None:
        """Nudges what has a place; ↑ ↓ choose in the list, and where there is nothing to nudge."""
        way = -1 if key in ("up", "left") else 1
        if key in ("up", "down") and (self.in_list or self.together or item.id not in self.positions()):
            self.in_list = True
            self.cursor = max(0, min(len(items) - 1, self.cursor + way))
        elif key in ("up", "down"):
            self._nudge(item, 0, -way)
        else:
            self._nudge(item, way, 0)

    def _nudge(self, item: Item, x: int, y: int) -> None:
        """One step on an axis; what has no place is put in the middle first."""
        if self._says_together():
            return
        middle = (self.step.steps + 1) // 2
        at = self.positions().get(item.id)
        old = (int(at[0]), int(at[1])) if at else (middle, middle)
        new = [max(1, min(self.step.steps, one)) for one in ((old[0] + x, old[1] + y) if at else old)]
        self.host.do(Put(item=item.id, x=new[0], y=new[1], **self.where()))

    def _digit(self, digit: int, item: Item, items: tuple[Item, ...]) -> None:
        """The first digit is x, the second y; 0 first takes the thing out, 0 second is ten."""
        if self._says_together():
            return
        if self.x_typed is None:
            if digit == 0:
                self._take_out(item)
            elif digit > self.most:
                self.host.say(t("place.beyond", self.lang, most=self.most))
            else:
                self.x_typed = digit
            return
        x, y = self.x_typed, digit or TENTHS
        self.x_typed = None
        if y > self.most:
            self.host.say(t("place.beyond", self.lang, most=self.most))
        elif self.host.do(Put(item=item.id, x=self._step_of(x), y=self._step_of(y), **self.where())):
            self._on(items)

    def _take_out(self, item: Item) -> None:
        if not self._says_together() and item.id in self.positions():
            self.host.do(Unplace(item=item.id, **self.where()))

    def _says_together(self) -> bool:
        if self.together:
            self.host.say(t("place.all_together", self.lang))
        return self.together

    def _on(self, items: tuple[Item, ...]) -> None:
        """To the next thing that has no place; where all have one, the next."""
        positions = self.positions()
        order = [*range(self.cursor + 1, len(items)), *range(self.cursor)]
        left = next((at for at in order if items[at].id not in positions), None)
        if left is None and not self.in_list and items[self.cursor].id in positions and self.cursor + 1 == len(items):
            self.host.say(t("place.all_placed", self.lang))
        self.cursor = min(self.cursor + 1, len(items) - 1) if left is None else left
        self.in_list = False

    def click(self, target: object, x: int) -> None:
        """A thing is at hand by a click; a click in the plane puts it there."""
        if isinstance(target, Beside):
            target = target.plane if x < target.width else target.listed
        if isinstance(target, Line):
            self._put_at(*spot_at(target, x))
        elif isinstance(target, tuple):
            self.cursor, self.x_typed = int(target[1]), None

    def click_sign(self, target: object, x: int, press: str) -> None:
        if press.startswith("item "):
            self.cursor, self.x_typed = int(press[5:]), None
        else:
            super().click_sign(target, x, press)

    def _put_at(self, along: float, up: float) -> None:
        """The thing at hand to a place in the plane. What had none gives way to the next one without; what is only moved stays
        at hand, to be moved again."""
        items, self.x_typed = self.settle(), None
        if not items or self._says_together():
            return
        item, scale = items[self.cursor], self.step.steps - 1
        was_placed = item.id in self.positions()
        put = Put(item=item.id, x=1 + round(along * scale), y=1 + round(up * scale), **self.where())
        if self.host.do(put) and not was_placed:
            self._on(items)

    # ------------------------------------------------------------------------------------------------- where one is
    def place(self) -> tuple[str, str, str]:
        items = self.settle()
        return (items[self.cursor].id if items else "", self.part(), "")

    def go(self, of: str, field: str, use: str) -> None:
        self.go_part(field)
        self.cursor = next((at for at, item in enumerate(self.material()) if item.id == of), self.cursor)
