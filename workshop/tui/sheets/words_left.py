"""What was half-typed in a session whose file is gone: read, copied, thrown away, or put on its line in an
earlier version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from workshop import language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, View, bold, faint, row, soft, wrap

TEXT = 84


class WordsLeftPane(Pane):
    subject = "words_left"
    host: Any

    def __init__(self, host: Any, one: Any, bring: Callable[[], object] | None) -> None:
        """`one`: what `store.left` tells of it; `bring`: fetches an earlier version, where there is one."""
        super().__init__(host)
        self.one, self.bring = one, bring
        self.first = 0

    def rows(self, width: int) -> int:
        """How high a sheet takes all of it, `width` cells of text; its edge has a row."""
        return len(self._head(width)) + len(self._words(width)) + 2

    def _head(self, width: int) -> list[Row]:
        lang = self.host.lang
        when = language.ago(self.one.when, datetime.now().astimezone(), lang)
        sentence = t("home.words_left_offer", lang, title=self.one.name, when=when)
        how = t("home.words_left_bring" if self.bring is not None else "home.words_left_copy", lang)
        return [
            EMPTY,
            *(row(bold(line)) for line in wrap(sentence, min(width, TEXT), 0)),
            *(row(faint(line)) for line in wrap(how, min(width, TEXT), 0)),
            EMPTY,
        ]

    def _words(self, width: int) -> list[str]:
        return [line for part in self.one.half.split("\n") for line in wrap(part, min(width, TEXT), 0) or [""]]

    def view(self, width: int, height: int) -> View:
        head, words = self._head(width), self._words(width)
        room = max(1, height - len(head))
        self.first = max(0, min(self.first, len(words) - room))
        shown = [row(soft(line)) for line in words[self.first : self.first + room]]
        return View([*head, *shown][:height])

    def pairs(self) -> list[Pair]:
        return [
            *([Pair("Enter", "keys.bring_session")] if self.bring is not None else []),
            Pair("c", "keys.copy_words"),
            Pair("d", "keys.throw_away"),
        ]

    def key(self, key: str) -> bool:
        steps = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
        if key in steps:
            self.first = max(0, self.first + steps[key])
        elif key == "enter" and self.bring is not None:
            self.host.close_sheet()
            self.bring()
        elif key == "c":
            self._copy()
        elif key in ("d", "delete"):
            self._throw_away()
        else:
            return False
        return True

    def _copy(self) -> None:
        text, lang = self.one.half, self.host.lang
        done = self.host.app.put_on_clipboard(text)
        self.host.say(t("home.words_copied" if done else "home.words_too_long", lang, command=_command(self.one)))

    def _throw_away(self) -> None:
        from workshop.store.left import throw_away

        self.host.close_sheet()
        try:
            throw_away(self.one.words)
        except OSError as fault:
            self.host.say(str(fault), "warn")
            return
        self.host.home.load()
        self.host.say(t("home.words_binned", self.host.lang, title=self.one.name))


def _command(one: Any) -> str:
    import shlex

    from workshop.store.left import name_of

    return f"workshop restore {shlex.quote(name_of(one.words))}"


def show(screen: Any, one: Any) -> None:
    """Ask what is to become of the words, at home."""
    from workshop.store.left import backup_of

    backup = backup_of(one.words, screen.app.sessions)
    pane = WordsLeftPane(screen, one, partial(_brought, screen, one, backup) if backup is not None else None)
    screen.open_sheet(pane, pane.rows(screen.sheet_width))


def _brought(screen: Any, one: Any, backup: Any) -> None:
    from workshop.store.left import bring_back

    try:
        path = bring_back(one.words, screen.app.sessions, backup)
    except (WorkshopError, OSError) as fault:
        screen.say(str(fault), "warn")
        return
    when = language.ago(backup.made, datetime.now().astimezone(), screen.lang)
    screen.app.add_notice(t("home.words_brought", screen.lang, file=path.name, when=when))
    screen.open_session(path)
