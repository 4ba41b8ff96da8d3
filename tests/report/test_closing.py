"""What the closing and the opening leave in the report: the evaluation, last time's actions, answers to what was parked."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.report.sessions import desk_of
from workshop.report.build import build
from workshop.report.writers import written
from workshop.session import changes as c
from workshop.session.desk import Desk

SCENARIO = """
format = 1
id = "short"
title = { sv = "Kort", en = "Short" }
languages = ["sv", "en"]

[[step]]
id = "said"
kind = "list"
title = { sv = "Det sagda", en = "What is said" }
"""
UUID = "0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77"


def held(**header: object) -> Desk:
    desk = desk_of(SCENARIO, **{"client": "Acme", "people": ["Ann", "Bo"]} | header)
    said = date(2026, 10, 14)
    actions = [
        {"src": "old00001", "text": "Räkna bokningar", "owner": "Sam", "due": "2026-11-01"},
        {"src": "old00002", "text": "Ta bort prislistan", "owner": "Priya", "due": "2026-11-02"},
        {"src": "old00003", "text": "Fråga tryckeriet"},
        {"src": "old00004", "text": "Boka rummet"},
    ]
    desk.do(c.CarryOver(earlier=UUID, said=said, actions=actions))
    count, prices, ask, _ = desk.session.actions
    desk.do(c.SetItemField(id=count, field="done", value=True))
    desk.do(c.SetItemField(id=prices, field="due", value="2026-12-07"))
    desk.do(c.RemoveItem(id=ask))
    desk.do(c.AddItem(step="said", text="Får", id="said0001"))
    desk.do(c.Capture(what="parked", text="Vem äger registret?", step="said", src=["said0001"], id="park0001"))
    desk.do(c.SetItemField(id="park0001", field="answer", value="Annika"))
    desk.do(c.SetItemField(id="park0001", field="done", value=True))
    desk.do(c.Capture(what="parked", text="Vad kostar det?", fields={"kept": True}))
    desk.do(c.Evaluate(mark=5, text="äntligen konkret", by="p1"))
    desk.do_all([c.Evaluate(mark=4), c.Evaluate(mark=2, text="lite fort")])
    return desk


def chapters(desk: Desk, **given: object) -> dict[str, object]:
    return {chapter.kind: chapter for chapter in build(desk.book, **given).chapters}  # type: ignore[arg-type]


def text_of(desk: Desk, to: str) -> str:
    (part,), _ = written(build(desk.book), to)
    return part.data.decode()


@pytest.mark.parametrize("to", ["md", "html"])
def test_what_became_of_last_times_actions(to: str):
    text = text_of(held(), to)
    part = re.sub(r"<[^>]+>", "", text[text.rindex("Från förra gången, ons 14 okt") :])
    said = ["Räkna bokningar", "gjord", "Ta bort", "flyttad till mån 7 dec", "Boka rummet", "öppen", "Fråga", "släppt"]
    places = [part.index(words) for words in said]
    assert places == sorted(places)


def test_an_action_of_last_time_that_is_open_is_among_what_is_to_be_done():
    (table,) = chapters(held())["actions"].blocks  # type: ignore[attr-defined]
    assert [(row.title, row.origin) for row in table.rows] == [
        ("Ta bort prislistan", "förra gången, ons 14 okt"),
        ("Boka rummet", "förra gången, ons 14 okt"),
    ]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_whether_it_was_worth_the_time(lang: str):
    desk = held(lang=lang)
    chapter = chapters(desk)["evaluation"]
    dots, words = chapter.blocks  # type: ignore[attr-defined]
    assert dots.rows[0].counts == ((2.0, 1), (4.0, 1), (5.0, 1))
    assert dots.rows[0].mean.drawn == ("3,7" if lang == "sv" else "3.7")
    assert [entry.words[0].text for entry in words.entries] == ["äntligen konkret", "lite fort"]
    assert not any(entry.by for entry in words.entries)
    said = text_of(desk, "md")
    assert said.count("äntligen konkret") == 1


def test_what_was_parked_has_its_answer():
    (bullets,) = chapters(held())["parked"].blocks  # type: ignore[attr-defined]
    assert [(entry.words[0].text, entry.note, entry.level) for entry in bullets.entries] == [
        ("Vem äger registret?", "från Det sagda, Får", 0),
        ("Annika", "svar", 1),
        ("Vad kostar det?", "", 0),
    ]


def test_nothing_said_leaves_nothing():
    found = chapters(desk_of(SCENARIO))
    assert not {"evaluation", "last_time", "parked"} & found.keys()


def test_what_the_program_keeps_for_itself_is_not_told():
    text = text_of(held(), "md")
    assert UUID not in text.replace("\n", "")
    assert "earlier" not in text
    assert "kept" not in text
