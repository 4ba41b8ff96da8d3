"""What is meant by a line of capture: `! text @owner fri`, `= what was decided`, `? something for later`, else a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from workshop import language
from workshop.language import t
from workshop.text import clean, fold

What = Literal["action", "decision", "parked", "note"]

SIGNS: dict[str, What] = {"!": "action", "=": "decision", "?": "parked"}
DAY_WORDS = 7
"""A day is said in no more words than this: `by Friday the 27 of November 2026`."""

# An owner: an at sign after a space (so that no address is one), and the word that follows.
_OWNER = re.compile(r"(?:^|(?<=\s))@(?=[^\s@])")
_BARE_FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}")


@dataclass(frozen=True)
class Captured:
    """What a line was understood as. `fields`: owner (str) and due (date) of an action."""

    what: What
    text: str
    fields: dict[str, Any] = field(default_factory=dict)
    said: str = ""  # in words, for under the line: `ägare Jonas · fredag 27 november`; "" where there is nothing to say

    @property
    def label(self) -> str:
        """The kind in one word: Åtgärd, Beslut, Parkera, Anteckning."""
        return t(f"session.capture.{self.what}")


def read(
    line: str, *, lang: str | None = None, today: date | None = None, people: Sequence[str] = (), sign: str = ""
) -> Captured:
    """What a line means. `people`: the participants' names, for `@ann`. `sign`: the line was opened with this sign already.

    A doubled sign (`!!`, `==`, `??`) first on the line writes the sign itself. Only an action's owner and day are read, and a
    day only where it stands last (the owner apart) or right after the owner.
    """
    typed = clean(line, multiline=False)
    what: What = SIGNS.get(sign, "note")
    if typed[:1] in SIGNS and not sign:
        if typed[1:2] == typed[0]:
            typed = typed[1:]
        else:
            what, typed = SIGNS[typed[0]], typed[1:].strip()
    if what != "action":
        return Captured(what, typed)
    return _action(typed, lang, today or date.today(), people)


def _action(typed: str, lang: str | None, today: date, people: Sequence[str]) -> Captured:
    owners: list[str] = []
    words: list[str] = []  # without the owners
    after_owner: int | None = None
    rest = typed
    while found := _OWNER.search(rest):
        words += rest[: found.start()].split()
        name, taken = _owner(rest[found.end() :], people)
        owners.append(name)
        rest = rest[found.end() + taken :]
        after_owner = len(words)
    words += rest.split()
    due, words = _day(words, after_owner, lang, today)
    fields: dict[str, Any] = {}
    said: list[str] = []
    if owners:
        fields["owner"] = ", ".join(dict.fromkeys(owners))
        said.append(t("session.capture.owner", lang, name=fields["owner"]))
    if due is not None:
        fields["due"] = due
        said.append(language.long_day(due, lang, today))
    return Captured("action", " ".join(words), fields, " · ".join(said))


def _owner(rest: str, people: Sequence[str]) -> tuple[str, int]:
    """The owner named at the beginning of `rest`, and how many characters that took."""
    # A whole name of several words first, the longest first.
    for name in sorted((name for name in people if name.strip()), key=len, reverse=True):
        head, tail = rest[: len(name)], rest[len(name) : len(name) + 1]
        if fold(head) == fold(name) and not tail.isalnum():
            return name, len(name)
    word = rest.split(maxsplit=1)[0].rstrip(".,:;!?)")
    word = word or rest.split(maxsplit=1)[0]
    return _known(word, people), len(word)


def _known(word: str, people: Sequence[str]) -> str:
    """The participant that a word means: by first name, else by how the name begins, if that is one person only."""
    typed = fold(word)
    firsts = [name for name in people if fold(name).split()[:1] == [typed]]
    if len(firsts) == 1:
        return firsts[0]
    if not firsts and len(typed) > 1:
        begins = [name for name in people if fold(name).startswith(typed)]
        if len(begins) == 1:
            return begins[0]
    return word


def _day(words: list[str], after_owner: int | None, lang: str | None, today: date) -> tuple[date | None, list[str]]:
    """The day the words end with, or that stands right after the owner; and the words without it."""
    for length in range(min(DAY_WORDS, len(words) - 1), 0, -1):
        due = _day_of(words[-length:], lang, today)
        if due is not None:
            return due, words[:-length]
    if after_owner is not None:
        for length in range(min(DAY_WORDS, len(words) - after_owner), 0, -1):
            due = _day_of(words[after_owner : after_owner + length], lang, today)
            if due is not None and length < len(words):
                return due, words[:after_owner] + words[after_owner + length :]
    return None, words


def _day_of(words: list[str], lang: str | None, today: date) -> date | None:
    lead = t("session.capture.before", lang).split()
    if len(words) > 1 and fold(words[0]) in lead:
        words = words[1:]
    if len(words) == 1:
        alone = fold(words[0])
        # One word may be an ordinary one (fri, sat, Tor), and 1.2 a version.
        if alone in t("session.capture.no_days", lang).split() or (_BARE_FIGURES.fullmatch(alone) and "/" not in alone):
            return None
    return language.parse_day(" ".join(words).rstrip(".,;!"), lang, today)
