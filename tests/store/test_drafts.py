"""Half-typed text is of one file: a copy of a session has a line of its own, a file that was moved finds its words again."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.store.conftest import NOW, small
from workshop.session.model import Session
from workshop.store import drafts, files, lock
from workshop.store.health import sessions
from workshop.store.left import backup_of, bring_back, left, word_left, words_left
from workshop.store.opening import open_session


@pytest.fixture
def path(tmp_path: Path, session: Session) -> Path:
    return files.create(tmp_path / "sessions", session)


def typed(path: Path, text: str) -> None:
    """As it is when the program is ended in the middle of a word."""
    with open_session(path) as opened:
        assert opened.saver is not None
        opened.saver.draft(text, len(text), {"step": "ideas"})
        assert opened.saver.flush()


def on_the_line(path: Path) -> str:
    with open_session(path) as opened:
        return opened.draft.text if opened.draft is not None else ""


def test_a_session_and_its_copy_each_have_their_own_words(path: Path) -> None:
    copy = path.with_name("copy.toml")
    typed(path, "in the first")
    shutil.copy(path, copy)
    assert on_the_line(copy) == "", "those of a file that is there are of that file"
    typed(copy, "in the copy")
    assert (on_the_line(path), on_the_line(copy)) == ("in the first", "in the copy")
    with open_session(copy) as opened:
        assert opened.saver is not None
        opened.saver.no_draft()
    assert (on_the_line(path), on_the_line(copy)) == ("in the first", "")


def test_both_open_at_once_overwrite_nothing(path: Path) -> None:
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    with open_session(path) as one, open_session(copy) as two:
        assert one.saver is not None
        assert two.saver is not None
        for opened, text in ((one, "ett"), (two, "två"), (one, "ett till")):
            opened.saver.draft(text)  # type: ignore[union-attr]
            assert opened.saver.flush()  # type: ignore[union-attr]
    assert (on_the_line(path), on_the_line(copy)) == ("ett till", "två")


def test_where_its_file_is_gone_the_copy_is_offered_them_once(path: Path) -> None:
    copies = [path.with_name(f"{name}.toml") for name in ("b", "c")]
    typed(path, "words")
    for copy in copies:
        shutil.copy(path, copy)
    path.unlink()
    assert [on_the_line(copy) for copy in copies] == ["words", ""]
    assert on_the_line(copies[0]) == "words", "they are of that file now"


@pytest.mark.parametrize("name", ["elsewhere/kundresan.toml", "sessions/år ÅÄÖ.toml", "sessions/a\u030a.toml"])
def test_a_file_that_was_moved_finds_its_words_and_keeps_them(path: Path, tmp_path: Path, name: str) -> None:
    typed(path, "words")
    moved = tmp_path / name
    moved.parent.mkdir(exist_ok=True)
    path.rename(moved)
    assert on_the_line(moved) == on_the_line(moved) == "words"
    assert words_left(files.listing(moved.parent)) == []
    typed(moved, "more words")
    shutil.copy(moved, path)
    assert (on_the_line(path), on_the_line(moved)) == ("", "more words")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names that are no text")
def test_a_name_that_is_no_text(path: Path) -> None:
    odd = path.with_name(os.fsdecode(b"\xff\n.toml"))
    path.rename(odd)
    typed(odd, "words")
    shutil.copy(odd, path)
    assert (on_the_line(odd), on_the_line(path)) == ("words", "")


def test_where_another_session_lies_under_its_name_its_file_is_gone(path: Path) -> None:
    typed(path, "words")
    moved = path.with_name("moved.toml")
    path.rename(moved)
    files.create_as(path, small(uuid="another-00bb"))
    assert on_the_line(path) == ""
    assert on_the_line(moved) == "words"


def test_a_file_that_somebody_has_open_is_not_gone(path: Path) -> None:
    typed(path, "words")
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    with lock.take(path):
        path.unlink()
        assert on_the_line(copy) == ""
    assert on_the_line(copy) == "words"


def test_a_damaged_file_keeps_its_words(path: Path) -> None:
    typed(path, "words")
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    path.write_bytes(b"")
    assert on_the_line(copy) == ""


def test_what_is_typed_goes_along_where_the_session_goes_on_in_another_file(path: Path) -> None:
    with open_session(path) as opened:
        saver = opened.saver
        assert saver is not None
        saver.draft("words", 5, {"step": "ideas"})
        assert saver.flush()
        saver.elsewhere(path.parent / "stick", opened.session)
        assert saver.flush()
        new = saver.path
    assert new != path
    assert (on_the_line(path), on_the_line(new)) == ("", "words")


def test_words_from_before_it_was_written_whose_they_are(path: Path, session: Session) -> None:
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    drafts.write(drafts.Draft(uuid=session.uuid, text="words", rev=session.rev, written=NOW))
    assert (on_the_line(path), on_the_line(copy)) == ("words", "")
    assert on_the_line(path) == "words"


def test_a_session_that_is_binned_leaves_the_words_of_its_copy_elsewhere(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    copy = tmp_path / "other" / "copy.toml"
    shutil.copy(path, copy)
    typed(path, "in the first")
    typed(copy, "in the copy")
    files.to_bin(path)
    assert on_the_line(copy) == "in the copy"
    assert [each.words for each in drafts.all_kept()] == ["in the copy"]


# ------------------------------------------------------------------------------------------ words whose session is nowhere


def test_words_whose_session_is_gone_are_told_of_with_all_that_is_known(path: Path) -> None:
    typed(path, "two words")
    assert left(files.listing(path.parent), (), folder=path.parent) == []
    path.unlink()
    [kept] = words_left(files.listing(path.parent))
    assert (kept.title, kept.client, kept.file, kept.words) == ("Kundresan", "Nordlund Kaffe", str(path), "two words")
    [one] = left(files.listing(path.parent), (), folder=path.parent)
    assert (one.name, one.half, one.path, one.copy) == ("Kundresan · Nordlund Kaffe", "two words", None, None)
    [found] = sessions(path.parent)
    assert (found.level, found.key, found.values["n"]) == ("warning", "words_left", 2)
    assert found.command == f"workshop restore {path.stem}"
    assert left([], (), folder=path.parent.parent) == [], "it lay in another folder"
    assert word_left([], path.stem) == kept
    assert word_left([], "something else") is None


def test_with_an_earlier_version_the_session_comes_back_with_its_words(path: Path, session: Session) -> None:
    with open_session(path) as opened:
        assert opened.saver is not None
        opened.saver.changed(opened.session)
        opened.saver.draft("två ord", 7, {"step": "ideas"})
    path.unlink()
    [kept] = words_left(files.listing(path.parent))
    backup = backup_of(kept, path.parent)
    assert backup is not None
    [found] = sessions(path.parent)
    assert found.key == "words_left_backup"
    assert bring_back(kept, path.parent, backup) == path
    assert words_left(files.listing(path.parent)) == []
    assert on_the_line(path) == "två ord"


def test_all_that_was_half_typed_is_among_the_words(session: Session) -> None:
    place = {"use": 'each [["a", "", "on another line"], ["b", "", "on a third"]]', "behind": "behind the capture"}
    at = drafts.write(drafts.Draft(uuid=session.uuid, text="captured", place=place, more=True))
    [kept] = drafts.all_kept(session.uuid)
    assert kept.at == at
    assert kept.words.split("\n") == ["captured", "behind the capture", "on another line", "on a third"]


def test_two_of_one_uuid_are_both_told_of(path: Path) -> None:
    copy = path.with_name("copy.toml")
    shutil.copy(path, copy)
    for each in (path, copy):
        typed(each, f"in {each.stem}")
    path.unlink()
    assert [each.words for each in words_left(files.listing(copy.parent))] == [f"in {path.stem}"], "nobody is offered them"
    copy.unlink()
    assert len(words_left([])) == 2


LINE = {"step": "ideas"}
CASES = {
    "what was entered and typed after it": ([("ett", 7), ("två", 8)], ("ett", ("två",))),
    "the newest of each line": ([("ett", 7), ("två", 8), ("två till", 9)], ("ett", ("två till",))),
    "the same line, gone on with": ([("ett", 7), ("ett och ett", 8)], ("ett och ett", ())),
    "nothing when it was saved, words after it": ([("", 7), ("två", 8)], ("två", ())),
    "nothing at all": ([("ett", 6), ("", 7)], None),
}


@pytest.mark.parametrize("case", CASES)
def test_no_words_of_a_lost_second_are_left_out_nor_told_twice(case: str) -> None:
    lines, wanted = CASES[case]
    half = tuple(drafts.Draft(uuid="u", text=text, place=LINE, rev=rev) for text, rev in lines)
    found = drafts.holding(half, 7)
    assert (found and (found.text, found.later)) == wanted


def test_words_typed_in_passing_come_with_the_line_they_were_typed_over() -> None:
    half = (
        drafts.Draft(uuid="u", text="ett", place=LINE, rev=7),
        drafts.Draft(uuid="u", text="ring dem", place={"step": "more", "capture": "!", "behind": "två"}, rev=8),
    )
    found = drafts.holding(half, 7)
    assert found is not None
    assert (found.text, found.later) == ("ett", ("ring dem", "två"))
