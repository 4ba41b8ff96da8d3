"""A look at the text of a TOML file before it is parsed: `tomllib` takes time in the square of a key's parts and microseconds
for each value, and runs out of stack on deep brackets."""

from __future__ import annotations

import re
from functools import cache

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""


def too_deep(text: str, keys: int, brackets: int) -> int | None:
    """Where more than `keys` keys are joined by dots, or more than `brackets` brackets opened in each other; None: nowhere.
    Takes time in proportion to the text."""
    if not _many_dots(keys).search(text) and not _deep_brackets(brackets).search(text):
        return None
    # Something may be it. Most likely it is only what somebody wrote, so now every string is told from what is around it.
    depth = 0
    long_key = _long_key(keys)
    for token in _token().finditer(text):
        if token["open"]:
            depth += 1
            if depth > brackets:
                return token.start()
        elif token["close"]:
            depth = max(0, depth - 1)
        elif token["key"] and long_key.match(token["key"]):
            return token.start()
    return None


def too_many(text: str, values: int) -> bool:
    """Whether there are more than so many values, as far as signs tell: an equals sign and a heading are one each, and so is a
    comma; outside of what somebody wrote. Takes time in proportion to the text."""
    if text.count("=") + text.count("\n[") <= values and text.count(",") <= values:
        return False
    named = listed = 0
    for token in _mark().finditer(text):
        if token["named"]:
            named += 1
        elif token["listed"]:
            listed += 1
        if named > values or listed > values:
            return True
    return False


@cache
def _many_dots(keys: int) -> re.Pattern[str]:
    return re.compile(rf"^(?:[^.\n]*+\.){{{keys}}}", re.MULTILINE)


@cache
def _deep_brackets(brackets: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[\[{{][\s]*+){{{brackets + 1}}}")


@cache
def _long_key(keys: int) -> re.Pattern[str]:
    return re.compile(rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{keys}}}")


_STRINGS = r'"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5}|\Z)' r"|'{3}(?:[^']|'{1,2}(?!'))*+(?:'{3,5}|\Z)"


@cache
def _mark() -> re.Pattern[str]:
    """Strings, comments, and the signs that a value follows on."""
    return re.compile(
        rf"""{_STRINGS}|#[^\n]*+|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|(?P<named>=|^\[)|(?P<listed>,)""",
        re.DOTALL | re.MULTILINE,
    )


@cache
def _token() -> re.Pattern[str]:
    """Strings, comments, and what is left: a dotted key, a bracket."""
    return re.compile(
        rf"{_STRINGS}"
        r"|#[^\n]*+"
        rf"|(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)"
        r"|(?P<open>[\[{])|(?P<close>[\]}])"
        r"""|["'][^\n]*+""",
        re.DOTALL,
    )
