"""What is wrong with a scenario file, where it stands, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

Path = tuple[str | int, ...]
"""Where in the file: ("step", 2, "fields", 0, "title") is the title of the first field of the third step."""


class Words(Struct, frozen=True):
    """Words that go into other words: looked up when those are, in the same language."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    catalog: str = "check"

    def said(self, lang: str | None = None) -> str:
        # Imported here: most files have no faults.
        from workshop import language

        values = {name: x.said(lang) if isinstance(x, Words) else x for name, x in self.values.items()}
        if self.catalog == "check":
            values["meant"] = _meant(values, lang)
        return language.say(f"{self.catalog}.{self.key}", lang, values)


def _meant(values: Mapping[str, object], lang: str | None) -> str:
    """The end of a sentence about something unknown, as `{meant}`: what was probably meant (`near`), else what there is."""
    from workshop import language

    if values.get("near"):
        return " " + language.t("check.did_you_mean", lang, near=values["near"])
    if values.get("known"):
        return " " + language.t("check.there_are", lang, known=values["known"])
    return ""


class Fault(Struct, frozen=True):
    """One fault. `key` names its words in the catalog `check`; `line` and `column` begin at 1, 0 where there are none.

    `find` is the part of the value that is at fault (a piece of its text, or how many characters in, from 1), so that the
    position can point at it.
    """

    level: Literal["error", "warning"]
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    path: Path = ()
    file: str = ""
    line: int = 0
    column: int = 0
    find: str | int = ""

    @property
    def is_error(self) -> bool:
        return self.level == "error"

    def words(self, lang: str | None = None) -> str:
        """What is wrong, in `lang` (None: the language in use)."""
        return Words(self.key, self.values).said(lang)

    def said(self, lang: str | None = None) -> str:
        """`file:line:column: error: words`."""
        where = ":".join([self.file] + [str(n) for n in (self.line, self.column) if n]).lstrip(":")
        return ": ".join(part for part in (where, Words(self.level).said(lang), self.words(lang)) if part)

    def __str__(self) -> str:
        return self.said()

    def moved(self, path: Path) -> Fault:
        return self if path == self.path else replace(self, path=path)

    def at(self, file: str, line: int, column: int) -> Fault:
        return replace(self, file=file, line=line, column=column)


def error(key: str, path: Path = (), /, *, find: str | int = "", **values: object) -> Fault:
    return Fault("error", key, values, path, find=find)


def warning(key: str, path: Path = (), /, *, find: str | int = "", **values: object) -> Fault:
    return Fault("warning", key, values, path, find=find)


def near(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, "" if none comes close."""
    found = near_ones(word, known, 1)
    return found[0] if found else ""


def near_ones(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words that come close, the closest first."""
    from difflib import get_close_matches

    if len(word) > 80:
        return []
    plain = word.casefold().replace("-", "_")
    folded = {name.casefold(): name for name in sorted(known)}
    return [folded[name] for name in get_close_matches(plain, list(folded), n=most, cutoff=0.7 if len(plain) > 3 else 0.6)]
