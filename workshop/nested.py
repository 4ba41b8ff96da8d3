"""A look at the text of a TOML file before it is parsed: `tomllib` takes time in the square of a key's parts, and runs out of
stack on deep brackets."""

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


@cache
def _many_dots(keys: int) -> re.Pattern[str]:
    return re.compile(rf"^(?:[^.\n]*+\.){{{keys}}}", re.MULTILINE)


@cache
def _deep_brackets(brackets: int) -> re.Pattern[str]:
    return re.compile(rf"(?:[\[{{][\s]*+){{{brackets + 1}}}")


@cache
def _long_key(keys: int) -> re.Pattern[str]:
    return re.compile(rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{keys}}}")


@cache
def _token() -> re.Pattern[str]:
    """Strings, comments, and what is left: a dotted key, a bracket."""
    return re.compile(
        r'"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+(?:"{3,5}|\Z)'
        r"|'{3}(?:[^']|'{1,2}(?!'))*+(?:'{3,5}|\Z)"
        r"|#[^\n]*+"
        rf"|(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)"
        r"|(?P<open>[\[{])|(?P<close>[\]}])"
        r"""|["'][^\n]*+""",
        re.DOTALL,
    )
