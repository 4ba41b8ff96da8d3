"""The text of a scenario file read as TOML; where it is none, what was probably meant.

tomllib stops at the first mistake. Where that is one line that stands by itself the line is left out and the reading
goes on, so that an author sees all of them at once.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from workshop import limits
from workshop.scenario.faults import Fault, error

LARGEST = limits.SCENARIO
KEY_DEPTH = limits.SCENARIO_KEYS
BRACKET_DEPTH = limits.BRACKETS
MOST_FAULTS = 20  # of the kind that hinders reading on

_ONE_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')"""
# In order: strings, comments, dotted keys, brackets. What is left between them is of no interest here.
_TOKEN = re.compile(
    r"(?P<text>"
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5})"
    r"|(?P<unclosed>\"\"\"|''')"
    r"|(?P<comment>#[^\n]*+)"
    rf"|(?P<key>{_ONE_PART}(?:[ \t]*+\.[ \t]*+{_ONE_PART})*+)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])"
    r"""|(?P<stray>["'][^\n]*+)""",
    re.DOTALL,
)
_PARTS = re.compile(_ONE_PART)
_PLACE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
_LONGEST_NUMBER = r"[0-9](?:_?[0-9]){4000}"


class Read(NamedTuple):
    """What was read: None where there was no reading on. `text`: what it was read from in the end, each line in its place.
    `left_out`: the keys of the lines that were passed over."""

    data: dict[str, Any] | None
    faults: list[Fault]
    text: str
    left_out: frozenset[str] = frozenset()


def read(text: str, file: str) -> Read:
    """The tables of a text, or what hinders reading it. Raises nothing."""
    faults: list[Fault] = []
    left_out: set[str] = set()
    too_much = hostile(text)
    if too_much is not None:
        return Read(None, [_placed(too_much[0], text, too_much[1], file)], text)
    while True:
        try:
            return Read(tomllib.loads(text), faults, text, frozenset(left_out))
        except (ValueError, RecursionError) as reason:
            fault, offset, mended = _meant(text, reason)
        faults.append(_placed(fault, text, offset, file))
        if mended is None or len(faults) == MOST_FAULTS:
            return Read(None, faults, text)
        text, key = mended
        left_out.add(key)


def _placed(fault: Fault, text: str, offset: int, file: str) -> Fault:
    line = text.count("\n", 0, offset) + 1
    return fault.at(file, line, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def hostile(text: str) -> tuple[Fault, int] | None:
    """What would make tomllib slow or run out of stack, and where."""
    if len(text) > LARGEST or len(text.encode("utf-8", "replace")) > LARGEST:
        return error("too_big", limit=LARGEST // 1024), 0
    depth = 0
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "key":
            if len(_PARTS.findall(token[0])) > KEY_DEPTH:
                return error("deep_key", limit=KEY_DEPTH), token.start()
        elif token.lastgroup == "open":
            depth += 1
            if depth > BRACKET_DEPTH:
                return error("deep_brackets", limit=BRACKET_DEPTH), token.start()
        elif token.lastgroup == "close":
            depth = max(0, depth - 1)
    return None


# ------------------------------------------------------------------------------------------------- what was meant

Mended = tuple[str, str]
"""The text without the line (its line break stays, so that all that follows keeps its place), and the line's key."""

_PAIR = rf"[ \t]*+(?P<key>{_ONE_PART}(?:[ \t]*+\.[ \t]*+{_ONE_PART})*+)[ \t]*+(?P<sign>[=:])?[ \t]*+(?P<value>.*)"
_HEADING = r"[ \t]*(\[\[?)([^\[\]]*)(\]?\]?)[ \t]*(?:#.*)?"
_SMART = "[“”„‟«»‘’‚]"
_ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200d\u202f\u205f\u3000\ufeff]")


def _meant(text: str, reason: Exception) -> tuple[Fault, int, Mended | None]:
    """The fault, its offset, and the text mended where that is possible."""
    said = str(reason)
    place = re.search(_PLACE, said)
    if place is None:  # a number too long to be one, in a ValueError of its own
        number = re.search(_LONGEST_NUMBER, text)
        return error("long_number", limit=limits.FIGURES), number.start() if number else 0, None
    at_end = place[1] is None
    if at_end:
        unclosed = _unclosed(text)
        if unclosed is not None:
            return _left_open(text, *unclosed)
        offset = len(text.rstrip())
    else:
        offset = _offset(text, int(place[1]), int(place[2]))
    start = text.rfind("\n", 0, max(0, min(offset, len(text)))) + 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].rstrip("\r")
    depth = _depth(text, start)
    fault, column = _of_line(text, line, start, offset, said[: place.start()], depth)
    if fault.key in ("table_over_lines", "comma_at_end"):
        mended = _on_one_line(text, _inmost(text, offset))
    elif fault.key == "one_bracket":
        mended = _two_brackets(text, fault.values["name"])
    else:
        mended = None if depth else _without(text, start, end, line)
    return fault, start + column, mended


