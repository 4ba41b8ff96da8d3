"""Streams, exit codes and languages: what holds whatever the command is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import ROOT, Program
from tests.terminal.driver import Terminal

USING = ("run", "resume", "screen", "scenarios", "list", "show", "export", "check", "new", "apply", "import")
ACROSS = ("compare", "actions")
WRITING = ("skeleton", "read", "rehearse")
TRUST = ("restore", "anonymize", "doctor", "merge", "update")
SETTLED = ("settings", "where")
SHELL = ("completion",)
COMMANDS = (*USING, *ACROSS, *WRITING, *TRUST, *SETTLED, *SHELL)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", ("Så här:", "Tillval", "Kommandon", "Visa den här hjälpen.", "Börja en workshop.")),
        ("en", ("Usage:", "Options", "Commands", "Show this help.", "Start a workshop.")),
    ],
)
def test_help_is_in_the_language_of_the_computer(program: Program, lang: str, words: tuple[str, ...]) -> None:
    program.lang = lang
    said = program("--help").fine()
    assert all(word in said.out for word in words)
    assert said.err == ""
    after = said.lines.index(f"{words[2]}:") + 1
    listed = [line.split()[0] for line in said.lines[after : said.lines.index("", after)]]
    assert tuple(listed) == COMMANDS, "in the order of a day's work"
    assert "..." not in said.out, "a short help that is cut"
    assert program("-h").out == said.out


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_its_words(program: Program, lang: str, command: str) -> None:
    program.lang = lang
    said = program(command, "--help").fine()
    assert "usage." not in said.out, "a key without words"
    other = {"sv": ("Usage", "Options", "Show", "message"), "en": ("Så här", "Tillval", "Visa")}[lang]
    assert not any(word in said.out for word in other)
    options = [re.split(r"\s{2,}", line.strip()) for line in said.lines if line.strip().startswith("-")]
    assert all(len(option) == 2 for option in options), "an option without help"
    examples = said.lines[said.lines.index({"sv": "  Exempel:", "en": "  Examples:"}[lang]) + 1 :]
    assert examples
    assert all(f"workshop {command}" in line for line in examples)
    assert all(option in said.out for line in examples for option in re.findall(r"--[a-z]+", line))
    if command == "export":
        from workshop.report.writers import WRITERS

        assert ", ".join(WRITERS) in " ".join(said.out.split())


def test_the_settings_put_aside_the_language_of_the_computer(program: Program) -> None:
    program.settings('language = "sv"\n')
    assert "Kommandon" in program("--help").out


def test_a_bad_setting_is_told_and_stops_nothing(program: Program) -> None:
    program.settings('language = "xx"\n')
    said = program("list").fine()
    assert "config.toml" in said.err
    assert "“language”" in said.err


def test_the_version_is_data(program: Program) -> None:
    from workshop import __version__

    assert program("--version").fine().out == f"{__version__}\n"


MISUSE = {
    "exprt": ("Det finns inget kommando 'exprt'. Menade du 'export'?", "There is no command 'exprt'. Did you mean 'export'?"),
    "list --jsn": (
        "Det finns inget tillval '--jsn'. Menade du '--json'?",
        "There is no option '--jsn'. Did you mean '--json'?",
    ),
    "show": ("Något saknas: 'SESSION'.", "Something is missing: 'SESSION'."),
    "check": ("Något saknas: 'FILE...'.", "Something is missing: 'FILE...'."),
    "show a b": ("Här står något för mycket: b", "There is something too much: b"),
    "show a b c": ("Här står något för mycket: b c", "There is something too much: b c"),
    "new x --title": ("'--title' behöver något efter sig.", "'--title' needs something after it."),
    "list --json=x": ("'--json' tar inget efter sig.", "'--json' takes nothing after it."),
    "new x --language fi": ("'--language': 'fi' är inget av 'en', 'sv'.", "'--language': 'fi' is none of 'en', 'sv'."),
    "export x --to papyrus": ("Det finns inget format papyrus.", "There is no format papyrus."),
    "export x --to ,": ("Det finns inget format", "There is no format"),
}


@pytest.mark.parametrize("line", MISUSE)
def test_misuse_is_told_in_words_and_is_2(program: Program, line: str) -> None:
    for lang, words in zip(("sv", "en"), MISUSE[line], strict=True):
        program.lang = lang
        said = program(*line.split()).misused()
        assert said.err.startswith(words)
        assert ("Mer: workshop" if lang == "sv" else "More: workshop") in said.err


@pytest.mark.parametrize(
    ("args", "instead"),
    [
        ((), "workshop list"),
        (("run", "customer_journey"), "workshop run --plain customer_journey"),
        (("run", "my one"), "workshop run --plain 'my one'"),
    ],
)
def test_without_a_terminal_it_says_so_and_what_to_run_instead(program: Program, args: tuple[str, ...], instead: str) -> None:
    assert instead in program(*args).misused().err
    assert not program.sessions.exists(), "nothing was begun"
    program.lang = "sv"
    assert "behöver en terminal" in program(*args).misused().err


def test_resume_without_a_terminal_names_the_session(program: Program) -> None:
    path = program.new()
    assert f"workshop resume --plain {path.stem}" in program("resume").misused().err
    assert "workshop resume --plain cust" in program("resume", "cust").misused().err
    assert "“nada”" in program("resume", "nada").wrong().err


def test_nothing_to_resume(program: Program) -> None:
    program.write("broken.toml", "uuid = ")
    assert str(program.sessions) in program("resume").wrong().err


def test_a_dumb_terminal_is_none(program: Program) -> None:
    with Terminal(cwd=program.cwd, env=program.env(TERM="dumb")) as terminal:
        assert terminal.ended() == 2
        assert "workshop list" in terminal.text()


def test_unheard_output_ends_quietly(program: Program) -> None:
    """`workshop scenarios | head -1`, a full disk, a closed stream."""
    for command in ("workshop scenarios | true", "workshop scenarios --json | head -c 1 > /dev/null"):
        shell = command.replace("workshop", f"{sys.executable} -m workshop")
        done = subprocess.run(["sh", "-c", shell], capture_output=True, env=program.env(), cwd=program.cwd, check=False)
        assert done.stderr == b""
    shell = f"{sys.executable} -m workshop scenarios >&-"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, env=program.env(), cwd=program.cwd, check=False)
    assert b"Traceback" not in done.stderr
    if Path("/dev/full").exists():
        with open("/dev/full", "wb") as full:
            command = [*program.command, "scenarios"]
            done = subprocess.run(command, stdout=full, stderr=-1, env=program.env(), cwd=program.cwd, check=False)
        assert done.returncode == 1
        assert done.stderr.decode() == "It could not be written: the disk is full.\n"


def test_a_terminal_that_cannot_show_a_letter_shows_a_question_mark(program: Program) -> None:
    program.lang = "sv"
    done = program.raw("list", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.startswith(b"Inga sessioner \xe4n".replace(b"\xe4", b"?"))
    assert b"p\xe5 en g\xe5ng" in program.raw("scenarios", PYTHONIOENCODING="latin-1").stdout


def test_names_that_are_no_text_are_handled(program: Program) -> None:
    if sys.platform == "darwin" or os.name == "nt":
        pytest.skip("such names do not exist here")
    folder = os.fsencode(program.home) + b"/s\xff\x1b[31m"
    done = program.raw("--sessions", folder, "new", "customer_journey", "--title", b"Resa\xff\x1b[2J", "--client", b"\xfe")
    assert done.returncode == 0, done
    path = done.stdout.removesuffix(b"\n")
    assert path.startswith(folder + b"/resa-")
    assert os.path.exists(path), "what is printed is the path, byte by byte"
    listed = program("--sessions", folder, "list", "--json").fine().data()
    assert (listed[0]["title"], listed[0]["client"]) == ("Resa", "")
    assert os.fsencode(listed[0]["path"]) == path
    for command in ("show", "check", "export"):
        assert program.raw("--sessions", folder, command, path).returncode == 0
    said = program("show", b"\xff\x1b[31m")
    assert said.code == 1
    assert "\x1b" not in said.err


BREAKS = """
import sys
from workshop.store import files
def listing(folder):
    raise RuntimeError("what a client said")
files.listing = listing
sys.argv = ["workshop", "list"]
from workshop.cli import main
main()
"""


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_nobody_thought_of_is_one_calm_line_and_a_log(program: Program, lang: str) -> None:
    program.lang = lang
    program.command = [sys.executable, "-c", BREAKS]
    said = program().wrong()
    log = program.state / "crash.log"
    assert said.err.count("\n") == 1
    assert str(log) in said.err
    written = log.read_text("utf-8")
    assert "RuntimeError" in written
    assert "listing.py" in written
    assert "client" not in written, "the message may hold a client's words"


def test_no_log_can_be_written(program: Program) -> None:
    program.command = [sys.executable, "-c", BREAKS]
    program.state.write_text("a file where the folder should be")
    program("x").wrong()


def test_both_languages_say_the_same_things() -> None:
    import tomllib

    def keys(table: dict[str, object], lead: str = "") -> set[str]:
        return {f"{lead}{name}" for name in table} | {
            key for name, each in table.items() if isinstance(each, dict) for key in keys(each, f"{lead}{name}.")
        }

    sv, en = (tomllib.loads((ROOT / "workshop" / "words" / lang / "cli.toml").read_text("utf-8")) for lang in ("sv", "en"))
    assert keys(sv) == keys(en)
