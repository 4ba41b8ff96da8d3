"""What a whole room answers, on one line: a figure a person (`5 4 4 2 0`), yes or no (`y y n`), hands counted (`y8 n3`). Pure.

Signs between are free. `-` is somebody who passes, and so is `0` where nought is no answer. `5x3` is three fives; where an
answer is a letter, `y8` is eight of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from workshop import language
from workshop.language import t
from workshop.scenario.fields import AnyField
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.number import NumberField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.yesno import YesNoField
from workshop.session import functions
from workshop.session.ballots import letter
from workshop.text import fold

PASS = ("-", "–", "−", ".", "_")
MOST = 500
_TIMES = re.compile(r"(.+?)[x×*](\d{1,3})")
_COUNTED = re.compile(r"([^\W\d_]+)(\d{1,3})")
YES, NO = ("j", "y", "ja", "yes", "1"), ("n", "nej", "no", "2", "0")


class Hands(NamedTuple):
    """What a line says: an answer a person in order (None: passes), and what in it could not be read ("": all could)."""

    values: tuple[Any, ...]
    wrong: str = ""


def takes(field: AnyField) -> bool:
    """Whether a field can be answered so: one figure, or one letter, is an answer."""
    if isinstance(field, ChoiceField):
        return not field.many and not field.other
    return isinstance(field, ScaleField | NumberField | YesNoField)


def read(line: str, field: AnyField, options: Sequence[str], lang: str) -> Hands:
    """`options`: the ids of a choice in order, called by number or letter."""
    one = _reader(field, options, lang)
    signs = " ;/" if isinstance(field, NumberField) else " ,;/"  # a comma may be a decimal comma
    found: list[Any] = []
    for token in re.split(f"[{re.escape(signs)}]+", line.strip(signs)):
        if not token:
            continue
        values = _token(fold(token), one, field)
        if values is None:
            return Hands(tuple(found), token)
        found += values
        if len(found) > MOST:
            return Hands(tuple(found[:MOST]), token)
    return Hands(tuple(found))


def _token(token: str, one: Callable[[str], Any], field: AnyField) -> list[Any] | None:
    """The answers of one piece of the line; None: not an answer."""
    if token in PASS:
        return [None]
    if (value := one(token)) is not None:
        return [value]
    if token == "0":  # no answer, as the key is: but for where nought is one
        return [None]
    if (match := _TIMES.fullmatch(token)) and (value := one(match[1])) is not None:
        return [value] * int(match[2])
    if (match := _COUNTED.fullmatch(token)) and (value := one(match[1])) is not None:
        return [value] * int(match[2])
    if not isinstance(field, NumberField) and len(token) > 1:  # run together: `54420`, `yyn`
        passes = (*PASS, "0")
        values = [None if sign in PASS else one(sign) for sign in token]
        if all(value is not None or sign in passes for value, sign in zip(values, token, strict=True)):
            return values
    return None


def _reader(field: AnyField, options: Sequence[str], lang: str) -> Callable[[str], Any]:
    def mark(token: str) -> Any:
        value = language.parse_number(token, lang)
        if value is None or not float(value).is_integer():
            return None
        assert isinstance(field, ScaleField)
        return int(value) if field.min <= value <= field.max else None

    def number(token: str) -> Any:
        value = language.parse_number(token, lang)
        assert isinstance(field, NumberField)
        low, high = field.min, field.max
        outside = value is None or (low is not None and value < low) or (high is not None and value > high)
        return None if outside else value

    def yesno(token: str) -> Any:
        return True if token in YES else False if token in NO else None

    def choice(token: str) -> Any:
        names = {**{str(at): id for at, id in enumerate(options, 1)}, **{letter(at): id for at, id in enumerate(options)}}
        return names.get(token)

    if isinstance(field, ScaleField):
        return mark
    if isinstance(field, YesNoField):
        return yesno
    return number if isinstance(field, NumberField) else choice


def write(values: Sequence[Any], field: AnyField, options: Sequence[str], lang: str) -> str:
    """Answers as one would type them; nothing after the last that answered."""
    out = [_written(value, field, options, lang) for value in values]
    while out and out[-1] == "-":
        out.pop()
    return " ".join(out)


def _written(value: Any, field: AnyField, options: Sequence[str], lang: str) -> str:
    if value is None:
        return "-"
    if isinstance(field, YesNoField):
        return language.writing(lang).yes if value else "n"
    if isinstance(field, ChoiceField):
        return str(options.index(value) + 1) if value in options else "-"
    return language.number(value, lang).replace("\u00a0", "").replace(" ", "")


def said(values: Sequence[Any], field: AnyField, titles: Sequence[tuple[str, str]], lang: str) -> str:
    """What the room says, in words: mean and spread of figures, how many of each of the others. `titles`: (id, title)."""
    given = [value for value in values if value is not None]
    if not given:
        return ""
    if isinstance(field, YesNoField):
        yes = sum(1 for value in given if value)
        return f"{yes} {t('ask.yes', lang)} · {len(given) - yes} {t('ask.no', lang)}"
    if isinstance(field, ChoiceField):
        counted = [(given.count(id), title) for id, title in titles if id in given]
        return " · ".join(f"{n} {word}" for n, word in sorted(counted, key=lambda pair: -pair[0]))
    return spread_words(given, lang)


def spread_words(given: Sequence[Any], lang: str) -> str:
    """`mean 3.4 · from 1 to 5`; where all say the same, that."""
    mean = functions.mean(given)
    low, high = min(given), max(given)
    figure = language.number(round(float(mean), 1), lang, 1) if isinstance(mean, int | float) else ""
    if low == high:
        return t("hands.all_alike", lang, value=language.number(low, lang))
    return t("hands.mean", lang, mean=figure, low=language.number(low, lang), high=language.number(high, lang))
