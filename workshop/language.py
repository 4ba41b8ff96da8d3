"""The words of the interface in each language, and how that language writes and reads numbers, days and times.

A catalog is `words/<lang>/<subject>.toml`; the key `check.unknown_key` is `unknown_key` in `check.toml`. Words are looked
up where they are drawn, never at import, so that a change of language is a repaint. A file is read when the first of its
words is asked for. Wherever `lang` is None the language in use is meant (`use`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workshop.text import MISSING, clean, fill

FALLBACK = "en"
"""The language whose words are shown where another lacks them."""

_WORDS = Path(__file__).with_name("words")
_MINUS = "\u2212"
_in_use = FALLBACK
_to_one = False
_keys: dict[str, str] = {}
_KEY = "‹([^‹›]+)›"

# ---------------------------------------------------------------------------------------------------------- catalogs


def current() -> str:
    """The language in use, e.g. `sv`. English until `use` has been called."""
    return _in_use


def use(lang: str | None) -> None:
    """Take this language from now on: `sv-FI` is `sv`, one we have no words in is English, None changes nothing."""
    global _in_use
    if lang is not None:
        _in_use = _ours(lang)


def speak_to_one(alone: bool) -> None:
    """Whether whoever reads is alone: then the words of an entry that has a form for that (`alone`) are these."""
    global _to_one
    _to_one = alone


@cache
def languages() -> list[str]:
    """The languages there are words in, in the order of the alphabet."""
    return sorted(folder.name for folder in _WORDS.iterdir() if folder.is_dir() and not folder.name.startswith(("_", ".")))


def name(lang: str) -> str:
    """What a language calls itself: `svenska`."""
    return t("ground.name", lang)


def after(lang: str, among: Sequence[str] = ()) -> str:
    """The language that `l` turns to from `lang`: the next of `among` (none: all there are words in), round."""
    listed = list(among) or languages()
    return listed[(listed.index(lang) + 1) % len(listed)] if lang in listed else listed[0]


def t(key: str, /, lang: str | None = None, **values: object) -> str:
    """The words of `key` with `{name}` replaced by its value. See `say`."""
    return say(key, lang, values)


def say(key: str, lang: str | None, values: Mapping[str, object]) -> str:
    """The words of `key` in `lang`, else in English, else the key itself: this raises nothing.

    Where the entry is a table (`one`, `other`, also `zero`), the value `n` chooses; `alone` in it is what one person reads who
    is alone (`speak_to_one`), and may be such a table in turn. Numbers are written as the language
    writes them (so give a year as text), dates as `fre 27 nov`, None as `…`, all else as cleaned text.
    """
    lang = _ours(lang)
    for candidate in dict.fromkeys((lang, FALLBACK)):
        template = _form(_entry(key, candidate), values.get("n"))
        if template is not None:
            return fill(_with_keys(template), lambda name: _shown(values.get(name), lang))
    return key


def name_keys(drawn: Mapping[str, str]) -> None:
    """The user's own keys, drawn, by the key that the words name: `‹u› undoes` is then `Q undoes`."""
    global _keys
    _keys = dict(drawn)


def _with_keys(template: str) -> str:
    """Words that mention a key say it as `‹u›`: the key there is from the start. The marks are not shown."""
    return re.sub(_KEY, lambda found: _keys.get(found[1], found[1]), template) if "‹" in template else template


def _shown(value: object, lang: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value, lang)
    if isinstance(value, date):
        return day(value, lang)
    # A file name or the text of an error may hold anything; what has been cleaned comes through unchanged.
    return clean(str(value))


def _form(entry: object, n: object) -> str | None:
    if _to_one and isinstance(entry, dict) and "alone" in entry:
        entry = entry["alone"]
    if isinstance(entry, dict):
        wanted = "one" if n == 1 else "zero" if n == 0 else "other"
        entry = entry.get(wanted, entry.get("other"))
    return entry if isinstance(entry, str) else None


def _entry(key: str, lang: str) -> object:
    subject, *names = key.split(".")
    if not (subject.isascii() and subject.isidentifier()):
        return None
    entry: object = _catalog(lang, subject)
    for name in names:
        entry = entry.get(name) if isinstance(entry, dict) else None
    return entry


@cache
def _catalog(lang: str, subject: str) -> dict[str, Any]:
    import tomllib

    try:
        with (_WORDS / lang / f"{subject}.toml").open("rb") as file:
            return tomllib.load(file)
    except (OSError, ValueError):
        # Words that cannot be read are shown as their keys; a crash in front of a client would be worse. That every
        # catalog can be read is for the tests.
        return {}


