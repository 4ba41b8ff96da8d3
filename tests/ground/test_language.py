"""Words in two languages, and numbers, days and times as each writes and reads them."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workshop
from tests.hostile import HOSTILE, HOSTILE_IDS
from workshop import language
from workshop.errors import BadFile, Refused, WorkshopError
from workshop.language import (
    ago,
    clock,
    current,
    day,
    detect,
    languages,
    long_day,
    minutes,
    number,
    parse_clock,
    parse_day,
    parse_duration,
    parse_number,
    percent,
    pick,
    say,
    sort_key,
    t,
    use,
)
from workshop.text import placeholders

SUNDAY = date(2026, 11, 22)
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    use("en")
    yield
    use("en")


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Catalogs of our own."""
    for lang, text in {
        "sv": 'hej = "Hej {name}"\ndots.one = "{n} prick"\ndots.other = "{n} prickar"\n[deep]\ndown = "djupt"\n',
        "en": 'only = "Only here"\nnone.zero = "Nobody"\nnone.one = "One"\nnone.other = "{n}"\n',
    }.items():
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "trial.toml").write_text(text, encoding="utf-8")
        shutil.copy(language._WORDS / lang / "ground.toml", tmp_path / lang)
    monkeypatch.setattr(language, "_WORDS", tmp_path)
    language._catalog.cache_clear()
    yield
    language._catalog.cache_clear()


@pytest.mark.usefixtures("words")
class TestWords:
    def test_values_are_put_in(self) -> None:
        assert t("trial.hej", "sv", name="Anna") == "Hej Anna"
        assert t("trial.hej", "sv", name=None) == t("trial.hej", "sv") == "Hej …"
        assert t("trial.hej", "sv", name="{name}") == "Hej {name}"
        assert t("trial.hej", "sv", name=date(2026, 11, 27)) == "Hej fre 27 nov"
        assert t("trial.hej", "sv", name=1234.5) == f"Hej 1{NBSP}234,5"

    def test_how_many_chooses_the_form(self) -> None:
        assert t("trial.dots", "sv", n=1) == "1 prick"
        assert t("trial.dots", "sv", n=0) == "0 prickar"
        assert t("trial.dots", "sv", n=1200) == f"1{NBSP}200 prickar"
        assert [t("trial.none", "en", n=n) for n in (0, 1, 2)] == ["Nobody", "One", "2"]

    def test_what_is_missing_is_english_and_then_the_key(self) -> None:
        assert t("trial.only", "sv") == "Only here"
        assert t("trial.hej", "en") == "trial.hej"
        assert t("trial.deep.down", "sv") == "djupt"
        for key in ("trial.deep", "trial.hej.more", "trial", "nowhere.at_all", "", ".", "../en/trial.only", "x.y.z"):
            assert t(key, "sv") == key

    def test_the_language_in_use(self) -> None:
        assert current() == "en"
        use("sv-FI")
        assert current() == "sv"
        assert t("trial.deep.down") == "djupt"
        use(None)
        assert current() == "sv"
        use("../../etc")
        assert current() == "en"

    @pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
    def test_hostile_values(self, s: str) -> None:
        said = t("trial.hej", "sv", name=s)
        assert not set(said) & {"\x1b", "\x00", "\x9b", "\u202e"}
        said.encode()
        assert t(s, "sv") == s

    def test_an_error_tells_itself(self) -> None:
        error = Refused("trial.hej", name="Bo")
        assert str(error) == "trial.hej"
        use("sv")
        assert str(error) == "Hej Bo"
        assert error.words("en") == "trial.hej"
        assert isinstance(error, WorkshopError)
        assert error.path is None

    def test_an_error_may_mention_anything(self) -> None:
        error = BadFile("trial.hej", path=Path("/a/b\udce5.toml"), name=ValueError("\x1b[2Jx"), lang="x", self=1, key="y")
        assert error.values["file"] == "b\udce5.toml"
        assert error.words("sv") == "Hej x"
        str(error).encode()


CATALOGS = sorted((Path(workshop.__file__).parent / "words").glob("*/*.toml"))


