"""A session file from a stranger: refused in words, or read with every repair told and nothing lost; and then all that the
program does with a session holds."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hostile import THIRTY
from tests.hostile.asked import ask_everything, book_of, controls, hand_over, in_words, kept_whole, opened, work_on
from tests.hostile.sessions import changed
from tests.tui.frame import room
from workshop import limits
from workshop.errors import BadFile
from workshop.session.aside import Aside
from workshop.session.fitting import fitted
from workshop.session.model import Session
from workshop.store.books import with_questions
from workshop.store.codec import decode, encode
from workshop.store.opening import open_session
from workshop.store.sitting import at_desk

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "sessions" / "examples" / "nordlund-kaffe-kundresan.toml").read_text("utf-8")
HEAD = 'format = 1\nuuid = "u"\ntitle = "t"\n'
seeds = st.integers(0, 10**9)


@settings(max_examples=40)
@given(seeds)
def test_a_file_changed_by_a_stranger_is_refused_in_words_or_loses_nothing(seed: int) -> None:
    text = changed(Random(seed))
    found = opened(text)
    if found is not None:
        lost = kept_whole(text, found)
        # an id that two things had is the first one's; the second gets a new one, and that is told
        assert not lost or any(note.key == "store.note.id_twice" for note in found.notes), lost


@settings(max_examples=20)
@given(seeds)
def test_every_question_can_be_asked_of_it(seed: int) -> None:
    if (book := _book(seed)) is not None:
        ask_everything(book)


@settings(max_examples=10)
@given(seeds)
def test_every_editor_can_be_worked_in(seed: int) -> None:
    if (book := _book(seed)) is not None:
        work_on(book)


@settings(max_examples=8)
@given(seeds)
def test_it_can_be_handed_over_in_every_format_of_text(seed: int) -> None:
    if (book := _book(seed)) is not None:
        hand_over(book)


def _book(seed: int) -> Any:
    found = opened(changed(Random(seed)))
    return book_of(found.session) if found is not None else None


@pytest.mark.parametrize("seed", [11, 12])
async def test_every_screen_of_it_can_be_looked_at(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sessions" / "stranger.toml"
    path.parent.mkdir()
    for number in range(seed, 10**6, 100):  # the first of this row that is not refused
        path.write_text(changed(Random(number)), "utf-8")
        if _book(number) is not None:
            break
    async with room(tmp_path, monkeypatch, path) as there:
        for _ in range(6):
            await there.press("pagedown")
            assert controls(there.text) == ""
        for sheet in ("s", "l", "p", "k", "e", "?", "f", "w"):
            await there.press("escape", sheet)
            assert controls(there.text) == ""
            await there.press("escape")


# ------------------------------------------------------------------------------------- what a stranger's file may do


NUMBERS = "\n".join(f"[answers.a.by.p{n}.gives]\nk3vq7m2a = 1" for n in range(300))
CASES: dict[str, str] = {
    "one id twice": HEAD + '[answers.a]\nitems = [{ id = "x", text = "A" }, { id = "x", text = "B" }]\n',
    "no id": HEAD + '[answers.a]\nitems = [{ text = "A" }, "B"]\n',
    "one person twice": HEAD + 'people = [{ id = "p1", name = "A" }, { id = "p1", name = "B" }]\n',
    "a person without an id": HEAD + 'people = [{ name = "A" }]\n',
    "a key that is obeyed": HEAD + '[answers.a.of."\\u001b]0;pwn\\u0007"]\nvalue = "x"\n',
    "the year 9999": HEAD + "changed = 9999-12-31T23:59:59Z\n",
    "a plan in the year 1": HEAD + "[plan]\nstart = 0001-01-01T00:00:00Z\n",
    "a stay in the year 9999": HEAD + '[[times]]\nstep = "a"\nfrom = 9999-12-31T23:59:59Z\nseconds = 4\n',
    "a stay of a thousand years": HEAD + '[[times]]\nstep = "a"\nfrom = 2026-01-01T00:00:00Z\nseconds = 99999999999\n',
    "a million rounds": HEAD + "[progress.a]\nrounds = 1000000\n",
    "an answer of a millionth round": HEAD + '[answers.a.round.99999]\nvalue = "x"\n',
    "a version beyond all": HEAD.replace("title", f"rev = {2**62}\ntitle"),
    "no language": HEAD + 'lang = "../../etc"\n',
    "a layer in the wrong place": HEAD + "[answers.a]\nof = 5\n",
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_put_right_is_told_and_kept(name: str) -> None:
    text = CASES[name]
    found = decode(text)
    assert found.notes, "a repair is told"
    for note in found.notes:
        in_words(note)
    assert kept_whole(text, found) == []
    assert decode(encode(found.session)).session is not None


EVERYTHING_WRONG = """
[answers.stages]
items = [{ id = "k3vq7m2a", text = "A", of = "k3vq7m2a", src = ["k3vq7m2a", "dangling"] }]
[answers.grid.of.k3vq7m2a]
pains = ["skrivet för hand", "en till"]
feels = "glad"
channels = 2026-01-01
[[actions]]
id = "b6hy3f0s"
text = "x"
due = 9999-12-31
done = "ja"
owner = 7
"""


def test_an_answer_of_a_form_its_question_cannot_have_is_kept_aside_and_told(tmp_path: Path) -> None:
    snapshot = (ROOT / "scenarios" / "customer-journey.toml").read_text("utf-8")
    text = f"{HEAD}{EVERYTHING_WRONG}\n[snapshot]\ntext = '''\n{snapshot}'''\n"
    found = decode(text)
    _, session, notes = with_questions(found.session, "x.toml")
    told = {note.key: [] for note in notes} if notes else {}
    assert set(told) == {"store.note.aside", "store.note.read_as"}
    for note in notes:
        in_words(note)
    cell = next(iter(session.answer("grid").cells.values()))
    assert [entry.text for entry in cell["pains"]] == ["skrivet för hand", "en till"], "texts by hand are entries"
    assert "feels" not in cell
    assert session.orphans["grid"]["of"]["k3vq7m2a"]["feels"] == "glad"
    action = session.actions["b6hy3f0s"]
    assert action.fields == {"owner": "7"}
    assert set(session.orphans["actions"]["items"]["b6hy3f0s"]) == {"due", "done"}
    assert fitted(with_questions(session, "x.toml")[0], session) == (session, ()), "once put right, it is right"

    path = tmp_path / "hand.toml"
    path.write_text(text, "utf-8")
    with open_session(path) as opened_:
        desk = at_desk(opened_)
        assert {note.key for note in opened_.notes} >= {"store.note.aside", "store.note.read_as"}
        assert desk.session.orphans
    assert path.read_text("utf-8") == text, "looking at it writes nothing"


@pytest.mark.parametrize(
    "toml", [each for number in (11, 12, 13, 14, 17, 18, 20, 21) for each in THIRTY[number].toml], ids=lambda s: s[:30]
)
def test_a_session_with_it_is_refused_with_its_limit_or_keeps_it(toml: str) -> None:
    text = HEAD + toml + "\n" if not toml.startswith("title") else HEAD.replace('title = "t"', toml)
    found = opened(text)
    if found is not None:
        kept_whole(text, found)


# -------------------------------------------------------------------------------------------------------- how much


def test_more_values_than_a_session_may_hold_are_refused_with_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "VALUES", 500)
    with pytest.raises(BadFile) as caught:
        decode(HEAD + NUMBERS)
    assert "500" in caught.value.words("sv")
    assert "500" in caught.value.words("en")


SIGNS = {
    "keys": "".join(f"k{n} = 1\n" for n in range(300)),
    "headings": "".join(f"[k{n}]\n" for n in range(300)),
    "a list": "x = [" + "1," * 300 + "]",
    "texts": "x = [" + "''," * 300 + "]",
    "tables": "x = [" + "{ a = 1 }," * 300 + "]",
}
WORDS = ('"""{}"""', "'''{}'''", '"{}"', "'{}'")


@pytest.mark.parametrize("name", SIGNS)
def test_more_than_it_may_hold_is_refused_before_it_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading half a million values takes two seconds: of more, none is read."""
    monkeypatch.setattr(limits, "VALUES", 250)
    monkeypatch.setattr("tomllib.loads", lambda text: pytest.fail("it was read"))
    with pytest.raises(BadFile, match="250"):
        decode(HEAD + SIGNS[name])


