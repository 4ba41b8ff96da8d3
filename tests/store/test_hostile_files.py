"""Files that are broken, strange or meant to do harm: told in words, quickly, and left as they are."""

from __future__ import annotations

import contextlib
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.store.conftest import small
from tests.store.test_codec import EXAMPLE
from workshop.errors import BadFile
from workshop.session.model import Answer, Spot
from workshop.store.codec import decode, encode
from workshop.store.scan import LARGEST, parse, read

HEAD = 'format = 1\nuuid = "u"\ntitle = "t"\n'

BROKEN = {
    "empty": (b"", "store.empty", None),
    "blank": (b" \n\n", "store.empty", None),
    "zeros": (b"\0" * 4096, "store.zeros", None),
    "zeros at the end": (HEAD.encode() + b"\0" * 50, "store.zeros_in", 4),
    "latin-1": (HEAD.encode() + 'client = "Å"\n'.encode("latin-1"), "store.not_utf8", 4),
    "utf-16": (EXAMPLE.encode("utf-16"), "store.not_utf8", 1),
    "cut in a text": (EXAMPLE.encode()[:-20], "store.cut_short", None),
    "a quote is missing": ((HEAD + 'client = "A\nlang = "sv"\n').encode(), "store.bad_line_quote", 4),
    "twice": ((HEAD + 'title = "u"\n').encode(), "store.bad_line_twice", 4),
    "no such day": ((HEAD + "created = 2026-02-31T00:00:00Z\n").encode(), "store.bad_line_date", 4),
    "backslash": ((HEAD + 'client = "C:\\Users"\n').encode(), None, 4),
    "a scenario": (b'format = 1\nid = "x"\ntitle = "t"\n[[step]]\nid = "a"\n', "store.no_session", None),
    "something else": (b"[tool.ruff]\nline-length = 3\n", "store.no_session", None),
    "a long number": ((HEAD + f"rev = {'9' * 5000}\n").encode(), "store.long_number", 4),
    "a big number": ((HEAD + f"[answers.a]\nvalue = {2**70}\n").encode(), "store.no_number_at", 5),
    "not a number": ((HEAD + "[answers.a]\nvalue = nan\n").encode(), "store.no_number_at", 5),
    "infinite": ((HEAD + "[answers.a.by.p1]\nvalue = 1e999\n").encode(), "store.no_number_at", 5),
    "20,000 parts": ((HEAD + ".".join("a" * 20_000) + " = 1\n").encode(), "store.too_deep_at", 4),
    "20,000 quoted parts": ((HEAD + ".".join(['"a"'] * 20_000) + " = 1\n").encode(), "store.too_deep_at", 4),
    "a long heading": ((HEAD + "[" + " . ".join("a" * 20_000) + "]\n").encode(), "store.too_deep_at", 4),
    "20,000 arrays": ((HEAD + "x = " + "[" * 20_000 + "]" * 20_000 + "\n").encode(), "store.too_deep_at", 4),
    "2,000 tables": ((HEAD + "x = " + "{a=" * 2_000 + "1" + "}" * 2_000 + "\n").encode(), "store.too_deep", None),
    "40 arrays": ((HEAD + "x = " + "[1," * 40 + "]" * 40 + "\n").encode(), "store.too_deep", None),
    "answers are no table": ((HEAD + "answers = 5\n").encode(), "store.wrong_at", 4),
    "a step is no table": ((HEAD + "[answers]\na = 1\n").encode(), "store.wrong_at", 5),
    "items are no list": ((HEAD + "[answers.a]\nitems = 5\n").encode(), "store.wrong_at", 5),
    "an item is a number": ((HEAD + "[answers.a]\nitems = [1]\n").encode(), "store.wrong_at", 5),
    "an item's text is a list": ((HEAD + "[answers.a]\nitems = [\n  {text = []},\n]\n").encode(), "store.wrong_at", 5),
    "people are text": ((HEAD + 'people = "Anna"\n').encode(), "store.wrong_at", 4),
    "actions are a table": ((HEAD + "[actions]\nid = 1\n").encode(), "store.wrong_at", 4),
    "a visit without a start": ((HEAD + "[[times]]\nstep = 'a'\n").encode(), "store.wrong_at", 4),
    "the snapshot is a number": ((HEAD + "[snapshot]\ntext = 1\n").encode(), "store.wrong_at", 5),
    "the format is a text": (b'format = "1"\nuuid = "u"\n', "store.wrong_at", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_understood_is_told_with_its_place(name: str) -> None:
    data, wanted, line = BROKEN[name]
    with pytest.raises(BadFile) as caught:
        decode(data, path="folder/kundresan-2a77.toml")
    error = caught.value
    if wanted is not None:
        assert error.key == wanted
    if line is not None:
        assert error.values.get("line") == line
    for lang in ("sv", "en"):
        words = error.words(lang)
        assert "kundresan-2a77.toml" in words
        assert "{" not in words
        assert "…" not in words
        assert "store." not in words


@pytest.mark.parametrize("cut", range(1, len(EXAMPLE) - 1, 37))
def test_a_file_cut_anywhere_is_read_or_refused(cut: int) -> None:
    try:
        found = decode(EXAMPLE[:cut])
    except BadFile:
        return
    assert tomllib.loads(EXAMPLE[:cut])
    assert encode(found.session)


def test_what_only_looks_harmful_is_read() -> None:
    said = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t " + "[" * 40 + "{" * 40
    quoted = "'x\"\n" + said + '\n""\'y'
    session = small(answers={"a": Answer(cells={Spot(): {"value": said, "other": quoted}})}, snapshot=quoted * 3)
    assert decode(encode(session)).session == session


def test_no_scan_takes_long() -> None:
    """Each of these would take minutes if a pattern went over the same text again and again."""
    size = 400_000
    for text in (
        '"' * size,
        "a" * size,
        "a." * 15 + "a" * size,
        "'" * size,
        "[ " * size,
        '"\\' * size,
        "a .\t" * size,
        "#" * size,
    ):
        with contextlib.suppress(BadFile):
            parse(HEAD + text)


def test_only_a_plain_file_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "x.toml"
    folder.mkdir()
    with pytest.raises(BadFile) as caught:
        read(folder)
    assert caught.value.key == "store.not_a_file"
    big = tmp_path / "big.toml"
    with big.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(BadFile) as caught:
        read(big)
    assert caught.value.key == "store.too_big"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "x.toml"
    os.mkfifo(pipe)
    with pytest.raises(BadFile):
        read(pipe)


@pytest.mark.parametrize("odd", ["nan", "-inf", str(2**70)])
def test_a_number_that_fits_nowhere_stays_as_it_came(odd: str) -> None:
    """As text it would turn a value that is kept aside into one that is read."""
    text = EXAMPLE.replace('of = "k3vq7m2a" }', f"of = {odd} }}", 1).replace(
        "rev = 41", f"rev = 41\nbeside = {{ x = [{odd}] }}", 1
    )
    first = decode(text).session
    assert encode(decode(encode(first)).session) == encode(first)
    assert f"of = {odd}".encode() in encode(first)
    assert f"x = [{odd}]".encode() in encode(first)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_file_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(EXAMPLE) - 1))
    put = data.draw(
        st.sampled_from(
            ["", '"', "[", "]", "{", "}", "=", "\n", "1", "true", "\0", "[[x]]", ".", "#", "å", "'''", "nan", "[]", "{}"]
        )
    )
    cut = data.draw(st.integers(0, 12))
    text = EXAMPLE[:at] + put + EXAMPLE[at + cut :]
    try:
        found = decode(text)
    except BadFile:
        return
    written = encode(found.session)
    again = decode(written)
    assert encode(again.session) == written
    # A header key of the wrong type gives way to what the program writes there itself, and nan equals nothing.
    lost = found.session.extra.keys() - again.session.extra.keys()
    assert lost <= {"format", "uuid", "title", "lang", "created", "changed", "rev"}
    assert replace(found.session, extra=again.session.extra) == again.session or b"nan" in written
    for note in found.notes:
        assert note.words("sv")