def leaves(table: dict[str, Any], name: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and not {"one", "other"} & set(value):
            yield from leaves(value, f"{name}.{key}")
        else:
            yield f"{name}.{key}", value


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_language_has_the_same_words_with_the_same_values(path: Path) -> None:
    ours = dict(leaves(tomllib.loads(path.read_text("utf-8"))))
    for lang in languages():
        theirs = dict(leaves(tomllib.loads((path.parents[1] / lang / path.name).read_text("utf-8"))))
        assert set(theirs) == set(ours)
        for key, value in ours.items():
            assert type(theirs[key]) is type(value), key
            assert asked(theirs[key]) == asked(value), key


def asked(entry: object) -> set[str]:
    forms = entry.values() if isinstance(entry, dict) else [entry]
    # `1 dot` may say its number in words: `one` need not ask for n.
    return {name for form in forms if isinstance(form, str) for name in placeholders(form)} - {"n"}


def test_languages() -> None:
    assert languages() == ["en", "sv"]


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "sv_SE.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "sv", "LANG": "en_US"}, "sv"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "svx"}, "en"),
        ({}, "en"),
    ],
)
def test_detect(environ: dict[str, str], lang: str) -> None:
    assert detect(environ) == lang


def test_pick() -> None:
    text = {"de": "Hallo", "sv": "Hej", "en": " "}
    assert pick("Nordlund Kaffe", "sv") == "Nordlund Kaffe"
    assert pick(text, "sv") == pick(text, "sv-FI") == "Hej"
    assert pick(text, "en", ("sv", "en")) == "Hej"
    assert pick(text, "en") == "Hallo"
    assert pick({}, "sv") == ""
    use("sv")
    assert pick(text) == "Hej"


# ------------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("x", "digits", "sv", "en"),
    [
        (0, None, "0", "0"),
        (7, None, "7", "7"),
        (1234567.5, None, f"1{NBSP}234{NBSP}567,5", "1,234,567.5"),
        (-3, None, "−3", "−3"),
        (9.5, None, "9,5", "9.5"),
        (5.0, None, "5", "5"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (2.675, 2, "2,68", "2.68"),
        (0.5, 0, "1", "1"),
        (-0.04, 1, "0,0", "0.0"),
        (3, 1, "3,0", "3.0"),
        (1e-20, None, "0", "0"),
        (float("nan"), None, "…", "…"),
        (float("-inf"), 1, "…", "…"),
        (True, None, "1", "1"),
    ],
)
def test_number(x: float, digits: int | None, sv: str, en: str) -> None:
    assert number(x, "sv", digits) == sv
    assert number(x, "en", digits) == en


@given(st.integers() | st.floats(), st.none() | st.integers(0, 6))
def test_any_number_can_be_shown(x: float, digits: int | None) -> None:
    assert number(x, "sv", digits)
    assert percent(x, "en", digits)


def test_numbers_beyond_reading() -> None:
    assert number(10**5000) == "1.000e+5000"
    assert number(1e300) == "1.000e+300"


def test_percent() -> None:
    assert percent(0.735, "sv") == f"74{NBSP}%"
    assert percent(0.735, "en", 1) == "73.5%"
    assert percent(0.07, "en", None) == "7%"


@pytest.mark.parametrize(
    ("typed", "x"),
    [
        ("9,5", 9.5),
        ("9.5", 9.5),
        (" 12 ", 12),
        ("1 234", 1234),
        (f"1{NBSP}234,5", 1234.5),
        ("1\u2009234", 1234),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567),
        ("−3", -3),
        ("- 3", -3),
        ("+4", 4),
        ("50 %", 50),
        (",5", 0.5),
        ("0,125", 0.125),
        ("１２", 12),
    ],
)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_parse_number(typed: str, x: float, lang: str) -> None:
    found = parse_number(typed, lang)
    assert found == x
    assert type(found) is type(x)


def test_a_comma_before_three_figures() -> None:
    assert parse_number("12,500", "sv") == 12.5
    assert parse_number("12,500", "en") == 12500
    assert parse_number("12.500", "en") == 12.5


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "1 2", "1,2,3", "1-2", "1e9", "nan", "inf", "0x10", "1_000", "٣", "9" * 16, "%", ".", "-", "½", "12 st"],
)
def test_what_is_no_number(typed: str) -> None:
    assert parse_number(typed, "sv") is None


@given(st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=3).map(float), st.sampled_from(["sv", "en"]))
def test_what_is_shown_can_be_typed(x: float, lang: str) -> None:
    assert parse_number(number(x, lang), lang) == x


# ------------------------------------------------------------------------------------------------------ days and times


def test_days() -> None:
    friday = date(2026, 11, 27)
    assert day(friday, "sv") == "fre 27 nov"
    assert day(friday, "en") == "Fri 27 Nov"
    assert long_day(friday, "sv") == "fredag 27 november"
    assert long_day(friday, "en") == "Friday 27 November"
    assert day(friday, "sv", SUNDAY) == "fre 27 nov"
    assert day(friday, "sv", date(2027, 1, 1)) == "fre 27 nov 2026"
    assert long_day(friday, "en", date(2025, 1, 1)) == "Friday 27 November 2026"