def _ours(lang: str | None) -> str:
    if lang is None:
        return _in_use
    base = re.split("[-_.@]", lang, maxsplit=1)[0].lower()
    return base if base in languages() else FALLBACK


def _list(key: str, lang: str) -> list[Any]:
    found = _entry(key, lang)
    return found if isinstance(found, list) else []


def detect(environ: Mapping[str, str]) -> str:
    """The language the computer is set to: `sv`, or `en` for any other. As POSIX has it: LC_ALL, LC_MESSAGES, LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return _ours(environ[name])
    return FALLBACK


def pick(text: str | Mapping[str, str], lang: str | None = None, order: Sequence[str] = ()) -> str:
    """A scenario's text in `lang` (`sv-FI` may be given by `sv`), else the first of `order` it is written in, else any.

    A blank text counts as missing. Nothing at all is the empty string.
    """
    if isinstance(text, str):
        return text
    wanted = current() if lang is None else lang
    for candidate in (wanted, wanted.split("-")[0], *order, *text):
        found = text.get(candidate, "")
        if found.strip():
            return found
    return ""


# ----------------------------------------------------------------------------------------------------------- numbers


class Writing(NamedTuple):
    """How a language writes: `[writing]` of its `ground.toml`."""

    decimal: str = "."
    thousands: str = ","
    percent: str = "%"
    yes: str = "y"
    """The one letter that says yes; `n` says no in each."""
    month_first: bool = False
    """Whether 12/27 may be a day of December."""
    after_z: tuple[str, ...] = ()
    """Letters of their own that follow z, in order; what is sorted as the same letter stands together: `äæ`."""


@cache
def writing(lang: str | None = None) -> Writing:
    """How `lang` writes; what its catalog does not say is as in English."""
    found = _entry("ground.writing", _ours(lang))
    given = {key: value for key, value in found.items() if key in Writing._fields} if isinstance(found, dict) else {}
    return Writing(**{**given, "after_z": tuple(given.get("after_z", ()))})


def number(x: float, lang: str | None = None, digits: int | None = None) -> str:
    """`1 234,5` (sv, no-break space) or `1,234.5`, minus as U+2212.

    `digits` is how many decimals, half rounded away from zero; None shows as many as there are, at most ten. What is
    no number (nan, infinite) is `…`.
    """
    if isinstance(x, int) and abs(x) < 10**30:
        whole, part, below_zero = f"{abs(int(x)):,}", "0" * (digits or 0), x < 0
    else:
        from decimal import ROUND_HALF_UP, Context, Decimal

        # By way of its shortest decimal form: 2.675 is what people see and round, not the binary number under it.
        exact = Decimal(repr(x)) if isinstance(x, float) else Decimal(x)
        if not exact.is_finite():
            return MISSING
        if exact.adjusted() > 30:
            return f"{exact:.3e}"  # nobody reads so many figures, and nothing here must take long
        step = Decimal(1).scaleb(-(10 if digits is None else digits))
        exact = exact.quantize(step, ROUND_HALF_UP, Context(prec=60))
        whole, _, part = f"{abs(exact):,f}".partition(".")
        part, below_zero = (part.rstrip("0") if digits is None else part), exact < 0
    sign = _MINUS if below_zero else ""
    ways = writing(_ours(lang))
    return sign + whole.replace(",", ways.thousands) + (ways.decimal + part if part else "")


def percent(share: float, lang: str | None = None, digits: int | None = 0) -> str:
    """A share (0 to 1) as `73 %` (sv, no-break space) or `73%`; `digits` as in `number`."""
    # A hundredfold in decimal: 0.07 * 100 is 7.000000000000001 in binary.
    from decimal import Decimal

    x = float(Decimal(repr(float(share))) * 100)
    return number(x, lang, digits) + writing(_ours(lang)).percent


_NUMBER = r"([+-]?)(\d{1,3}(?: \d{3})+|\d{1,15}|(?=[.,]\d))(?:[.,](\d{1,15}))?"
_GROUPED = r"[+-]?\d{1,3}(?:(?:,\d{3})+(?:\.\d+)?|(?:\.\d{3})+(?:,\d+)?)"


def parse_number(s: str, lang: str | None = None) -> float | int | None:
    """The number a person typed, None if it is none: `9,5` `9.5` `1 234` `1 234,5` `1,234.5` `1.234,5` `−3` `50 %`.

    A whole number is an int. A trailing `%` is left out: the number is what was typed. One comma before three figures
    (`12,500`) is twelve and a half in Swedish and twelve thousand five hundred in English; `0,125` is an eighth in both.
    At most fifteen figures before the decimals.
    """
    # NFKC turns no-break and thin spaces into plain ones, and full-width figures into figures.
    typed = unicodedata.normalize("NFKC", clean(s)).replace(_MINUS, "-").replace("–", "-").strip().removesuffix("%").rstrip()
    if len(typed) > 40 or not typed.isascii():
        return None
    commas, points = typed.count(","), typed.count(".")
    one_comma = commas == 1 and points == 0 and not typed.lstrip("+-").startswith("0")
    thousands = one_comma and writing(_ours(lang)).thousands == ","
    if (commas + points > 1 or thousands) and re.fullmatch(_GROUPED, typed):
        last = max(typed.rfind(","), typed.rfind("."))
        decimals_follow = commas and points
        head = re.sub("[.,]", "", typed[:last])
        typed = head + ("." if decimals_follow else "") + typed[last + 1 :]
    found = re.fullmatch(_NUMBER, typed.replace("- ", "-"))
    if found is None:
        return None
    sign, whole, part = found.groups()
    digits = (whole or "0").replace(" ", "")
    if part is None:
        return int(sign + digits)
    return float(f"{sign}{digits}.{part}")


# ---------------------------------------------------------------------------------------------------- days and times


def day(when: date, lang: str | None = None, today: date | None = None) -> str:
    """`fre 27 nov`, `Fri 27 Nov`. The year follows where `today` is given and lies in another year."""
    lang = _ours(lang)
    short = f"{_list('ground.day.weekday_short', lang)[when.weekday()]} {_day_month(when, lang)}"
    return short + _year(when, today)


def long_day(when: date, lang: str | None = None, today: date | None = None) -> str:
    """`fredag 27 november`, `Friday 27 November`, with the year as in `day`."""
    lang = _ours(lang)
    weekday = _list("ground.day.weekday", lang)[when.weekday()]
    return f"{weekday} {when.day} {_list('ground.day.month', lang)[when.month - 1]}" + _year(when, today)


def month(when: date, lang: str | None = None) -> str:
    """Its month and year: "december 2026"."""
    return f"{_list('ground.day.month', _ours(lang))[when.month - 1]} {when.year}"


def weekdays(lang: str | None = None) -> list[str]:
    """The days of a week from Monday, short."""
    return [str(name) for name in _list("ground.day.weekday_short", _ours(lang))]


def _day_month(when: date, lang: str) -> str:
    return f"{when.day} {_list('ground.day.month_short', lang)[when.month - 1]}"


def _year(when: date, today: date | None) -> str:
    return f" {when.year}" if today is not None and when.year != today.year else ""


def clock(when: datetime) -> str:
    """`09:05`, in the time zone it carries. The same in both languages."""
    return f"{when.hour:02}:{when.minute:02}"


def minutes(seconds: float) -> str:
    """Seconds as minutes and seconds, `7:30`; an hour is `60:00`. Parts of a second are dropped, below zero `−2:10`."""
    whole = int(abs(seconds))
    sign = _MINUS if seconds < 0 and whole else ""
    return f"{sign}{whole // 60}:{whole % 60:02}"


def ago(when: datetime, now: datetime, lang: str | None = None) -> str:
    """When something was last touched, as a list shows it: `i dag 08:55`, `i går 16:20`, within the week `tors 19 nov`,
    before that `12 juni`, in another year `12 juni 2025`. Told in the time zone of `now`; without one, in local time."""
    lang = _ours(lang)
    if when.tzinfo is not None:
        when = when.astimezone(now.tzinfo) if now.tzinfo is not None else when.astimezone().replace(tzinfo=None)
    days = (now.date() - when.date()).days
    if days in (0, 1):
        return t("ground.day.yesterday" if days else "ground.day.today", lang, clock=clock(when))
    if 1 < days < 7:
        return day(when, lang, now.date())
    return _day_month(when, lang) + _year(when, now.date())


class _Reader:
    """What can be typed for a day or a duration, in every language at once: a Swede types `tomorrow` too."""

    def __init__(self) -> None:
        tongues = languages()

        def words(name: str) -> frozenset[str]:
            return frozenset(word for lang in tongues for word in _list(f"ground.read.{name}", lang))

        def numbered(name: str) -> dict[str, int]:
            tables = (_list(f"ground.read.{name}", lang) for lang in tongues)
            return {word: at for table in tables for at, group in enumerate(table) for word in group}

        self.days_off = {
            **dict.fromkeys(words("today"), 0),
            **dict.fromkeys(words("tomorrow"), 1),
            **dict.fromkeys(words("after_tomorrow"), 2),
            **dict.fromkeys(words("yesterday"), -1),
        }
        self.weekday = numbered("weekday")
        self.month = {word: at + 1 for word, at in numbered("month").items()}
        self.on, self.next, self.this = words("on"), words("next"), words("this")
        self.the, self.within = words("the"), words("in")
        self.count = {word: at + 1 for word, at in numbered("count").items()}
        # Between the parts of a duration: a space, a comma, `och`, `and`.
        self.joint = re.compile(rf",? ?(?:(?:{'|'.join(map(re.escape, sorted(words('and'))))}|[&+]) )?")
        self.week, self.day, self.whole_day = words("week"), words("day"), words("whole_day")
        self.months = words("months")
        self.hour, self.minute, self.second = words("hour"), words("minute"), words("second")


_reader = cache(_Reader)

_ISO_DAY = r"(\d{4})-?(\d{2})-?(\d{2})"
_FIGURES = r"(\d{1,2})[/.](\d{1,2})\.?(?:[/.\- ]? ?(\d{4}|\d{2}))?"
_WEEK = r"(?:(\d{4})-?)?(?:v|w|vecka|week)\.? ?(\d{1,2})(?: (\d{4}))?"
_DAY_NUMBER = r"(\d{1,2})(?:\.|:?e|:?a|st|nd|rd|th)?"
FRIDAY = 4


def parse_day(s: str, lang: str | None = None, today: date | None = None) -> date | None:
    """The day a person typed, in Swedish or English whatever `lang` is; None if it is none. `today` (the clock's if
    None) is what `tomorrow` counts from.

    A weekday is the next one, never today (`nästa fredag`: the one of next week). A day and month without a year is
    the next such day, today included. A week (`v49`) is its Friday. `3/12` is 3 December; `12/25`, which can be only
    one thing, is 25 December in English.
    """
    today = today or date.today()
    typed = " ".join(clean(s, multiline=False).casefold().replace(",", " ").split())
    if not typed or len(typed) > 60:
        return None
    try:
        return _day_of(typed, today, _ours(lang))
    except (ValueError, OverflowError):  # 31 February, week 60, the year 10000
        return None


def _day_of(typed: str, today: date, lang: str) -> date | None:
    reader = _reader()
    if typed in reader.days_off:
        return today + timedelta(reader.days_off[typed])
    if found := re.fullmatch(_ISO_DAY, typed):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(_WEEK, typed):
        return _friday(int(found[2]), found[1] or found[3], today)
    words = typed.split()
    if words[0] in reader.within and len(words) == 3 and (words[1].isdecimal() or words[1] in reader.count):
        return _ahead(int(reader.count.get(words[1]) or words[1]), words[2], today)
    monday = today - timedelta(today.weekday())
    lead, _, last = typed.rpartition(" ")
    if lead in reader.next or lead in reader.this:
        start = monday + timedelta(7 if lead in reader.next else 0)
        if last in reader.week:
            return start + timedelta(FRIDAY)
        if last in reader.weekday and lead in reader.next:
            return start + timedelta(reader.weekday[last])
        words = [last]
    if words[0] in reader.on and len(words) > 1:
        alone = len(words) == 2 and words[0] in reader.the
        words = words[1:]
        if alone and (found := re.fullmatch(_DAY_NUMBER, words[0])):
            return _next_day_number(int(found[1]), today)
    if words[0].rstrip(".") in reader.weekday:
        if len(words) == 1:
            ahead = (reader.weekday[words[0].rstrip(".")] - today.weekday() - 1) % 7 + 1
            return today + timedelta(ahead)
        if found := re.fullmatch(_WEEK, " ".join(words[1:])):
            friday = _friday(int(found[2]), found[1] or found[3], today)
            return friday + timedelta(reader.weekday[words[0].rstrip(".")] - FRIDAY)
        words = words[1:]  # of `fre 27 nov` the date is what counts
        if words[0] in reader.on and len(words) > 1:
            words = words[1:]
    if found := re.fullmatch(_FIGURES, " ".join(words)):
        return _by_figures(int(found[1]), int(found[2]), found[3], today, lang)
    return _by_name([word for word in words if word not in reader.on], today)


def _ahead(count: int, unit: str, today: date) -> date | None:
    """So many days, weeks or months from today; of a month that is too short, its last day."""
    reader = _reader()
    if unit in reader.day:
        return today + timedelta(count)
    if unit in reader.week:
        return today + timedelta(7 * count)
    if unit not in reader.months:
        return None
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    end = date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)
    return end.replace(day=min(end.day, today.day))


def _by_figures(first: int, second: int, year: str | None, today: date, lang: str) -> date:
    if second > 12 and writing(lang).month_first:
        first, second = second, first
    return _upcoming(first, second, year, today)


def _by_name(words: list[str], today: date) -> date | None:
    months = _reader().month
    if len(words) not in (2, 3):
        return None
    first, second = words[0].rstrip("."), words[1].rstrip(".")
    if first in months:
        first, second = second, first
    number_of = re.fullmatch(_DAY_NUMBER, first)
    year = words[2] if len(words) == 3 else None
    if number_of is None or second not in months or (year is not None and not re.fullmatch(r"\d{4}", year)):
        return None
    return _upcoming(int(number_of[1]), months[second], year, today)


def _upcoming(day_of_month: int, month: int, year: str | None, today: date) -> date:
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day_of_month)
    date(2000, month, day_of_month)  # no such day in any year: ValueError
    candidate = today.year
    while True:
        try:
            found = date(candidate, month, day_of_month)
        except ValueError:  # 29 February
            if candidate > 9990:
                raise
        else:
            if found >= today:
                return found
        candidate += 1


def _next_day_number(day_of_month: int, today: date) -> date:
    year, month = today.year, today.month
    if day_of_month < today.day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, day_of_month)


def _friday(week: int, year: str | None, today: date) -> date:
    if year is not None:
        return date.fromisocalendar(int(year), week, FRIDAY + 1)
    candidate = today.isocalendar().year
    # Only some years have a week 53: the next one that has.
    for ahead in range(8):
        try:
            found = date.fromisocalendar(candidate + ahead, week, FRIDAY + 1)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(week)


_CLOCK = r"(?:kl\.? ?|at )?([01]?\d|2[0-4])(?:[:.]([0-5]\d)|([0-5]\d)(?=$))?"


def parse_clock(s: str) -> time | None:
    """The time of day a person typed: `9`, `9.30`, `09:30`, `0930`, `kl 9`; None if it is none. 24 is midnight."""
    found = re.fullmatch(_CLOCK, " ".join(clean(s, multiline=False).casefold().split()))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    if hour == 24:
        return time(0) if minute == 0 else None
    return time(hour, minute)


_PART = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+) ?([^\W\d_]*)\.?")
_H_MM = r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?"


def parse_duration(s: str, day_hours: float = 24) -> float | None:
    """Minutes, from `1 h 30 min`, `1h30`, `1:30` (hours and minutes), `1,5 h`, `90` (minutes), `2 dagar`, `3 weeks`.

    A day has `day_hours` hours (8: working days), `dygn` always 24; a week has seven days, or five of fewer hours
    than 24. None if it is no duration.
    """
    typed = " ".join(clean(s, multiline=False).casefold().split())
    if not typed or len(typed) > 60:
        return None
    if found := re.fullmatch(_H_MM, typed):
        return int(found[1]) * 60.0 + int(found[2]) + int(found[3] or 0) / 60
    reader = _reader()
    hour = 60.0
    total, at, last_unit = 0.0, 0, 0.0
    while at < len(typed):
        found = _PART.match(typed, at)
        if found is None:
            return None
        amount, unit = float(found[1].replace(",", ".")), found[2]
        if unit in reader.minute:
            size = 1.0
        elif unit in reader.hour:
            size = hour
        elif unit in reader.day:
            size = day_hours * hour
        elif unit in reader.whole_day:
            size = 24 * hour
        elif unit in reader.week:
            size = (7 if day_hours >= 24 else 5) * day_hours * hour
        elif unit in reader.second:
            size = 1 / 60
        elif unit == "" and found.end() == len(typed) and last_unit in (0.0, hour):
            size = 1.0  # `90` alone, and the minutes of `1h30`
        else:
            return None
        total, last_unit, at = total + amount * size, size, found.end()
        joined = reader.joint.match(typed, at)
        if joined is not None and joined.end() < len(typed):
            at = joined.end()
    return total


# ------------------------------------------------------------------------------------------------------------- order

_DIGITS = r"\d+"


@cache
def _after_z(lang: str) -> dict[int, int]:
    """Each letter that follows z as a character that does."""
    return {ord(letter): ord("{") + at for at, letters in enumerate(writing(lang).after_z) for letter in letters}


def sort_key(s: str, lang: str | None = None) -> tuple[str, str]:
    """What to sort by: case and accents apart, `Steg 2` before `Steg 10`; in Swedish å ä ö are letters, after z."""
    folded = unicodedata.normalize("NFC", s).casefold().translate(_after_z(_ours(lang)))
    plain = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return re.sub(_DIGITS, lambda m: m[0].zfill(12), plain), s
