"""What there is of a client from before: open actions, each once; and what a workshop takes from earlier sessions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from workshop.scenario import load
from workshop.scenario.parts import Scenario
from workshop.session import carried
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.changes import AddItem, AddItems, AnyChange, Capture, RemoveItem, SetItemField, SetPlan
from workshop.session.desk import Desk
from workshop.session.model import Session, live
from workshop.store import before, files
from workshop.store.books import read_book

FIRST = """
format = 1
id = "first"
title = { sv = "Det första", en = "The first" }
languages = ["sv", "en"]
[[step]]
id = "parts"
kind = "list"
title = { sv = "Delar", en = "Parts" }
[[step]]
id = "who"
kind = "ask"
title = "Vilka"
as = "list"
[[step]]
id = "moves"
kind = "actions"
title = "Åtgärder"
items = [{ id = "tidy", text = { sv = "Städa", en = "Tidy up" } }]
offer = true
"""
THEN = """
format = 1
id = "then"
title = { sv = "Det andra", en = "The second" }
languages = ["sv", "en"]
[[step]]
id = "parts"
kind = "list"
title = "Delar"
start = [{ from = "parts", scenario = "first" }, { from = "parts", scenario = "elsewhere" }]
[[step]]
id = "dots"
kind = "vote"
title = "Vilka"
from = { from = "who", scenario = "first" }
dots = 2
"""
AGAIN = (
    THEN.replace('id = "then"', 'id = "again"')
    + """
