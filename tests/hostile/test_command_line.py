"""Whatever stands on the command line, in a file's name, in the environment or on stdin: an answer in words, never a crash, and
nothing of it that a terminal would obey."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.hostile import HOSTILE
from tests.hostile.asked import controls
from workshop import cli, language, limits
from workshop.cli import entry
from workshop.cli.commands import program

EXAMPLE = Path(__file__).parents[2] / "sessions" / "examples" / "harbour-cycles-activity-splitting.toml"
SAID = tuple(dict.fromkeys(s for s in HOSTILE if 0 < len(s) < 400 and "\0" not in s))
FEW = ("\x1b]0;pwn\x07\x9b31m", "\u202egnp.exe [/] {0.__class__}", "../../etc/passwd", "\udcff", ".")


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


class _Terminal(io.StringIO):
    """A terminal that is only written to."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process, its output a terminal, its folders the test's own."""
    sessions = tmp_path / "sessions"
    sessions.mkdir()
    (sessions / "harbour.toml").write_bytes(EXAMPLE.read_bytes())
    monkeypatch.chdir(tmp_path)
    for name, value in {"CONFIG": tmp_path / "config.toml", "STATE": tmp_path / "state", "SESSIONS": sessions}.items():
        monkeypatch.setenv(f"WORKSHOP_{name}", str(value))
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    before = language.current()

    def run(*args: str, data: bytes = b"") -> Ran:
        out, err = _Terminal(), _Terminal()
        monkeypatch.setattr(sys, "argv", ["workshop", *args])
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        monkeypatch.setattr(entry, "_let_go_of_output", lambda: None)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        code = ended.value.code
        said = re.sub(r"\r\x1b\[K(\[[#.]+\] [^\r]*)?", "", err.getvalue())  # the bar of what takes its time: our own
        shown = re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())  # the record of `show` has bold and faint words
        ran = Ran(code if isinstance(code, int) else 0, shown, said)
        log = tmp_path / "state" / "crash.log"
        assert not log.exists(), (args, log.read_text("utf-8"))
        assert ran.code in (0, 1, 2), args
        assert controls(ran.out) == "", (args, ran.out)
        assert controls(ran.err) == "", (args, ran.err)
        return ran

    yield run  # type: ignore[misc]
    language.use(before)


def calls(s: str) -> list[list[str]]:
    """A call of every command with the text in each place that takes one."""
    found: list[list[str]] = []
    needed = {"SCENARIO": "lean-coffee", "SESSION": "harbour", "FILE": "harbour", "SHELL": "bash"}
    for command in program.every():
        name = str(command.name)
        arguments = [param for param in command.params if param.param_type_name == "argument"]
        names = [(param.metavar or "").strip("[]…. ").split(" ")[0].split("]")[0] for param in arguments]
        if name in ("run", "resume", "screen"):  # these need a terminal to read from, and say so before all else
            found.append([name, "--", s])
            continue
        for at in range(len(arguments)):
            found.append([name, "--", *(s if at == other else needed.get(each, "x") for other, each in enumerate(names))])
        for option in command.params:
            if (
                option.param_type_name == "option"
                and not option.is_flag
                and option.name not in ("sessions", "out", "copy", "keep")
            ):
                found.append([name, f"{option.opts[-1]}={s}", "--", *(needed.get(each, "x") for each in names)])
    return found


@pytest.mark.parametrize("s", FEW, ids=ascii)
def test_any_words_in_any_place_of_any_command(run: Run, s: str) -> None:
    for args in calls(s.replace("\0", "")):
        run(*args)


@pytest.mark.soak
@pytest.mark.parametrize("s", SAID, ids=ascii)
def test_every_word_in_every_place_of_every_command(run: Run, s: str) -> None:
    for args in calls(s):
        run(*args)


@pytest.mark.parametrize("people", ["999999999", "501", "," * 5_000 + "A", "-1", "0", "1e9", "٣", "½"])
def test_the_number_of_people_is_no_measure_of_memory(run: Run, people: str) -> None:
    for command in ("new", "rehearse"):
        ran = run(command, "lean-coffee", "--people", people)
        if people in ("999999999", "501"):
            assert ran.code == 1
            assert str(limits.VOICES) in ran.err


def test_a_title_longer_than_one_is_refused_with_its_limit(run: Run) -> None:
    ran = run("new", "lean-coffee", "--title", "x" * 3_000)
    assert ran.code == 1
    assert "2,000" in ran.err or "2000" in ran.err


