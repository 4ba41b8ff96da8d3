"""The capture line: what `! do this @Ann fri` means."""

from __future__ import annotations

from datetime import date

import pytest

from workshop.session.capture import Captured, read

MONDAY = date(2026, 11, 23)
PEOPLE = ["Ann Berg", "Jonas", "Anna Maria Ek", "Örjan", "Bo", "Bosse"]


def sv(line: str) -> Captured:
    return read(line, lang="sv", today=MONDAY, people=PEOPLE)


def en(line: str) -> Captured:
    return read(line, lang="en", today=MONDAY, people=PEOPLE)


@pytest.mark.parametrize(
    ("line", "what", "text"),
    [
        ("= vi börjar med Får", "decision", "vi börjar med Får"),
        ("=vi frågar @acme fre", "decision", "vi frågar @acme fre"),
        ("? kan vi visa priset", "parked", "kan vi visa priset"),
        ("bara en anteckning @Ann fre", "note", "bara en anteckning @Ann fre"),
        ("!! är ett tecken", "note", "! är ett tecken"),
        ("== också", "note", "= också"),
        ("?? också", "note", "? också"),
        ("  ! gör det", "action", "gör det"),
        ("!", "action", ""),
        ("", "note", ""),
        ("!= nej", "action", "= nej"),
    ],
)
def test_the_sign_says_what_it_is(line: str, what: str, text: str):
    captured = sv(line)
    assert (captured.what, captured.text) == (what, text)


def test_an_owner_and_a_day_are_read_and_read_back():
    captured = sv("! ring fraktbolaget om manualen @Jonas fre")
    assert captured.text == "ring fraktbolaget om manualen"
    assert captured.fields == {"owner": "Jonas", "due": date(2026, 11, 27)}
    assert captured.said == "ägare Jonas · fredag 27 november"
    captured = en("! do this @ann fri")
    assert captured.fields == {"owner": "Ann Berg", "due": date(2026, 11, 27)}
    assert captured.said == "owner Ann Berg · Friday 27 November"


@pytest.mark.parametrize(
    ("line", "owner", "text"),
    [
        ("! gör det @jonas", "Jonas", "gör det"),
        ("! @Jonas gör det", "Jonas", "gör det"),
        ("! gör @jon det", "Jonas", "gör det"),
        ("! gör det @Anna Maria Ek", "Anna Maria Ek", "gör det"),
        ("! gör det @anna", "Anna Maria Ek", "gör det"),
        ("! gör det @ann", "Ann Berg", "gör det"),
        ("! gör det @örj", "Örjan", "gör det"),
        ("! gör det @bo", "Bo", "gör det"),
        ("! gör det @bos", "Bosse", "gör det"),
        ("! gör det @Lisa, nu", "Lisa", "gör det , nu"),
        ("! gör det @Ann @Bo", "Ann Berg, Bo", "gör det"),
        ("! mejla info@acme.se", None, "mejla info@acme.se"),
        ('! gör det @"Lisa Ek"', "Lisa Ek", "gör det"),
        ("! gör @”ann berg” det", "Ann Berg", "gör det"),
        ("! ett @ ensamt", None, "ett @ ensamt"),
    ],
)
def test_owners_are_known_by_what_they_are_called(line: str, owner: str | None, text: str):
    captured = sv(line)
    assert captured.fields.get("owner") == owner
    assert captured.text == text


