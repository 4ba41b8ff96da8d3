"""A session file says exactly what the session is: what is written reads back, and what somebody else wrote is kept."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.hostile import HOSTILE
from tests.store.conftest import small
from tests.store.strategies import raw_texts, sessions, texts
from workshop.session.model import (
    Answer,
    Group,
    Item,
    Made,
    Person,
    Plan,
    Progress,
    Session,
    Spot,
    Visit,
    with_answer,
    with_cell,
)
from workshop.store.codec import Encoder, decode, encode, reads_back
from workshop.store.pieces import key, line, plain, same, string
from workshop.text import clean

patient = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(deadline=None, max_examples=60, suppress_health_check=patient)
@given(sessions)
def test_a_session_reads_back_as_it_was(session: Session) -> None:
    data = encode(session)
    found = decode(data)
    assert found.session == session
    assert found.notes == ()
    assert reads_back(data)


@settings(deadline=None, max_examples=20, suppress_health_check=patient)
@given(sessions, sessions, sessions)
def test_an_encoder_that_kept_pieces_writes_what_a_new_one_would(first: Session, second: Session, third: Session) -> None:
    encoder = Encoder()
    for session in (first, second, first, replace(first, answers=third.answers), third):
        assert decode(encoder.encode(session)).session == session
        assert encoder.encode(session) == encode(session)


@settings(deadline=None, max_examples=500)
@given(raw_texts)
def test_every_text_reads_back_on_one_line_and_on_many(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert tomllib.loads(f"x = {string(text)}")["x"] == text
    assert tomllib.loads(line("x", text))["x"] == text
    assert tomllib.loads(f"{key(text)} = 1") == {text: 1}


@pytest.mark.parametrize(
    "text",
    ['"""', '""""""', 'x"', 'x\n"', '\n""', "\n", "\n\n", "a\n", "\\\n", "'''\n\\", "\n'", "a\r\nb", "\tx\n", "\x00\n\x9b"],
)
def test_hard_texts_read_back(text: str) -> None:
    assert tomllib.loads(line("x", text))["x"] == text


