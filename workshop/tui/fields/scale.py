"""A mark on a scale: dots and a word. A digit is the answer; a scale longer than nine marks is typed."""

from __future__ import annotations

from rich.cells import cell_len

from workshop.language import t
from workshop.scenario.fields.scale import ScaleField
from workshop.tui.fields.base import Asked, FieldEditor, Hand, Line, Taken, keyed
from workshop.tui.pane import Pair
from workshop.tui.rows import Span, accent, faint, fit

DIGITS = 9  # as many marks as one key can give
DOTS = 10  # a longer scale is drawn as a figure
WORD = 16  # a longer word is cut beside its question


class ScaleEditor(FieldEditor):
    side = 12

    def takes_line(self, asked: Asked) -> bool:
        return _field(asked).steps > DIGITS

    def line_rows(self, asked: Asked) -> int:
        return 1

    def placeholder(self, asked: Asked) -> str:
        field = _field(asked)
        return t("ask.from_to", asked.lang, low=field.min, high=field.max)

    def words(self, asked: Asked) -> str:
        value = asked.value
        if value is None:
            return ""
        label = label_of(asked, value)
        return f"{figure(_field(asked), value)} {label}" if label else figure(_field(asked), value)

    def lines(self, asked: Asked, width: int, hand: Hand | None = None) -> list[Line]:
        rows = [self._dots(asked, width)]
        field = _field(asked)
        if hand is not None and (field.labels or field.min < 0):
            # the marks in words while it is at hand
            rows += self._marks(asked, width)
        return rows

    def _dots(self, asked: Asked, width: int) -> Line:
        field, value = _field(asked), asked.value
        press = tuple(_press_of(field, mark) for mark in range(field.min, field.max + 1)) if field.steps <= DOTS else ()
        if not isinstance(value, int) or isinstance(value, bool):
            words = Span(str(value), "soft") if value is not None else faint("–")
            dots = (_signs("○" * field.steps, press), Span(" ")) if field.steps <= DOTS else ()
            return fit((*dots, words), width)
        word = label_of(asked, value) or figure(field, value)
        filled = max(0, min(field.steps, value - field.min + 1))
        if field.steps > DOTS:
            label = label_of(asked, value)
            of = t("ask.of", asked.lang, n=field.max)
            return fit((Span(figure(field, value)), faint(f" {of}"), Span(f"  {label}" if label else "")), width)
        full, empty = _signs("●" * filled, press[:filled]), _signs("○" * (field.steps - filled), press[filled:])
        return fit((full, empty, Span(" "), Span(word)), width)

    def _marks(self, asked: Asked, width: int) -> list[Line]:
        field = _field(asked)
        if field.steps > DIGITS:
            return []
        marks = range(field.min, field.max + 1)
        pieces = [f"{key_of(field, mark)} {_short_label(asked, mark)}".rstrip() for mark in marks]
        return keyed(pieces, width)

    def beside(self, asked: Asked, width: int) -> Line:
        return self._dots(asked, width)

    def side_width(self, asked: Asked) -> int:
        field = _field(asked)
        longest = max((cell_len(asked.book.text(label, asked.scope)) for label in field.labels), default=0)
        if field.steps <= DOTS:
            return field.steps + 1 + max(2, min(longest, WORD))
        of = f"{figure(field, field.max)} {t('ask.of', asked.lang, n=field.max)}"
        return max(cell_len(of), cell_len(self.placeholder(asked)) + 1) + (min(longest, WORD) + 2 if longest else 0)

    def short(self, asked: Asked, width: int) -> Line:
        if asked.value is None:
            return ()
        return fit((accent(figure(_field(asked), asked.value)), Span(_and(label_of(asked, asked.value)))), width)

    def legend(self, asked: Asked) -> list[str]:
        """Only the ends where only they have words."""
        field = _field(asked)
        marks = [mark for mark in range(field.min, field.max + 1) if label_of(asked, mark)]
        if not marks:
            return [f"{key_of(field, field.min)}–{key_of(field, field.max)}"]
        return [f"{key_of(field, mark)} {label_of(asked, mark)}" for mark in marks]

    def press(self, asked: Asked, key: str, hand: Hand) -> Taken | None:
        field, value = _field(asked), asked.value
        mark = mark_of(field, key)
        if mark is not None:
            return Taken({field.id: mark}, on=True)
        if key == "0":
            return Taken({field.id: None})
        if key in ("+", "-", "right", "left", "space"):
            if not isinstance(value, int):
                start = field.min if key == "space" else (field.min + field.max + 1) // 2
                return Taken({field.id: start})
            turned = value + (-1 if key in ("-", "left") else 1)
            if key == "space" and turned > field.max:
                turned = field.min
            return Taken({field.id: max(field.min, min(field.max, turned))})
        return None

    def pairs(self, asked: Asked) -> list[Pair]:
        field = _field(asked)
        keys = f"{key_of(field, field.min)}–{key_of(field, field.max)}"
        return [Pair(keys, "ask.keys.answers", key_of(field, field.min))]


def _field(asked: Asked) -> ScaleField:
    assert isinstance(asked.field, ScaleField)
    return asked.field


def label_of(asked: Asked, value: int) -> str:
    """The word of a mark; "" where it has none. Two labels are those of the ends."""
    field = _field(asked)
    if len(field.labels) == 2 and field.steps != 2:
        at = {field.min: 0, field.max: 1}.get(value, -1)
    else:
        at = value - field.min
    return " ".join(asked.book.text(field.labels[at], asked.scope).split()) if 0 <= at < len(field.labels) else ""


def figure(field: ScaleField, value: int) -> str:
    """`+2`, `0`, `−1` where a scale has two sides, else the number."""
    if field.min >= 0:
        return str(value)
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def key_of(field: ScaleField, mark: int) -> str:
    """The digit of a mark: itself, or its place on a scale that goes below zero."""
    return str(mark if field.min >= 0 else mark - field.min + 1)


def mark_of(field: ScaleField, key: str) -> int | None:
    if len(key) != 1 or key not in "0123456789":
        return None
    mark = int(key) if field.min >= 0 else field.min + int(key) - 1
    return mark if field.min <= mark <= field.max else None


def _press_of(field: ScaleField, mark: int) -> str:
    """What a click on the dot of a mark stands for: its digit, or what is typed on a scale that is typed."""
    return key_of(field, mark) if field.steps <= DIGITS else str(mark)


def _signs(text: str, press: tuple[str, ...]) -> Span:
    return Span(text, "accent" if text.startswith("●") else "faint", press=press)


def _short_label(asked: Asked, mark: int) -> str:
    return label_of(asked, mark) or (figure(_field(asked), mark) if _field(asked).min < 0 else "")


def _and(word: str) -> str:
    return f" {word}" if word else ""


EDITOR = ScaleEditor()
