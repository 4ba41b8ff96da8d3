"""Home: one list. Go on where you were (latest first, in focus), start a new one, look at what came out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from workshop import language
from workshop.language import t
from workshop.tui.layout import Layout
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, cut, faint, pad, row
from workshop.tui.screens.base import PaneScreen
from workshop.tui.sheets.naming import NamePane
from workshop.tui.steps.window import window

OPEN_SHOWN = 5  # sessions to go on with before the list is cut (the rest under results, or found by /)


class Entry(NamedTuple):
    """One line of home: a session to go on with or look at, a workshop to start, or a broken file."""

    what: str  # open | done | new | broken | try
    title: str
    says: str
    right: str
    thing: Any
    warn: bool = False


class HomePane(Pane):
    wide = True

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.cursor = 0
        self.first = 0
        self.wanted = ""
        self.entries: list[Entry] = []
        self.load()

    # what there is
    def load(self) -> None:
        """Read the folder again: sessions changed since then, broken files with their reason."""
        from workshop.scenario import library
        from workshop.store import files

        app = self.host.app
        now = datetime.now(UTC)
        lang = self.host.lang
        titles = {entry.id: entry for entry in library.entries(app.settings.scenarios)}
        sessions = files.listing(app.sessions)
        entries: list[Entry] = []
        done: list[Entry] = []
        for one in sessions:
            if one.error:
                done.append(Entry("broken", one.path.name, str(one.error), "", one, True))
                continue
            name = f"{one.title} · {one.client}" if one.client and one.client not in one.title else one.title
            when = language.ago(one.changed, now, lang)
            if one.done:
                done.append(Entry("done", name, self._results(one), when, one, bool(one.late(datetime.now().date()))))
            else:
                entries.append(Entry("open", name, self._at(one), when, one))
        if not sessions:
            entries.append(Entry("try", t("home.try", lang), t("home.try_says", lang), "", None))
        for entry in titles.values():
            suits = ", ".join(t(f"home.{who}", lang) for who in entry.suits)
            minutes = language.number(entry.minutes or 0, lang, 0)
            says = language.pick(entry.summary, lang) if entry.summary else ""
            entries.append(Entry("new", language.pick(entry.title, lang), says, f"{suits}\t{minutes}", entry))
        self.all_entries = entries + done
        self.filter()

    def _at(self, one: Any) -> str:
        if not one.step_number:
            return one.scenario_title or ""
        return t("home.at", self.host.lang, n=one.step_number, of=one.steps, step=one.step_title)

    def _results(self, one: Any) -> str:
        lang, late = self.host.lang, one.late(datetime.now().date())
        if not one.open_actions:
            return one.scenario_title or ""
        said = t("home.actions", lang, n=one.open_actions)
        return f"{said}, {t('home.late', lang, n=late)}" if late else said

    def filter(self) -> None:
        wanted = self.wanted.casefold()
        self.entries = [one for one in self.all_entries if wanted in f"{one.title} {one.says}".casefold()]
        self.cursor = min(self.cursor, max(0, len(self.entries) - 1))

    # drawing
    def question(self) -> str:
        if any(entry.what == "try" for entry in self.entries):
            return t("home.question", self.host.lang)
        return t("home.found", self.host.lang, what=self.wanted) if self.wanted else ""

    def view(self, width: int, height: int) -> View:
        lang = self.host.lang
        parts = {"open": "home.go_on", "new": "home.start", "done": "home.results", "broken": "home.results"}
        rows: list[tuple[int, Row]] = []
        last = ""
        right_width = 28 if width >= 88 else 8
        says_at = max(24, min(36, width * 2 // 5))
        for index, entry in enumerate(self.entries):
            part = parts.get(entry.what, "")
            if part and part != last:
                if rows:
                    rows.append((-1, EMPTY))
                figure = pad(t("home.minutes", lang), 0) if part != "home.start" else t("home.minutes", lang)
                head = pad(t(part, lang), width - len(figure)) + figure if part == "home.start" else t(part, lang)
                rows.append((-1, row(faint(head))))
                last = part
            rows.append((index, self._entry_row(entry, index, width, says_at, right_width)))
            if entry.what == "try":
                rows.append((-1, row(faint(t("home.none_yet", lang)))))
        at = next((place for place, (index, _) in enumerate(rows) if index == self.cursor), 0)
        first, end = window(len(rows), at, self.first, lambda _: 1, height)
        self.first = first
        if first <= 1 and at < height - 2:
            first = 0
        shown = [one for _, one in rows[first:end]]
        if end < len(rows):
            shown.append(row(faint(t("list.more", lang, n=sum(index >= 0 for index, _ in rows[end:])))))
        if first:
            shown.insert(0, row(faint(t("list.earlier", lang, n=sum(index >= 0 for index, _ in rows[:first])))))
        return View(shown)

    def _entry_row(self, entry: Entry, index: int, width: int, says_at: int, right_width: int) -> Row:
        here = index == self.cursor
        left = pad(entry.title, says_at - 2)
        right = entry.right
        if "\t" in right:
            suits, minutes = right.split("\t")
            right = (
                pad(suits, right_width - 6) + pad(minutes, 6, "right")
                if right_width > 10
                else pad(minutes, right_width, "right")
            )
        else:
            right = pad(right, max(right_width, 14), "right")
        says = pad(entry.says, max(0, width - says_at - len(right) - 1))
        return Row(
            (
                Span(left, "ink", here),
                Span("  "),
                Span(says, "warn" if entry.warn else "soft"),
                Span(" "),
                Span(right, "ink" if here else "soft"),
            ),
            "▌" if here else "",
            "focus" if here else "",
            index,
        )

    def pairs(self) -> list[Pair]:
        entry = self.entry
        words = {"open": "keys.go_on", "done": "keys.look", "broken": "keys.why"}.get(entry.what if entry else "", "keys.start")
        return [
            Pair("Enter", words),
            Pair("↑↓", "keys.choose"),
            Pair("/", "keys.find"),
            *([Pair("x", "keys.export")] if entry and entry.what in ("open", "done") else []),
        ]

    @property
    def entry(self) -> Entry | None:
        return self.entries[self.cursor] if 0 <= self.cursor < len(self.entries) else None

    # keys
    def key(self, key: str) -> bool:
        count = len(self.entries)
        if key in ("up", "down") and count:
            self.cursor = max(0, min(count - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("pagedown", "pageup") and count:
            self.cursor = max(0, min(count - 1, self.cursor + (10 if key == "pagedown" else -10)))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else count - 1
        elif key == "tab" and count:
            following = next(
                (i for i in range(self.cursor + 1, count) if self.entries[i].what != self.entries[self.cursor].what), 0
            )
            self.cursor = following
        elif key == "enter" and self.entry:
            self.open_entry(self.entry)
        elif key == "/":
            self.host.open_sheet(NamePane(self.host, t("home.find", self.host.lang), self.wanted, self._find), 4)
        elif key == "escape" and self.wanted:
            self._find("")
        elif key in ("d", "delete") and self.entry and self.entry.what in ("open", "done", "broken"):
            self.host.remove_session(self.entry)
        elif key == "x" and self.entry and self.entry.what in ("open", "done"):
            self.host.export_entry(self.entry)
        else:
            return False
        return True

    def _find(self, text: str) -> None:
        self.wanted = text.strip()
        self.cursor = 0
        self.filter()

    def open_entry(self, entry: Entry) -> None:
        if entry.what == "broken":
            self.host.say(entry.says, "warn")
        elif entry.what == "new":
            self.host.new_session(entry.thing)
        elif entry.what == "try":
            self.host.try_out()
        else:
            self.host.open_session(entry.thing.path)

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor and (entry := self.entry):
                self.open_entry(entry)
            self.cursor = target


class HomeScreen(PaneScreen):
    name_of_screen = "home"

    def __init__(self, said: str = "") -> None:
        super().__init__()
        self._said = said

    def ready(self) -> None:
        self.show_pane(HomePane(self))
        if self._said:
            self.say(self._said)

    def title_spans(self) -> list[Span]:
        return [Span("workshop")]

    def _draw_header(self) -> None:
        super()._draw_header()
        now = datetime.now()
        words = f"{language.long_day(now.date(), self.lang, now.date())}  {now:%H:%M}"
        self.parts["status"].set_spans(Span(cut(words, max(10, self.size.width - 16)), "soft"))

    def last_pairs(self) -> list[Pair]:
        return [Pair("Esc", "keys.back")] if self.sheet_open else [Pair("?", "keys.help")]

    def more_pairs(self) -> list[Pair]:
        return [] if self.sheet_open else [Pair("l", "keys.other_language"), Pair("q", "keys.quit")]

    def draw_beside(self, layout: Layout) -> None:
        """Home has nothing beside its list."""

    # what an entry does
    def new_session(self, entry: Any) -> None:
        from workshop.tui.screens.new import NewScreen

        self.app._show(NewScreen(entry))  # type: ignore[attr-defined]

    def open_session(self, path: Any) -> None:
        from workshop.tui.sitting import sit_down

        self.app.open(lambda: sit_down(path))  # type: ignore[attr-defined]

    def try_out(self) -> None:
        """A made-up client, for real: the shortest way to a live step."""
        from workshop.tui.screens.new import try_out

        try_out(self.app)

    def remove_session(self, entry: Any) -> None:
        """The only thing that asks: a whole session to the system's bin."""
        from workshop.tui.sheets.asking import AskPane

        def removed() -> None:
            from workshop.store import files

            files.to_bin(entry.thing.path)
            self.pane.load()  # type: ignore[attr-defined]
            self.say(t("home.binned", self.lang, title=entry.title))

        self.open_sheet(AskPane(self, t("home.bin", self.lang, title=entry.title), removed), 4)

    def export_entry(self, entry: Any) -> None:
        self.app.export_file(self, entry.thing.path)  # type: ignore[attr-defined]

    def act_language(self) -> None:
        languages = language.languages()
        following = languages[(languages.index(self.lang) + 1) % len(languages)]
        self.app.use_language(following)  # type: ignore[attr-defined]
        self.pane.load()  # type: ignore[attr-defined]

    def act_quit(self) -> None:
        self.app.leave()  # type: ignore[attr-defined]
