"""One module knows the folders, and tests can put every one of them aside."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import platformdirs
import pytest

import workshop
from workshop import places


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKSHOP_CONFIG", "WORKSHOP_STATE", "WORKSHOP_SESSIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *a, **k: tmp_path / "home" / "config")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *a, **k: tmp_path / "home" / "state")
    monkeypatch.setattr(platformdirs, "user_documents_path", lambda *a, **k: tmp_path / "home" / "Documents")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.config_file() == tmp_path / "home/config/config.toml"
    assert places.own_scenarios() == tmp_path / "home/config/scenarios"
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "c/mine.toml"))
    assert places.config_file() == tmp_path / "c/mine.toml"
    assert places.config_dir() == tmp_path / "c"
    assert places.own_scenarios() == tmp_path / "c/scenarios"
    assert places.own_scenarios("~/egna") == tmp_path / "home/egna"
    assert not (tmp_path / "c").exists()


def test_the_state_folder_is_made_for_the_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0)
    try:
        folder = places.state_dir()
    finally:
        os.umask(before)
    assert folder == tmp_path / "home/state"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "deep/down"))
    assert places.state_dir() == tmp_path / "deep/down"
    assert places.state_dir().is_dir()


def test_a_state_folder_that_was_opened_to_others_stays_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o750)
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "shared"))
    assert stat.S_IMODE(places.state_dir().stat().st_mode) == 0o750


def test_without_a_home_there_is_still_a_place_for_drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    folder = places.state_dir()
    assert folder.parent == tmp_path / "temporary"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert places.state_dir() == folder


def test_a_folder_laid_out_by_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("")
    (tmp_path / "temporary").mkdir()
    (tmp_path / "trap").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    expected = places.state_dir()
    expected.rmdir()
    expected.symlink_to(tmp_path / "trap")
    assert places.state_dir().resolve() != (tmp_path / "trap").resolve()


def test_a_named_state_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "file/below"))
    with pytest.raises(OSError, match="file"):
        places.state_dir()


def test_the_library_is_beside_the_package_in_a_checkout() -> None:
    assert places.library() == Path(workshop.__file__).resolve().parent.parent / "scenarios"


def test_the_library_of_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site/workshop/library").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "site/workshop/places.py"))
    assert places.library() == (tmp_path / "site/workshop/library").resolve()


def test_scenarios_here_come_before_ones_own_before_the_built_in(tmp_path: Path) -> None:
    assert places.scenario_dirs() == [places.library()]
    (tmp_path / "home/config/scenarios").mkdir(parents=True)
    (tmp_path / "work/scenarios").mkdir()
    assert places.scenario_dirs() == [tmp_path / "work/scenarios", tmp_path / "home/config/scenarios", places.library()]
    (tmp_path / "named").mkdir()
    assert places.scenario_dirs(str(tmp_path / "named"))[1] == tmp_path / "named"


def test_in_a_checkout_the_library_is_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(places.library().parent)
    assert places.scenario_dirs() == [places.library()]


def test_where_sessions_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.sessions_dir() == tmp_path / "home/Documents/workshop"
    assert places.sessions_dir(None, "~/kunder") == tmp_path / "home/kunder"
    (tmp_path / "work/sessions").mkdir()
    assert places.sessions_dir(None, "~/kunder") == tmp_path / "work/sessions"
    monkeypatch.setenv("WORKSHOP_SESSIONS", str(tmp_path / "env"))
    assert places.sessions_dir() == tmp_path / "env"
    assert places.sessions_dir("here") == tmp_path / "work/here"
    assert not (tmp_path / "env").exists()


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "work").rmdir()
    assert places.scenario_dirs() == [places.library()]
    assert places.sessions_dir() == tmp_path / "home/Documents/workshop"
    assert places.sessions_dir("here") == Path("here")
