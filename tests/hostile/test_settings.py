"""Settings that are none, or somebody's prank: told of in words, and everything is as it was from the start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile import HOSTILE, THIRTY
from tests.hostile.asked import controls
from workshop import limits
from workshop.settings import Settings, read

FILES: dict[str, bytes] = {
    **{f"{number}: {toml[:20]}": toml.encode() for number in (11, 12, 13, 17, 18) for toml in THIRTY[number].toml},
    "inside a table": b"keys = { " + b".".join([b"a"] * 4_000) + b" = 'x' }",
    "utf-16": 'theme = "dark"'.encode("utf-16"),
    "latin-1": 'report_name = "Åsa"'.encode("latin-1"),
    "too large": b"#" * (limits.SETTINGS + 1),
    "values of the wrong type": b"bell = 'x'\ntheme = 5\nlanguage = []\nkeys = 7\nsessions = { a = 1 }\n",
    "values that are obeyed": b'theme = "\\u001b]0;pwn\\u0007"\nlanguage = "\\u009b31m"\n"\\u001b[2J" = 1\n',
}


@pytest.mark.parametrize("name", FILES)
def test_settings_that_are_none_are_told_of_and_stop_nothing(name: str, tmp_path: Path) -> None:
    for place in ("config", "choices"):
        path = tmp_path / f"{place}.toml"
        path.write_bytes(FILES[name])
        nothing = tmp_path / "nothing.toml"
        found = read(path, nothing) if place == "config" else read(nothing, path)
        assert found.warnings
        assert found.settings == Settings()
        for warning in found.warnings:
            assert "pwn" not in controls(warning)


def test_what_is_no_file_is_no_settings(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (Path("/dev/zero"), pipe, tmp_path):
        assert read(path, tmp_path / "nothing").settings == Settings()


@pytest.mark.parametrize("s", [s for s in HOSTILE if 0 < len(s) < 400][::4], ids=ascii)
def test_any_word_as_any_setting(s: str, tmp_path: Path) -> None:
    import tomli_w

    path = tmp_path / "config.toml"
    text = s.encode("utf-8", "replace").decode()
    path.write_bytes(tomli_w.dumps(dict.fromkeys(Settings.__struct_fields__, text) | {text: text}).encode()[: limits.SETTINGS])
    found = read(path, tmp_path / "nothing")
    assert found.settings.bell is True
