"""Through a real pipe and on a real terminal: what goes where, how it ends, and that nothing is lost however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile import HOSTILE
from tests.plain.speaker import Script, run_lines, talk_of
from workshop.plain.grammar import read
from workshop.plain.hearing import Ended, Heard, Input, Lines
from workshop.plain.run import run
from workshop.plain.speaking import Kept, Speaking
from workshop.session.model import live
from workshop.store.codec import decode
from workshop.text import clean, is_blank

ROOT = Path(__file__).parents[2]
ONE = 'format = 1\nid = "one"\ntitle = "One"\n[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Ideas"\n'


class Program:
    """`workshop` in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "one.toml").write_text(ONE)
        self.env = {name: each for name, each in os.environ.items() if not name.startswith(("WORKSHOP_", "LC_", "PYTHON"))}
        self.env |= {"PYTHONPATH": str(ROOT), "WORKSHOP_STATE": str(home / "state"), "WORKSHOP_CONFIG": str(home / "c.toml"),
                     "WORKSHOP_SESSIONS": str(home / "s"), "LANG": "en_GB.UTF-8"}  # fmt: skip

    def start(self, *args: str, **env: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "workshop", *args]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.env | env, cwd=self.home
        )

    def __call__(self, data: bytes, *args: str, **env: str) -> tuple[int, str, str]:
        process = self.start(*args, **env)
        out, err = process.communicate(data, timeout=60)
        return process.returncode, out.decode("utf-8"), err.decode("utf-8")

    def texts(self) -> list[str]:
        (path,) = (self.home / "s").glob("*.toml")
        return [item.text for item in live(decode(path.read_bytes()).session.answer("ideas").items)]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_a_script_answers_and_the_end_of_its_lines_saves_and_leaves(program: Program) -> None:
    code, out, err = program("till\nväg\n".encode(), "run", "one.toml", "--plain", "--client", "Acme")
    assert (code, err) == (0, "")
    assert program.texts() == ["till", "väg"]
    said = out.splitlines()
    assert said[0].startswith("Acme, one. 1 steps.")
    assert said[-1].startswith("All is saved. Go on with: workshop resume --plain acme-one")
    assert "Ideas, number 3:" in said


def test_what_could_not_be_taken_is_on_standard_error_and_the_code_is_1(program: Program) -> None:
    code, out, err = program(b"till\n/edit 9 x\nroad", "run", "one.toml", "--plain")
    assert code == 1
    assert err == "There is no number 9 here. There are 1.\n"
    assert "number 9" not in out
    assert program.texts() == ["till", "road"]


def test_bytes_that_are_no_text_are_replaced_and_that_is_said(program: Program) -> None:
    code, out, err = program(b"\xef\xbb\xbffirst\r\nbad \xff\xfe byte\n" + "åäö – “x”\n".encode(), "run", "one.toml", "--plain")
    assert (code, err) == (0, "")
    assert program.texts() == ["first", "bad \ufffd\ufffd byte", "åäö – “x”"]
    assert "Some characters on the line could not be read and were replaced." in out


def test_where_the_terminal_has_no_such_letters_the_nearest_are_shown(program: Program) -> None:
    data = "räksmörgås – “x” €\n/read\n".encode()
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    code, out, err = program(data, "run", "one.toml", "--plain", "--language", "sv", **env)
    assert (code, err) == (0, "")
    assert program.texts() == ["räksmörgås – “x” €"]
    assert '1. raksmorgas - "x" EUR' in out.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_told_to_stop_it_saves_first(program: Program, number: signal.Signals) -> None:
    process = program.start("run", "one.toml", "--plain")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"till\n")
    process.stdin.flush()
    while b"number 2" not in process.stdout.readline():
        pass
    process.send_signal(number)
    out = process.stdout.read()  # to its end, while its own input is open still
    assert process.wait(60) == 128 + number
    assert b"All is saved. Go on with: workshop resume --plain" in out
    assert program.texts() == ["till"]


def test_whoever_reads_may_go(program: Program) -> None:
    process = program.start("run", "one.toml", "--plain")
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(b"till\n" * 50, timeout=60)
    assert b"Traceback" not in err


def test_on_a_pipe_the_screen_says_that_there_is_this(program: Program) -> None:
    code, _, err = program(b"", "run", "one.toml")
    assert code == 2
    assert "workshop run --plain one.toml" in err
    assert not (program.home / "s").exists()


def test_one_that_is_open_elsewhere_is_not_written_to(program: Program) -> None:
    first = program.start("run", "one.toml", "--plain")
    assert first.stdout is not None
    while b"number 1" not in first.stdout.readline():
        pass
    code, out, err = program(b"mine\n", "resume", "--plain")
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    first.communicate(b"theirs\n", timeout=60)
    assert program.texts() == ["theirs"]


def test_a_damaged_file_is_told_of_in_words(program: Program) -> None:
    program(b"till\n", "run", "one.toml", "--plain")
    (path,) = (program.home / "s").glob("*.toml")
    path.write_text("format = 1\n[[[")
    code, out, err = program(b"x\n", "resume", "--plain", str(path))
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert path.read_text() == "format = 1\n[[["


# -------------------------------------------------------------------------------------------------- within the program