def _offset(text: str, line: int, column: int) -> int:
    # tomllib reads CRLF as LF, so that it counts lines as we do, and columns too.
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(len(text), start + column - 1)


def _depth(text: str, end: int) -> int:
    """How many brackets are open at a place. A string left open counts as one."""
    depth = 0
    for token in _TOKEN.finditer(text, 0, end):
        if token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth = max(0, depth - 1)
        elif token.lastgroup == "unclosed":
            return depth + 1
    return depth


def _unclosed(text: str) -> tuple[int, str] | None:
    """Where a bracket or a string was opened that is still open at the end."""
    opened: list[int] = []
    for token in _TOKEN.finditer(text):
        if token.lastgroup == "open":
            opened.append(token.start())
        elif token.lastgroup == "close" and opened:
            opened.pop()
        elif token.lastgroup == "unclosed":
            return token.start(), token[0]
    return (opened[0], text[opened[0]]) if opened else None


def _left_open(text: str, offset: int, sign: str) -> tuple[Fault, int, None]:
    key = {"[": "open_list", "{": "open_table"}.get(sign, "open_text")
    return error(key, sign=sign), offset, None


def _without(text: str, start: int, end: int, line: str) -> Mended | None:
    heading = re.fullmatch(_HEADING, line)
    if heading is not None:
        opening, name, closing = heading.groups()
        if name.strip() and len(opening) != len(closing) and re.fullmatch(_PAIR, name.strip()):
            return text[:start] + f"[[{name}]]" + text[end:], ""
        return None
    pair = re.fullmatch(_PAIR, line)
    begins_more = '"""' in line or "'''" in line or (pair is not None and pair["value"].startswith(("[", "{")))
    if begins_more and not _balanced(line):
        return None
    key = _PARTS.findall(pair["key"])[0].strip("\"'") if pair is not None else ""
    return text[:start] + text[end:], key


def _balanced(value: str) -> bool:
    return _depth(value, len(value)) == 0


_MANY = {"step", "section", "edition", "step.fields", "step.items", "step.options", "step.places", "step.figures"}
"""What is written with two brackets."""


def _two_brackets(text: str, name: object) -> Mended | None:
    mended, n = re.subn(rf"(?m)^([ \t]*)\[[ \t]*{re.escape(str(name))}[ \t]*\](?!\])", rf"\1[[{name}]]", text)
    return (mended, "") if n else None


def _inmost(text: str, offset: int) -> int:
    """Where the `{` was opened that a place lies in; -1 if none was."""
    opened: list[int] = []
    for token in _TOKEN.finditer(text, 0, offset):
        if token.lastgroup == "open":
            opened.append(token.start())
        elif token.lastgroup == "close" and opened:
            opened.pop()
    return next((at for at in reversed(opened) if text[at] == "{"), -1)


def _on_one_line(text: str, opening: int) -> Mended | None:
    """The table that opens here put on one line, with empty lines after it, so that all that follows keeps its line."""
    if opening < 0:
        return None
    parts: list[str] = []
    depth, at = 0, opening
    for token in _TOKEN.finditer(text, opening):
        parts.append(text[at : token.start()].replace("\r", "").replace("\n", " "))
        at = token.end()
        if token.lastgroup in ("unclosed", "stray"):
            return None
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if token[0] == "}" and parts[-1].rstrip().endswith(","):
            parts[-1] = parts[-1].rstrip()[:-1]
        if token.lastgroup != "comment":
            parts.append(token[0])
        if depth == 0:
            break
    else:
        return None
    one_line = "".join(parts)
    if one_line == text[opening:at]:
        return None
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    lost = text.count("\n", opening, at) - one_line.count("\n")
    return text[:opening] + one_line + text[at:end] + "\n" * lost + text[end:], ""


_WORDS = dict.fromkeys(("true", "yes", "ja", "on"), "true") | dict.fromkeys(("false", "no", "nej", "off"), "false")
_NOTHING = {"none", "null", "nil"}
_CLOCK = r"\d?\d[:.]\d\d"
_DECIMAL_COMMA = r"[+-]?\d+,\d+"


