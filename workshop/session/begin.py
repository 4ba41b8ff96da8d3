"""A new session of a scenario."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, time

from workshop.errors import Refused
from workshop.limits import TITLE, VOICES
from workshop.scenario.parts import Scenario
from workshop.session.members import dealt
from workshop.session.model import Made, Person, Plan, Session, chance
from workshop.session.sittings import on_the_clock
from workshop.text import clean, is_blank


def begin(
    scenario: Scenario,
    text: str,
    *,
    title: str = "",
    client: str = "",
    lang: str = "sv",
    alone: bool = False,
    people: Sequence[str] | int = (),
    names: str = "shown",
    start: time | None = None,
    end: time | None = None,
    now: datetime,
) -> Session:
    """The session as it is before anybody has said anything.

    `text` is the scenario's file as read (kept in the session: it runs on this text from then on). Without a title it is
    called by client and scenario. `people`: the participants' names, or only how many they are; of a session without names
    (`names = "never"`) their number is all that is kept. `start` and `end`: when it begins and when it must be over, by the
    clock on the wall. Raises `Refused`.
    """
    now = now.astimezone(UTC).replace(microsecond=0)
    client = _line(client)
    title = _line(title)
    if is_blank(title):
        own = scenario.text(scenario.title, lang)
        title = f"{client}, {own[:1].lower()}{own[1:]}" if client else own
    begins, ends = on_the_clock(start, end, now)
    there = () if alone else _people(people)
    if names == "never":
        there = tuple(Person(id=person.id) for person in there)
    return Session(
        uuid=new_uuid(now),
        title=title,
        created=now,
        changed=now,
        client=client,
        lang=lang,
        names="never" if names == "never" else "shown",
        alone=alone,
        people=there,
        scenario=Made(id=scenario.id, version=scenario.version, sha256=hashlib.sha256(text.encode()).hexdigest()),
        teams=dealt(scenario, [person.id for person in there]),
        plan=Plan(start=begins, end=ends),
        snapshot=text,
    )


def _line(text: str) -> str:
    if len(text) > TITLE:
        raise Refused("session.too_long", n=len(text), limit=TITLE)
    return clean(text, multiline=False)


def _people(people: Sequence[str] | int) -> tuple[Person, ...]:
    if isinstance(people, int):
        given = [""] * min(people, VOICES + 1)
    else:
        given = [name for typed in people if not is_blank(name := _line(typed))]
    if len(given) > VOICES:
        raise Refused("session.too_many_voices", n=VOICES)
    return tuple(Person(id=f"p{number}", name=name) for number, name in enumerate(given, start=1))


def new_uuid(now: datetime) -> str:
    """A UUID of version 7 (RFC 9562): the time in milliseconds, then chance; so sessions sort by when they were begun."""
    bits = int(now.timestamp() * 1000) & (1 << 48) - 1
    random = int.from_bytes(chance(10), "big")
    whole = bits << 80 | 7 << 76 | (random >> 62 & 0xFFF) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    figures = f"{whole:032x}"
    return "-".join((figures[:8], figures[8:12], figures[12:16], figures[16:20], figures[20:]))
