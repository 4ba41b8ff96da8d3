"""Home: one list. Go on where you were (latest first, in focus), start a new one, look at what came out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from rich.cells import cell_len

from workshop import language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.text import fold, matches
from workshop.tui.air import has_air
from workshop.tui.entries import Entry, left_in_words, of_left, of_session, of_workshops
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Row, Span, View, cut, faint, pad, row, wrap
from workshop.tui.screens.base import PaneScreen
from workshop.tui.steps.window import window

OPEN_SHOWN = 5  # sessions to go on with before the rest are folded into one row
PARTS = {
    "left": "home.go_on",
    "open": "home.go_on",
    "copy": "home.go_on",
    "more": "home.go_on",
    "new": "home.start",
    "shelf": "home.start",
    "done": "home.results",
    "broken": "home.results",
    "book": "home.cookbook",
}
NAME = 36  # cells of a name with its gap, at most
SUITS, MINUTES, WHEN = 22, 6, 16  # columns at the right
OF_WORKSHOPS = ("home.start", "home.cookbook")
AT_ONCE = 24  # sessions that are read before anything is shown: a screenful
FIRST = 0.012  # seconds until the rest is begun with: the first picture is on the screen by then
TURN, PAUSE, AGAIN = 0.008, 0.002, 0.25  # seconds of reading, between two turns (for keys), between two pictures
GAP = 3
NARROW = 60  # cells under which what is said of a session gives way to where it stands
READ = 96  # cells of a line that is read at ease
FOOT = 4  # rows of what is said of the workshop in focus
SLACK = 2  # rows
TALL = 22  # rows from which there is room for that


class HomePane(Pane):
    subject = "home"
    host: Any
    wide = True

    def __init__(self, host: Any) -> None:
        super().__init__(host)
        self.cursor = 0
        self.first = 0
        self.wanted = ""
        self.unfolded = False
        self.books_out = False
        self.longest = 0  # name, in cells
        self.entries: list[Entry] = []
        self.load()

    # what there is
    def load(self) -> None:
        """Read the folder again: sessions changed since then, broken files with their reason. What is wanted first is there at
        once, the rest comes as it is read, and keys are taken meanwhile."""
        from workshop.store import files
        from workshop.store.left import ended_in

        self._today, self._now = date.today(), datetime.now().astimezone()
        self._ended = ended_in(self.host.app.sessions)
        self._unread = files.paths(self.host.app.sessions)
        self._unread.reverse()  # read from its end
        self._sessions: list[Any] = []
        self._entry_of: dict[Path, Entry] = {}  # of each session that was read, until the folder is read again
        self._workshops: list[Entry] | None = None
        self._read(AT_ONCE)
        self._arrange()
        self._turn: object = None  # begun with the first picture, so that it is not kept waiting

    def _read(self, count: int) -> None:
        from workshop.store import files

        for _ in range(min(count, len(self._unread))):
            self._sessions.append(files.listed(self._unread.pop()))

    def _go_on(self, turn: object) -> None:
        """The next few, and then again: so long as this screen is up and nobody began to read the folder anew."""
        if turn is not self._turn or not self.host.is_up:
            return
        start = monotonic()
        if self._workshops is None:
            self._workshops = list(of_workshops(self.host.app.settings.scenarios, self.host.lang))
            self._entry_of.clear()  # what is said of a session depends on them
            self._drawn_at = start - AGAIN
        while self._unread and monotonic() - start < TURN:
            self._read(1)
        if not self._unread or start - self._drawn_at >= AGAIN:
            self._arrange()
            self.host.redraw()
            self._drawn_at = monotonic()
        if self._unread:
            self.host.set_timer(PAUSE, lambda: self._go_on(turn))
        else:
            self.host.tell_left()

    def _arrange(self) -> None:
        """The list of what has been read by now."""
        from workshop.store import files
        from workshop.store.left import left

        lang, at_hand = self.host.lang, self.entry
        sessions = files.in_order(self._sessions)
        self.left = left(sessions, self._ended, folder=self.host.app.sessions, whole=not self._unread)
        there = {one.path for one in self.left}
        entries = [self._session_entry(one) for one in sessions if one.path not in there]
        self.first_time = not sessions and not self.left
        self.all_entries = [Entry("try", t("home.try", lang), t("home.try_says", lang), "", None)] if self.first_time else []
        self.all_entries += of_left(self.left, sessions, lang, self._now)
        self.all_entries += [entry for entry in entries if entry.what in ("open", "copy")]
        self.all_entries += self._workshops or []
        self.all_entries += [entry for entry in entries if entry.what not in ("open", "copy")]
        self.filter()
        if at_hand is not None and self.cursor and at_hand.thing is not None:  # what it points at stays what it points at
            where = at_hand.thing.path
            self.cursor = next(
                (at for at, entry in enumerate(self.entries) if entry.thing is not None and entry.thing.path == where),
                self.cursor,
            )

    def _session_entry(self, one: Any) -> Entry:
        entry = self._entry_of.get(one.path)
        if entry is None or entry.thing != one:
            newer = self._newer(one)
            entry = self._entry_of[one.path] = of_session(one, self.host.lang, self._today, self._now, newer)
        return entry

    def _newer(self, one: Any) -> bool:
        """Whether a newer version of its workshop is installed than the one it runs on."""
        if self._workshops is None:
            return False  # known when they are read, after the first picture
        from workshop.scenario.library import is_newer

        installed = next((each.thing.version for each in self._workshops if each.thing.id == one.scenario), "")
        return bool(installed and one.version) and is_newer(installed, one.version)

    def filter(self) -> None:
        words = fold(self.wanted).split()
        found = [one for one in self.all_entries if matches(self.wanted, *one.words)]
        if words:  # what says so in its name comes first, in its own part of the list
            place = {part: at for at, part in enumerate(PARTS)}
            found.sort(key=lambda one: (place.get(one.what, -1), not matches(self.wanted, one.title)))
        folded = [one for one in found if one.what == "open"][OPEN_SHOWN:]
        if len(folded) > 1 and not self.unfolded and not words:
            last = found.index(folded[-1])
            rest = Entry("more", t("home.more", self.host.lang, n=len(folded)), "", "", None)
            found = [*found[: last - len(folded) + 1], rest, *found[last + 1 :]]
        books = [one for one in found if one.what == "book"]
        if len(books) > 1 and not self.books_out and not words:
            shelf = Entry("shelf", t("home.shelf", self.host.lang), t("home.on_it", self.host.lang, n=len(books)), "", None)
            first = found.index(books[0])
            found = [*found[:first], shelf, *found[first + len(books) :]]
        self.entries = found
        self.longest = max((cell_len(entry.title) for entry in found), default=0)
        self.cursor = min(self.cursor, max(0, len(found) - 1))

    # drawing
    def question(self) -> str:
        if self.wanted:
            return t("home.found", self.host.lang, what=self.wanted)
        return t("home.question", self.host.lang) if self.first_time else ""

    def view(self, width: int, height: int) -> View:
        if self._turn is None and height > 1:
            self._turn = turn = object()
            self.host.set_timer(FIRST, lambda: self._go_on(turn))
        rows = list(self._places())
        if not self.entries:
            return View([row(faint(cut(t("home.nothing_found", self.host.lang), width)))])
        foot = self._foot(width) if height >= TALL else []
        height -= len(foot)
        if has_air(self.host.density, len(self.entries) + 1, len(rows), height, slack=SLACK):
            rows = _with_air(rows)
        at = next(place for place, (index, _) in enumerate(rows) if index == self.cursor)
        if self.cursor == 0 and at < height - 1:
            at = 0  # the heading of the first part comes along
        first, end = window(len(rows), at, self.first, lambda _: 1, height)
        self.first = first
        shown = [self._drawn(index, what, width) for index, what in rows[first:end]]
        if later := sum(index >= 0 for index, _ in rows[end:]):
            shown.append(row(faint(t("list.more", self.host.lang, n=later))))
        if first:
            earlier = sum(index >= 0 for index, _ in rows[:first])
            shown.insert(
                0, row(faint(t("list.earlier", self.host.lang, n=earlier))) if earlier else self._drawn(*rows[first - 1], width)
            )
        return View([*shown, *[EMPTY] * (height - len(shown)), *foot])

    def _foot(self, width: int) -> list[Row]:
        """What the workshop in focus is for and gives, whole: the list has room for its beginning only."""
        entry = self.entry
        if entry is None or not entry.is_workshop or entry.warn:
            return []
        said = list(wrap(entry.says, min(width, READ), 0)[:2])
        if entry.thing.gives:
            gives = " ".join(language.pick(entry.thing.gives, self.host.lang).split())
            said += wrap(t("home.gives", self.host.lang, what=gives), min(width, READ), 0)[:2]
        return [EMPTY, *(row(faint(line)) for line in said), *[EMPTY] * (FOOT - len(said))]

    def _places(self) -> Iterator[tuple[int, str]]:
        """Every row as the place of its entry, or -1 and what stands there: the name of a part, a word for those who have
        nothing yet, nothing."""
        last = ""
        for index, entry in enumerate(self.entries):
            part = PARTS.get(entry.what, "")
            if part and part != last:
                if index:
                    yield -1, ""
                yield -1, part
                last = part
            yield index, ""
            if entry.what == "try":
                yield -1, "home.none_yet"

    def _drawn(self, index: int, what: str, width: int) -> Row:
        if index >= 0:
            return self._row(self.entries[index], index, width)
        if not what:
            return EMPTY
        words = t(what, self.host.lang)
        if what == "home.none_yet":
            return row(faint(cut(words, width)))
        minutes = t("home.minutes", self.host.lang) if what in OF_WORKSHOPS else ""
        return row(faint(pad(words, width - len(minutes)) + minutes))

    def _row(self, entry: Entry, index: int, width: int) -> Row:
        here = index == self.cursor
        name = min(max(26, min(NAME, width // 2)), self.longest + GAP)
        if entry.what == "try":  # alone in its part
            name = min(name, cell_len(entry.title) + GAP)
        suits = SUITS if entry.is_workshop and width >= 88 else 0
        right = (MINUTES if entry.is_workshop else WHEN if width >= NARROW else cell_len(entry.when)) if entry.when else 0
        says = max(0, width - name - suits - right - (GAP if right else 0))
        if entry.warn and not entry.is_workshop and width < NARROW and cell_len(entry.says) > says:
            right, says = 0, width - name  # what is the matter with it comes before when it was
        said = entry.says
        if entry.short and width < NARROW:
            said = entry.short if cell_len(entry.short) <= says else ""
        spans = (
            Span(pad(entry.title, name - GAP) + " " * GAP, "ink", here),
            Span(pad(said, says) + (" " * GAP if right else ""), "warn" if entry.warn else "soft"),
            faint(pad(entry.suits, suits)),
            Span(pad(entry.when, right, "right"), "ink" if here else "soft"),
        )
        return Row(spans, "▌" if here else "", "focus" if here else "", index)

    def pairs(self) -> list[Pair]:
        entry = self.entry
        words = {"open": "keys.go_on", "left": "keys.go_on", "done": "keys.look", "broken": "keys.why"}
        words["copy"] = "keys.what_differs"
        words |= dict.fromkeys(("more", "shelf"), "keys.show_rest")
        of_session = entry is not None and entry.what in ("open", "done")
        return [
            *([Pair("Enter", words.get(entry.what, "keys.start"))] if entry else []),
            Pair("↑↓", "keys.choose"),
            Pair("/", "keys.find"),
            *([Pair("Esc", "keys.show_all")] if self.wanted else []),
            *([Pair("v", "keys.read_through")] if entry and entry.is_workshop else []),
            *([Pair("u", "keys.update")] if entry is not None and entry.newer else []),
            *([Pair("x", "keys.export")] if of_session else []),
            Pair("l", "keys.other_language"),
            Pair("q", "keys.quit"),
            Pair("s", "keys.settings"),
            *([Pair("d", "keys.bin")] if of_session or (entry and entry.what in ("broken", "copy")) else []),
        ]

    @property
    def entry(self) -> Entry | None:
        return self.entries[self.cursor] if 0 <= self.cursor < len(self.entries) else None

    # keys
    def key(self, key: str) -> bool:
        count, entry = len(self.entries), self.entry
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
        if key in steps and count:
            self.cursor = max(0, min(count - 1, self.cursor + steps[key]))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else max(0, count - 1)
        elif key in ("tab", "shift+tab") and entry is not None:
            starts = [i for i, one in enumerate(self.entries) if not i or _part(one) != _part(self.entries[i - 1])]
            after, before = [i for i in starts if i > self.cursor], [i for i in starts if i < self.cursor]
            self.cursor = (after or [0])[0] if key == "tab" else (before or starts)[-1]
        elif key == "enter" and entry is not None:
            self.open_entry(entry)
        elif key == "escape" and self.wanted:
            self.find("")
        elif key in ("d", "delete") and entry is not None and entry.what in ("open", "done", "broken", "copy"):
            self.host.remove_session(entry)
        else:
            return False
        return True

    def find(self, text: str) -> None:
        self.wanted = text.strip()
        self.cursor = self.first = 0
        self.filter()

    def open_entry(self, entry: Entry) -> None:
        if entry.what == "more":
            self.unfolded = True
            self.filter()
        elif entry.what == "shelf":
            self.books_out = True
            self.filter()
        elif entry.is_workshop:
            self.host.new_session(entry.thing)
        elif entry.what == "try":
            self.host.try_out()
        elif entry.what == "copy":
            self.host.compare(entry.thing)
        elif entry.what == "left":
            self.host.bring_home(entry.thing)
        else:
            self.host.open_session(entry.thing.path)

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor and (entry := self.entry):
                self.open_entry(entry)
            else:
                self.cursor = target


def _with_air(rows: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The same with an empty row between two things that follow on each other."""
    apart = [(at > 0 and row_[0] >= 0 and rows[at - 1][0] >= 0, row_) for at, row_ in enumerate(rows)]
    return [each for gap, row_ in apart for each in ((-1, ""), row_)[not gap :]]


