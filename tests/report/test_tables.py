"""Tables, calendar and JSON, read back by others: csv, icalendar, jsonschema."""

from __future__ import annotations

import csv as reader
import io
import json as plain_json
from datetime import date
from html import unescape
from itertools import cycle as endless
from typing import Any

import jsonschema
import msgspec
import pytest
from icalendar import Calendar
from msgspec.structs import replace

from tests.hostile import HOSTILE
from tests.report.documents import document
from tests.report.large import large_document
from tests.report.looks import looks
from tests.report.test_pdf import example
from tests.report.texts import entered, lacking, with_texts
from workshop.report.document import Document
from workshop.report.writers import csv, html, ics, json, markdown
from workshop.text import clean, is_blank

SOURCES = {
    "sample": document,
    "kundresan": lambda: example("kundresan"),
    "splitting": lambda: example("splitting"),
    "large": large_document,
}
names = pytest.mark.parametrize("name", sorted(SOURCES))
NASTY = [text for text in map(clean, HOSTILE) if text.strip() and not is_blank(text)]


def table(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8-sig")
    return list(reader.reader(io.StringIO(text, newline=""), delimiter=";" if '";"' in text.split("\n")[0] else ","))


# ---------------------------------------------------------------------------------------------------------------- csv


def test_swedish_excel_opens_it_and_english_too() -> None:
    swedish, english = dict(csv.parts(document())), dict(csv.parts(document("en")))
    assert set(swedish) == {"_atgarder", "_svar"}
    assert set(english) == {"_actions", "_answers"}
    assert swedish["_atgarder"].startswith(b'\xef\xbb\xbf"Nr";"Vad"')
    assert b'"No.","What"' in english["_actions"]
    assert b"\r\n" in swedish["_svar"]


@names
def test_the_tables_hold_every_action_and_answer(name: str) -> None:
    source = SOURCES[name]()
    made = dict(csv.parts(source))
    answers = next(data for tail, data in made.items() if tail in ("_svar", "_answers"))
    rows = table(answers)
    assert len({len(row) for row in rows}) == 1
    assert lacking(entered(source), "\n".join("\n".join(row) for row in rows)) == []


@pytest.mark.parametrize("s", ["=1+1", "+1+1", "-1+2", "@SUM(A1)", "\t=1", "  =1", "＝1+1", "=HYPERLINK(1)", "-x", "|cmd"])
def test_what_a_spreadsheet_would_run_is_text(s: str) -> None:
    assert csv.safe(s) == f"'{s}"


@pytest.mark.parametrize("s", ["-2", "\u22122", "+1,5", "-3.5 %", "2026-11-27", "a=b", "e-post", ""])
def test_figures_and_plain_words_stay_as_they_are(s: str) -> None:
    assert csv.safe(s) == s


def test_hostile_words_are_read_back_from_the_tables() -> None:
    strings = endless(NASTY)
    found: set[str] = set()
    for source in (document(), document("en")):
        for data in dict(csv.parts(with_texts(source, lambda _: next(strings)))).values():
            for row in table(data):
                assert not any(
                    cell[:1] in "=+@\t\r" and cell not in ("+", "") for cell in row if len(cell) > 1 and not cell[1:].isdigit()
                )
                found |= {cell.removeprefix("'") for cell in row}
    assert found <= {*NASTY, *(text.removeprefix("'") for text in NASTY), ""} | {cell for cell in found if cell in KNOWN}


KNOWN = {"Nr", "Vad", "Vem", "Klart", "Läge", "Från", "Moment", "Om", "Fråga", "Svar", "Tillägg", "Öppen", "Klar"} | {
    "No.", "What", "Who", "Due", "State", "From", "Step", "About", "Question", "Answer", "Added", "Open", "Done"
} | {f"2026-12-{day:02}" for day in range(1, 32)}  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------- ics


def events(source: Document) -> list[Any]:
    made = list(ics.parts(source))
    if not made:
        return []
    ((_, data),) = made
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(data)
    return list(calendar.walk("VEVENT"))


def test_actions_and_reviews_are_days_in_the_calendar() -> None:
    found = {str(event["SUMMARY"]): event for event in events(example("kundresan"))}
    event = found["Skicka sms kvällen före, med namn och tid (Annika)"]
    assert event["DTSTART"].dt == date(2026, 11, 27)
    assert event["DTEND"].dt == date(2026, 11, 28)
    assert event["TRANSP"] == "TRANSPARENT"
    assert "Annika" in str(event["DESCRIPTION"])
    review = next(event for title, event in found.items() if title.startswith("Ses över"))
    assert review["DTSTART"].dt == date(2027, 3, 1)
    assert len(found) == 7


def test_the_days_of_a_calendar_list_are_in_it() -> None:
    found = events(looks())
    assert [event["DTSTART"].dt for event in found] == [date(2026, 12, 1), date(2026, 12, 13), date(2027, 1, 2)]
    assert "Kanal: Instagram" in str(found[0]["DESCRIPTION"])


def test_the_same_thing_has_the_same_name_in_every_export() -> None:
    first, later = example("kundresan"), replace(example("kundresan"), cover=replace(example("kundresan").cover, version="999"))
    assert [event["UID"] for event in events(first)] == [event["UID"] for event in events(later)]
    assert len({event["UID"] for event in events(large_document())}) == len(events(large_document()))
    assert all(event["SEQUENCE"] == 999 for event in events(later))


def test_what_is_done_or_has_no_day_is_not_in_it() -> None:
    titles = [str(event["SUMMARY"]) for event in events(document())]
    assert not any("Boka uppföljning" in title for title in titles)
    assert not any("Spela in" in title for title in titles)


def test_without_days_there_is_no_file_and_that_is_said() -> None:
    empty = Document(lang="sv", cover=document().cover)
    assert list(ics.parts(empty)) == []
    assert [str(remark) for remark in ics.remarks(empty)] == ["Inget har ett datum, så det blev ingen kalenderfil."]


def test_hostile_words_are_read_back_from_the_calendar() -> None:
    strings = endless(NASTY)
    for source in (document(), looks(), large_document()):
        changed = with_texts(source, lambda _: next(strings))
        titles = [str(event["SUMMARY"]) for event in events(changed)]
        wanted = [event.title for event in ics.events(changed)]
        squeezed = ["".join(title.split()) for title in titles]
        assert squeezed == ["".join(title.split()) for title in wanted]


def test_the_last_day_there_is_has_no_end() -> None:
    source = looks()
    block = source.chapters[-1].blocks[0]
    row = block.groups[0].rows[0]  # type: ignore[union-attr]
    late = replace(row, cells=(row.cells[0], replace(row.cells[1], value=date.max), row.cells[2]))
    table_ = replace(block, groups=(replace(block.groups[0], rows=(late,)),))  # type: ignore[union-attr,type-var]
    found = events(replace(source, chapters=(replace(source.chapters[-1], blocks=(table_,)),)))
    assert found[0]["DTSTART"].dt == date.max


# --------------------------------------------------------------------------------------------------------------- json


@names
def test_json_is_as_its_schema_says_and_reads_back_whole(name: str) -> None:
    source = SOURCES[name]()
    told = plain_json.loads(json.write(source))
    jsonschema.validate(told, plain_json.loads(json.SCHEMA.read_text(encoding="utf-8")))
    assert told.pop("format") == json.FORMAT
    assert msgspec.convert(told, Document) == replace(source, look=Document(lang="", cover=source.cover).look)


def test_the_schema_in_the_package_is_the_one_that_is_made() -> None:
    assert json.SCHEMA.read_text(encoding="utf-8") == json.described()  # python -m workshop.report.writers.json


def test_hostile_words_are_read_back_from_json() -> None:
    strings = endless(NASTY)
    changed = with_texts(document(), lambda _: next(strings))
    told = plain_json.loads(json.write(changed))
    told.pop("format")
    assert msgspec.convert(told, Document) == changed


# ---------------------------------------------------------------------------------------------------- the full record


@names
def test_every_word_that_was_entered_is_in_the_full_records(name: str) -> None:
    source = SOURCES[name]()
    raw = list(entered(source))
    assert len(raw) > 10
    assert lacking(raw, unescape(html.write(source))) == []
    assert lacking(raw, markdown.write(source).replace("\\", "")) == []
    assert lacking(raw, plain_json.dumps(plain_json.loads(json.write(source)), ensure_ascii=False)) == []
