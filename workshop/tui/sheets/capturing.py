"""One line for an action, a decision, something parked or a note, from anywhere; how it was understood stands under it."""

from __future__ import annotations

from datetime import date
from typing import Any

from workshop.language import t
from workshop.session import capture
from workshop.session.changes import Capture
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Span, View, accent, cut, pad, row, soft

LABEL = 12  # columns of the kind's name, its sign included
SIGNS = {"action": "!", "decision": "=", "parked": "?", "note": " "}


class CapturePane(Pane):
    def __init__(self, host: Any, sign: str = "") -> None:
        super().__init__(host)
        self.writing = True
        self.sign = sign
        self.put = False

    def _read(self, text: str) -> Any:
        people = [person.name for person in self.host.desk.session.present if person.name]
        return capture.read(text, lang=self.host.lang, today=date.today(), people=people, sign=self.sign)

    def view(self, width: int, height: int) -> View:
        text = self.host.line_text
        found = self._read(text)
        lang = self.host.lang
        said = found.said if text.strip() else t(f"capture.{found.what}_ghost", lang)
        where = t("capture.from", lang, place=self.host.kicker().split(" · ")[0]) if text.strip() else ""
        label = (accent(SIGNS[found.what]), Span(" " + pad(t(f"capture.{found.what}", lang), LABEL - 2)))
        under = [soft(said)] if said else []
        if where:
            under += [Span("   " if said else ""), Span(where, "faint")]
        below = " " * LABEL
        rows = [EMPTY, row(*label), row(Span(below), *[span._replace(text=cut(span.text, width - LABEL)) for span in under])]
        return View(rows, LineAt(1, LABEL, width - LABEL, 1))

    def pairs(self) -> list[Pair]:
        return [Pair("Enter", "keys.keeps"), Pair("! = ?", "keys.kinds_of_capture")]

    def typed(self, text: str) -> bool:
        if text in ("!", "=", "?") and not self.sign:
            self.sign = text
            self.host.set_line("")
        elif self.sign and text == self.sign:
            # the sign twice: it is meant as text, and goes where one was
            self.host.close_sheet()
            self.host.write_sign(text)
        elif text in ("!", "=", "?"):
            self.sign = text
            self.host.set_line("")
        return True

    def move(self, key: str, text: str) -> bool:
        if key == "backspace" and not text:
            self.sign = ""
            return True
        return False

    def enter(self, text: str) -> None:
        if not text.strip():
            self.host.close_sheet()
            if self.sign == "?":
                self.host.act_help()
            return
        found = self._read(text)
        host = self.host
        if host.do(Capture(what=found.what, text=found.text, fields=dict(found.fields), step=host.capture_step)):
            host.close_sheet()
            host.say(t(f"capture.{found.what}_kept", host.lang, text=cut(found.text, 50)))
