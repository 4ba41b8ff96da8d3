# ruff: noqa: E501
"""Session files as a stranger may have made them: real ones, changed by chance in the ways a hand, a script or a prank would."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import tomli_w

from tests.hostile import HOSTILE
from workshop.scenario.load import parse as parse_scenario
from workshop.session.rehearsal import rehearse
from workshop.store.codec import decode, encode
from workshop.store.scan import parse

ROOT = Path(__file__).parents[2]
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

VALUES: tuple[Any, ...] = (
    0, 1, -1, 2**63 - 1, -(2**63), 2**70, 0.5, -0.0, 1e308, math.nan, math.inf, True, False, "", " ", "x", "p1", "p2", "group", "other",
    "0", "-1", "1", "nan", "done", "sv", "never", "shown", [], {}, [[]], [{}], ["p1", "p1"], [1, "a", None], {"": ""}, {"a": {"b": []}},
    {"x": 99, "y": -5}, {"x": 1}, {"id": "p1", "text": "x"}, [{"id": "p1", "text": "x"}], [{"id": "a"}, {"id": "a"}],
    date(1, 1, 1), date(9999, 12, 31), date(2026, 2, 28), time(23, 59), datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59),
    datetime(9999, 12, 31, 23, 59, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), datetime(2026, 11, 22, 8),
)  # fmt: skip
NAMES = (
    "items", "text", "id", "by", "of", "at", "across", "round", "src", "gone", "place", "gives", "rank", "reason", "tally", "voters",
    "groups", "members", "value", "value_other", "value_evidence", "owner", "due", "done", "step", "earlier", "x", "y", "shown", "rounds",
    "item", "ended", "skipped", "people", "teams", "start", "end", "minutes", "dropped", "taken", "seconds", "from", "uuid", "format",
    "title", "client", "lang", "names", "alone", "here", "snapshot", "scenario", "sha256", "fixed", "until", "extra", "", "a.b", "__class__",
)  # fmt: skip


@cache
def real() -> tuple[dict[str, Any], ...]:
    """Sessions that were held: the examples, and a rehearsal of every workshop there is."""
    found = [path.read_bytes() for path in sorted((ROOT / "sessions" / "examples").glob("*.toml"))]
    for number, path in enumerate(sorted((ROOT / "scenarios").rglob("*.toml"))):
        text = path.read_text("utf-8")
        scenario = parse_scenario(text).scenario
        assert scenario is not None, path
        lang = ("sv", "en")[number % 2]
        alone = scenario.suits == ["alone"]
        found.append(encode(rehearse(scenario, text, seed=number, start=START, people=3, lang=lang, alone=alone).book.session))
    return tuple(parse(data.decode()) for data in found)


def changed(chance: Random, most: int = 6) -> str:
    """A session file, changed in some places."""
    raw = copy.deepcopy(chance.choice(real()))
    if chance.random() < 0.9:
        raw["answers"] = _fewer(raw.get("answers", {}), chance)
    for _ in range(chance.randint(1, most)):
        chance.choice(WAYS)(raw, chance)
    return tomli_w.dumps(_writable(raw))


def _fewer(answers: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Most of the answers of a workshop are like each other; with fewer of them more can be tried."""
    for table in answers.values():
        for name, each in list(table.items()) if isinstance(table, dict) else ():
            if isinstance(each, list) and len(each) > 6:
                table[name] = each[: chance.randint(2, 6)]
    return answers