def test_times() -> None:
    assert clock(datetime(2026, 11, 22, 9, 5, 59)) == "09:05"
    assert minutes(450) == "7:30"
    assert minutes(59.9) == "0:59"
    assert minutes(3600) == "60:00"
    assert minutes(-130) == "−2:10"
    assert minutes(-0.5) == "0:00"


@pytest.mark.parametrize(
    ("when", "sv", "en"),
    [
        (datetime(2026, 11, 22, 8, 55), "i dag 08:55", "today 08:55"),
        (datetime(2026, 11, 21, 16, 20), "i går 16:20", "yesterday 16:20"),
        (datetime(2026, 11, 19, 9), "tors 19 nov", "Thu 19 Nov"),
        (datetime(2026, 11, 15, 9), "15 nov", "15 Nov"),
        (datetime(2026, 6, 12, 9), "12 juni", "12 Jun"),
        (datetime(2025, 6, 12, 9), "12 juni 2025", "12 Jun 2025"),
        (datetime(2026, 11, 23, 1), "23 nov", "23 Nov"),  # a clock that was put back
    ],
)
def test_ago(when: datetime, sv: str, en: str) -> None:
    now = datetime(2026, 11, 22, 9, 12)
    assert ago(when, now, "sv") == sv
    assert ago(when, now, "en") == en


def test_ago_is_told_in_the_time_of_the_room() -> None:
    stockholm = timezone(timedelta(hours=1))
    assert ago(datetime(2026, 11, 21, 23, 30, tzinfo=UTC), datetime(2026, 11, 22, 9, tzinfo=stockholm), "sv") == "i dag 00:30"
    assert ago(datetime(2026, 6, 1, 12, tzinfo=UTC), datetime(2026, 11, 22, 9), "sv") == "1 juni"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("idag", (2026, 11, 22)),
        ("I dag", (2026, 11, 22)),
        ("today", (2026, 11, 22)),
        ("imorgon", (2026, 11, 23)),
        ("i morgon", (2026, 11, 23)),
        ("tomorrow", (2026, 11, 23)),
        ("i övermorgon", (2026, 11, 24)),
        ("fre", (2026, 11, 27)),
        ("fri", (2026, 11, 27)),
        ("Fredag", (2026, 11, 27)),
        ("på fredag", (2026, 11, 27)),
        ("by Friday", (2026, 11, 27)),
        ("sön", (2026, 11, 29)),  # it is Sunday: the next one
        ("so\u0308n", (2026, 11, 29)),
        ("nästa fredag", (2026, 11, 27)),
        ("nästa vecka", (2026, 11, 27)),
        ("den här veckan", (2026, 11, 20)),
        ("3/12", (2026, 12, 3)),
        ("3.12.", (2026, 12, 3)),
        ("3/12-27", (2027, 12, 3)),
        ("3.12.2027", (2027, 12, 3)),
        ("3 dec", (2026, 12, 3)),
        ("den 3 december", (2026, 12, 3)),
        ("3rd of December", (2026, 12, 3)),
        ("Dec 3, 2027", (2027, 12, 3)),
        ("3:e dec", (2026, 12, 3)),
        ("fre 27 nov", (2026, 11, 27)),
        ("Friday 27 November 2026", (2026, 11, 27)),
        ("fre 27/11", (2026, 11, 27)),
        ("22 nov", (2026, 11, 22)),
        ("21 nov", (2027, 11, 21)),
        ("29 feb", (2028, 2, 29)),
        ("2026-12-03", (2026, 12, 3)),
        ("20261203", (2026, 12, 3)),
        ("2025-01-01", (2025, 1, 1)),
        ("v49", (2026, 12, 4)),
        ("v. 49", (2026, 12, 4)),
        ("vecka 49", (2026, 12, 4)),
        ("w49", (2026, 12, 4)),
        ("week 3", (2027, 1, 22)),
        ("v 50 2027", (2027, 12, 17)),
        ("2027-w50", (2027, 12, 17)),
        ("v53", (2027, 1, 1)),
        ("om 10 dagar", (2026, 12, 2)),
        ("in 2 weeks", (2026, 12, 6)),
        ("den 3:e", (2026, 12, 3)),
        ("the 25th", (2026, 11, 25)),
    ],
)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_parse_day(typed: str, found: tuple[int, int, int], lang: str) -> None:
    assert parse_day(typed, lang, SUNDAY) == date(*found)