def _part(entry: Entry) -> str:
    return PARTS.get(entry.what, "")


class HomeScreen(PaneScreen):
    name_of_screen = "home"

    def __init__(self, said: str = "", error: WorkshopError | None = None) -> None:
        super().__init__()
        self._said, self._error = said, error
        self._told = said

    def ready(self) -> None:
        self.show_pane(HomePane(self))
        self.set_interval(5.0, self._draw_clock)
        if not self._said and self._error is None:
            self._said = self._synced()
        self._told = self._said
        self.say(self._said)
        self.tell_left()
        if self._error is not None:
            self.cannot_open(self._error)

    def tell_left(self) -> None:
        """What was not left as one leaves it, after what there was to say; while nothing else has been said."""
        said = " ".join(filter(None, (self._said, left_in_words(self.home.left, self.lang))))
        if said != self.message and self.message in (self._said, self._told):
            self.say(said)
            self._told = said

    @property
    def home(self) -> HomePane:
        assert isinstance(self.pane, HomePane)
        return self.pane

    @property
    def help_place(self) -> str:
        return t("home.name", self.lang)

    def title_spans(self) -> list[Span]:
        return [Span("workshop")]

    def _draw_header(self) -> None:
        super()._draw_header()
        self._draw_clock()

    def _draw_clock(self) -> None:
        """The time of day: a row that is painted when the minute has passed."""
        now = datetime.now()
        words = f"{language.long_day(now.date(), self.lang, now.date())}  {now:%H:%M}"
        self.parts["status"].set_spans(Span(cut(words, max(5, self.size.width - 16)), "soft"))

    def state_words(self, pane: Pane) -> str:
        """No state is named here: nothing is written on home but in a sheet."""
        return super().state_words(pane) if self.sheet_open else ""

    def last_pairs(self) -> list[Pair]:
        return self.sheet_pairs() if self.sheet_open else [Pair("?", "keys.help")]

    unknown_letter = "home.unknown_letter"

    def _synced(self) -> str:
        """Once of each folder: that what is said in it is carried to other computers."""
        from workshop.store.synced import once

        by = once(self.app.sessions)  # type: ignore[attr-defined]
        return t("home.synced", self.lang, by=by) if by else ""

    def compare(self, one: Any) -> None:
        """Another version of a session, beside the session itself."""
        from workshop.tui.versions import show_at_home

        show_at_home(self, one.path.with_name(one.of), one.path)

    def act_update(self) -> None:
        """The installed version of the workshop that the session in focus runs on."""
        from workshop.tui.versions import show_update

        entry = self.home.entry
        if entry is None or entry.what not in ("open", "done"):
            self.say(t("home.no_update", self.lang))
        else:
            show_update(self, entry.thing.path)

    # what an entry does
    def new_session(self, entry: Any) -> None:
        from workshop.tui.screens.new import NewScreen

        if fault := next((fault for fault in entry.faults if fault.is_error), None):
            self.say(str(fault), "warn")
        else:
            self.app.show(NewScreen(entry))  # type: ignore[attr-defined]

    def open_session(self, path: Path, *, write: bool = True, recovered: Any = "") -> None:
        from workshop.store.table import sit_down

        self.app.open(lambda: sit_down(path, write=write, recovered=recovered))  # type: ignore[attr-defined]

    def cannot_open(self, error: WorkshopError) -> None:
        """Why, in words; and what can be done instead, where there is something."""
        from workshop.store.lock import Held
        from workshop.store.opening import NotInFile
        from workshop.store.saved import Damaged
        from workshop.tui.sheets.offering import OfferPane

        lang = self.lang
        path = Path(str(error.path))
        if isinstance(error, Held):
            kept = t("home.read_only_says", lang)
            in_a_copy = ("c", "keys.in_a_copy", lambda: self._open_copy(path))
            read_only = lambda: self.open_session(path, write=False)  # noqa: E731
            offer = OfferPane(self, error.words(lang), kept, "keys.read_only", read_only, in_a_copy)
        elif isinstance(error, Damaged) and error.backup is not None:
            kept = t("home.restore_says", lang, file=path.name)
            offer = OfferPane(self, error.words(lang), kept, "keys.take_copy", lambda: self._restore(path, error))
        elif isinstance(error, NotInFile):
            kept = t("home.not_in_file_says", lang)
            take, aside = (partial(self.open_session, path, recovered=choice) for choice in ("take", "aside"))
            offer = OfferPane(self, error.words(lang), kept, "keys.take_along", take, ("f", "keys.file_as_is", aside))
        else:
            self.say(error.words(lang), "warn")
            return
        self.open_sheet(offer, offer.rows(self.sheet_width))

    def bring_home(self, one: Any) -> None:
        """A session whose file is gone, and of which the state folder has a copy, or what was half-typed."""
        from workshop.tui.sheets.offering import OfferPane

        if one.words is not None:
            from workshop.tui.sheets.words_left import show

            show(self, one)
            return
        when = language.ago(one.when, datetime.now().astimezone(), self.lang)
        sentence = t("home.homeless_offer", self.lang, title=one.name, when=when)
        kept = t("home.homeless_says", self.lang)
        offer = OfferPane(self, sentence, kept, "keys.bring_home", lambda: self._brought(one.copy))
        self.open_sheet(offer, offer.rows(self.sheet_width))

    def _brought(self, copy: Path) -> None:
        from workshop.store.left import bring_home

        try:
            path = bring_home(copy, self.app.sessions)  # type: ignore[attr-defined]
        except (WorkshopError, OSError) as fault:
            self.say(str(fault), "warn")
            return
        self.app.add_notice(t("home.brought_home", self.lang, file=path.name))  # type: ignore[attr-defined]
        self.open_session(path)

    def _open_copy(self, path: Path) -> None:
        """The session as it was last saved, in a file of its own to write in; the two can be brought together later."""
        from workshop.store.copies import copy_beside

        try:
            copy = copy_beside(path, self.lang)
        except (WorkshopError, OSError) as fault:
            self.say(fault.words(self.lang) if isinstance(fault, WorkshopError) else str(fault), "warn")
            return
        self.app.add_notice(t("home.in_a_copy", self.lang, file=copy.name))  # type: ignore[attr-defined]
        self.open_session(copy)

    def _restore(self, path: Path, error: Any) -> None:
        from workshop.store.opening import restore

        try:
            broken = restore(path, error.backup.path)
        except (WorkshopError, OSError) as fault:
            self.say(str(fault), "warn")
            return
        when = language.ago(error.backup.made, datetime.now().astimezone(), self.lang)
        words = "home.restored_beside" if broken is not None else "home.restored"
        self.app.add_notice(t(words, self.lang, when=when, file=broken.name if broken else ""))  # type: ignore[attr-defined]
        self.open_session(path)

    def try_out(self) -> None:
        """A made-up client, for real: the shortest way to a live step."""
        from workshop.tui.begin import try_out

        try_out(self.app)

    def remove_session(self, entry: Entry) -> None:
        """The only thing that asks: a whole session to the system's bin."""
        from workshop.tui.sheets.asking import AskPane

        def removed() -> None:
            from workshop.store import files

            try:
                files.to_bin(entry.thing.path)
            except WorkshopError as error:
                self.say(error.words(self.lang), "warn")
                return
            self.home.load()
            self.say(t("home.binned", self.lang, title=entry.title))

        self.open_sheet(AskPane(self, entry.title, removed), 4)

    # commands
    def act_find(self) -> None:
        from workshop.tui.sheets.naming import NamePane

        pane = self.home
        title, words = t("home.find", self.lang), {"words": "keys.show_found", "while_typing": self._find_while_typing}
        self.open_sheet(NamePane(self, title, pane.wanted, pane.find, **words), 4)  # type: ignore[arg-type]

    def _find_while_typing(self, text: str) -> None:
        self.home.find(text)
        self.draw()

    def act_read(self) -> None:
        """The workshop in focus from beginning to end, before it is started."""
        from workshop.scenario.load import read
        from workshop.tui.sheets.guiding import GuidePane

        entry = self.home.entry
        if entry is None or not entry.is_workshop:
            self.say(t("home.no_workshop", self.lang))
            return
        loaded = read(entry.thing.path)
        if loaded.scenario is None:
            self.say(str(loaded.errors[0]), "warn")
        else:
            self.open_sheet(GuidePane(self, loaded.scenario, lambda: self.new_session(entry.thing)), 0)

    def act_export(self) -> None:
        entry = self.home.entry
        if entry is not None and entry.what in ("open", "done"):
            self.app.export_file(self, entry.thing.path)  # type: ignore[attr-defined]
        else:
            self.say(t("home.no_export", self.lang))

    def act_language(self) -> None:
        self.app.choose("language", language.after(self.lang))  # type: ignore[attr-defined]

    def setting_changed(self, key: str) -> None:
        if key in ("language", "sessions", "scenarios"):
            self.home.load()
        super().setting_changed(key)

    def act_quit(self) -> None:
        self.app.leave()  # type: ignore[attr-defined]
