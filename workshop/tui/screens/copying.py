"""Copying from the run screen: what is selected or at hand, once more the whole step, once more the whole record."""

from __future__ import annotations

from typing import Any

from workshop import language
from workshop.language import t
from workshop.tui.screens.facilitating import Facilitating


class Copying(Facilitating):
    step: Any
    _copied = ("", "")  # what was copied last, and what was said of it

    def act_copy(self) -> None:
        """The selection, the line, or the thing at hand. Pressed again at once: more."""
        level, said = self._copied
        if self.last_message == said and said and level in ("item", "step"):
            self.act_copy_step() if level == "item" else self.act_copy_record()
            return
        line = self.active.line
        selected = line.selected_text if line.display else ""
        if selected:
            self.put_on_clipboard(selected)
        elif text := (line.value if line.display else "") or self.active_pane.copied():
            self._copy(text, "item", text=_short(text), key=self._key("copy"))
        elif self.sheet_open or self.reviewing:
            self.say(t("copying.nothing", self.lang))
        else:
            self.act_copy_step()

    def act_copy_step(self) -> None:
        """The step's question and answers: cells for a spreadsheet, else Markdown."""
        from workshop.report import copied
        from workshop.session.finding import is_hidden

        if not self._in_a_step():
            return
        text = copied.step(self.book, self.stop)
        if text:
            self._copy(text, "step", key=self._key("copy"))
        else:
            hidden = is_hidden(self.book, self.step, self.stop.at)
            self.say(t("copying.hidden" if hidden else "copying.nothing", self.lang))

    def act_copy_record(self) -> None:
        from workshop.report import copied

        text, hidden = copied.record(self.book)
        self._copy(text, "record")
        if hidden and self._copied[0]:
            self.say(f"{self.message} {t('copying.without', self.lang, steps=', '.join(hidden))}")

    def put_on_clipboard(self, text: str) -> None:
        """Words that are selected."""
        self._copy(text, "words", text=_short(text))

    def _copy(self, what: str, level: str, **values: Any) -> None:
        from workshop.tui import clipboard

        if self.app.put_on_clipboard(what):  # type: ignore[attr-defined]
            said = t(f"copying.{level}", self.lang, n=language.number(len(what), self.lang), **values)
            self._copied = (level, said)
        else:
            n = language.number(len(what), self.lang)
            most = language.number(clipboard.LONGEST, self.lang)
            said, self._copied = t("copying.too_long", self.lang, n=n, most=most, key=self._key("export")), ("", "")
        self.say(said)

    def _key(self, id: str) -> str:
        from workshop.tui.actions import drawn

        keys = next((self.bound.keys(action) for action in self.bound.actions if action.id == id), ())
        return drawn(keys[0]) if keys else ""


def _short(text: str) -> str:
    from workshop.session.landing import short

    return short(text)