@pytest.mark.parametrize("quoted", WORDS)
@pytest.mark.parametrize("sign", ["a = 1,", "\\n[k]\\n", "= , ="])
def test_what_somebody_wrote_is_one_value_whatever_stands_in_it(
    quoted: str, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "VALUES", 20)
    written = (sign if len(quoted) < 6 else sign.replace("\\n", "\n")) * 300
    assert decode(f"{HEAD}x = {quoted.format(written)}\n# {'=,' * 300}\n").session.extra


def test_putting_aside_takes_no_more_steps_than_there_are_things() -> None:
    """Each conflict once tried every name before it: a file of a megabyte took an hour."""
    tried = 0

    class Counted(Aside):
        def _put(self, *given: Any) -> bool:
            nonlocal tried
            tried += 1
            return super()._put(*given)

    aside = Counted({"a": 1})
    for number in range(2_000):
        aside.put("a", ("x",), number)
    assert tried <= 3 * 2_000
    assert len(aside.orphans) == 2_001


def test_two_thousand_people_without_an_id_get_one_each() -> None:
    people = ", ".join([*(f'{{ id = "p{n}" }}' for n in range(1_001, 2_001)), *["{ name = 'x' }"] * 1_000])
    session = decode(f"{HEAD}people = [{people}]\n").session
    assert len({person.id for person in session.people}) == 2_000


def test_many_repairs_are_counted() -> None:
    found = decode(HEAD + "[answers.a]\nitems = [" + "{ text = 'x' }, " * 3_000 + "]\n")
    assert len(found.notes) == 1_001
    assert "2" in found.notes[-1].words("sv")


@pytest.mark.parametrize("what", ["items", "votes", "keys", "text"])
def test_memory_is_bounded_by_the_size_of_the_file(what: str) -> None:
    text = (
        HEAD
        + {
            "items": "[answers.a]\nitems = [" + '{ id = "k3vq7m2a", text = "x" }, ' * 4_000 + "]\n",
            "votes": "".join(f"[answers.a.by.p{n}.gives]\nk3vq7m2a = 1\n" for n in range(4_000)),
            "keys": "[answers.a.of.x]\n" + "".join(f"k{n} = 1\n" for n in range(8_000)),
            "text": f'[answers.a]\nvalue = "{"å" * 100_000}"\n',
        }[what]
    )
    tracemalloc.start()
    try:
        session: Session = decode(text).session
        encode(session)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 120 * len(text.encode()), f"{peak / len(text.encode()):.0f} times the file"
