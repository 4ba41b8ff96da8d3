"""How values stand as text in a session file: TOML 1.0, laid out for a reader.

Every text reads back exactly, but for what TOML cannot hold at all: a lone surrogate becomes U+FFFD, None is left out. In an
answer what is no number (nan) or no TOML integer is written as text: it would be refused when read, and a save must not fail
over one value. Beside the answers, in a key that this version does not know, it stands as it came.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from workshop.session.model import Group, Item

LAYERS = ("round", "at", "of", "across", "by")

# Controls, C1 (a terminal obeys them), what turns the reading direction, line breaks that are not \n, and surrogates.
_UNSAFE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_ONE_LINE = re.compile(f'[{_UNSAFE}\n"\\\\]')
_MANY_LINES = re.compile(f'[{_UNSAFE}\\\\]|"(?="")|"\\Z')  # a quote is escaped only where three would meet
_LITERAL = re.compile(f"[{_UNSAFE}]|'''|'\\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BARE = re.compile(r"[A-Za-z0-9_-]+").fullmatch
_SHORT = {"\b": "\\b", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

BIGGEST = 2**63  # TOML integers are 64 bits


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    code = ord(char)
    return _SHORT.get(char) or ("\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04X}")


def string(text: str) -> str:
    """On one line: in lists and inline tables."""
    return f'"{_ONE_LINE.sub(_escaped, text)}"'


def paragraph(text: str) -> str:
    """As a value on its own: over several lines where the text has several."""
    if "\n" not in text:
        return string(text)
    # Between ''' everything stands as it is: what is full of quotes and backslashes (a scenario) can be read, and copied.
    if ("\\" in text or '"""' in text) and not _LITERAL.search(text):
        return f"'''\n{text}'''"
    return f'"""\n{_MANY_LINES.sub(_escaped, text)}"""'


def key(name: str) -> str:
    return name if _BARE(name) else string(name)


def path(names: Iterable[str]) -> str:
    return ".".join(map(key, names))


def value(plain: Any) -> str:
    """A plain value on one line."""
    if isinstance(plain, str):
        return string(plain)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, (int, float)):
        return repr(plain)
    if isinstance(plain, Mapping):
        return inline(plain)
    if isinstance(plain, (list, tuple)):
        return f"[{', '.join(map(value, plain))}]"
    if isinstance(plain, datetime):
        return moment(plain)
    if isinstance(plain, (date, time)):
        return plain.isoformat()
    raise TypeError(type(plain).__qualname__)


def inline(plain: Mapping[str, Any]) -> str:
    if not plain:
        return "{}"
    return "{ " + ", ".join([f"{key(name)} = {value(each)}" for name, each in plain.items()]) + " }"


def moment(when: datetime) -> str:
    """UTC as `2026-11-22T08:31:07Z`; another offset, or none, as it is."""
    text = when.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def line(name: str, plain: Any) -> str:
    """`name = value`, with its newline."""
    return f"{key(name)} = {paragraph(plain) if isinstance(plain, str) else value(plain)}\n"


def header(names: Iterable[str]) -> str:
    return f"[{path(names)}]\n"


# ------------------------------------------------------------------------------------------------------ plain values


def plain(kept: Any) -> Any:
    """A value of the model as TOML has it: dict, list, str, bool, int, float, dates."""
    if isinstance(kept, str):
        return _SURROGATE.sub("\ufffd", kept)
    if isinstance(kept, bool):
        return kept
    if isinstance(kept, int):
        return int(kept)
    if isinstance(kept, float):
        return float(kept)
    if isinstance(kept, Mapping):
        return {plain(str(name)): plain(each) for name, each in kept.items() if each is not None}
    if isinstance(kept, (list, tuple)):
        return [plain(each) for each in kept if each is not None]
    if isinstance(kept, Item):
        return item_table(kept)
    if isinstance(kept, Group):
        return group_table(kept)
    if isinstance(kept, datetime):
        return kept
    if isinstance(kept, date):
        return kept
    if isinstance(kept, time):
        return kept.replace(tzinfo=None)
    return str(kept)


def readable(kept: Any) -> Any:
    """A value of an answer with every number one that the reader takes: the others as text."""
    if isinstance(kept, float) and not math.isfinite(kept):
        return repr(kept)
    if isinstance(kept, int) and not -BIGGEST <= kept < BIGGEST:
        return str(kept)
    if isinstance(kept, Mapping):
        return {name: readable(each) for name, each in kept.items()}
    if isinstance(kept, (list, tuple)):
        return [readable(each) for each in kept]
    return kept


def item_table(item: Item) -> dict[str, Any]:
    table: dict[str, Any] = {"id": item.id}
    if item.text:
        table["text"] = item.text
    if item.by:
        table["by"] = item.by
    if item.of:
        table["of"] = item.of
    if item.at:
        table["at"] = item.at
    if item.round != 1:
        table["round"] = item.round
    if item.fields:
        with_extra(table, readable(item.fields))
    if item.src:
        table["src"] = item.src
    if item.gone:
        table["gone"] = True
    return plain(table)  # type: ignore[no-any-return]


def group_table(group: Group) -> dict[str, Any]:
    table: dict[str, Any] = {"id": group.id}
    if group.name:
        table["name"] = group.name
    table["items"] = group.items
    with_extra(table, group.extra)
    if group.gone:
        table["gone"] = True
    return plain(table)  # type: ignore[no-any-return]


def with_extra(table: dict[str, Any], extra: Mapping[str, Any]) -> None:
    """Put unknown keys beside the known ones, which go first where a hand edit gave both."""
    for name, each in extra.items():
        table.setdefault(name, each)


def utc(when: datetime) -> datetime:
    """To the second, in UTC, as times stand in the file; a time without a zone is taken to be UTC."""
    when = when.replace(microsecond=0)
    try:
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except OverflowError:  # the first or the last day there is, in another zone
        return when.replace(tzinfo=UTC)


def same(a: Any, b: Any) -> bool:
    """Equal, and of the same types: 1, 1.0 and true are three values."""
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return len(a) == len(b) and all(name in b and same(each, b[name]) for name, each in a.items())
    if isinstance(a, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float) and math.isnan(a):
        return math.isnan(b)
    if isinstance(a, datetime) and (a.tzinfo is None) is not (b.tzinfo is None):
        return False
    return bool(a == b)