[[step]]
id = "then"
kind = "result"
title = "Då"
value = "count(last_time(parts))"
"""
)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def scenario(text: str) -> Scenario:
    found = load.parse(text).scenario
    assert found is not None
    return found


def held(folder: Path, text: str, *changes: AnyChange, client: str = "Acme AB", days: int = 0, **given: object) -> Session:
    when = NOW - timedelta(days=days)
    desk = Desk(scenario(text), begin(scenario(text), text, client=client, now=when, **given), now=lambda: when)  # type: ignore[arg-type]
    desk.do_all(changes)
    files.create(folder, desk.session)
    return desk.session


def begun(folder: Path, text: str, **given: object) -> Session:
    made = scenario(text)
    found = before.in_folder(folder, "ACME ab", made)
    session = begin(made, text, client="Acme AB", now=NOW, **given)  # type: ignore[arg-type]
    return before.begun(made, session, found, found.latest())


def actions(*texts: str) -> list[AnyChange]:
    return [Capture(what="action", text=text, fields={"owner": "Ann"}) for text in texts]


def test_what_is_open_is_taken_over_and_the_earlier_file_stays(tmp_path: Path):
    old = held(tmp_path, FIRST, *actions("Ring", "Skriv", "Klart"), days=9)
    (path,) = tmp_path.glob("*.toml")
    desk = Desk(scenario(FIRST), read_book(path).session)
    desk.do(SetItemField(id=list(old.actions)[2], field="done", value=True))
    path.unlink()
    files.create(tmp_path, desk.session)
    (path,) = tmp_path.glob("*.toml")
    was = path.read_bytes()
    session = begun(tmp_path, THEN)
    assert [(item.text, item.get("owner"), item.get("earlier")) for item in carried.carried(session)] == [
        ("Ring", "Ann", old.uuid),
        ("Skriv", "Ann", old.uuid),
    ]
    assert [item.src for item in carried.carried(session)] == [(id,) for id in list(old.actions)[:2]]
    assert {carried.said(item) for item in carried.carried(session)} == {date(2026, 11, 13)}
    assert carried.opens_with(session)
    assert path.read_bytes() == was


def test_an_action_is_taken_over_by_one_session_only(tmp_path: Path):
    held(tmp_path, FIRST, *actions("Ring", "Skriv"), days=9)
    middle = begun(tmp_path, FIRST)
    ring, _ = middle.actions
    desk = Desk(scenario(FIRST), middle, now=lambda: NOW)
    desk.do_all([SetItemField(id=ring, field="done", value=True), *actions("Nytt")])
    files.create(tmp_path, desk.session)
    last = begun(tmp_path, THEN)
    assert [item.text for item in live(last.actions)] == ["Skriv", "Nytt"]
    assert {item.get("earlier") for item in last.actions.values()} == {middle.uuid}


def test_the_list_counts_an_action_where_it_is_open_now(tmp_path: Path):
    held(tmp_path, FIRST, *actions("Ring", "Skriv"), days=9)
    desk = Desk(scenario(FIRST), begun(tmp_path, FIRST), now=lambda: NOW)
    desk.do(SetItemField(id=next(iter(desk.session.actions)), field="done", value=True))
    files.create(tmp_path, desk.session)
    assert [one.open_actions for one in files.listing(tmp_path)] == [1, 0]


def test_what_was_dropped_is_not_asked_about_again(tmp_path: Path):
    held(tmp_path, FIRST, *actions("Ring"), days=9)
    desk = Desk(scenario(FIRST), begun(tmp_path, FIRST), now=lambda: NOW)
    desk.do(RemoveItem(id=next(iter(desk.session.actions))))
    files.create(tmp_path, desk.session)
    assert not begun(tmp_path, THEN).actions


def test_only_this_clients(tmp_path: Path):
    held(tmp_path, FIRST, *actions("Ring"), client="Annan")
    held(tmp_path, FIRST, *actions("Skriv"), client="")
    (tmp_path / "broken.toml").write_text("not a [session", "utf-8")
    assert not begun(tmp_path, THEN).actions
    assert before.in_folder(tmp_path, "", scenario(THEN)) == before.Before()


def test_a_session_without_names_takes_over_nobodys_name(tmp_path: Path):
    held(tmp_path, FIRST, *actions("Ring"))
    assert [item.get("owner") for item in begun(tmp_path, THEN, names="never").actions.values()] == [None]


def test_what_a_workshop_takes_and_how_much(tmp_path: Path):
    parts = AddItems(step="parts", texts=["Ett", "Två", "Tre"])
    plan = SetPlan(start=datetime(2026, 11, 19, 8, tzinfo=UTC))
    latest = held(tmp_path, FIRST, parts, plan, days=2)
    held(tmp_path, FIRST, AddItem(step="parts", text="Gammal"), days=30)
    held(tmp_path, FIRST, days=1)
    found = before.in_folder(tmp_path, "Acme AB", scenario(THEN))
    assert list(found.choices) == ["first"]
    assert [choice.words("sv") for choice in found.choices["first"]] == [
        "Delar (3) från Det första, tors 19 nov",
        "Delar (1) från Det första, fre 23 okt",
    ]
    assert found.choices["first"][0].words("en") == "Parts (3) from The first, Thu 19 Nov"
    session = begun(tmp_path, THEN)
    assert session.earlier == {"first": latest.uuid}
    path = files.create(tmp_path, session)
    book = read_book(path)
    assert [item.text for item in book.offers(book.scenario.step_by_id["parts"])] == ["Ett", "Två", "Tre"]


def test_the_time_before_is_looked_at_where_the_workshop_looks_back(tmp_path: Path):
    held(tmp_path, AGAIN, AddItem(step="parts", text="Ett"), days=7)
    found = before.in_folder(tmp_path, "Acme AB", scenario(AGAIN))
    assert [choice.words("sv") for choice in found.choices["again"]] == ["jämförs med Det andra, sön 15 nov"]
    book = read_book(files.create(tmp_path, begun(tmp_path, AGAIN)))
    assert book.value("count(last_time(parts))") == 1


def test_nothing_refused_keeps_a_session_from_beginning(tmp_path: Path):
    made = scenario(THEN)
    session = begin(made, THEN, now=NOW)
    assert before.begun(made, session, before.Before(), {"first": "no uuid", "other": ""}) is session
    assert Book(made, session).earlier("first") is None


def test_alone_and_without_a_client_one_goes_on_from_oneself(tmp_path: Path):
    held(tmp_path, FIRST, *actions("Ring"), client="", alone=True, days=9)
    held(tmp_path, FIRST, *actions("Gruppens"), client="", days=8)
    held(tmp_path, FIRST, *actions("Kundens"), days=7)
    found = before.in_folder(tmp_path, "", scenario(THEN), alone=True)
    assert [item.text for opening in found.openings for item in opening.actions] == ["Ring"]
    assert before.in_folder(tmp_path, "", scenario(THEN)) == before.Before()
