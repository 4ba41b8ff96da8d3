"""The room's screen as the facilitator leads it: what it shows now, which page it is to show, how its window is opened."""

from __future__ import annotations

import shlex
from typing import Any, NamedTuple

from workshop.language import t
from workshop.session import flow
from workshop.session.room import At, Subject
from workshop.tui.beside import stop_name
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, accent, bold, cut, faint, row, soft, wrap
from workshop.tui.steps.window import window

WIDTH = 76
ALWAYS: tuple[Subject | None, ...] = (None, "start", "way", "actions", "end")


class Choice(NamedTuple):
    subject: Subject | None  # None: it follows what stands here
    words: str


class ShowingPane(Pane):
    subject = "room"
    host: Any

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.first = 0
        chosen = host.room.chosen
        self.cursor = next((at for at, one in enumerate(self.choices()) if one.subject == chosen), 0)

    def choices(self) -> list[Choice]:
        """This screen, what belongs to no step, then every step."""
        lang, book = self.host.lang, self.host.book
        names = ("follow", "start", "way", "actions", "end")
        found = [Choice(one, t(f"room.choice.{name}", lang)) for one, name in zip(ALWAYS, names, strict=True)]
        return found + [Choice(At(stop), stop_name(book, stop)) for stop in flow.stops(book)]

    def view(self, width: int, height: int) -> View:
        lang, room = self.host.lang, self.host.room
        width = min(width, WIDTH)
        above = [EMPTY, row(bold(t("room.title", lang)))]
        if room.open:
            state = t(f"room.now_{room.state or 'follows'}", lang)
            above += [row(soft(line)) for line in wrap(state, width, 0)]
        else:
            above += [row(soft(line)) for line in wrap(t("room.how_to_open", lang), width, 0)]
            return View([*above, EMPTY, row(Span("  "), *self._command(width - 2))][:height])
        above.append(EMPTY)
        choices = self.choices()
        self.cursor = min(self.cursor, len(choices) - 1)
        room_left = max(1, height - len(above) - 2)
        self.first, end = window(len(choices), self.cursor, self.first, lambda _: 1, room_left)
        rows = [row(faint(t("list.earlier", lang, n=self.first)))] if self.first else []
        rows += [self._row(at, choices[at], width) for at in range(self.first, end)]
        if end < len(choices):
            rows.append(row(faint(t("list.more", lang, n=len(choices) - end))))
        return View([*above, *rows][:height])

    def _command(self, width: int) -> list[Span]:
        return [Span(cut(command(self.host.app.sitting.path, self.host.app.sessions), width))]

    def _row(self, at: int, choice: Choice, width: int) -> Row:
        here, current = at == self.cursor, choice.subject == self.host.room.chosen
        spans = [Span(cut(choice.words, width - 16), "ink" if here or current else "soft", here)]
        if current:
            spans += [Span("   "), accent(t("room.now", self.host.lang))]
        return Row(tuple(spans), "▌" if here else "", "focus" if here else "", at)

    def pairs(self) -> list[Pair]:
        if not self.host.room.open:
            return []
        room = self.host.room
        blank = Pair("b", "keys.unblank" if room.blank else "keys.blank")
        hold = Pair("h", "keys.follow" if room.state in ("held", "chosen") else "keys.hold")
        return [Pair("Enter", "keys.show_page", "enter"), blank, hold]

    def key(self, key: str) -> bool:
        host, choices = self.host, self.choices()
        if not host.room.open:
            if key == "o":
                host.close_sheet()
            return key == "o"
        if key in ("up", "down"):
            self.cursor = max(0, min(len(choices) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(choices) - 1
        elif key == "enter":
            chosen = choices[self.cursor].subject
            if chosen is None:
                host.room.follow()
            else:
                host.room.choose(chosen)
            host.close_sheet()
        elif key in ("b", ".", "h"):
            host.close_sheet()
            host.act_hold() if key == "h" else host.act_blank()
        elif key == "o":
            host.close_sheet()
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor:
                self.key("enter")
            else:
                self.cursor = target


def command(path: Any, folder: Any) -> str:
    """What to write in another terminal: by name where the session lies in the folder one looks in, else by its path."""
    from workshop import places
    from workshop.settings import load

    usual = places.sessions_dir(None, load()[0].sessions)
    name = path.stem if path.parent.resolve() == usual.resolve() else str(path)
    return shlex.join(["workshop", "screen", name])
