"""One or several of some options: a digit chooses, Space turns; more than nine are found by typing their beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from workshop.language import t
from workshop.scenario.fields.choice import ChoiceField
from workshop.session import choices
from workshop.session.choices import Offered, chosen_in, meant, toggled
from workshop.session.fields import OTHER
from workshop.tui.fields.base import Asked, FieldEditor, Hand, Line, Taken, text_lines
from workshop.tui.pane import Pair
from workshop.tui.rows import Span, accent, cut, faint, fit, soft

DIGITS = 9  # as many options as one key can give
GAP = 3
TITLE = 24  # a longer option is not set beside others
SIDE = 20


class ChoiceEditor(FieldEditor):
    def takes_line(self, asked: Asked) -> bool:
        return len(offered(asked)) > DIGITS

    def line_rows(self, asked: Asked) -> int:
        return 1

    def typed(self, asked: Asked) -> str:
        if _field(asked).many:
            return ""  # each is added by itself
        return self.words(asked)

    def read(self, asked: Asked, text: str) -> Mapping[str, Any]:
        """The option meant; where own words may be given, what is no option is own words."""
        field = _field(asked)
        if not text.strip():
            return {} if field.many else {field.id: None}
        options = offered(asked)
        written = [option for option in options if option.id != OTHER] if field.other else options
        # where own words may be given, only a whole title or a number is an option
        found = meant(written, text, whole=field.other)
        if found is None and text == str(asked.cell.get(f"{field.id}_other") or ""):
            return {}
        if found is None and field.other:
            return {field.id: toggled(field, asked.value, OTHER, keep=True), f"{field.id}_other": text}
        return {field.id: toggled(field, asked.value, found or text)}

    def read_back(self, asked: Asked, text: str) -> str:
        found = meant(offered(asked), text, whole=_field(asked).other)
        return next((option.title for option in offered(asked) if option.id == found), "") if found else ""

    @property
    def reads(self) -> bool:  # type: ignore[override]
        return True

    def placeholder(self, asked: Asked) -> str:
        return t("ask.type_choice", asked.lang)

    def is_answered(self, asked: Asked) -> bool:
        return bool(chosen_in(asked.value))

    def words(self, asked: Asked) -> str:
        titles = {option.id: option.title for option in offered(asked)}
        return ", ".join(_title(asked, id, titles) for id in chosen_in(asked.value))

    # drawing
    def lines(self, asked: Asked, width: int, hand: Hand | None = None) -> list[Line]:
        options = offered(asked)
        if len(options) > DIGITS:
            words = self.words(asked)
            return text_lines(words, width) if words else [self.ghost(asked, width)]
        row = self._in_a_row(asked, options)
        if row is not None and sum(cell_len(span.text) for span in row) <= width:
            return [row]
        if hand is not None:
            return self._in_rows(asked, options, width, hand)
        words = self.words(asked)
        return text_lines(words, width) if words else [self.ghost(asked, width)]

    def _in_a_row(self, asked: Asked, options: Sequence[Offered]) -> Line | None:
        """Options side by side, where they are short and nothing more is said of them."""
        if _field(asked).many or not options or any(option.text or cell_len(option.title) > TITLE for option in options):
            return None
        chosen = chosen_in(asked.value)
        own = str(asked.cell.get(f"{asked.field.id}_other") or "")
        spans: list[Span] = []
        for at, option in enumerate(options, 1):
            is_chosen = option.id in chosen
            title = f"{option.title}: {own}" if option.id == OTHER and own and is_chosen else option.title
            if spans:
                spans.append(Span(" " * GAP))
            drawn = [accent("● "), Span(title)] if is_chosen else [faint("○ "), soft(title)]
            spans += [span._replace(press=(str(at),)) for span in drawn]
        unknown = [id for id in chosen if id not in {option.id for option in options}]
        for id in unknown:
            spans += [Span(" " * GAP), accent("● "), Span(_title(asked, id, {}))]
        return tuple(spans)

    def _in_rows(self, asked: Asked, options: Sequence[Offered], width: int, hand: Hand) -> list[Line]:
        chosen = chosen_in(asked.value)
        own = str(asked.cell.get(f"{asked.field.id}_other") or "")
        rows: list[Line] = []
        for at, option in enumerate(options):
            is_chosen, pointed = option.id in chosen, at == hand.option
            title = f"{option.title}: {own}" if option.id == OTHER and own and is_chosen else option.title
            spans = [accent(f"{at + 1} "), accent("● ") if is_chosen else faint("○ ")]
            spans.append(Span(title, "ink" if is_chosen or pointed else "soft", pointed))
            if option.text:
                spans.append(faint(f"  {option.text}"))
            rows.append(fit(spans, width))
        titles = {option.id for option in options}
        rows += [fit((Span("  "), accent("● "), Span(_title(asked, id, {}))), width) for id in chosen if id not in titles]
        return rows

    def beside(self, asked: Asked, width: int) -> Line:
        words = self.words(asked)
        return fit((accent("● "), Span(words)), width) if words else (faint("○ –"),)

    def side_width(self, asked: Asked) -> int:
        longest = max((cell_len(option.title) for option in offered(asked)), default=4)
        return min(longest, SIDE) + 2

    def short(self, asked: Asked, width: int) -> Line:
        words = self.words(asked)
        return (Span(cut(words, width)),) if words else ()

    # keys
    def options(self, asked: Asked) -> int:
        return len(offered(asked))

    def press(self, asked: Asked, key: str, hand: Hand) -> Taken | None:
        field, options = _field(asked), offered(asked)
        if len(options) > DIGITS:
            return None
        if key == "0":
            return Taken({field.id: None})
        if key in "123456789" and len(key) == 1:
            at = int(key) - 1
            if at >= len(options):
                return None
            hand.option = at
            return self._chosen(asked, options[at].id, on=not field.many)
        if key == "a" and field.other:
            return Taken(own_words=True)
        if key == "space" and options:
            hand.option = max(0, min(hand.option, len(options) - 1))
            if field.many:
                return self._chosen(asked, options[hand.option].id)
            if options[hand.option].id in chosen_in(asked.value):
                hand.option = (hand.option + 1) % len(options)
                if options[hand.option].id == OTHER and len(options) > 1:  # own words are never turned to
                    hand.option = 0
            return self._chosen(asked, options[hand.option].id)
        if key in ("left", "right", "+", "-") and options:
            way = 1 if key in ("right", "+") else -1
            hand.option = max(0, min(len(options) - 1, hand.option + way))
            if field.many or options[hand.option].id == OTHER:
                return Taken()
            return self._chosen(asked, options[hand.option].id)
        return None

    def _chosen(self, asked: Asked, id: str, on: bool = False) -> Taken:
        field = _field(asked)
        if field.other and id == OTHER:
            if field.many and OTHER in chosen_in(asked.value):
                return Taken({field.id: toggled(field, asked.value, OTHER)})
            return Taken(own_words=True)
        return Taken({field.id: toggled(field, asked.value, id)}, on=on)

    def legend(self, asked: Asked) -> list[str]:
        options = offered(asked)
        return [f"{at} {option.title}" for at, option in enumerate(options, 1)] if len(options) <= DIGITS else []

    def pairs(self, asked: Asked) -> list[Pair]:
        many = _field(asked).many
        n = min(len(offered(asked)), DIGITS)
        keys = "1" if n == 1 else f"1–{n}"
        pairs = [Pair(keys, "ask.keys.ticks" if many else "ask.keys.answers", "1")] if n else []
        own = [Pair("a", "ask.keys.own_words", "a")] if _field(asked).other else []
        return [*pairs, *own] if many else [*pairs, Pair("Space", "keys.turn", "space"), *own]


def _field(asked: Asked) -> ChoiceField:
    assert isinstance(asked.field, ChoiceField)
    return asked.field


def offered(asked: Asked) -> list[Offered]:
    """The options in order, own words last."""
    return choices.offered(asked.book, _field(asked), asked.scope, asked.lang)


def _title(asked: Asked, id: str, titles: Mapping[str, str]) -> str:
    return choices.titled(asked.book, _field(asked), asked.cell, id, titles, asked.lang)


EDITOR = ChoiceEditor()
