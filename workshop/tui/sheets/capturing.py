"""One line for an action, a decision, something parked or a note, from anywhere; how it was understood stands under it."""

from __future__ import annotations

from datetime import date
from typing import Any

from workshop.language import t
from workshop.session import capture
from workshop.session.changes import Capture
from workshop.session.logged import LOG_OF
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Span, View, accent, faint, fit, pad, row, soft, width_of

LINE_ROWS = 2  # that a long line takes
LABEL = 14  # columns of the kind's name, its sign included
SIGNS = {"action": "!", "decision": "=", "parked": "?", "note": " "}


class CapturePane(Pane):
    subject = "capture"
    host: Any
    signs = "!=? "  # that are not text on an empty line

    def __init__(self, host: Any, sign: str = "", text: str = "") -> None:
        super().__init__(host)
        self.writing = True
        self.sign = sign
        self.by_sign = bool(sign) and not text  # opened by a sign first on an empty line
        self.first = text

    @property
    def half(self) -> tuple[str, str]:
        """The sign it was opened with, and what is half-typed."""
        return self.sign, self.first or self.host.line_text

    def _read(self, text: str) -> capture.Captured:
        people = [person.name for person in self.host.desk.session.present if person.name]
        return capture.read(text, lang=self.host.lang, today=date.today(), people=people, sign=self.sign)

    def view(self, width: int, height: int) -> View:
        if self.first:
            text, self.first = self.first, ""
            self.host.set_line(text)
        text, lang = self.host.line_text, self.host.lang
        found = self._read(text)
        label = (accent(SIGNS[found.what]), Span(" " + pad(t(f"capture.{found.what}", lang), LABEL - 2)))
        under = [soft(found.said if text.strip() else t(f"capture.{found.what}_ghost", lang))]
        if text.strip() and (place := self.host.capture_from):
            where = t("capture.from", lang, place=place)
            under += [faint(" · " if found.said else ""), faint(where)]
        more = [EMPTY] * (min(LINE_ROWS, self.host.line_rows) - 1)
        indent = max(0, min(LABEL, width - width_of(under)))  # what does not fit beside the name begins under its sign
        rows = [EMPTY, row(*label), *more, row(Span(" " * indent), *fit(under, width - indent))]
        return View(rows, LineAt(1, LABEL, width - LABEL, LINE_ROWS))

    def pairs(self) -> list[Pair]:
        lists = Pair("Tab", "keys.lists", "tab")
        return [Pair("Enter", "keys.keeps"), Pair("! = ?", "keys.kinds_of_capture", "!"), lists]

    def signed(self, sign: str) -> None:
        """A sign first on the empty line: another kind. The same sign twice is meant as text, and goes where one was."""
        if sign == " ":
            return  # after the sign
        if sign != self.sign:
            self.sign = sign
        elif self.by_sign:
            self.host.close_sheet()
            self.host.write_sign(sign)
        else:
            self.sign = ""
            self.host.set_line(sign * 2)

    def typed(self, text: str) -> bool:
        return True

    def move(self, key: str, text: str) -> bool:
        if key == "backspace" and not text:
            self.sign = ""
            return True
        if key == "tab":
            self.host.act_captured(LOG_OF[self._read(text).what])
            return True
        return False

    def enter(self, text: str) -> None:
        host = self.host
        if not text.strip():
            host.close_sheet()
            if self.sign == "?":
                host.act_help()
            return
        found = self._read(text)
        about = list(host.capture_about)
        if host.do(Capture(what=found.what, text=found.text, fields=dict(found.fields), step=host.capture_step, src=about)):
            host.close_sheet()
            host.say(t(f"capture.{found.what}_kept", host.lang, text=found.text))