def _writable(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {str(name): _writable(each) for name, each in raw.items() if each is not None}
    if isinstance(raw, (list, tuple)):
        return [_writable(each) for each in raw if each is not None]
    if isinstance(raw, str):
        return raw.encode("utf-8", "replace").decode()
    return raw


Holder = dict[str, Any] | list[Any]


def _places(raw: Holder) -> Iterator[tuple[Holder, Any]]:
    """Every place of a file but the scenario's text: what holds it, and its key."""
    pile: list[Holder] = [raw]
    while pile:
        holder = pile.pop()
        for key in holder if isinstance(holder, dict) else range(len(holder)):
            if key == "snapshot" and holder is raw:
                continue
            yield holder, key
            below = holder[key]  # type: ignore[index, call-overload]
            if isinstance(below, (dict, list)):
                pile.append(below)


def _place(raw: dict[str, Any], chance: Random) -> tuple[Any, Any]:
    """One of them; the answers as often as all that stands around them."""
    top = chance.choice([*raw, *["answers"] * len(raw)])
    if top == "snapshot" or not isinstance(raw.get(top), (dict, list)) or not raw[top]:
        return raw, top
    return chance.choice(list(_places(raw[top])))


def _ids(raw: dict[str, Any]) -> list[str]:
    return [
        *(str(holder[key]) for holder, key in _places(raw) if key == "id"),
        *(key for holder, key in _places(raw) if isinstance(key, str) and len(key) == 8),
        *raw.get("answers", {}),
        "nobody",
    ]


def _drop(raw: dict[str, Any], chance: Random) -> None:
    holder, key = _place(raw, chance)
    if key in holder or isinstance(holder, list):
        del holder[key]


def _other_value(raw: dict[str, Any], chance: Random) -> None:
    holder, key = _place(raw, chance)
    if key != "snapshot":
        holder[key] = copy.deepcopy(chance.choice(VALUES))


def _other_text(raw: dict[str, Any], chance: Random) -> None:
    found = [(holder, key) for holder, key in _places(raw) if isinstance(holder[key], str)]
    if found:
        holder, key = chance.choice(found)
        holder[key] = chance.choice(HOSTILE)


def _other_id(raw: dict[str, Any], chance: Random) -> None:
    """What points somewhere points elsewhere: cycles, strangers, twins."""
    ids = _ids(raw)
    found = [(holder, key) for holder, key in _places(raw) if isinstance(holder[key], str) and holder[key] in ids]
    if found:
        for holder, key in chance.choices(found, k=chance.randint(1, 4)):
            holder[key] = chance.choice(ids)


def _other_key(raw: dict[str, Any], chance: Random) -> None:
    holder, key = _place(raw, chance)
    if isinstance(holder, dict) and key in holder and key != "snapshot":
        holder[chance.choice([*NAMES, *_ids(raw), *HOSTILE[:80]])] = holder.pop(key)


def _more(raw: dict[str, Any], chance: Random) -> None:
    holder, _ = _place(raw, chance)
    value = copy.deepcopy(chance.choice(VALUES))
    if isinstance(holder, list):
        holder.insert(chance.randint(0, len(holder)), value)
    else:
        holder[chance.choice([*NAMES, *_ids(raw)])] = value


def _twice(raw: dict[str, Any], chance: Random) -> None:
    holder, key = _place(raw, chance)
    if isinstance(holder, list):
        holder.insert(chance.randint(0, len(holder)), copy.deepcopy(holder[key]))
    elif key in holder and key != "snapshot":
        holder[chance.choice([*NAMES, *_ids(raw)])] = copy.deepcopy(holder[key])


def _moved(raw: dict[str, Any], chance: Random) -> None:
    """One thing in the place of another."""
    (one, at), (other, there) = _place(raw, chance), _place(raw, chance)
    if at in (None, "snapshot") or there == "snapshot":
        return
    try:
        one[at] = copy.deepcopy(other[there])
    except (KeyError, IndexError):
        return


def _of_itself(raw: dict[str, Any], chance: Random) -> None:
    """Items that lie under, come from or hold themselves, or each other."""
    items = [holder for holder, key in _places(raw) if key == "id" and isinstance(holder, dict)]
    ids = [str(each["id"]) for each in items]
    for each in chance.sample(items, min(len(items), 4)):
        name = chance.choice(["of", "src", "members", "items", "at"])
        one = chance.choice([str(each["id"]), chance.choice(ids)])
        each[name] = one if name in ("of", "at") else [one, chance.choice(ids)]


def _far_away(raw: dict[str, Any], chance: Random) -> None:
    found = [(holder, key) for holder, key in _places(raw) if isinstance(holder[key], (date, datetime))]
    for holder, key in chance.choices(found, k=2) if found else ():
        holder[key] = chance.choice(
            [
                datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC), date(9999, 12, 31), date(1, 1, 1),
                datetime(1, 1, 1), datetime(9999, 12, 31), START + timedelta(days=chance.randint(-400_000, 2_000_000)),
            ]
        )  # fmt: skip


def _many(raw: dict[str, Any], chance: Random) -> None:
    found = [(holder, key) for holder, key in _places(raw) if isinstance(holder[key], list) and holder[key]]
    if found:
        holder, key = chance.choice(found)
        holder[key] = (holder[key] * 40)[:120]


WAYS: tuple[Callable[[dict[str, Any], Random], None], ...] = (
    _drop, _other_value, _other_value, _other_text, _other_id, _other_id, _other_key, _more, _twice, _moved, _of_itself, _far_away, _many,
)  # fmt: skip

__all__ = ["changed", "decode", "real"]