def test_hostile_lines_are_kept_as_they_are_seen_and_nothing_of_them_is_obeyed() -> None:
    talk = talk_of(ONE)
    firsts = (line.split("\n")[0] for line in HOSTILE if len(line) < 2_000)
    lines = [line for line in firsts if clean(line, multiline=False)]  # an empty one goes on
    said = run_lines(talk, *lines, "/read", "/find a", "/where", "/captured")
    for line in (*said, *talk.speaking.wrong):
        assert line == clean(line, multiline=False)
        assert not set(line) & {"\x1b", "\x9b", "\x07", "\x08", "\x00"}
    kept = [item.text for item in live(talk.desk.session.answer("ideas").items)]
    answers = [said.text for said in map(read, lines) if not said.command and not said.sign]
    assert len(answers) > 100
    assert kept == [text for text in answers if not is_blank(text)]


def test_a_line_far_too_long_is_refused_whole() -> None:
    talk = talk_of(ONE)
    run_lines(talk, "x" * 100_001, "short")
    assert [item.text for item in live(talk.desk.session.answer("ideas").items)] == ["short"]
    assert len(talk.speaking.wrong) == 1


def test_a_line_without_end_takes_no_more_than_its_room(tmp_path: Path) -> None:
    from workshop.plain import hearing

    (tmp_path / "long").write_bytes(b"x" * (3 * hearing.LONGEST) + b"\nnext\nlast")
    with (tmp_path / "long").open("rb") as file:
        heard = Input(file.fileno())
        assert len(heard.line(lambda: None).text) <= hearing.LONGEST + hearing.BLOCK
        assert heard.line(lambda: None).text == "next"
        assert heard.line(lambda: None).text == "last"
        with pytest.raises(Ended):
            heard.line(lambda: None)


def test_what_is_said_is_whole_lines_without_signs_of_drawing(capsys: pytest.CaptureFixture[str]) -> None:
    speaking = Speaking(sys.stdout, sys.stderr)
    speaking.say("a · b\n\n  c\u00a0d → e\x1b[31m\n")
    speaking.refuse("no")
    assert capsys.readouterr() == ("a, b\nc d, e\n", "no\n")


def test_what_was_half_typed_on_the_screen_is_said_and_taken_or_let_lie(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from workshop.scenario.load import parse
    from workshop.session.begin import begin
    from workshop.store import drafts, files
    from workshop.store.drafts import Draft

    scenario = parse(ONE).scenario
    assert scenario is not None
    session = begin(scenario, ONE, lang="en", now=datetime.now(UTC))
    path = files.create(tmp_path, session)
    place = {"step": "ideas", "at": "", "of": "", "field": "", "use": "add"}
    drafts.write(Draft(uuid=session.uuid, text="half a tho", place=place))
    said = Kept()
    assert run(path, said, Script([])) == 0
    assert any(line.startswith("Half-written since last time, Ideas: half a tho.") for line in said.lines)
    assert run(path, Kept(), Script(["/draft"])) == 0
    assert [item.text for item in live(decode(path.read_bytes()).session.answer("ideas").items)] == ["half a tho"]
    assert drafts.read(session.uuid) is None
    said = Kept()
    run(path, said, Script(["/draft"]))
    assert "Nothing lies half-written." in said.lines


def test_what_was_half_caught_over_a_line_is_taken_with_that_line(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from workshop.scenario.load import parse
    from workshop.session.begin import begin
    from workshop.store import drafts, files
    from workshop.store.drafts import Draft

    scenario = parse(ONE).scenario
    assert scenario is not None
    session = begin(scenario, ONE, lang="en", now=datetime.now(UTC))
    path = files.create(tmp_path, session)
    place = {"step": "ideas", "use": "add", "capture": "", "behind": "half a tho"}
    drafts.write(Draft(uuid=session.uuid, text="who was it", place=place), path=path)
    assert run(path, Kept(), Script(["/draft"])) == 0
    kept = decode(path.read_bytes()).session
    assert [item.text for item in live(kept.answer("ideas").items)] == ["half a tho"]
    assert [item.text for item in live(kept.notes)] == ["who was it"]


def test_reading_only_nothing_is_written(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from workshop.scenario.load import parse
    from workshop.session.begin import begin
    from workshop.store import files

    scenario = parse(ONE).scenario
    assert scenario is not None
    path = files.create(tmp_path, begin(scenario, ONE, lang="en", now=datetime.now(UTC)))
    before = path.read_bytes()
    said = Kept()
    assert run(path, said, Script(["till", "/undo", ""]), write=False) == 1
    assert path.read_bytes() == before
    assert said.wrong


def test_the_rooms_screen_follows_what_is_asked_and_nothing_of_it_is_left(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from workshop.scenario.load import parse
    from workshop.session import room
    from workshop.session.begin import begin
    from workshop.store import files
    from workshop.store.room import file_of

    scenario = parse(ONE).scenario
    assert scenario is not None
    path = files.create(tmp_path, begin(scenario, ONE, lang="en", people=["Ann"], now=datetime.now(UTC)))
    seen: list[list[str]] = []

    class Looking(Lines):
        """Looks at the wall before each line."""

        def line(self, tick: Callable[[], object]) -> Heard:
            found = room.decode(file_of(path).read_bytes())
            assert found is not None
            seen.append([thing.text for thing in found[0].things])
            return super().line(tick)

    said = Kept()
    assert run(path, said, Looking(["till", "road", "/room"]), by_hand=True) == 0
    assert seen == [[], ["till"], ["till", "road"], ["till", "road"]]
    assert any(line.startswith("The room's screen is not open.") for line in said.lines)
    assert not file_of(path).exists()
