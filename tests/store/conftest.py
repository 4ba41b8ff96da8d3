"""Folders of each test's own, and a small session to start from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workshop import language
from workshop.session.model import Answer, Item, Made, Person, Session, Spot

NOW = datetime(2026, 11, 22, 9, 2, 44, tzinfo=UTC)


@pytest.fixture(autouse=True)
def state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder: never the one of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("WORKSHOP_STATE", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language.current()
    language.use("en")
    yield
    language.use(before)


def small(**given: object) -> Session:
    values: dict[str, object] = {
        "uuid": "0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77",
        "title": "Kundresan",
        "client": "Nordlund Kaffe",
        "created": NOW,
        "changed": NOW,
        "rev": 7,
        "people": (Person(id="p1", name="Anna"), Person(id="p2", name="Bo")),
        "scenario": Made(id="x", version="1.0.0"),
        "answers": {
            "ideas": Answer(items={"aaaaaaaa": Item(id="aaaaaaaa", text="Adventskalender", by="p1")}),
            "score": Answer(cells={Spot(of="aaaaaaaa", by="p1"): {"value": 4}}),
        },
        "snapshot": 'format = 1\nid = "x"\n',
    }
    return Session(**(values | given))  # type: ignore[arg-type]


@pytest.fixture
def session() -> Session:
    return small()
