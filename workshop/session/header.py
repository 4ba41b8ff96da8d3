"""What the changes of the header and of the plan do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from workshop.errors import Refused
from workshop.limits import FIRST_DAY, LAST_DAY, MINUTES, NUMBER, SUMMARY, TITLE
from workshop.session.book import Book
from workshop.session.changes import SetEarlier, SetHeader, SetPlan
from workshop.session.model import Session
from workshop.session.spots import one_line, short
from workshop.text import clean

OFFERS = 1_000

_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def set_header(book: Book, change: SetHeader) -> Session:
    session, value = book.session, change.value
    kept: str | bool
    if change.key == "alone":
        if not isinstance(value, bool):
            raise Refused("session.not_yesno")
        kept = value
    elif not isinstance(value, str):
        raise Refused("session.no_text")
    elif change.key == "title":
        kept = _line(one_line(value))
    elif change.key in ("client", "place", "facilitator"):
        kept = _line(clean(short(value), multiline=False))
    elif change.key == "summary":
        kept = clean(value).strip("\n")
        if len(kept) > SUMMARY:
            raise Refused("session.too_long", n=len(kept), limit=SUMMARY)
    elif change.key == "lang":
        kept = value
        if _LANG.fullmatch(value) is None:
            raise Refused("session.no_language", lang=value[:20])
    elif change.key == "names":
        kept = value
        if value not in ("shown", "never"):
            raise Refused("session.no_setting", key=value[:40])
        # Who has written under their name cannot be promised afterwards that nobody knows it, nor the other way about.
        if value != session.names and (session.answers or session.times):
            raise Refused("session.names_settled")
        if value == "never":  # those that were given already go with it
            session = replace(session, people=tuple(replace(person, name="") for person in session.people))
    else:
        raise Refused("session.no_setting", key=change.key[:40])
    return book.session if getattr(book.session, change.key) == kept else replace(session, **{change.key: kept})


def _line(text: str) -> str:
    if len(text) > TITLE:
        raise Refused("session.too_long", n=len(text), limit=TITLE)
    return text


def set_earlier(book: Book, change: SetEarlier) -> Session:
    """Which of the client's sessions of a scenario this one takes from; an empty uuid: none."""
    if _ID.fullmatch(change.scenario) is None:
        raise Refused("session.bad_id", id=change.scenario[:60])
    earlier = {scenario: uuid for scenario, uuid in book.session.earlier.items() if scenario != change.scenario}
    if change.uuid:
        earlier[change.scenario] = checked_uuid(change.uuid)
    return book.session if earlier == book.session.earlier else replace(book.session, earlier=earlier)


def checked_uuid(uuid: str) -> str:
    if _UUID.fullmatch(uuid) is None:
        raise Refused("session.bad_id", id=uuid[:60])
    return uuid


def set_plan(book: Book, change: SetPlan) -> Session:
    plan = book.session.plan
    if change.start is not UNSET:
        plan = replace(plan, start=_moment(change.start))
    if change.end is not UNSET:
        plan = replace(plan, end=_moment(change.end))
    if change.until is not UNSET:
        plan = replace(plan, until=_moment(change.until))
    if change.fixed is not UNSET:
        plan = replace(plan, fixed={_planned(book, id): _begins(when) for id, when in change.fixed.items()})
    if change.minutes is not UNSET:
        plan = replace(plan, minutes={_planned(book, id): _minutes(n) for id, n in change.minutes.items()})
    if change.dropped is not UNSET:
        plan = replace(plan, dropped=tuple(dict.fromkeys(_planned(book, id) for id in change.dropped)))
    if change.taken is not UNSET:
        if len(change.taken) > OFFERS:
            raise Refused("session.between", low=0, high=OFFERS)
        plan = replace(plan, taken=tuple(_offer(offer) for offer in change.taken))
    return book.session if plan == book.session.plan else replace(book.session, plan=plan)


def _moment(when: Any) -> datetime | None:
    if when is None:
        return None
    if not isinstance(when, datetime):
        raise Refused("session.not_date")
    if not FIRST_DAY < when.date() < LAST_DAY:  # in whatever zone: a day inside
        raise Refused("session.day_outside", first=str(FIRST_DAY.year), last=str(LAST_DAY.year))
    try:
        return when.replace(microsecond=0).astimezone(UTC) if when.tzinfo else when.replace(microsecond=0, tzinfo=UTC)
    except OverflowError:
        raise Refused("session.not_date") from None


def _begins(when: Any) -> datetime:
    found = _moment(when)
    if found is None:
        raise Refused("session.not_date")
    return found


def _planned(book: Book, id: str) -> str:
    if id not in book.scenario.step_by_id and id not in book.scenario.section_by_id:
        raise Refused("session.no_step", step=str(id)[:60])
    return id


def _minutes(n: Any) -> float:
    if isinstance(n, bool) or not isinstance(n, int | float) or not 0 <= n <= MINUTES:
        raise Refused("session.between", low=0, high=MINUTES)
    return n


def _offer(offer: Mapping[str, Any]) -> dict[str, Any]:
    """An offer that was taken, as it is written: plain values by name."""
    kept: dict[str, Any] = {}
    for name, value in offer.items():
        if _ID.fullmatch(name) is None:
            raise Refused("session.bad_id", id=name[:60])
        if isinstance(value, datetime):
            kept[name] = _moment(value)
        elif isinstance(value, str):
            kept[name] = clean(short(value), multiline=False)
        elif isinstance(value, bool | date) or (isinstance(value, int | float) and -NUMBER <= value <= NUMBER):
            kept[name] = value
        else:
            raise Refused("session.bad_id", id=name[:60])
    return kept


CHANGES = {SetPlan: set_plan, SetHeader: set_header, SetEarlier: set_earlier}