def test_a_weekday_is_never_today_and_next_is_of_next_week() -> None:
    friday = date(2026, 11, 27)
    assert parse_day("fre", "sv", friday) == date(2026, 12, 4)
    assert parse_day("fri", "en", friday - timedelta(1)) == friday
    assert parse_day("nästa fredag", "sv", date(2026, 11, 23)) == date(2026, 12, 4)


def test_figures_that_are_only_one_day() -> None:
    assert parse_day("12/25", "en", SUNDAY) == date(2026, 12, 25)
    assert parse_day("12/25", "sv", SUNDAY) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "x",
        "2",
        "man",
        "Tor",  # a name before it is a day
        "maj",
        "31/2",
        "0/1",
        "31 juni",
        "v60",
        "v54 2026",
        "2026-13-01",
        "1/2/3",
        "om dagar",
        "om 99999999999 dagar",
        "3 dec nej",
        "fre lör",
        "den",
        "på",
        "fre på",
        "²/3",
        "0000-01-01",
        "dec",
        "-3 dec",
        "nästa",
        "in 2 beers",
    ],
)
def test_what_is_no_day(typed: str) -> None:
    assert parse_day(typed, "sv", SUNDAY) is None


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["sv", "en"])
)
def test_what_is_shown_of_a_day_can_be_typed(when: date, today: date, lang: str) -> None:
    assert parse_day(when.isoformat(), lang, today) == when
    if when.year == today.year and when < today:
        return  # without a year it would be the next one
    assert parse_day(day(when, lang, today), lang, today) == when
    assert parse_day(long_day(when, lang, today), lang, today) == when


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("90", 90),
        ("1 h 30 min", 90),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1:30", 90),
        ("0:05", 5),
        ("1,5 h", 90),
        ("1.5 timmar", 90),
        ("1 h och 30 min", 90),
        ("1 hour, 30 minutes", 90),
        ("1 tim. 30 min.", 90),
        ("30 sek", 0.5),
        ("2 dagar", 2 * 24 * 60),
        ("1 dygn", 24 * 60),
        ("1 vecka", 7 * 24 * 60),
        ("0", 0),
    ],
)
def test_parse_duration(typed: str, found: float) -> None:
    assert parse_duration(typed) == found


def test_working_days() -> None:
    assert parse_duration("2 days", 8) == 16 * 60
    assert parse_duration("1 week", 8) == 40 * 60
    assert parse_duration("1 dygn", 8) == 24 * 60


@pytest.mark.parametrize(
    "typed", ["", "x", "-5", "h", "1:75", "5 7", "1 d 3", "1 min 30", "en timme", "½ h", "1 h,", "1 h och", "1 öl"]
)
def test_what_is_no_duration(typed: str) -> None:
    assert parse_duration(typed) is None


@pytest.mark.parametrize("s", HOSTILE, ids=HOSTILE_IDS)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_typed_is_too_much(s: str, lang: str) -> None:
    parse_number(s, lang)
    parse_day(s, lang, SUNDAY)
    parse_duration(s)
    sort_key(s, lang)
    pick({"sv": s}, lang)
    detect({"LANG": s})
    say(s, s, {s: s})


@given(st.text("0123456789 ,.:/-+%vwdhmteåöns", max_size=20))
def test_what_looks_like_figures_is_read_or_not(s: str) -> None:
    parse_number(s, "en")
    parse_day(s, "en", SUNDAY)
    found = parse_duration(s)
    assert found is None or found >= 0


# --------------------------------------------------------------------------------------------------------------- order


def test_order() -> None:
    names = ["öl", "Zeta", "ål", "alm", "Steg 10", "steg 2", "äpple", "Élan", "elan"]
    assert sorted(names, key=lambda s: sort_key(s, "sv")) == [
        "alm",
        "elan",
        "Élan",
        "steg 2",
        "Steg 10",
        "Zeta",
        "ål",
        "äpple",
        "öl",
    ]
    assert sorted(["b", "å", "a", "z"], key=lambda s: sort_key(s, "en")) == ["a", "å", "b", "z"]


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("9", "09:00"), ("9.30", "09:30"), ("09:30", "09:30"), ("0930", "09:30"), ("kl 13", "13:00"), ("24", "00:00")],
)
def test_a_time_of_day_as_people_write_it(typed: str, clock: str) -> None:
    found = parse_clock(typed)
    assert found is not None
    assert found.strftime("%H:%M") == clock


@pytest.mark.parametrize("typed", ["", "25", "9:60", "24:10", "soon", "9 30", "99999999"])
def test_what_is_no_time_of_day(typed: str) -> None:
    assert parse_clock(typed) is None
