"""What Tab offers in a shell, asked as the shells ask."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import Program


def offered(program: Program, *words: str) -> dict[str, str]:
    """Value to description, as fish is told them; the last word is the one begun."""
    env = {
        "_WORKSHOP_COMPLETE": "fish_complete",
        "COMP_WORDS": shlex.join(["workshop", *words[:-1]]) + f" {words[-1]}",
        "COMP_CWORD": words[-1],
    }
    said = program(**env).fine()
    assert said.err == ""
    rows = (line.split(",", 1)[1].partition("\t") for line in said.lines if line)
    return {value: words for value, _, words in rows}


def test_commands_and_options_with_their_words(program: Program) -> None:
    program.lang = "sv"
    assert offered(program, "re") == {
        "resume": "Fortsätt där ni var.",
        "read": "Läs igenom en workshop innan den hålls.",
        "rehearse": "Repetera en workshop med en påhittad grupp.",
        "restore": "Ta tillbaka en tidigare version av en session.",
    }
    assert "--client" in offered(program, "run", "customer_journey", "--c")


def test_workshops_by_id_and_by_what_they_are_called(program: Program) -> None:
    program.lang = "sv"
    assert offered(program, "run", "cust") == {"customer_journey": "Kundresan"}
    assert offered(program, "run", "kund") == {"kundresan": "Kundresan"}
    assert len(offered(program, "read", "")) > 20
    assert Path(program("new", "kundresan").fine().out.strip()).is_file(), "what Tab gives is taken"


def test_sessions_formats_clients_and_earlier_versions(program: Program) -> None:
    path = program.new("--client", "Å & Co", "--title", "First")
    assert offered(program, "export", "f") == {path.stem: "First · Å & Co"}
    assert offered(program, "resume", "x") == {}
    assert "md,docx" in offered(program, "export", path.stem, "--to", "md,d")
    assert offered(program, "export", path.stem, "--to", "md,pdf,m") == {}, "md is asked for already"
    assert set(offered(program, "export", path.stem, "--edition", "")) == {"client", "internal"}
    assert set(offered(program, "actions", "--client", "å")) == {"Å & Co"}
    assert set(offered(program, "export", path.stem, "--lang", "")) == {"sv", "en"}
    assert set(offered(program, "export", "./")) == {"./"}, "a path is the shell's own matter"


def test_a_damaged_folder_and_bad_settings_are_met_with_silence(program: Program) -> None:
    program.settings("language = [")
    program.write("broken.toml", "uuid = ")
    program.write("escape\x1b]0;pwn\x07.toml", "uuid = ")
    assert offered(program, "resume", "") == {}
    assert offered(program, "export", "nothing", "--edition", "") == {}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_what_the_shell_can_read(program: Program, shell: str) -> None:
    said = program("completion", shell).fine()
    assert "_WORKSHOP_COMPLETE" in said.out
    assert said.err == "", "into a file goes the script alone"
    if shutil.which(shell):
        program.home.joinpath("script").write_text(said.out, "utf-8")
        done = subprocess.run([shell, "-n", str(program.home / "script")], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_a_session(program: Program) -> None:
    path = program.new("--title", "Autumn")
    script = program.home / "script"
    script.write_text(program("completion", "bash").fine().out, "utf-8")
    own = program.home / "workshop"
    own.write_text(f'#!/bin/sh\nexec {shlex.join(program.command)} "$@"\n', "utf-8")
    own.chmod(0o755)
    line = f"""
compopt() {{ :; }}  # it works in a live line only
source {shlex.quote(str(script))}
COMP_WORDS=(workshop resume aut); COMP_CWORD=2
_workshop_completion {shlex.quote(str(own))} aut resume
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", line], capture_output=True, env=program.env(), cwd=program.cwd, check=False)
    assert done.stdout.decode().split() == [path.stem], done


def test_an_unknown_shell_is_told(program: Program) -> None:
    assert "'bash', 'zsh', 'fish'" in program("completion", "tcsh").misused().err
