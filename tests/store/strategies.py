"""Sessions of every shape, for hypothesis: every part of the model, texts of every kind that `clean` lets in."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from tests.hostile import HOSTILE
from workshop.session.model import (
    Answer,
    Group,
    Here,
    Item,
    Made,
    Person,
    Plan,
    Progress,
    Session,
    Spot,
    Visit,
)
from workshop.store.pieces import LAYERS
from workshop.text import clean

raw_texts = st.one_of(st.text(max_size=40), st.sampled_from(HOSTILE), st.text(alphabet="\"'\\\n\r\t[]#=.a å", max_size=12))
texts = raw_texts.map(clean)
words = texts.filter(bool)
ids = st.one_of(
    st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=8, max_size=8),
    st.sampled_from(["p1", "p2", "low", "a.b", "a+b", "å", "-", '"', "__class__"]),
)
names = st.one_of(
    st.sampled_from(["ideas", "score", "map", "dots", "themes", "answers", "items", "groups", "at", "round"]),
    st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True),
)
# No field is called as a layer or as a part of an item is: the format forbids it.
fields = names.filter(lambda name: name not in {*LAYERS, "id", "text", "src", "gone"})
moments = st.datetimes(min_value=datetime(1900, 1, 3), max_value=datetime(2199, 12, 29), timezones=st.just(UTC)).map(
    lambda when: when.replace(microsecond=0)
)
numbers = st.one_of(st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False))
single = st.one_of(
    texts,
    st.booleans(),
    numbers,
    st.dates(),
    moments,
    st.datetimes().map(lambda when: when.replace(microsecond=0)),
    st.times().map(lambda when: time(when.hour, when.minute, when.second)),
)
plain = st.recursive(
    single, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)), max_leaves=6
)
tuples_of_ids = st.lists(ids, max_size=3).map(tuple)


def extras(*known: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(words.map(lambda word: f"x{word}"), plain, max_size=2)


def keyed(made: st.SearchStrategy[Any], **limits: int) -> st.SearchStrategy[Any]:
    return st.lists(made, unique_by=lambda each: each.id, **limits).map(lambda found: {each.id: each for each in found})


items = st.builds(
    Item,
    id=ids,
    text=texts,
    by=st.one_of(st.just(""), ids),
    of=st.one_of(st.just(""), ids),
    at=st.one_of(st.just(""), ids),
    round=st.integers(1, 50),
    src=tuples_of_ids,
    gone=st.booleans(),
    fields=st.dictionaries(fields, plain, max_size=3),
)
entries = st.lists(
    st.builds(Item, id=ids, text=words, gone=st.booleans()), min_size=1, max_size=3, unique_by=lambda each: each.id
).map(tuple)
groups = st.lists(
    st.builds(Group, id=ids, name=texts, items=tuples_of_ids, gone=st.booleans(), extra=extras()),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.id,
).map(tuple)
votes = st.dictionaries(ids, st.integers(1, 100), min_size=1, max_size=4)
cells = st.one_of(
    st.dictionaries(fields, st.one_of(single, st.lists(ids, max_size=3), entries), min_size=1, max_size=4),
    st.fixed_dictionaries({"place": st.dictionaries(ids, ids, min_size=1, max_size=3)}),
    st.fixed_dictionaries(
        {"place": st.dictionaries(ids, st.fixed_dictionaries({"x": st.integers(1, 10), "y": st.integers(1, 10)}), min_size=1)}
    ),
    st.fixed_dictionaries({"gives": votes, "reason": texts}),
    st.fixed_dictionaries({"rank": votes}),
    st.fixed_dictionaries({"tally": st.builds(lambda n, given: {"voters": n, **given}, st.integers(0, 30), votes)}),
    st.fixed_dictionaries({"groups": groups}),
)
spots = st.builds(
    Spot,
    round=st.integers(1, 3),
    at=st.one_of(st.just(""), ids),
    of=st.one_of(st.just(""), ids),
    across=st.one_of(st.just(""), ids),
    by=st.one_of(st.just(""), ids),
)
answers = st.one_of(
    st.builds(Answer, items=keyed(items, max_size=4), extra=extras()),
    st.builds(Answer, cells=st.dictionaries(spots, cells, min_size=1, max_size=5)),
)
progress = st.builds(
    Progress,
    done=st.booleans(),
    rounds=st.integers(1, 50),
    skipped=tuples_of_ids,
    shown=st.sampled_from([None, True, False]),
    names_shown=st.booleans(),
    touched=st.booleans(),
    started=st.booleans(),
    item=st.one_of(st.just(""), ids),
    ended=st.sampled_from(["", "until", "max", "stopped", "time"]),
    extra=extras(),
).filter(lambda made: made != Progress())
seconds = st.one_of(st.integers(0, 100_000), st.floats(0, 1e6))

sessions = st.builds(
    Session,
    uuid=st.uuids().map(str),
    title=texts,
    created=moments,
    changed=moments,
    client=texts,
    place=texts,
    facilitator=texts,
    summary=texts,
    lang=st.sampled_from(["sv", "en", "sv-FI"]),
    names=st.sampled_from(["shown", "never"]),
    alone=st.booleans(),
    rev=st.integers(0, 10**6),
    here=st.builds(Here, step=texts, at=texts, of=texts, field=texts),
    people=st.lists(
        st.builds(Person, id=ids, name=texts, roles=tuples_of_ids, gone=st.booleans(), extra=extras()),
        max_size=3,
        unique_by=lambda each: each.id,
    ).map(tuple),
    scenario=st.builds(Made, id=texts, version=texts, sha256=texts, extra=extras()),
    earlier=st.dictionaries(names, texts, max_size=2),
    teams=st.dictionaries(names, st.dictionaries(ids, tuples_of_ids, max_size=2), max_size=2),
    progress=st.dictionaries(st.tuples(names, st.one_of(st.just(""), ids)), progress, max_size=3),
    answers=st.dictionaries(names, answers, max_size=4),
    actions=keyed(items, max_size=2),
    decisions=keyed(items, max_size=2),
    parked=keyed(items, max_size=1),
    notes=keyed(items, max_size=1),
    evaluation=keyed(items, max_size=1),
    plan=st.builds(
        Plan,
        start=st.one_of(st.none(), moments),
        end=st.one_of(st.none(), moments),
        until=st.one_of(st.none(), moments),
        fixed=st.dictionaries(names, moments, max_size=1),
        minutes=st.dictionaries(names, st.floats(0, 600), max_size=2),
        dropped=tuples_of_ids,
        taken=st.lists(st.fixed_dictionaries({"at": moments, "offer": texts, "late": st.integers(0, 90)}), max_size=2).map(
            tuple
        ),
        extra=extras(),
    ),
    times=st.lists(
        st.builds(
            Visit,
            step=names,
            start=moments,
            seconds=seconds,
            at=st.one_of(st.just(""), ids),
            round=st.integers(1, 3),
            extra=extras(),
        ),
        max_size=2,
    ).map(tuple),
    orphans=st.dictionaries(words, plain, max_size=2),
    # the workshop of which the header has the checksum is there: else the file was cut short
    snapshot=raw_texts.map(lambda text: text.encode("utf-8", "replace").decode() or "-"),
    extra=extras(),
)

__all__ = ["date", "items", "plain", "raw_texts", "sessions", "texts"]
