"""What is meant by a line of capture: `! text @owner fri`, `= what was decided`, `? something for later`, else a note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Literal

from msgspec import Struct, field

from workshop import language
from workshop.language import t
from workshop.text import clean, fold

What = Literal["action", "decision", "parked", "note"]

SIGNS: dict[str, What] = {"!": "action", "=": "decision", "?": "parked"}
REASON_WORDS = 2
"""A decision and its reason are at least so long."""
DAY_WORDS = 7
"""A day is said in no more words than this: `by Friday the 27 of November 2026`."""

# An owner: an at sign after a space (so that no address is one), and the word that follows, or words in quotation marks.
_OWNER = r"(?:^|(?<=\s))@(?=[^\s@])"
_QUOTED = '["“”„«»]([^"“”„«»]+)["“”„«»]'
_BARE_FIGURES = r"\d{1,2}[./]\d{1,2}"


class Captured(Struct, frozen=True):
    """What a line was understood as. `fields`: owner (str) and due (date) of an action, why and decided_by (str) of a
    decision; of a parked thing owner and due, where somebody is to find out."""

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

    A doubled sign (`!!`, `==`, `??`) first on the line writes the sign itself. A day is read of an action only where it
    stands last (the owner apart) or right after the owner, and of a parked thing only where it has an owner: what is asked
    may well end with a day. Why is read of a decision where one word for it stands between two halves of a sentence.
    """
    typed = clean(line, multiline=False)
    what: What = SIGNS.get(sign, "note")
    if typed[:1] in SIGNS and not sign:
        if typed[1:2] == typed[0]:
            typed = typed[1:]
        else:
            what, typed = SIGNS[typed[0]], typed[1:].strip()
    if what == "note":
        return Captured(what, typed)
    if what == "decision":
        return _decision(typed, lang, people)
    return _task(what, typed, lang, today or date.today(), people)


def _task(what: What, typed: str, lang: str | None, today: date, people: Sequence[str]) -> Captured:
    """Something for somebody to do, or to find out, by a day."""
    owners, words, after_owner = _owners(typed, people)
    due = None
    if what == "action" or owners:
        due, words = _day(words, after_owner, lang, today)
    fields: dict[str, Any] = {}
    said: list[str] = []
    if owners:
        fields["owner"] = ", ".join(dict.fromkeys(owners))
        said.append(t("session.capture.owner", lang, name=fields["owner"]))
    if due is not None:
        fields["due"] = due
        said.append(language.long_day(due, lang, today))
    return Captured(what, " ".join(words), fields, " · ".join(said))


def _decision(typed: str, lang: str | None, people: Sequence[str]) -> Captured:
    owners, words, _ = _owners(typed, people, sure=True)
    text, why = _reason(" ".join(words))
    fields: dict[str, Any] = {}
    said: list[str] = []
    if owners:
        fields["decided_by"] = ", ".join(dict.fromkeys(owners))
        said.append(t("session.capture.decided_by", lang, name=fields["decided_by"]))
    if why:
        fields["why"] = why
        said.append(t("session.capture.why", lang, why=why))
    return Captured("decision", text, fields, " · ".join(said))


def _reason(typed: str) -> tuple[str, str]:
    """What was decided, and why: where exactly one word for it stands in the line, with a sentence on either side."""
    found = list(_because().finditer(typed))
    if len(found) != 1:
        return typed, ""
    head, tail = typed[: found[0].start()].rstrip(" ,;–-"), typed[found[0].end() :].strip()
    if len(head.split()) < REASON_WORDS or len(tail.split()) < REASON_WORDS:
        return typed, ""
    # `eftersom` says no more than that a reason comes; `för att` belongs to it.
    return head, tail if found[0]["because"] else typed[found[0].start() :].strip()


@cache
def _because() -> re.Pattern[str]:
    """Words before a reason, in every language at once."""

    def words(name: str) -> str:
        known = (word.strip() for lang in language.languages() for word in t(f"session.capture.{name}", lang).split(","))
        return "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))

    return re.compile(rf"\b(?:(?P<because>{words('because')})|(?:{words('so_that')}))\b", re.IGNORECASE)


def owner_in(typed: str, people: Sequence[str]) -> tuple[str, str]:
    """Who is named on a line (`@Ann`; "" where nobody is), and the line without it."""
    owners, words, _ = _owners(typed, people)
    return ", ".join(dict.fromkeys(owners)), " ".join(words)


def _owners(typed: str, people: Sequence[str], *, sure: bool = False) -> tuple[list[str], list[str], int | None]:
    """The owners of a line, its words without them, and how many words stand before the last of them (None: no owner).

    `sure`: only participants, names in quotation marks, and whoever stands last (`vi frågar @acme först` is a sentence).
    """
    owners: list[str] = []
    words: list[str] = []
    after_owner: int | None = None
    rest = typed
    while found := re.search(_OWNER, rest):
        words += rest[: found.start()].split()
        after = rest[found.end() :]
        name, taken = _owner(after, people)
        if sure and name not in people and not re.match(_QUOTED, after) and after[taken:].strip(" .,;!"):
            words.append("@" + after[:taken])
        else:
            owners.append(name)
            after_owner = len(words)
        rest = after[taken:]
    words += rest.split()
    return owners, words, after_owner


def _owner(rest: str, people: Sequence[str]) -> tuple[str, int]:
    """The owner named at the beginning of `rest`, and how many characters that took."""
    quoted = re.match(_QUOTED, rest)
    if quoted is not None and (name := " ".join(quoted[1].split())):
        return next((known for known in people if fold(known) == fold(name)), name), quoted.end()
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
    # `do this @Ann fri` is not `this fri`: a day does not go on across an owner.
    last = len(words) - after_owner if after_owner is not None and after_owner < len(words) else DAY_WORDS
    for length in range(min(DAY_WORDS, last, len(words) - 1), 0, -1):
        # After an owner a word that may be an ordinary one (`fri`) is hardly anything but a day.
        due = _day_of(words[-length:], lang, today, sure=after_owner == len(words) - length)
        if due is not None:
            return due, words[:-length]
    if after_owner is not None:
        for length in range(min(DAY_WORDS, len(words) - after_owner), 0, -1):
            due = _day_of(words[after_owner : after_owner + length], lang, today)
            if due is not None and length < len(words):
                return due, words[:after_owner] + words[after_owner + length :]
    return None, words


def _day_of(words: list[str], lang: str | None, today: date, *, sure: bool = False) -> date | None:
    lead = t("session.capture.before", lang).split()
    if len(words) > 1 and fold(words[0]) in lead:
        words = words[1:]
    if len(words) == 1:
        alone = fold(words[0])
        # One word may be an ordinary one (fri, sat, Tor), and 1.2 a version.
        if (not sure and alone in t("session.capture.no_days", lang).split()) or (
            re.fullmatch(_BARE_FIGURES, alone) and "/" not in alone
        ):
            return None
    return language.parse_day(" ".join(words).rstrip(".,;!"), lang, today)