@pytest.mark.parametrize(
    "s", ["\x1b[2J\x1b]0;pwn\x07", "\u202egnp.exe", "\udce5\udcff", "-rf", "--help", "a b 'c' \"d\"", "%s%n{0}"]
)
def test_a_file_with_any_name_is_told_of_and_nothing_in_the_name_is_obeyed(run: Run, tmp_path: Path, s: str) -> None:
    odd = tmp_path / "sessions" / f"{s}.toml"
    odd.write_bytes(EXAMPLE.read_bytes())
    (tmp_path / "sessions" / f"broken {s}.toml").write_bytes(b"x = [")
    (tmp_path / f"{s}.toml").write_text("format = 1\nnonsense\n", "utf-8")
    for args in (
        ["list"],
        ["list", "--json"],
        ["actions"],
        ["actions", "--json"],
        ["doctor"],
        ["where"],
        ["restore", "--", odd.stem],
    ):
        run(*args)
    run("show", "--", str(odd))
    run("check", "--", str(tmp_path / f"{s}.toml"))
    run("check", "--json", "--", str(odd), str(tmp_path / "sessions" / f"broken {s}.toml"))
    run("export", "--to", "md", "--out", str(tmp_path / "out"), "--", str(odd))
    assert all(name.name.isascii() for name in (tmp_path / "out").iterdir()), "named by the session, not by its file"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("LANG", value) for value in ("", "C", "xx_YY.UTF-8", "\x1b[2J", "sv_SE.ISO-8859-1", "a" * 9_000, "../../etc")),
        *(("LC_ALL", value) for value in ("POSIX", "zz", "{0}")),
        *(("COLUMNS", value) for value in ("0", "-5", "1", "99999", "x", "1e9", "")),
        *(("NO_COLOR", value) for value in ("", "0", "\x1b[31m")),
        *(("TERM", value) for value in ("", "dumb", "\x1b]0;x\x07", "x" * 5_000)),
        *(("HOME", value) for value in ("", "relative", "/nowhere/at/all", "/dev/null", "~~")),
        *(("WORKSHOP_CONFIG", value) for value in ("/dev/zero", "/dev/null", "/", "~nobody/x", "\x1b[2J", "a" * 300)),
        *(("WORKSHOP_SESSIONS", value) for value in ("/dev/zero", "/nowhere/x", "\x1b[2J", "~nobody/x", "")),
        *(("TZ", value) for value in ("Nowhere/Land", "\x1b", ":::")),
        *(("EDITOR", value) for value in ("rm -rf /", "$(id)")),
    ],
)
def test_any_environment(run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    for args in (["list"], ["where"], ["doctor"]):
        run(*args)


SCRIPTS = {
    "not json": b"{",
    "an array": b"[1, 2]",
    "a bomb of brackets": b"[" * 100_000,
    "a bomb of tables": b'{"a":' * 100_000,
    "a number of five thousand figures": b'{"change": "Give", "step": "dots", "item": "x", "n": ' + b"9" * 5_000 + b"}",
    "not a number": b'{"change": "SetField", "step": "x", "field": "y", "value": NaN}',
    "beyond all numbers": b'{"change": "SetField", "step": "x", "field": "y", "value": 1e999}',
    "latin-1": '{"change": "Capture", "what": "note", "text": "å"}'.encode("latin-1"),
    "a lone surrogate": b'{"change": "Capture", "what": "note", "text": "\\ud800"}',
    "zeros": b"\0" * 5_000,
    "an unknown change": b'{"change": "\\u001b[2J", "x": 1}',
    "an unknown key": b'{"change": "Capture", "what": "note", "text": "a", "\\u001b[2J": 1}',
    "a strange id": b'{"change": "Capture", "what": "note", "text": "a", "id": "../../x"}',
    "a step of another world": b'{"change": "AddItem", "step": "\\u001b]0;x\\u0007", "text": "a"}',
    "the year 9999": b'{"change": "SetPlan", "start": "9999-12-31T23:59:59Z"}',
    "the year 1": b'{"change": "SetPlan", "end": "0001-01-01T00:00:00+14:00"}',
    "a long text": json.dumps({"change": "Capture", "what": "note", "text": "x" * 100_001}).encode(),
    "too many": json.dumps({"change": "AddItems", "step": "activities", "texts": ["x"] * 20_001}).encode(),
}
LIMITS = {"a long text": "100,000", "too many": "20,000", "the year 9999": "2199", "the year 1": "1900"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_that_is_none_is_told_of_and_changes_nothing(run: Run, tmp_path: Path, name: str) -> None:
    path = tmp_path / "sessions" / "harbour.toml"
    before = path.read_bytes()
    ran = run("apply", "harbour", "-", data=SCRIPTS[name])
    assert ran.code == 1
    assert ran.err
    assert LIMITS.get(name, "") in ran.err.replace("\u00a0", ",")
    assert path.read_bytes() == before


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device without end")
def test_a_file_without_end_is_read_to_the_limit_and_no_further(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CHANGES", 100_000)
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    assert run("apply", "harbour", "/dev/zero").code == 1
    for name in ("endless.toml", str(folder), str(pipe)):
        for command in (["check"], ["show"], ["read"], ["new"], ["restore"], ["anonymize"]):
            assert run(*command, "--", name).code == 1, (command, name)


def test_what_is_exported_holds_no_control(run: Run, tmp_path: Path) -> None:
    """A file's title, client and answers as a stranger wrote them: on the screen of `show`, `list`, `actions` and `check`."""
    text = EXAMPLE.read_text("utf-8")
    evil = "\\u001b]0;pwn\\u0007\\u009b31mE[/]{0.__class__}"
    title = text.split('title = "', 1)[1].split('"', 1)[0]
    (tmp_path / "sessions" / "evil.toml").write_text(text.replace(title, evil), "utf-8")
    for args in (
        ["list"],
        ["show", "evil"],
        ["actions"],
        ["check", str(tmp_path / "sessions" / "evil.toml")],
        ["list", "--json"],
    ):
        ran = run(*args)
        assert "pwn" not in ran.out or "0;pwn" not in ran.out


__all__: list[Any] = []
