"""A screen without a terminal: a host over a real Desk that hands a pane keys and lines as the screens do, and can be read.

host = FakeHost(desk, 76, 16)
host.open()                      # the editor of the step one is at, or host.show(pane)
host.type("Karin").press("enter", "5")
print(host.screen())
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from rich.cells import cell_len, set_cell_size

from workshop import language
from workshop.errors import Refused
from workshop.scenario import load
from workshop.scenario.parts import Scenario
from workshop.session import flow
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.changes import Change
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.pasted import read
from workshop.text import clean
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import Row, View, press_at, wrap
from workshop.tui.steps import open_pane

NAMED = {"space": " "}
LEAVES_WHEN_EMPTY = {"left", "right", "home", "end", "delete", "backspace"}
NOW = datetime(2026, 11, 22, 9, 15, tzinfo=UTC)


def desk(toml: str, *, lang: str = "sv", people: Sequence[str] = (), changes: Sequence[Change] = (), **given: Any) -> Desk:
    """A Desk over a new session of a scenario written here; `changes` are made first."""
    language.use(lang)  # refusals are told in the language in use
    scenario = _scenario(toml)
    opened = Desk(scenario, begin(scenario, toml, title="Prov", lang=lang, people=people, now=NOW, **given), now=lambda: NOW)
    for change in changes:
        opened.do(change)  # type: ignore[arg-type]
    return opened


@cache
def _scenario(toml: str) -> Scenario:
    loaded = load.parse(toml)
    assert loaded.scenario is not None, loaded.errors
    return loaded.scenario


def one_step(step: str, *, before: str = "", **given: Any) -> Desk:
    """A Desk over a scenario of one `ask` called `q` (its keys as TOML), after the steps `before`."""
    head = 'format = 1\nid = "prov"\ntitle = "Prov"\n'
    title = "" if "title" in step.split("fields")[0].split("items")[0] else 'title = "Frågan"\n'
    return desk(f'{head}{before}\n[[step]]\nid = "q"\nkind = "ask"\n{title}{step}\n', **given)


class FakeHost:
    """Hosts one pane of `width` cells of text and `height` rows, and keeps what it said."""

    def __init__(self, desk: Desk, width: int = 72, height: int = 18, *, glyphs: str = "unicode") -> None:
        self._desk = desk
        self.width, self.height = width, height
        self.glyphs = glyphs
        self.density = "auto"
        self.line = ""
        self.cursor = 0
        self.said: list[str] = []
        self.asked_forward = 0
        self.pane: Pane = Pane(self)
        self.drawn = View(())

    # Host
    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def book(self) -> Book:
        return self._desk.book

    @property
    def lang(self) -> str:
        return self._desk.session.lang

    @property
    def line_text(self) -> str:
        return clean(self.line, multiline=self._multiline) if self.drawn.line is not None else ""

    @property
    def line_rows(self) -> int:
        at = self.drawn.line
        if at is None:
            return 1
        return max(1, min(len(wrap(self.line, max(5, at.width - 1), 0)), at.rows))

    def set_line(self, text: str, cursor: int | None = None) -> None:
        self.line = text
        self.cursor = len(text) if cursor is None else cursor

    def do(self, *changes: Change) -> bool:
        try:
            self._desk.do_all(changes)  # type: ignore[arg-type]
        except Refused as refusal:
            self.say(str(refusal))
            return False
        return True

    def say(self, message: str) -> None:
        self.said.append(message)

    def redraw(self) -> None:
        self.draw()

    def name(self, title: str, text: str, then: object) -> None:
        self.naming = (title, text, then)

    def forward(self) -> None:
        self.asked_forward += 1

    # opening
    def open(self, step: str = "", at: str = "") -> Pane:
        """The editor of a step, by its kind; without one of the step the session is at."""
        stop = Stop(step, at) if step else flow.where(self.book)
        return self.show(open_pane(self, stop))

    def show(self, pane: Pane) -> Pane:
        self.pane = pane
        self.set_line("")
        pane.opened()
        self.draw()
        return pane

    # drawing
    def draw(self) -> View:
        """Twice where the line grew, as the screen does: rows are left for what the line takes at its width."""
        for _ in range(3):
            rows = self.line_rows
            self.drawn = self.pane.view(self.width, self.height)
            if self.line_rows == rows:
                break
        return self.drawn

    def screen(self) -> str:
        """What stands in the body: the mark column, then the text; the line's text and a `█` where one writes."""
        return "\n".join(self.rows())

    def rows(self) -> list[str]:
        view = self.draw()
        out = [f"{row.mark or ' '} {text_of(row)}" for row in view.rows]
        if view.line is not None:
            at = view.line
            words = wrap(self.line, max(5, at.width - 1), 0)[: at.rows] if self.line else (at.placeholder,)
            for index, text in enumerate(words):
                while at.row + index >= len(out):
                    out.append("")
                left = set_cell_size(out[at.row + index], at.x + 2)
                right = _from_cell(out[at.row + index], at.x + 2 + at.width)
                typed = text + ("█" if index == len(words) - 1 and self.line else "")
                out[at.row + index] = left + set_cell_size(typed, at.width) + right
        return [row.rstrip() for row in out]

    def pairs(self) -> list[Pair]:
        return self.pane.pairs()

    # keys
    def press(self, *keys: str) -> FakeHost:
        """Keys by Textual's names, as the screen would get them: to the line while one is open, else to the pane."""
        for key in keys:
            if self.drawn.line is not None:
                self._to_line(key)
            elif key == "escape" and self.pane.writing:
                self.pane.escape("")
            else:
                self.pane.key(key)
            self.draw()
        return self

    def type(self, text: str) -> FakeHost:
        """Words typed by hand, sign by sign."""
        for sign in text:
            if self.drawn.line is not None:
                self._insert(sign)
            else:
                self.pane.key("space" if sign == " " else sign)
            self.draw()
        return self

    def paste(self, block: str) -> FakeHost:
        found = read(block)
        lines = found.lines
        if not lines or self.pane.take_cells(found, self.line_text):
            pass
        elif self.drawn.line is not None and len(lines) == 1:
            self._insert(lines[0] if not self.line_text and not self._multiline else clean(block, multiline=self._multiline))
        elif not self.pane.paste(lines, self.line_text):
            if self.drawn.line is not None:
                self._insert(clean(block) if self._multiline else " ".join(lines))
            else:
                self.say("nowhere to paste")
        self.draw()
        return self

    def click(self, row: int, x: int = 0) -> FakeHost:
        clicked = self.drawn.rows[row]
        if press := press_at(clicked, x):
            self.pane.click_sign(clicked.target, x, press)
        elif clicked.target is not None:
            self.pane.click(clicked.target, x)
        self.draw()
        return self

    def leave(self) -> bool:
        done = self.pane.leave(self.line_text)
        self.draw()
        return done

    @property
    def _multiline(self) -> bool:
        return bool(self.drawn.line is not None and self.drawn.line.multiline)

    def _insert(self, text: str) -> None:
        self.line = self.line[: self.cursor] + text + self.line[self.cursor :]
        self.cursor += len(text)
        self.pane.typed(self.line_text)

    def _to_line(self, key: str) -> None:
        pane, text = self.pane, self.line_text
        if key == "enter":
            pane.enter(text)
        elif key == "escape":
            pane.escape(text)
        elif key in ("tab", "shift+tab", "up", "down") or (not self.line and key in LEAVES_WHEN_EMPTY):
            pane.move(key, text)
        elif key == "backspace":
            self.line = self.line[: max(0, self.cursor - 1)] + self.line[self.cursor :]
            self.cursor = max(0, self.cursor - 1)
            pane.typed(self.line_text)
        elif key == "home":
            self.cursor = 0
        elif key == "end":
            self.cursor = len(self.line)
        elif key == "ctrl+j":
            if self._multiline:
                self._insert("\n")
        elif len(key) == 1 or key in NAMED:
            self._insert(NAMED.get(key, key))


def _from_cell(text: str, cell: int) -> str:
    """What stands from a cell on."""
    for index, sign in enumerate(text):
        if cell <= 0:
            return text[index:]
        cell -= cell_len(sign)
    return ""


def text_of(row: Row) -> str:
    return "".join(span.text for span in row.spans)


def too_wide(view: View, width: int) -> list[str]:
    """The rows (and lines) that would run over the edge."""
    wide = [text_of(row) for row in view.rows if cell_len(text_of(row)) > width]
    if view.line is not None and view.line.x + view.line.width > width:
        wide.append(f"the line: {view.line}")
    return wide
