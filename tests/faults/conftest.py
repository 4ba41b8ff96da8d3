"""A disk of each test's own, with a folder of sessions and the state folder on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.conftest import small
from workshop import language
from workshop.session.model import Session
from workshop.store import files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "disk"
    for name in ("sessions", "state"):
        (root / name).mkdir(mode=0o700, parents=True)
    return root


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never the state folder of whoever runs the tests."""
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "disk" / "state"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language.current()
    language.use("en")
    yield
    language.use(before)


@pytest.fixture
def session() -> Session:
    return small()


@pytest.fixture
def path(root: Path, session: Session) -> Path:
    return files.create(root / "sessions", session)


@pytest.fixture(scope="module")
def real() -> Session:
    """A session of a real size: twenty stages in twelve lanes, 200 parked questions."""
    from tests.report.large import large

    return large().session
