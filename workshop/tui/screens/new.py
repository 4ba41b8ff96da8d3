"""A new session: one form, its title filled in; PgDn starts at any moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from rich.cells import cell_len

from workshop import language
from workshop.language import t
from workshop.session.sittings import on_the_clock
from workshop.store import unbegun
from workshop.store.worker import Worker
from workshop.text import fold
from workshop.tui.begin import start_session
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, cut, faint, pad, row, soft, width_of
from workshop.tui.screens.base import PaneScreen

LABEL = 18  # columns of the labels
WRITTEN = 44  # columns of what is written
NARROW = 62  # under this the label stands above
SIDE = 30  # columns from the value to what is said beside it
TEXTS = ("title", "client", "people", "start", "end")
CLOCKS = ("start", "end")
CHOICES = {"who": ("group", "alone"), "names": ("named", "nameless"), "lang": ()}
GAPS = ("who", "lang", "open", "take")  # rows with an empty one before them; of those alike the first
DELAY = 0.3  # seconds until what was filled in is on the disk
TAKE = "take:"  # before the id of a workshop that is taken from


class NewPane(Pane):
    subject = "new"
    host: Any

    def __init__(self, host: Any, entry: Any, client: str = "", people: str = "") -> None:
        super().__init__(host)
        self.entry = entry
        self.languages = [lang for lang in language.languages() if not entry.languages or lang in entry.languages]
        lang = host.lang if host.lang in self.languages else (self.languages or [host.lang])[0]
        self.values = {
            "title": language.pick(entry.title, lang),
            "client": client,
            "who": "group" if "group" in entry.suits or not entry.suits else "alone",
            "people": people,
            "names": "named",
            "lang": lang,
            "start": "",
            "end": "",
            "open": "with",
        }
        self.cursor = 1  # the title stands already: the client is the first thing to say
        self.writing = True
        self.titled = False  # whether the title was written by hand
        self.mistyped = False  # a letter just came where there is no line: a space that follows belongs to the same words
        self.shown = False
        self._told: tuple[Any, Any] = (None, None)  # of whom, and what there is
        self._listed: Any = None  # every session there is, read once
        self._scenario: Any = None

    @property
    def fields(self) -> list[str]:
        alone = self.values["who"] == "alone"
        found = ["title", "client", "who", *([] if alone else ["people", "names"])]
        found += ["lang"] if len(self.languages) > 1 else []
        found += [] if alone else CLOCKS
        before = self.before
        found += ["open"] if before is not None and before.open_actions else []
        return found + [TAKE + scenario for scenario in (before.choices if before is not None else ())]

    @property
    def field(self) -> str:
        fields = self.fields
        return fields[max(0, min(self.cursor, len(fields) - 1))]

    @property
    def before(self) -> Any:
        """What there is of the client already (of oneself, where one sits alone and names none): looked for when that is
        another. None: nothing."""
        client, alone = fold(self.values["client"]), self.values["who"] == "alone"
        if self._told[0] != (client, alone):
            self._told = ((client, alone), self._before(client, alone))
            choices = self._told[1].choices if self._told[1] is not None else {}
            came_from = self.host.before  # of what pointed here that very session
            for scenario, found in choices.items():
                mine = scenario == came_from[0] and any(one.uuid == came_from[1] for one in found)
                self.values[TAKE + scenario] = came_from[1] if mine else found[0].uuid
        return self._told[1]

    def _before(self, client: str, alone: bool) -> Any:
        from workshop.scenario import load
        from workshop.store import files
        from workshop.store.before import before

        if not client and not alone:
            return None
        if self._listed is None:
            self._listed = files.listing(self.host.app.sessions)
        if not any(fold(one.client) == client for one in self._listed if not one.error):
            return None
        if self._scenario is None:
            self._scenario = load.read(self.entry.path).scenario
        return before(self._listed, self.values["client"], self._scenario, alone=alone) if self._scenario is not None else None

    def taken(self) -> dict[str, str]:
        """The sessions to take from, by workshop."""
        choices = self.before.choices if self.before is not None else {}
        return {scenario: self.values[TAKE + scenario] for scenario in choices}

    def _of(self, name: str) -> Any:
        """The session chosen in a row; None: nothing is taken."""
        found = self.before.choices.get(name.removeprefix(TAKE), ()) if self.before is not None else ()
        return next((one for one in found if one.uuid == self.values[name]), None)

    # drawing
    def kicker(self) -> str:
        lang = self.host.lang
        minutes = t("new.minutes", lang, n=language.number(self.entry.minutes, lang, 0)) if self.entry.minutes else ""
        suits = ", ".join(t(f"home.{who}", lang) for who in self.entry.suits)
        return " · ".join(part for part in (language.pick(self.entry.title, lang), minutes, suits) if part)

    def question(self) -> str:
        return t("new.question", self.host.lang)

    def hint(self) -> str:
        return t("new.hint", self.host.lang)

    def view(self, width: int, height: int) -> View:
        rows: list[Row] = []
        line: LineAt | None = None
        narrow = width < NARROW
        roomy = height >= len(self.fields) * (2 if narrow else 1) + len(GAPS) + 2
        gaps = set(GAPS)
        for name in self.fields:
            kind = name.split(":")[0]
            if kind in gaps and roomy:
                gaps -= {kind, "take"} if kind in ("open", "take") else {kind}
                rows.append(EMPTY)
            here = name == self.field
            mark, back = ("▌", "focus") if here else ("", "")
            label = t(f"new.{kind}", self.host.lang) if kind != "take" or name == self._first_taken else ""
            spans = [] if narrow else [Span(pad(label, LABEL), "ink" if here else "soft", here)]
            if narrow:
                rows.append(row(soft(label), mark=mark, back=back, target=name))  # type: ignore[arg-type]
            if here and self.writing:
                at = width_of(spans)
                line = LineAt(len(rows), at, min(WRITTEN, width - at), 1, t(f"new.{name}_ghost", self.host.lang))
                spans.append(Span(" " * min(WRITTEN, width - at)))
            else:
                spans += self._value(name, width - width_of(spans))
            used = width_of(spans)
            at = max(used + 3, LABEL + SIDE if not (here and self.writing) else 0)
            side = self._side(name)
            room = width - at
            if side and room >= 12 and (cell_len(side) <= room or name == "client"):  # whose own words may be cut
                spans += [Span(" " * (at - used)), faint(cut(side, room))]
            rows.append(Row(tuple(spans), mark, back, name))  # type: ignore[arg-type]
        if len(rows) + 2 <= height:
            rows += [EMPTY, row(faint(cut(t("new.kept_in", self.host.lang, folder=_home(self.host.app.sessions)), width)))]
        if not self.shown:
            self.shown = True
            self.host.set_line(self.values[self.field] if self.writing else "")
        return View(*_seen(rows, line, self.field, height, self.host.lang))

    def _value(self, name: str, width: int) -> list[Span]:
        value, lang = self.values[name], self.host.lang
        if name not in TEXTS and name not in CHOICES:
            return self._taken_value(name, width)
        if name not in CHOICES:
            ghost = t(f"new.{name}_ghost", lang)
            return [Span(cut(value, min(WRITTEN, width))) if value else faint(cut(ghost, min(WRITTEN, width)))]
        spans: list[Span] = []
        for option in self.options(name):
            chosen = value == option
            word = language.name(option) if name == "lang" else t(f"new.{option}", lang)
            spans += [Span("● " if chosen else "○ ", "accent" if chosen else "faint")]
            spans += [Span(cut(word, max(4, width - width_of(spans) - 14)) + "   ", "ink" if chosen else "soft")]
        return spans

    @property
    def _first_taken(self) -> str:
        return next((name for name in self.fields if name.startswith(TAKE)), "")

    def _taken_value(self, name: str, width: int) -> list[Span]:
        """What is taken, or that nothing is; Space turns it."""
        lang = self.host.lang
        if name == "open":
            words = self.before.open_words(lang) if self.values["open"] == "with" else ""
        else:
            choice = self._of(name)
            words = choice.words(lang) if choice is not None else ""
        chosen = Span(cut(words or t("new.without", lang), width), "ink" if words else "soft")
        turns = f"   {t('new.turns_back' if not words else 'new.turns', lang)}"
        return [chosen, faint(turns)] if name == self.field and width_of([chosen]) + len(turns) <= width else [chosen]

    def _side(self, name: str) -> str:
        if name == "client":
            return self.before.open_words(self.host.lang) if self.before is not None else ""
        if name == "people" and self.values["names"] == "nameless":
            return t("new.people_counted", self.host.lang)
        if name == "start":
            return self._planned()
        return t(f"new.{name}_side", self.host.lang) if name in ("people", "names", "end") else ""

    def clock(self, name: str) -> time | None:
        """A time of day that was written; None where there is none, or what stands there is none."""
        return language.parse_clock(self.values[name])

    def _planned(self) -> str:
        """When the plan would end."""
        begins, _ = on_the_clock(self.clock("start"), None, datetime.now(UTC))
        if begins is None or not self.entry.minutes:
            return t("new.start_side", self.host.lang) if not self.values["start"] else ""
        end = (begins + timedelta(minutes=self.entry.minutes)).astimezone()
        key = "new.ends" if begins.astimezone().date() == datetime.now().date() else "new.ends_tomorrow"
        return t(key, self.host.lang, clock=language.clock(end))

    def wrong(self) -> str:
        """The field in which something stands that cannot be understood; "" where all can."""
        asked = (name for name in CLOCKS if name in self.fields and self.values[name].strip())
        return next((name for name in asked if self.clock(name) is None), "")

    def options(self, name: str) -> tuple[str, ...]:
        if name == "open":
            return ("with", "without")
        if name.startswith(TAKE):
            return (*(one.uuid for one in self.before.choices[name.removeprefix(TAKE)]), "")
        return tuple(self.languages) if name == "lang" else CHOICES[name]

    def pairs(self) -> list[Pair]:
        if self.field not in TEXTS:
            return [Pair("Space", "keys.turn"), Pair("↑↓", "keys.choose"), Pair("Enter", "keys.next_row")]
        return [Pair("Enter", "keys.next_row"), Pair("↑↓", "keys.choose")]

    # what was filled in and never begun
    def filled_in(self, text: str) -> dict[str, str]:
        """What somebody wrote here, by row, `text` what stands on the line; nothing where nobody did. Names are left out where
        none may be kept."""
        values = self.values | ({self.field: text} if self.field in TEXTS and self.writing else {})
        if values["names"] == "nameless" and not values["people"].strip().isdecimal():
            values["people"] = ""
        own = [name for name in TEXTS if name != "title" and values[name]]
        titled = values["title"] if self.titled or (self.field == "title" and text != self.values["title"]) else ""
        if not (own or titled):
            return {}
        return {name: values[name] for name in (*own, "who", "names")} | ({"title": titled} if titled else {})

    def fill_in(self, values: Mapping[str, str]) -> None:
        """The same rows again."""
        self.values |= {name: value for name, value in values.items() if name in TEXTS or value in CHOICES.get(name, ())}
        self.titled = "title" in values
        self._go(0)

    # keys
    def _keep(self, text: str) -> None:
        if self.field in TEXTS and self.writing:
            if self.field == "title" and text != self.values["title"]:
                self.titled = bool(text)
            self.values[self.field] = text

    def _go(self, way: int) -> None:
        fields = self.fields
        self.cursor = (fields.index(self.field) + way) % len(fields)
        self.writing = self.field in TEXTS
        self.host.set_line(self.values[self.field] if self.writing else "")

    def enter(self, text: str) -> None:
        self._keep(text)
        if self.field == self.fields[-1]:
            self.host.act_next()
        else:
            self._go(1)

    def move(self, key: str, text: str) -> bool:
        if key not in ("up", "down", "tab", "shift+tab"):
            return False
        self._keep(text)
        self._go(-1 if key in ("up", "shift+tab") else 1)
        return True

    def escape(self, text: str) -> None:
        self.host.act_previous()

    def key(self, key: str) -> bool:
        if key == "escape":
            self.host.act_previous()
        elif key in ("up", "shift+tab"):
            self._go(-1)
        elif key in ("down", "tab"):
            self._go(1)
        elif key == "enter":
            self.enter("")
        elif key in ("space", "left", "right") and self.field not in TEXTS and not (key == "space" and self.mistyped):
            self.turn(self.field, -1 if key == "left" else 1)
        else:
            self.mistyped = key != "space"
            return False
        self.mistyped = False
        return True

    def turn(self, name: str, way: int = 1) -> None:
        options = self.options(name)
        if self.values[name] in options:
            self.values[name] = options[(options.index(self.values[name]) + way) % len(options)]
            self.host.line_touched()
        if name == "lang":
            if not self.titled:
                self.values["title"] = language.pick(self.entry.title, self.values["lang"])
            self.host.app.use_language(self.values["lang"])

    def leave(self, text: str) -> bool:
        self._keep(text)
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, str) and target in self.fields:
            self._keep(self.host.line_text)
            if target not in TEXTS and target == self.field:
                self.turn(target)
            self.cursor = self.fields.index(target)
            self._go(0)


def _seen(rows: list[Row], line: LineAt | None, field: str, height: int, lang: str) -> tuple[list[Row], LineAt | None]:
    """The part of the form that fits, with the field at hand in it; how many fields are above and below it."""
    if len(rows) <= height:
        return rows, line
    last = max((at for at, each in enumerate(rows) if each.target == field), default=0)
    first = max(0, min(last - height + 3, len(rows) - height))
    end = first + height
    shown = rows[first:end]
    if first:
        shown[0] = row(faint(t("list.earlier", lang, n=_fields(rows[: first + 1]))))
    if end < len(rows):
        shown[-1] = row(faint(t("list.more", lang, n=_fields(rows[end - 1 :]))))
    return shown, line._replace(row=line.row - first) if line is not None else None


def _fields(rows: list[Row]) -> int:
    return len({each.target for each in rows} - {None})


class NewScreen(PaneScreen):
    name_of_screen = "new"

    def __init__(self, entry: Any, client: str = "", people: str = "", before: tuple[str, str] = ("", "")) -> None:
        """`before`: scenario and uuid of the session whose result pointed here."""
        super().__init__()
        self.entry, self.client, self.people, self.before = entry, client, people, before
        self._filled_in: dict[str, str] = {}
        self._keeper: Worker[dict[str, str]] = Worker("unbegun", unbegun.keep, DELAY)

    def ready(self) -> None:
        pane = NewPane(self, self.entry, self.client, self.people)
        self.show_pane(pane)
        if not self.client and (left := unbegun.read()):
            if left.pop("scenario", "") != self.entry.id:
                left.pop("title", "")
            pane.fill_in(left)
            self._filled_in = pane.filled_in(self.line_text)
            self.say(t("new.put_back", self.lang))
        if said := self.app.take_notice():  # type: ignore[attr-defined]
            self.say(said)

    @property
    def form(self) -> NewPane:
        assert isinstance(self.pane, NewPane)
        return self.pane

    @property
    def help_place(self) -> str:
        return t("new.title_bar", self.lang)

    def title_spans(self) -> list[Span]:
        return [soft(t("new.title_bar", self.lang))]

    def line_touched(self) -> None:
        """What is filled in is in no session yet: it is there again where the program is ended before it is."""
        if self.is_up and (found := self.form.filled_in(self.line_text)) != self._filled_in:
            self._filled_in = found
            self._keeper.put(found | ({"scenario": self.entry.id} if found else {}))

    def _let_go(self) -> None:
        self._filled_in = self.form.filled_in(self.line_text)  # no word of it again
        self._keeper.put({})
        self._keeper.flush(1.0)

    def on_unmount(self) -> None:
        self._keeper.flush(1.0)
        self._keeper.stop()

    unknown_letter = "new.unknown_letter"

    def last_pairs(self) -> list[Pair]:
        return self.sheet_pairs() if self.sheet_open else [Pair("PgDn", "keys.start"), Pair("Esc", "keys.back")]

    def act_next(self) -> None:
        """Make the file and walk in."""
        if self.sheet_open:
            return
        pane = self.form
        pane.leave(self.line_text)
        values = pane.values
        if wrong := pane.wrong():
            pane.click(wrong, 0)
            self.say(t("new.no_time", self.lang, given=values[wrong]), "warn")
            self.draw()
            return
        timed = values["who"] != "alone"
        begun = start_session(
            self.app,
            self.entry.path,
            title=values["title"],
            client=values["client"],
            lang=values["lang"],
            alone=values["who"] == "alone",
            people=_people(values["people"]),
            names="never" if values["names"] == "nameless" else "shown",
            start=pane.clock("start") if timed else None,
            end=pane.clock("end") if timed else None,
            found=pane.before,
            earlier=pane.taken(),
            carry=values["open"] == "with",
        )
        if begun:
            self._let_go()

    def act_previous(self) -> None:
        if not self.sheet_open:
            self._let_go()
            self.app.go_home()  # type: ignore[attr-defined]

    def act_language(self) -> None:
        """The language is a row of the form: this turns it wherever one is."""
        if len(self.form.languages) > 1:
            self.form.turn("lang")
        else:
            self.say(t("run.one_language", self.lang))


def _people(typed: str) -> int | list[str]:
    """Names with commas between, or how many."""
    typed = typed.strip()
    if typed.isdecimal():
        return int(typed[:6])
    return [one.strip() for one in typed.split(",") if one.strip()]


def _home(path: Any) -> str:
    """A folder as people write it: the home folder as ~."""
    from pathlib import Path

    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
