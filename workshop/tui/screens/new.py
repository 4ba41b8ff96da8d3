"""A new session: one form, its title filled in; PgDn starts at any moment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workshop import language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, cut, faint, pad, row, soft
from workshop.tui.screens.base import PaneScreen

LABEL = 18  # columns of the labels
TEXTS = ("title", "client", "people")
CHOICES = {"who": ("group", "alone"), "names": ("named", "nameless"), "lang": ("sv", "en")}
GAPS = {"who", "lang"}  # rows with an empty one before them


class NewPane(Pane):
    def __init__(self, host: Any, entry: Any, client: str = "", people: str = "") -> None:
        super().__init__(host)
        self.entry = entry
        lang = host.lang if host.lang in entry.languages or not entry.languages else entry.languages[0]
        suits = list(entry.suits) or ["group"]
        self.values = {
            "title": language.pick(entry.title, lang),
            "client": client,
            "who": "group" if "group" in suits else "alone",
            "people": people,
            "names": "named",
            "lang": lang,
        }
        self.cursor = 1  # the title stands already: the client is the first thing to say
        self.writing = True
        self.titled = False  # whether the title was written by hand
        self.host_ready = False

    @property
    def fields(self) -> list[str]:
        alone = self.values["who"] == "alone"
        found = ["title", "client", "who", *([] if alone else ["people", "names"])]
        return [*found, "lang"] if len(self.entry.languages) > 1 or not self.entry.languages else found

    @property
    def field(self) -> str:
        return self.fields[max(0, min(self.cursor, len(self.fields) - 1))]

    # drawing
    def kicker(self) -> str:
        lang = self.host.lang
        minutes = t("new.minutes", lang, n=language.number(self.entry.minutes or 0, lang, 0))
        suits = ", ".join(t(f"home.{who}", lang) for who in self.entry.suits)
        return " · ".join(part for part in (language.pick(self.entry.title, lang), minutes, suits) if part)

    def question(self) -> str:
        return t("new.question", self.host.lang)

    def hint(self) -> str:
        return t("new.hint", self.host.lang)

    def view(self, width: int, height: int) -> View:
        lang = self.host.lang
        rows: list[Row] = []
        line: LineAt | None = None
        narrow = width < 62
        at = 0 if narrow else LABEL
        for name in self.fields:
            here = name == self.field
            if name in GAPS and height > 14:
                rows.append(EMPTY)
            back: Any = "focus" if here else ""
            label = t(f"new.{name}", lang)
            mark: Any = "▌" if here else ""
            spans = [] if narrow else [Span(pad(label, LABEL), "ink" if here else "soft", here)]
            if narrow:
                rows.append(row(Span(label, "soft"), mark=mark, back=back, target=name))
            side = t(f"new.{name}_side", lang) if name in ("people", "names") else ""
            if name in CHOICES:
                for option in CHOICES[name]:
                    chosen = self.values[name] == option
                    word = t(f"new.{option}", lang)
                    spans += [Span("● " if chosen else "○ ", "accent" if chosen else "faint"), Span(f"{word}   ", "ink" if chosen else "soft")]
            elif here and self.writing:
                line = LineAt(len(rows), at, min(44, width - at), 1, t(f"new.{name}_ghost", lang))
                spans.append(Span(" " * min(44, width - at)))
            else:
                value = self.values[name]
                spans.append(Span(cut(value, 44)) if value else faint(t(f"new.{name}_ghost", lang)))
            used = sum(len(span.text) for span in spans)
            if side and used + 3 + len(side) <= width:
                spans += [Span(" " * max(3, 52 - used)), faint(cut(side, width - max(used + 3, 52)))]
            rows.append(Row(tuple(spans), mark, back, name))
        rows += [EMPTY, row(faint(cut(t("new.kept_in", lang, folder=_home(self.host.app.sessions)), width)))]
        intro = language.pick(self.entry.intro, lang) if getattr(self.entry, "intro", None) else ""
        if intro and len(rows) + 3 < height:
            from workshop.tui.rows import wrap

            rows += [EMPTY, *(row(soft(text)) for text in wrap(intro, min(width, 84), 0))]
        if not self.host_ready:
            self.host_ready = True
            self.host.set_line(self.values[self.field])
        return View(rows[:height], line)

    def pairs(self) -> list[Pair]:
        if self.field in CHOICES:
            return [Pair("Space", "keys.turn"), Pair("↑↓", "keys.choose"), Pair("Enter", "keys.next_row")]
        return [Pair("Enter", "keys.next_row"), Pair("↑↓", "keys.choose")]

    # keys
    def _keep(self, text: str) -> None:
        if self.field in TEXTS and self.writing:
            if self.field == "title" and text != self.values["title"]:
                self.titled = bool(text)
            self.values[self.field] = text

    def _go(self, way: int) -> None:
        self.cursor = (self.fields.index(self.field) + way) % len(self.fields)
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
        self._keep(text)
        self.host.app.go_home()

    def key(self, key: str) -> bool:
        if key == "escape":
            self.host.app.go_home()
        elif key in ("up", "shift+tab"):
            self._go(-1)
        elif key in ("down", "tab"):
            self._go(1)
        elif key == "enter":
            self.enter("")
        elif key in ("space", "left", "right") and self.field in CHOICES:
            name = self.field
            options = CHOICES[name]
            self.values[name] = options[(options.index(self.values[name]) + 1) % len(options)]
            if name == "lang":
                self._language(self.values["lang"])
        else:
            return False
        return True

    def _language(self, lang: str) -> None:
        if not self.titled:
            self.values["title"] = language.pick(self.entry.title, lang)
        self.host.app.use_language(lang)

    def leave(self, text: str) -> bool:
        self._keep(text)
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, str) and target in self.fields:
            self._keep(self.host.line_text)
            if target == self.field and target in CHOICES:
                self.key("space")
            self.cursor = self.fields.index(target)
            self._go(0)


class NewScreen(PaneScreen):
    name_of_screen = "new"

    def __init__(self, entry: Any, client: str = "", people: str = "") -> None:
        super().__init__()
        self.entry, self.client, self.people = entry, client, people

    def ready(self) -> None:
        self.show_pane(NewPane(self, self.entry, self.client, self.people))

    def title_spans(self) -> list[Span]:
        return [soft(t("new.title_bar", self.lang))]

    def last_pairs(self) -> list[Pair]:
        return [Pair("PgDn", "keys.start"), Pair("Esc", "keys.back")]

    def act_next(self) -> None:
        """Make the file and walk in."""
        pane = self.pane
        if not isinstance(pane, NewPane) or not pane.leave(self.line_text):
            return
        values = pane.values
        people = values["people"].strip()
        start_session(
            self.app,
            self.entry.path,
            title=values["title"],
            client=values["client"],
            lang=values["lang"],
            alone=values["who"] == "alone",
            people=int(people) if people.isdigit() else [one.strip() for one in people.split(",") if one.strip()],
            names="never" if values["names"] == "nameless" else "shown",
        )

    def act_previous(self) -> None:
        self.app.go_home()  # type: ignore[attr-defined]

    act_home = act_previous

    def act_language(self) -> None:
        """The language is a row of the form."""


def start_session(app: Any, scenario_path: Path, **values: Any) -> None:
    """A new session file from a scenario's path, opened at its first step; what stands in the way is said."""
    from workshop.scenario import load
    from workshop.session.begin import begin
    from workshop.store import files
    from workshop.tui.sitting import sit_down

    try:
        loaded = load.read(scenario_path)
        if loaded.scenario is None:
            app.screen.say(str(loaded.faults[0]), "warn")
            return
        session = begin(loaded.scenario, loaded.text, now=datetime.now(UTC), **values)
        path = files.create(app.sessions, session)
    except (WorkshopError, OSError) as error:
        app.screen.say(str(error), "warn")
        return
    app.use_language(session.lang)
    app.open(lambda: sit_down(path))


def try_out(app: Any) -> None:
    """The tour: activity splitting with a made-up client, alone at the keyboard but as in a room."""
    from workshop.scenario import library

    path = library.find("activity_splitting", app.settings.scenarios)
    start_session(
        app,
        path,
        title=t("new.try_title", app.lang),
        client=t("new.try_client", app.lang),
        lang=app.lang,
        alone=False,
        people=["Ann", "Jonas", "Mira"],
        names="shown",
    )


def _home(path: Path) -> str:
    """A folder as people write it: the home folder as ~."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return str(path)
