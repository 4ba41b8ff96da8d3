"""Late in the real program: two keys to a plan that ends on time; and where nothing can give, each offer says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.terminal.rooms import new_session, room, workshop
from workshop.scenario import load
from workshop.session.agenda import Agenda, agenda
from workshop.session.book import Book
from workshop.session.model import Session
from workshop.store.codec import decode

TIGHT = """
format = 1
id = "tight"
title.sv = "Trångt"
title.en = "Tight"
languages = ["sv", "en"]
[[step]]
id = "hello"
kind = "note"
title.sv = "Välkommen"
title.en = "Welcome"
minutes = 5
[[step]]
id = "talk"
kind = "note"
title.sv = "Samtalet"
title.en = "The talk"
minutes = 40
"""


def late(folder: Path, path: str, minutes: int, planned: int) -> None:
    """A session that should have begun so many minutes ago, with a hard end where its plan ends."""
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=minutes)
    change = {"change": "SetPlan", "start": start.isoformat(), "end": (start + timedelta(minutes=planned)).isoformat()}
    done = workshop(folder, "apply", path, "-", stdin=json.dumps(change))
    assert done.returncode == 0, done.stderr


def saved(path: str) -> tuple[Session, Agenda]:
    """The session as it was left, and its plan at that moment."""
    session = decode(Path(path).read_bytes()).session
    return session, agenda(Book(load.trusted(session.snapshot), session), session.changed)


def header(screen: str) -> str:
    return screen.partition("\n")[0]


def test_two_keys_to_a_plan_that_ends_on_time(tmp_path: Path) -> None:
    path = new_session(tmp_path, "customer_journey")
    whole = load.trusted(decode(Path(path).read_bytes()).session.snapshot).minutes
    late(tmp_path, path, 15, int(whole))
    with room(tmp_path, "resume", path) as terminal:
        terminal.wait("Ett köp, en person")
        terminal.wait(lambda screen: "+15" in header(screen) and "sen" not in header(screen))  # the room reads along
        terminal.key("t")
        terminal.wait(lambda screen: "Ni är 15 minuter sena. Vad ska ge vika?" in screen and "15 min sen" in header(screen))
        terminal.key("1")
        terminal.wait(lambda screen: "u ångrar" in screen and "+15" not in header(screen))
        terminal.key("t")
        terminal.wait("Ni är i tid")
        terminal.key("escape", "ctrl+q")
        assert terminal.ended() == 0
    session, found = saved(path)
    assert found.late == 0
    assert found.hard_end is not None
    assert found.ends <= found.hard_end
    assert [(one["offer"], one["late"]) for one in session.plan.taken] == [("shorten", 15)]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_where_nothing_can_give_each_offer_says_so(tmp_path: Path, lang: str) -> None:
    (tmp_path / "tight.toml").write_text(TIGHT, "utf-8")
    path = new_session(tmp_path, "tight.toml", lang=lang)
    late(tmp_path, path, 15, 45)
    with room(tmp_path, "resume", path, lang=lang) as terminal:
        terminal.wait({"sv": "Välkommen", "en": "Welcome"}[lang])
        terminal.key("t")
        terminal.wait({"sv": "Ni är 15 minuter sena.", "en": "You are 15 minutes late."}[lang])
        for words in {
            "sv": ("kan bli kortare", "har tid att ge", "får hoppas över"),
            "en": ("can be shorter", "has time to give", "may be skipped"),
        }[lang]:
            terminal.wait(words)
        terminal.key("1", "2", "3", "escape", "ctrl+q")
        assert terminal.ended() == 0
    session, found = saved(path)
    assert session.plan.taken == ()
    assert int(found.late) == 15
