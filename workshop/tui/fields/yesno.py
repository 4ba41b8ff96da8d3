"""Yes or no: 1 or 2."""

from __future__ import annotations

from workshop.language import t
from workshop.tui.fields.base import Asked, FieldEditor, Hand, Line, Taken
from workshop.tui.pane import Pair
from workshop.tui.rows import Span, accent, cut, faint, fit, soft, width_of

GAP = 3


class YesNoEditor(FieldEditor):
    def takes_line(self, asked: Asked) -> bool:
        return False

    def words(self, asked: Asked) -> str:
        return t("ask.yes" if asked.value else "ask.no", asked.lang) if isinstance(asked.value, bool) else ""

    def typed(self, asked: Asked) -> str:
        return self.words(asked)

    def lines(self, asked: Asked, width: int, hand: Hand | None = None) -> list[Line]:
        return [self.beside(asked, width)]

    def beside(self, asked: Asked, width: int) -> Line:
        spans: list[Span] = []
        for value, key in ((True, "ask.yes"), (False, "ask.no")):
            chosen = asked.value is value
            if spans:
                spans.append(Span(" " * GAP))
            drawn = [accent("● "), Span(t(key, asked.lang))] if chosen else [faint("○ "), soft(t(key, asked.lang))]
            spans += [span._replace(press=("1" if value else "2",)) for span in drawn]
        return fit(spans, width)

    def side_width(self, asked: Asked) -> int:
        return width_of(self.beside(asked, 40))

    def short(self, asked: Asked, width: int) -> Line:
        words = self.words(asked)
        return (Span(cut(words, width)),) if words else ()

    def legend(self, asked: Asked) -> list[str]:
        return [f"1 {t('ask.yes', asked.lang)}", f"2 {t('ask.no', asked.lang)}"]

    def press(self, asked: Asked, key: str, hand: Hand) -> Taken | None:
        name, value = asked.field.id, asked.value
        if key in ("1", "2"):
            return Taken({name: key == "1"}, on=True)
        if hand.writing and key in ("j", "y", "n"):
            return Taken({name: key != "n"}, on=True)
        if key == "0":
            return Taken({name: None})
        if key in ("space", "right", "left", "+", "-"):
            return Taken({name: not value if isinstance(value, bool) else True})
        return None

    def pairs(self, asked: Asked) -> list[Pair]:
        return [Pair("1 2", "ask.keys.yes_no", "1"), Pair("Space", "keys.turn", "space")]


EDITOR = YesNoEditor()