def test_the_file_holds_no_sign_a_terminal_would_obey() -> None:
    session = small(title="".join(HOSTILE), snapshot="".join(HOSTILE).encode("utf-8", "replace").decode())
    data = encode(session).decode()
    assert not [char for char in data if (ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160]


def test_what_toml_cannot_hold_is_written_all_the_same() -> None:
    cell = {"a": float("nan"), "b": 2**70, "c": "\ud800", "d": None, "e": object}
    found = decode(encode(small(answers={"x": Answer(cells={Spot(): cell})}))).session.cell("x", Spot())
    assert found["a"] == "nan"
    assert found["b"] == str(2**70)
    assert found["c"] == "\ufffd"
    assert "d" not in found


# ------------------------------------------------------------------------------------------------------------- layout

EXAMPLE = '''format = 1
uuid = "0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77"
title = "Acme, activity splitting"
client = "Acme AB"
lang = "sv"
here = { step = "score", of = "k3vq7m2a" }
created = 2026-11-22T08:31:07Z
changed = 2026-11-22T09:02:44Z
rev = 41
people = [
  { id = "p1", name = "Anna", roles = ["owner"] },
  { id = "p2", name = "Bo" },
]
scenario = { id = "activity_splitting", version = "1.0.0", sha256 = "9f2c…" }
earlier = { maturity_check = "0198e0aa-…" }
teams.pairs = { t1 = ["p1", "p2"] }

[progress.summary]
done = true
rounds = 2

[progress.said.at.k3vq7m2a]
skipped = ["p0d1xw9t"]

[answers.ideas]
items = [
  { id = "k3vq7m2a", text = "Advent calendar", by = "p1" },
  { id = "p0d1xw9t", text = "Job ad", src = ["m4tz8c1e"] },
]

[answers.score.of.k3vq7m2a.by.p1]
new = 7
useful = 4

[answers.rated.of.k3vq7m2a.across.p0d1xw9t]
value = 3

[answers.summary.round.1]
value = "One thing in each post"
[answers.summary.round.2]
value = """
One thing in each post,
and one post for each thing"""

[answers.grid.of.k3vq7m2a]
feels = -1
pains = [
  { id = "c7m2k3vq", text = "The queue" },
]

[answers.outcome.place]
k3vq7m2a = "well"

[answers.map.place]
k3vq7m2a = { x = 2, y = 9 }

[answers.dots.tally]
voters = 6
p0d1xw9t = 5
[answers.dots.by.p1.gives]
k3vq7m2a = 2

[[answers.themes.groups]]
id = "w8cn2r5k"
name = "Video"
items = ["k3vq7m2a"]

[[actions]]
id = "b6hy3f0s"
text = "Split the calendar"
owner = "Anna"
due = 2026-12-15
step = "moves"
src = ["k3vq7m2a"]

[plan]
start = 2026-11-22T09:15:00Z
end = 2026-11-22T12:00:00Z
minutes = { ideas = 8 }
dropped = ["two_seconds"]
taken = [{ at = 2026-11-22T10:02:00Z, offer = "shorten", late = 15 }]

[[times]]
step = "ideas"
from = 2026-11-22T09:20:00Z
seconds = 412

[snapshot]
text = """
format = 1
title = "En sak i taget"
"""
'''


def test_the_layout_is_the_one_of_the_format() -> None:
    found = decode(EXAMPLE)
    assert found.notes == ()
    assert encode(found.session).decode() == EXAMPLE


def test_the_example_of_the_format_means_what_it_says() -> None:
    session = decode(EXAMPLE).session
    assert session.here.of == "k3vq7m2a"
    assert session.progress_of("summary") == Progress(done=True, rounds=2)
    assert session.progress_of("said", "k3vq7m2a").skipped == ("p0d1xw9t",)
    assert session.answer("ideas").items["p0d1xw9t"].src == ("m4tz8c1e",)
    assert session.cell("score", Spot(of="k3vq7m2a", by="p1")) == {"new": 7, "useful": 4}
    assert session.cell("summary", Spot(round=2))["value"].startswith("One thing")
    assert session.cell("grid", Spot(of="k3vq7m2a"))["pains"] == (Item(id="c7m2k3vq", text="The queue"),)
    assert session.cell("themes", Spot())["groups"] == (Group(id="w8cn2r5k", name="Video", items=("k3vq7m2a",)),)
    assert session.actions["b6hy3f0s"].get("due").isoformat() == "2026-12-15"
    assert session.times[0].start == datetime(2026, 11, 22, 9, 20, tzinfo=UTC)
    assert session.snapshot.endswith('taget"\n')


def test_the_layer_of_rounds_comes_with_the_second() -> None:
    session = with_cell(small(answers={}), "said", Spot(by="p1"), {"value": "a"})
    encoder = Encoder()
    assert "[answers.said.by.p1]" in encoder.encode(session).decode()
    session = with_cell(session, "said", Spot(round=2, by="p1"), {"value": "b"})
    text = encoder.encode(session).decode()
    assert "[answers.said.round.1.by.p1]" in text
    assert "[answers.said.by.p1]" not in text
    assert decode(text).session == session


def test_voices_stand_by_their_ids_and_not_as_they_came() -> None:
    session = small(answers={})
    encoder = Encoder()
    for voice in ("zz", "bb", "mm", "aa"):
        session = with_cell(session, "secret", Spot(of="row", by=voice), {"value": 1})
        text = encoder.encode(session).decode()
    found = [one.split("]")[0] for one in text.split("[answers.secret.of.row.by.")[1:]]
    assert found == sorted(found)


def test_answers_stand_in_the_order_of_the_steps() -> None:
    session = small(answers={"c": Answer(), "a": Answer(), "b": Answer()})
    text = Encoder(order=("a", "b", "c")).encode(session).decode()
    assert text.index("[answers.a]") < text.index("[answers.b]") < text.index("[answers.c]")


def test_a_scenario_is_readable_in_the_snapshot() -> None:
    scenario = Path(__file__).parents[2].joinpath("scenarios/activity-splitting.toml").read_text("utf-8")
    data = encode(small(snapshot=scenario)).decode()
    assert scenario in data
    assert decode(data).session.snapshot == scenario


WRITTEN = {
    Item: "id text by of at round src gone fields",
    Group: "id name items gone extra",
    Answer: "items cells extra",
    Person: "id name roles gone extra",
    Progress: "done rounds skipped shown names_shown touched started item ended extra",
    Made: "id version sha256 extra",
    Plan: "start end until fixed minutes dropped taken extra",
    Visit: "step start seconds at round extra",
    Session: "uuid title created changed format client lang names alone place facilitator summary rev here people scenario"
    " earlier teams progress answers actions decisions parked notes evaluation plan times orphans snapshot extra",
}


@pytest.mark.parametrize("struct", WRITTEN)
def test_the_file_knows_every_field_of_the_model(struct: type) -> None:
    """A field that is new to the model must be written, read, and drawn in the strategies; then it is named here."""
    assert set(struct.__struct_fields__) == set(WRITTEN[struct].split())  # type: ignore[attr-defined]


def test_one_changed_item_makes_one_new_piece() -> None:
    items = {f"i{n:07}": Item(id=f"i{n:07}", text=f"nr {n}") for n in range(500)}
    session = small(answers={"ideas": Answer(items=items), "other": Answer(items=dict(items))})
    encoder = Encoder()
    encoder.encode(session)
    made: list[str] = []
    checked = encoder._checked
    encoder._checked = lambda text, expected: made.append(text) or checked(text, expected)  # type: ignore[method-assign,func-returns-value]
    changed = {**items, "i0000250": replace(items["i0000250"], text="annat")}
    session = with_answer(session, "ideas", Answer(items=changed))
    assert decode(encoder.encode(session)).session == session
    assert len(made) == 2  # the item, and the header
    fresh = {**changed, "zzzzzzzz": Item(id="zzzzzzzz", text="ny")}
    session = with_answer(session, "ideas", Answer(items=fresh))
    made.clear()
    assert decode(encoder.encode(session)).session == session
    assert len(made) == 2
    moved = dict(sorted(fresh.items(), reverse=True))
    session = with_answer(session, "ideas", Answer(items=moved))
    made.clear()
    found = decode(encoder.encode(session)).session
    assert list(found.answers["ideas"].items) == list(moved)
    assert len(made) == 1


def test_one_id_twice_in_a_cell_loses_neither() -> None:
    entries = (Item(id="x", text="a"), Item(id="x", text="b"))
    session = small(answers={"a": Answer(cells={Spot(): {"pains": entries}})})
    found = decode(encode(session))
    assert [entry.text for entry in found.session.cell("a", Spot())["pains"]] == ["a", "b"]
    assert [note.key for note in found.notes] == ["store.note.id_twice"]


@pytest.mark.parametrize("field", ["items", "groups", "place", "gives", "value"])
@pytest.mark.parametrize("spot", [Spot(), Spot(by="p1"), Spot(of="r")])
@pytest.mark.parametrize("value", [(Item(id="aaaaaaaa", text="x"),), ["a", "b"], "a", 3])
def test_a_field_may_be_called_as_the_parts_of_other_kinds_are(field: str, spot: Spot, value: object) -> None:
    session = small(answers={"x": Answer(cells={spot: {field: value}})})
    data = encode(session)
    assert decode(data) == (session, (), False)
    assert reads_back(data)


def test_true_and_one_are_two_values() -> None:
    encoder = Encoder()
    for value in (1, True, 1.0, "1"):
        session = small(answers={"x": Answer(cells={Spot(): {"value": value}})})
        found = decode(encoder.encode(session)).session.cell("x", Spot())["value"]
        assert found == value
        assert type(found) is type(value)
    assert not same(1, True)


@settings(deadline=None)
@given(st.dictionaries(texts, texts, max_size=4))
def test_plain_values_are_the_same_afterwards(table: dict[str, str]) -> None:
    assert same(plain(table), table)


# --------------------------------------------------------------------------------------------------------- unknown keys


def test_unknown_keys_are_kept_where_they_stood() -> None:
    text = """format = 1
uuid = "u"
title = "t"
created = 2026-01-01T00:00:00Z
changed = 2026-01-01T00:00:00Z
here = { step = "a", mood = "calm" }
colour = "blue"
people = [{ id = "p1", name = "Anna", phone = "070" }]
scenario = { id = "x", licence = "MIT" }
[progress.a]
seen = 3
[answers.a]
shape = "round"
items = [{ id = "aaaaaaaa", text = "x", weight = 2.5, tags = ["a", "b"], deep = { er = [1] } }]
[answers.b.of.r.by.p1]
value = 1
certainty = "low"
extra = [{ x = 1 }]
[[answers.c.groups]]
id = "gggggggg"
name = "g"
items = []
hue = 3
[[actions]]
id = "cccccccc"
text = "do"
urgency = "high"
[plan]
room = "B12"
[[times]]
step = "a"
from = 2026-01-01T00:00:00Z
seconds = 1
who = "Anna"
[orphans.old]
value = "kept"
items = [{ id = "dddddddd", text = "x" }]
[weather]
sky = "grey"
[weather.wind]
from = "north"
[snapshot]
text = "s"
seal = "wax"
"""
    found = decode(text)
    assert found.notes == ()
    again = tomllib.loads(encode(found.session).decode())
    wanted = tomllib.loads(text)
    again.pop("lang"), again.pop("rev")
    assert same(again, wanted)


def test_unknown_keys_never_take_the_place_of_known_ones() -> None:
    text = 'format=1\nuuid="u"\ntitle="t"\nalone="yes"\nearlier=5\nplan="x"\ntimes=[]\nscenario="y"\n[answers]\n'
    found = decode(text)
    assert {note.key for note in found.notes} == {"store.note.kept"}
    raw = tomllib.loads(encode(found.session).decode())
    assert (raw["alone"], raw["earlier"], raw["plan"], raw["scenario"]) == ("yes", 5, "x", "y")
    later = replace(found.session, alone=True, earlier={"a": "b"})
    raw = tomllib.loads(encode(later).decode())
    assert (raw["alone"], raw["earlier"]) == (True, {"a": "b"})


@pytest.mark.parametrize("layer", ["by", "of", "at", "across", "round"])
def test_a_layer_that_is_none_is_kept_aside(layer: str) -> None:
    text = f'format=1\nuuid="u"\ntitle="t"\n[answers.x]\n{layer} = "stray"\nvalue = 1\n[answers.y.{layer}]\np1 = 5\n'
    found = decode(text)
    assert [note.key for note in found.notes] == ["store.note.aside", "store.note.aside"]
    session = with_cell(found.session, "x", Spot(at="a", of="r", across="c", by="p1"), {"value": 2})
    again = decode(encode(session)).session
    assert again.orphans == {"x": {layer: "stray"}, "y": {layer: {"p1": 5}}}
    assert again.cell("x", Spot()) == {"value": 1}


def test_a_field_called_as_a_layer_never_makes_a_file_that_cannot_be_read() -> None:
    cells = {Spot(): {"by": "x", "of": {"a": 1}, "value": 2}, Spot(by="p1"): {"round": {"1": 2}, "of": "y"}}
    data = encode(small(answers={"x": Answer(cells=cells)}))
    assert decode(data).session.cell("x", Spot())["value"] == 2


# ----------------------------------------------------------------------------------------------------------- hand edits


def test_things_without_an_id_get_one_and_it_is_told() -> None:
    text = """format = 1
uuid = "u"
title = "t"
people = [{ name = "Anna" }, { name = "Bo" }]
[answers.a]
items = ["bare", { text = "b" }, { id = "x", text = "c" }, { id = "x", text = "d" }]
[[answers.g.groups]]
name = "G"
[[actions]]
text = "do"
[answers.e]
pains = [{ text = "p" }]
"""
    found = decode(text)
    session = found.session
    items = list(session.answer("a").items.values())
    assert [item.text for item in items] == ["bare", "b", "c", "d"]
    assert len({item.id for item in items}) == 4
    assert items[2].id == "x"
    assert [person.id for person in session.people] == ["p1", "p2"]
    assert session.cell("e", Spot())["pains"][0].text == "p"
    assert sorted(note.key.rsplit(".")[-1] for note in found.notes) == ["id_missing"] * 5 + ["id_twice"] + ["person_id"] * 2
    assert all("{" not in note.words(lang) for note in found.notes for lang in ("sv", "en"))
    assert decode(encode(session)) == (session, (), False)


def test_what_is_nearly_right_is_put_right() -> None:
    text = """uuid = "u"
title = 5
client = true
rev = "x"
created = 2026-01-01
[answers.a]
items = [{ id = 7, text = 2026-01-01, by = 3, src = "b", gone = "no", round = 0 }]
[teams.pairs]
t1 = "p1"
"""
    found = decode(text)
    assert found.session.title == "5"
    assert found.session.client == "true"
    assert found.session.created == datetime(2026, 1, 1, tzinfo=UTC) == found.session.changed
    item = found.session.answer("a").items["7"]
    assert (item.text, item.by, item.src) == ("2026-01-01", "3", ("b",))
    assert item.fields == {"gone": "no", "round": 0}
    assert found.session.teams == {"pairs": {"t1": ("p1",)}}
    assert found.notes


def test_text_is_cleaned_when_it_is_read() -> None:
    found = decode('format=1\nuuid="u"\ntitle="a\\u001b[2Jb"\n[answers.a]\nvalue="x\\u202ey\\r\\nz"\n').session
    assert found.title == "ab"
    assert found.cell("a", Spot())["value"] == "xy\nz"


def test_crlf_and_a_byte_order_mark_change_nothing() -> None:
    assert decode(b"\xef\xbb\xbf" + EXAMPLE.replace("\n", "\r\n").encode()).session == decode(EXAMPLE).session


def test_a_newer_file_says_so() -> None:
    found = decode(EXAMPLE.replace("format = 1", "format = 2") + "\n[new]\nthing = 1\n")
    assert found.newer
    assert found.session.extra == {"new": {"thing": 1}}


def test_more_things_than_a_session_should_hold_are_told_and_kept() -> None:
    rows = ",".join(f'{{id="{n}"}}' for n in range(20_001))
    found = decode(f'format=1\nuuid="u"\ntitle="t"\n[answers.a]\nitems=[{rows}]\n')
    assert [note.key for note in found.notes] == ["store.note.many"]
    assert len(found.session.answer("a").items) == 20_001


@settings(deadline=None, max_examples=100)
@given(st.lists(raw_texts, max_size=5))
def test_no_text_said_by_anybody_is_lost(said: list[str]) -> None:
    items = {f"i{n}": Item(id=f"i{n}", text=clean(text)) for n, text in enumerate(said)}
    found = decode(encode(small(answers={"a": Answer(items=items)}))).session
    assert [item.text for item in found.answer("a").items.values()] == [clean(text) for text in said]