@pytest.mark.parametrize(
    ("line", "due", "text"),
    [
        ("! gör det imorgon", date(2026, 11, 24), "gör det"),
        ("! gör det i morgon", date(2026, 11, 24), "gör det"),
        ("! gör det senast fredag", date(2026, 11, 27), "gör det"),
        ("! gör det före fredag", date(2026, 11, 27), "gör det"),
        ("! gör det till den 3 december", date(2026, 12, 3), "gör det"),
        ("! gör det fre 27 nov 2026", date(2026, 11, 27), "gör det"),
        ("! gör det v49", date(2026, 12, 4), "gör det"),
        ("! gör det 3/12", date(2026, 12, 3), "gör det"),
        ("! gör det 2026-12-24", date(2026, 12, 24), "gör det"),
        ("! gör det om 2 veckor", date(2026, 12, 7), "gör det"),
        ("! gör det om två veckor", date(2026, 12, 7), "gör det"),
        ("! gör det om fjorton dagar", date(2026, 12, 7), "gör det"),
        ("! gör det om en månad", date(2026, 12, 23), "gör det"),
        ("! gör det in two weeks", date(2026, 12, 7), "gör det"),
        ("! gör det i övermorgon", date(2026, 11, 25), "gör det"),
        ("! gör det next Friday", date(2026, 12, 4), "gör det"),
        ("! gör det fredag v49", date(2026, 12, 4), "gör det"),
        ("! gör det @Jonas fri", date(2026, 11, 27), "gör det"),
        ("! gör det fre @Jonas", date(2026, 11, 27), "gör det"),
        ("! @Jonas fre gör det", date(2026, 11, 27), "gör det"),
        ("! gör sidan fri", None, "gör sidan fri"),
        ("! ring Tor", None, "ring Tor"),
        ("! gå över till version 1.2", None, "gå över till version 1.2"),
        ("! på fredag ska det synas", None, "på fredag ska det synas"),
        ("! fredag", None, "fredag"),
        ("! @Jonas fredag", None, "fredag"),
        ("! räkna till 5", None, "räkna till 5"),
    ],
)
def test_a_day_counts_where_it_stands_last_or_after_the_owner(line: str, due: date | None, text: str):
    captured = sv(line)
    assert captured.fields.get("due") == due
    assert captured.text == text


def test_a_day_does_not_go_on_across_an_owner():
    assert (en("! do this @ann fri").text, en("! plan the next @ann week").text) == ("do this", "plan the next week")


@pytest.mark.parametrize(
    ("line", "text", "fields"),
    [
        (
            "= Vi börjar med Får, eftersom det gör ondast där",
            "Vi börjar med Får",
            {"why": "det gör ondast där"},
        ),
        ("= vi väntar en vecka för att hinna mäta", "vi väntar en vecka", {"why": "för att hinna mäta"}),
        ("= we start there because it hurts @ann", "we start there", {"why": "it hurts", "decided_by": "Ann Berg"}),
        ("= vi kör @alla", "vi kör", {"decided_by": "alla"}),
        ("= vi frågar @acme först", "vi frågar @acme först", {}),
        ("= vi frågar @Jonas först", "vi frågar först", {"decided_by": "Jonas"}),
        ("= eftersom vi vill", "eftersom vi vill", {}),
        ("= en för att den är bra, en eftersom den är ny", "en för att den är bra, en eftersom den är ny", {}),
    ],
)
def test_why_is_read_only_where_it_is_clear(line: str, text: str, fields: dict[str, str]):
    captured = sv(line)
    assert (captured.text, captured.fields) == (text, fields)


def test_why_and_who_are_read_back():
    assert sv("= vi kör nu eftersom vi kan @Jonas").said == "beslutat av Jonas · varför: vi kan"


def test_what_is_parked_may_end_with_a_day_and_may_be_somebodys():
    assert sv("? kan vi leverera på fredag").fields == {}
    captured = sv("? vem äger registret @Jonas fre")
    assert (captured.text, captured.fields) == ("vem äger registret", {"owner": "Jonas", "due": date(2026, 11, 27)})


def test_another_year_is_said():
    assert "2027" in sv("! gör det 3 januari").said
    assert sv("! gör det").said == ""


def test_the_line_may_have_been_opened_with_its_sign():
    captured = read("gör det fre", lang="sv", today=MONDAY, sign="!")
    assert (captured.what, captured.text, captured.label) == ("action", "gör det", captured.label)
    assert read("! gör", lang="sv", today=MONDAY, sign="=").text == "! gör"


def test_lines_are_cleaned():
    assert sv("! gör\x1b[31m det\n@Jonas").text == "gör det"


@pytest.mark.parametrize("line", ["! @", "! @@@", "!@ @ @", "! " + "@a " * 500, "! " + "fre " * 500, "= " + "x" * 10_000])
def test_nothing_typed_makes_it_stumble(line: str):
    assert isinstance(sv(line), Captured)