def _of_line(text: str, line: str, start: int, offset: int, said: str, depth: int) -> tuple[Fault, int]:
    """The fault of a line, and its column from 0."""
    column = max(0, min(offset - start, len(line)))
    lead = len(line) - len(line.lstrip(" \t"))
    pair = re.fullmatch(_PAIR, line)
    value = pair["value"].strip() if pair else ""
    plain = value.split("#")[0].strip()
    at_value = pair.start("value") if pair else column
    if said.startswith(("Invalid initial character for a key", "Unclosed inline table")):
        opening = _inmost(text, offset)
        if said.startswith("Invalid initial") and line[column : column + 1] == "}" and line.rfind(",", 0, column) >= 0:
            return error("comma_at_end"), line.rfind(",", 0, column)
        if opening >= 0 and (column >= len(line) or "\n" in text[opening:offset] or line[column : column + 1] == "#"):
            return error("table_over_lines"), opening - start
    if said.startswith("Illegal character '\\n'"):
        return error("no_closing_quote"), _last_quote(line, column)
    if pair is not None and pair["sign"] == ":":
        return error("colon", key=pair["key"]), pair.start("sign")
    if found := re.match(_SMART, value) if pair and pair["sign"] else None:
        return error("smart_quotes", sign=found[0]), at_value
    if found := _ODD_SPACE.search(line, lead, column + 1):
        return error("odd_space"), found.start()
    if said.startswith("Illegal character"):
        return error("odd_sign"), column
    if said.startswith(("Cannot overwrite", "Cannot declare", "Duplicate inline", "Cannot mutate", "Cannot redefine")):
        return _twice(text, line, start, lead, said, offset)
    if said.startswith(("Unescaped", "Invalid hex", "Escaped character")):
        return error("backslash"), max(0, line.rfind("\\", 0, column + 1))
    if said.startswith("Unclosed array"):
        return error("comma_missing"), column
    if heading := re.fullmatch(_HEADING, line):
        name = heading[2].strip()
        return error("heading", name=name) if name else error("heading_empty"), lead
    if pair is None:
        if line.lstrip().startswith("="):
            return error("no_key"), lead
        if re.match(r"[ \t]*[^\W\d]\w*[ \t]*=", line):
            return error("odd_key", key=line.split("=")[0].strip()), lead
        return error("odd_line"), lead
    if pair["sign"] is None:
        whole = line.split("=")[0].strip()
        if "=" in line and " " not in whole and not whole.isascii():
            return error("odd_key", key=whole), lead
        return error("no_equals", key=pair["key"]), pair.end("key")
    if not plain:
        return error("no_value", key=pair["key"]), lead
    return _of_value(plain, pair["key"], at_value, column)


def _of_value(plain: str, key: str, at: int, column: int) -> tuple[Fault, int]:
    lower = plain.casefold()
    if lower in _WORDS:
        return error("truth", key=key, word=_WORDS[lower], given=plain), at
    if lower in _NOTHING:
        return error("nothing", key=key, given=plain), at
    if re.fullmatch(_CLOCK, plain) and ":" in plain:
        return error("clock", given=plain), at
    if re.fullmatch(_DECIMAL_COMMA, plain):
        return error("decimal_comma", given=plain, meant=plain.replace(",", ".")), at
    if re.fullmatch(r"\d+-\d+-\d+", plain):
        return error("no_such_day", given=plain), at
    if re.fullmatch(r"[+-]?\d+\.|[+-]?\.\d+|[+-]?0\d+", plain):
        return error("odd_number", given=plain), at
    if plain[0] in "\"'" and not plain.startswith(("'''", '"""')):
        sign = plain[0]
        if plain.count(sign) == 1:
            return error("no_closing_quote"), at
        return error("quote_inside", sign=sign), max(column, at)
    if plain[0] in "[{":
        if found := re.search(_SMART, plain):
            return error("smart_quotes", sign=found[0]), at + found.start()
        return error("comma_missing"), column
    if plain[-1] in "\"'" and plain.count(plain[-1]) == 1:
        return error("no_opening_quote"), at
    if plain[0].isalpha():
        return error("no_quotes", given=_short(plain)), at
    return error("odd_value", given=_short(plain)), column


def _short(words: str, most: int = 30) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _last_quote(line: str, column: int) -> int:
    found = max(line.rfind('"', 0, column), line.rfind("'", 0, column))
    return max(0, found)


def _twice(text: str, line: str, start: int, lead: int, said: str, offset: int) -> tuple[Fault, int]:
    from workshop.scenario.positions import Positions

    heading = re.fullmatch(_HEADING, line)
    before = Positions(text[:start])
    if heading is not None:
        name = heading[2].strip()
        path = tuple(part.strip("\"'") for part in _PARTS.findall(name))
        first = before.spots.get(path)
        single = first is not None and not text.startswith("[[", first.key)
        if name in _MANY and (single or len(heading[1]) == 1):
            return error("one_bracket", name=name), lead if len(heading[1]) == 1 else (first.key if first else start) - start
        key = name
    else:
        pair = re.fullmatch(_PAIR, line)
        quoted = re.search(r"key '(.*)'", said)
        key = quoted[1] if quoted else pair["key"] if pair else ""
        path = (*before.table, *(part.strip("\"'") for part in _PARTS.findall(key)))
        first = None if quoted else before.spots.get(path)
    column = lead if not said.startswith("Duplicate inline") else max(0, line.rfind(key, 0, max(0, offset - start)))
    if first is None:
        return error("twice", key=key), column
    return error("twice_line", key=key, line=before.place(first.key)[0]), column
