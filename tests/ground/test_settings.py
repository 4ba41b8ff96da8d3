"""Nothing in the settings can stop the start."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import HOSTILE, HOSTILE_IDS
from workshop import language, places
from workshop.settings import SIZE_LIMIT, Settings, choices_of, editor_of, load, read, schema
from workshop.store.choices import choose
from workshop.text import clean


@pytest.fixture(autouse=True)
def _english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_no_file_is_no_fault(file: Path) -> None:
    assert load(file) == (Settings(), [])


def test_the_file_the_environment_names(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("bell = false\n")
    monkeypatch.setenv("WORKSHOP_CONFIG", str(file))
    assert load() == (Settings(bell=False), [])


def test_everything(file: Path) -> None:
    of_report = {name: f"~/{name}" for name in Settings.__struct_fields__ if name.startswith("report_")}
    wanted = Settings(
        language="sv",
        theme="light",
        density="compact",
        sessions="~/kunder",
        scenarios="~/egna",
        bell=False,
        glyphs="ascii",
        editor="nano",
        keys={"undo": ["u", "ctrl+u"]},
        **of_report,
    )
    table = {key: value for key, value in msgspec.structs.asdict(wanted).items() if value is not None}
    raw = tomli_w.dumps(table).replace("\n", "\r\n").encode()
    file.write_bytes(b"\xef\xbb\xbf" + raw)  # as an editor on Windows saves it
    assert load(file) == (wanted, [])


def test_an_unknown_key_is_told_with_the_nearest(file: Path) -> None:
    file.write_text('langauge = "sv"\nbell = false\nqwxz = 1\n')
    found, warnings = load(file)
    assert found == Settings(bell=False)
    assert warnings == [
        f"{file}: “langauge” is no setting. It was passed over. Did you mean “language”?",
        f"{file}: “qwxz” is no setting. It was passed over.",
    ]


def test_a_wrong_value_leaves_the_default_and_takes_the_rest(file: Path) -> None:
    file.write_text('language = "sv"\nbell = "no"\nglyphs = "emoji"\ntheme = 5\nsessions = "~/kunder"\n')
    found, warnings = load(file)
    assert found == Settings(language="sv", sessions="~/kunder")
    assert warnings == [
        f'{file}: ”bell” kan inte vara "no". Det kan vara true eller false. Så länge gäller true.',
        f'{file}: ”glyphs” kan inte vara "emoji". Det kan vara "auto", "unicode" eller "ascii". Så länge gäller "auto".',
        f'{file}: ”theme” kan inte vara 5. Det kan vara "dark", "light", "contrast", "ansi-dark" eller "ansi-light".'
        ' Så länge gäller "dark".',
    ]


def test_a_language_there_are_no_words_in(file: Path) -> None:
    file.write_text('language = "de"\n')
    found, warnings = load(file)
    assert found == Settings()
    assert '"en" or "sv"' in warnings[0]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"bell = false\nbell: true\n", "line 2 is not right"),
        (b'theme = "light', "line 1 is not right"),
        (b"\xff\xfeb\x00", "not written in UTF-8"),
        (b"theme = '\xe5'", "not written in UTF-8"),
        (b"x = " + b"[" * 10_000, "not a settings file"),
        (b"x = " + b"1" * 5_000, "not a settings file"),
        (b"#" * (SIZE_LIMIT + 1), "larger than"),
        (b"\x00" * 100, "line 1 is not right"),
    ],
)
def test_a_broken_file_is_told_and_left_alone(file: Path, raw: bytes, told: str) -> None:
    file.write_bytes(raw)
    found, warnings = load(file)
    assert found == Settings()
    assert len(warnings) == 1
    assert warnings[0].startswith(str(file))
    assert told in warnings[0]
    assert file.read_bytes() == raw


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    assert "is not a file" in load(tmp_path / "folder.toml")[1][0]
    assert load(tmp_path / "x\x00.toml")[0] == Settings()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file" in load(tmp_path / "pipe")[1][0]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="all files can be read here")
def test_a_file_that_may_not_be_read(file: Path) -> None:
    file.write_text("bell = false")
    file.chmod(0)
    found, warnings = load(file)
    assert found == Settings()
    assert "could not be read" in warnings[0]


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
def test_hostile_keys_and_values(file: Path, s: str) -> None:
    text = clean(s)
    file.write_text(tomli_w.dumps({text: 1, "theme": text, "glyphs": text, "bell": text})[:SIZE_LIMIT], encoding="utf-8")
    found, warnings = load(file)
    assert found.bell
    for warning in warnings:
        assert clean(warning) == warning


VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8"), max_size=9) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*Settings.__struct_fields__, "lang", "themes", ""]), VALUES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_gives_settings(file: Path, table: dict[str, object]) -> None:
    file.write_text(tomli_w.dumps(table), encoding="utf-8", newline="\n")
    found, warnings = load(file)
    for key in table:
        if key == "keys" and isinstance(table[key], dict):
            continue
        assert (key in Settings.__struct_fields__ and getattr(found, key) == table[key]) or any(key in w for w in warnings)


# ------------------------------------------------------------------------------------------- chosen on the screen, and who says


def test_the_users_file_goes_before_what_was_chosen(file: Path, tmp_path: Path) -> None:
    choices = tmp_path / "state" / "choices.toml"
    choose(choices, "theme", "contrast")
    choose(choices, "bell", False)
    file.write_text('theme = "light"\nroom = "dark"\n')
    found = read(file)
    assert (found.settings.theme, found.settings.bell, found.settings.room) == ("light", False, "dark")
    assert [found.source(key) for key in ("theme", "bell", "room", "signs")] == ["config", "choices", "config", "default"]
    assert file.read_text() == 'theme = "light"\nroom = "dark"\n', "the user's file is never written"


def test_what_was_chosen_is_kept_privately_and_forgotten_when_taken_back(tmp_path: Path) -> None:
    choices = tmp_path / "state" / "choices.toml"
    choose(choices, "theme", None)
    assert not choices.exists(), "nothing to forget, nothing to write"
    choose(choices, "theme", "light")
    choose(choices, "editor", 'nano "a b"')
    choose(choices, "theme", None)
    assert read(tmp_path / "none.toml", choices).settings == Settings(editor='nano "a b"')
    if os.name != "nt":
        assert choices.stat().st_mode & 0o777 == 0o600
    with pytest.raises(ValueError, match="pink"):
        choose(choices, "theme", "pink")


@pytest.mark.parametrize("raw", [b"theme = ", b"\xff", b'bel = 1\ntheme = "pink"\n', b""])
def test_a_broken_file_of_ours_is_told_and_mended_by_the_next_choice(tmp_path: Path, raw: bytes) -> None:
    choices = tmp_path / "choices.toml"
    choices.write_bytes(raw)
    found = read(tmp_path / "none.toml", choices)
    assert found.settings == Settings()
    assert bool(found.warnings) == bool(raw)
    choose(choices, "bell", False)
    assert read(tmp_path / "none.toml", choices)[:2] == (Settings(bell=False), [])


def test_one_wrong_key_of_ones_own_leaves_the_others(file: Path) -> None:
    file.write_text('[keys]\nundo = "ctrl+u"\nsteps = 4\nhold = ["z", 1]\n')
    found = read(file)
    assert found.settings.keys == {"undo": "ctrl+u"}
    assert "keys.steps" in found.warnings[0]
    assert "keys.hold" in found.warnings[1]


def test_which_editor(file: Path) -> None:
    assert editor_of(Settings(), {}) == ""
    assert editor_of(Settings(), {"EDITOR": "vi"}) == "vi"
    assert editor_of(Settings(), {"EDITOR": "vi", "VISUAL": "code -w"}) == "code -w"
    assert editor_of(Settings(editor="nano"), {"EDITOR": "vi", "VISUAL": "code -w"}) == "nano"


def test_the_schema_beside_the_scenarios_is_fresh_and_knows_every_key() -> None:
    made = schema.schema()
    assert (places.library() / schema.FILE).read_text("utf-8") == schema.text(), "python -m workshop.settings.schema"
    assert list(made["properties"]) == list(Settings.__struct_fields__)
    for key, one in made["properties"].items():
        assert one["description"].endswith(".")
        assert one.get("enum", []) == [value for value in choices_of(key) if isinstance(value, str)]
