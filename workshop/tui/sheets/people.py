"""Who takes part, who is in which team, who holds which role: added, renamed, moved and dealt anew while the workshop runs.
The last pages are the rows of the step at hand, which can be left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from workshop.language import languages, t
from workshop.session import people
from workshop.session.changes import AddPerson, Change, EditPerson, RemovePerson, SetRole, SetTeam
from workshop.session.model import Item
from workshop.session.pasted import Pasted
from workshop.text import fold, is_blank
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, View, accent, columns, cut, faint, pad, row, soft, wrap
from workshop.tui.sheets.rows import RowsPane, parts_of
from workshop.tui.steps.voice_strip import Voice, strip
from workshop.tui.steps.window import window

NUMBER = 4  # cells left of a name
NAME = 30  # cells of a name at most
DIGITS = 9
MOST = 500  # participants of a session


class Part(NamedTuple):
    """A page of the sheet: the participants, one way of parting them into teams, one role, the rows of a step or section."""

    kind: str  # "people", "teams", "role", "rows"
    id: str = ""


class Line(NamedTuple):
    """A row of the page: a team's heading (no person), or somebody."""

    team: str = ""
    person: str = ""


def deal(parts: Sequence[str], size: int, shuffle: Callable[[list[str]], None]) -> list[list[str]]:
    """People dealt at random into teams of `size`; a lone last one joins the team before."""
    order = list(parts)
    shuffle(order)
    size = max(1, size)
    hands = [order[at : at + size] for at in range(0, len(order), size)]
    if size > 1 and len(hands) > 1 and len(hands[-1]) == 1:
        last = hands.pop()
        hands[-1] += last
    return hands


def spread(parts: Sequence[str], count: int, shuffle: Callable[[list[str]], None]) -> list[list[str]]:
    """People dealt at random over `count` teams, as evenly as can be."""
    order = list(parts)
    shuffle(order)
    return [order[at::count] for at in range(count)]


class PeoplePane(Pane):
    subject = "people"
    host: Any

    def __init__(
        self, host: Any, part: Part | None = None, shuffle: Callable[[list[str]], None] = random.shuffle, row: str = ""
    ) -> None:
        """`part`: the page it opens at; `row`: the row of the step one was at."""
        super().__init__(host)
        self.shuffle = shuffle
        self.rows = {one.name: RowsPane(host, one.name, row) for one in parts_of(host)}
        parts = self.parts()
        self.part = parts.index(part) if part in parts else 0
        self.cursor = self.first = 0
        self.use = ""  # what the line is for: "add", "rename"
        self.sizes: dict[str, int] = {}  # of teams, where it was changed here
        if parts and self.kind.kind == "people" and not self.present:
            self.use, self.writing = "add", True

    # ------------------------------------------------------------------------------------------------ what there is
    @property
    def lang(self) -> str:
        found: str = self.host.lang
        return found

    @property
    def present(self) -> tuple[Item, ...]:
        return people.people(self.host.book)

    def parts(self) -> list[Part]:
        scenario = self.host.book.scenario
        rows = [Part("rows", name) for name in self.rows]
        if self.host.book.session.alone:
            return rows
        teams = [Part("teams", id) for id in scenario.teams]
        return [Part("people"), *teams, *(Part("role", id) for id in scenario.roles), *rows]

    @property
    def kind(self) -> Part:
        parts = self.parts()
        return parts[min(self.part, len(parts) - 1)]

    def title_of(self, part: Part) -> str:
        book = self.host.book
        if part.kind == "people":
            return t("people.title", self.lang)
        if part.kind == "rows":
            section = book.scenario.section_by_id.get(part.id)
            return t("rows.title", self.lang) if section is None else book.text(section.title)
        given = book.scenario.teams.get(part.id) if part.kind == "teams" else book.scenario.roles.get(part.id)
        return book.text(given.title) or part.id if given is not None else part.id

    @property
    def nameless(self) -> bool:
        return bool(self.host.book.session.names == "never")

    def half_said(self, text: str) -> str:
        """The name being written; of one that is given to nobody's answers nothing is kept."""
        if not self.writing or self.nameless:
            return ""
        person = self.host.desk.session.person(self.at_hand()) if self.use == "rename" else None
        return text if person is None or text != person.name else ""

    # teams
    @property
    def teams(self) -> dict[str, tuple[str, ...]]:
        """The teams of the page with what is in them: people, or the smaller teams they are made of."""
        return {team: tuple(ids) for team, ids in people.division(self.host.book, self.kind.id).items()}

    @property
    def units(self) -> tuple[str, ...]:
        """What is dealt: the participants, or the smaller teams."""
        given = self.host.book.scenario.teams[self.kind.id]
        if given.of:
            return tuple(people.division(self.host.book, given.of))
        return tuple(person.id for person in self.present)

    @property
    def named(self) -> bool:
        return bool(self.host.book.scenario.teams[self.kind.id].teams)

    @property
    def size(self) -> int:
        return self.sizes.get(self.kind.id, self.host.book.scenario.teams[self.kind.id].size or 1)

    def name_of(self, id: str) -> str:
        """A participant's or a smaller team's name."""
        person = next((one for one in self.present if one.id == id), None)
        if person is not None:
            return person.text
        given = self.host.book.scenario.teams.get(self.kind.id)
        if given is not None and given.of:
            return next((team.text for team in people.team_items(self.host.book, given.of) if team.id == id), id)
        return id

    def team_title(self, team: str, at: int) -> str:
        given = self.host.book.scenario.teams[self.kind.id]
        title = next((one.title for one in given.teams if one.id == team), None)
        return self.host.book.text(title) if title is not None else t("people.team", self.lang, n=at)

    def lines(self) -> list[Line]:
        if self.kind.kind != "teams":
            return [Line("", person.id) for person in self.present]
        units, out = self.units, []
        placed: set[str] = set()
        for team, members in self.teams.items():
            inside = [id for id in members if id in units]
            placed.update(inside)
            out += [Line(team), *(Line(team, id) for id in inside)]
        loose = [id for id in units if id not in placed]
        return [*out, *([Line(), *(Line("", id) for id in loose)] if loose else [])]

    def stops(self) -> list[int]:
        """The rows the cursor comes to: people, never headings."""
        return [at for at, line in enumerate(self.lines()) if line.person]

    def at_hand(self) -> str:
        lines = self.lines()
        return lines[self.cursor].person if 0 <= self.cursor < len(lines) else ""

    def settle(self) -> None:
        stops = self.stops()
        if stops and self.cursor not in stops:
            self.cursor = min(stops, key=lambda at: abs(at - self.cursor))

    def to(self, person: str) -> None:
        self.cursor = next((at for at, line in enumerate(self.lines()) if line.person == person), self.cursor)

    # ------------------------------------------------------------------------------------------------------ drawing
    def view(self, width: int, height: int) -> View:
        self.settle()
        parts = self.parts()
        tabs = strip([Voice(self.title_of(part), False) for part in parts], self.part, width - 16)
        count = faint(t("people.count", self.lang, n=len(self.present)))
        above = [EMPTY, Row(columns(tabs or [Span(self.title_of(self.kind), "ink", True)], [count], width))]
        if self.kind.kind == "rows":
            found = self.rows[self.kind.id].view(width, height - len(above) - 1)
            return View(self._with_message([*above, *found.rows], width, height))
        above += [*(row(soft(line)) for line in wrap(self.said(), min(width, 84), 0)), EMPTY]
        lines = self.lines()
        adding = self.writing and self.use == "add"
        room = max(1, height - len(above) - (2 if adding else 1))
        self.first, end = window(len(lines), min(self.cursor, max(0, len(lines) - 1)), self.first, lambda _: 1, room)
        rows, at = list(above), None
        if self.first:
            rows.append(row(faint(cut(t("list.earlier", self.lang, n=self.first), width))))
        apart = len(lines) + sum(1 for line in lines if not line.person) <= room  # an empty row between teams
        for index in range(self.first, end):
            if apart and index and not lines[index].person:
                rows.append(EMPTY)
            if self.writing and self.use == "rename" and index == self.cursor:
                at = LineAt(len(rows), NUMBER, max(8, width - NUMBER))
            rows.append(self._row(lines[index], index, width))
        if end < len(lines):
            rows.append(row(faint(cut(t("list.more", self.lang, n=len(lines) - end), width))))
        if adding:
            at = LineAt(len(rows), NUMBER, max(8, width - NUMBER), 1, cut(self._ghost(), max(8, width - NUMBER - 1)))
            rows.append(row(Span(" " * (NUMBER - 2)), accent("› ")))
        elif not lines:
            rows.append(row(faint(cut(t("people.nobody", self.lang), width))))
        return View(self._with_message(rows, width, height), at)

    def _with_message(self, rows: list[Row], width: int, height: int) -> list[Row]:
        """The row for it on the screen lies behind the sheet."""
        if said := getattr(self.host, "message", ""):
            rows = [*rows[: height - 1], *[EMPTY] * (height - 1 - len(rows)), row(cut(said, width))]
        return rows[:height]

    def said(self) -> str:
        """What the page is for, in one row."""
        part = self.kind
        if part.kind == "people":
            return t("people.no_names" if self.nameless else "people.about", self.lang)
        if part.kind == "role":
            many = self.host.book.scenario.roles[part.id].many
            return t("people.role_many" if many else "people.role_one", self.lang)
        if self.named:
            return t("people.named_teams", self.lang)
        return t("people.dealt_by", self.lang, n=self.size)

    def _ghost(self) -> str:
        return t("people.ghost_count" if self.nameless else "people.ghost", self.lang)

    def _row(self, line: Line, index: int, width: int) -> Row:
        here = index == self.cursor and not (self.writing and self.use == "add")
        mark: Any = "▌" if here else ""
        back: Any = "focus" if here else ""
        if not line.person:
            teams = [*self.teams]
            if not line.team:
                return row(soft(cut(t("people.loose", self.lang), width)))
            at = teams.index(line.team) + 1
            tag = accent(pad(str(at) if at <= DIGITS else "", NUMBER))._replace(bold=True)
            return row(tag, soft(cut(self.team_title(line.team, at), width - NUMBER)))
        if self.kind.kind == "teams":
            name = Span(cut(self.name_of(line.person), width - NUMBER), "ink", here)
            return Row((Span(" " * NUMBER), name), mark, back, index)
        if self.kind.kind == "role":
            holds = line.person in self._holders()
            dot = accent("●") if holds else faint("○")
            name = Span(cut(self.name_of(line.person), width - NUMBER), "ink", here)
            return Row((dot, Span(" " * (NUMBER - 1)), name), mark, back, index)
        number = faint(pad(str(index + 1), NUMBER - 2, "right") + "  ")
        room = min(NAME, width - NUMBER)
        name = Span(pad(cut(self.name_of(line.person), room - 1), room), "ink", here)
        return Row((number, name, soft(cut(self._belongs(line.person), max(0, width - NUMBER - room)))), mark, back, index)

    def _belongs(self, person: str) -> str:
        """The teams and roles of somebody, in words."""
        book, found = self.host.book, []
        for part in self.parts()[1:]:
            if part.kind == "teams":
                team = people.team_of(book, part.id, person)
                teams = [*people.division(book, part.id)]
                if team:
                    given = next((one.title for one in book.scenario.teams[part.id].teams if one.id == team), None)
                    number = f"{self.title_of(part)} {teams.index(team) + 1}"
                    found.append(book.text(given) if given is not None else number)
            elif person in {one.id for one in people.holders(book, part.id)}:
                found.append(self.title_of(part))
        return " · ".join(found)

    def _holders(self) -> list[str]:
        return [one.id for one in people.holders(self.host.book, self.kind.id)]

    # --------------------------------------------------------------------------------------------------------- keys
    def pairs(self) -> list[Pair]:
        if self.writing:
            return [Pair("Enter", "keys.adds" if self.use == "add" else "keys.save", "enter")]
        tab = [Pair("Tab", "people.keys.parts", "tab")] if len(self.parts()) > 1 else []
        if self.kind.kind == "rows":
            return [*self.rows[self.kind.id].pairs(), *tab]
        if self.kind.kind == "people":
            return [
                Pair("a", "keys.add"),
                *([] if self.nameless or not self.present else [Pair("Enter", "people.keys.rename", "enter")]),
                *([Pair("d", "keys.remove")] if self.present else []),
                *tab,
            ]
        if self.kind.kind == "role":
            return [Pair("Space", "people.keys.holds", "space"), *tab]
        top = min(DIGITS, len(self.teams) + (not self.named))
        size = [] if self.named else [Pair("+ -", "people.keys.size", "+")]
        return [Pair("g", "people.keys.deal"), Pair(f"1–{top}", "people.keys.to_team", "1"), *tab, *size]

    def key(self, key: str) -> bool:
        if key in ("i", "pagedown", "pageup"):
            self.host.close_sheet()
            return key == "i"  # a clicker goes on from here too
        if self.kind.kind == "rows" and self.rows[self.kind.id].key(key):
            return True
        self.settle()
        kind, stops = self.kind.kind, self.stops()
        if key in ("up", "down") and stops:
            at = stops.index(self.cursor) if self.cursor in stops else 0
            self.cursor = stops[max(0, min(len(stops) - 1, at + (1 if key == "down" else -1)))]
        elif key in ("home", "end") and stops:
            self.cursor = stops[0 if key == "home" else -1]
        elif key in ("tab", "shift+tab", "left", "right") and (kind != "teams" or "tab" in key):
            self.turn(-1 if key in ("shift+tab", "left") else 1)
        elif key == "a" and not self.host.book.session.alone:
            self.part = 0
            self.use, self.writing = "add", True
            self.host.set_line("")
        elif kind == "people":
            return self._key_people(key)
        elif kind == "role":
            return self._key_role(key)
        elif kind == "teams":
            return self._key_teams(key)
        else:
            return False
        return True

    def turn(self, way: int) -> None:
        self.part = (self.part + way) % len(self.parts())
        self.cursor = self.first = 0

    def _key_people(self, key: str) -> bool:
        person = self.at_hand()
        if not person:
            return False
        if key in ("enter", "e"):
            if self.nameless:
                self.host.say(t("session.no_names_kept", self.lang), "warn")
                return True
            self.use, self.writing = "rename", True
            kept = self.host.desk.session.person(person)
            self.host.set_line(kept.name if kept is not None else "")
        elif key in ("d", "delete"):
            if self.do(RemovePerson(id=person)) and (done := self.host.desk.last) is not None:
                self.host.say(done.what)
        else:
            return False
        return True

    def _key_role(self, key: str) -> bool:
        person, role = self.at_hand(), self.kind.id
        if key not in ("space", "enter") or not person:
            return False
        holders = self._holders()
        if person in holders:
            now = [id for id in holders if id != person]
        else:
            now = [*holders, person] if self.host.book.scenario.roles[role].many else [person]
        self.do(SetRole(role=role, people=now))
        return True

    def _key_teams(self, key: str) -> bool:
        unit, teams = self.at_hand(), self.teams
        if key == "g":
            self.deal()
        elif key in ("+", "-") and not self.named:
            self.sizes[self.kind.id] = max(1, min(MOST, self.size + (1 if key == "+" else -1)))
            self.deal()
        elif key in ("left", "right") and unit:
            ids = [*teams]
            at = next((place for place, team in enumerate(ids) if unit in teams[team]), len(ids) if key == "left" else -1)
            self.send(unit, at + (1 if key == "right" else -1))
        elif len(key) == 1 and key in "0123456789" and unit:
            self.send(unit, int(key) - 1)
        else:
            return False
        return True

    # ------------------------------------------------------------------------------------------------ what is done
    def do(self, *changes: Change) -> bool:
        done: bool = self.host.do(*changes)
        return done

    def send(self, unit: str, at: int) -> None:
        """Somebody into team number `at` (0 the first; −1 out of any; one past the last: a team of their own)."""
        teams, kind = self.teams, self.kind.id
        ids = [*teams]
        loose = [line.person for line in self.lines() if line.person and not line.team]
        if at < 0:
            team = next((one for one, members in teams.items() if unit in members), "")
            if team:
                self.do(SetTeam(teams=kind, id=team, people=self._people_of(team, without=unit)))
        elif at < len(ids):
            if unit not in teams[ids[at]]:
                self.do(SetTeam(teams=kind, id=ids[at], people=[*self._people_of(ids[at]), unit]))
        elif not self.named and at == len(ids):
            self.do(SetTeam(teams=kind, id=self._fresh(ids), people=[unit]))
        place = loose.index(unit) if unit in loose else -1
        self.to(loose[place + 1] if 0 <= place < len(loose) - 1 and at >= 0 else unit)  # on to the next who is in none

    def _people_of(self, team: str, without: str = "") -> list[str]:
        units = self.units
        return [id for id in self.teams.get(team, ()) if id in units and id != without]

    @staticmethod
    def _fresh(ids: Sequence[str]) -> str:
        return next(id for number in range(1, len(ids) + 2) if (id := f"t{number}") not in ids)

    def deal(self) -> None:
        """Everybody dealt at random: over the named teams, or into teams of the size."""
        units, kind = self.units, self.kind.id
        if not units:
            self.host.say(t("people.nobody", self.lang))
            return
        ids = [*self.teams]
        hands = spread(units, len(ids), self.shuffle) if self.named else deal(units, self.size, self.shuffle)
        while len(ids) < len(hands):
            ids.append(self._fresh(ids))
        changes = [SetTeam(teams=kind, id=id, people=hand) for id, hand in zip(ids, hands, strict=False)]
        changes += [SetTeam(teams=kind, id=id, people=[]) for id in ids[len(hands) :] if id in self.teams]
        if self.do(*changes):
            self.host.say(t("people.dealt", self.lang))
        self.cursor = 0

    def enter(self, text: str) -> None:
        if self.use == "rename":
            person = self.at_hand()
            if person and self.do(EditPerson(id=person, name=text)):
                self.escape(text)
        elif is_blank(text):
            self.escape(text)
        elif self.add([text]):
            self.host.set_line("")
            self.cursor = max(0, len(self.present) - 1)

    def add(self, texts: Sequence[str]) -> bool:
        """People by name, with commas between; a figure alone is so many without a name."""
        changes: list[Change] = []
        for text in texts:
            if text.strip().isascii() and text.strip().isdecimal():
                changes += [AddPerson() for _ in range(min(int(text.strip()[:6]), MOST + 1))]
            else:
                changes += [AddPerson(name=name.strip()) for name in text.split(",") if not is_blank(name)]
        return bool(changes) and self.do(*changes)

    def take_cells(self, found: Pasted, text: str) -> bool:
        """A list of participants from a spreadsheet: first and last name in a column each, whatever else it says left out."""
        if not found.is_table or (self.use == "rename" and self.writing):
            return False
        heads = {fold(word) for lang in languages() for word in t("people.heads", lang).split(",")}
        rows = [row.cells for row in found.rows if fold(row.cells[0]) not in heads]
        return self.paste([" ".join(cell for cell in cells[:2] if "@" not in cell) for cells in rows], text)

    def paste(self, lines: list[str], text: str) -> bool:
        if self.use == "rename" and self.writing:
            return False
        self.part = 0
        self.add(lines)
        return True

    def move(self, key: str, text: str) -> bool:
        if key == "up" and self.use == "add":
            self.escape(text)
            self.cursor = max(0, len(self.present) - 1)
            return True
        if key == "tab" and is_blank(text):
            self.escape(text)
            self.turn(1)
            return True
        return False

    def escape(self, text: str) -> None:
        self.writing, self.use = False, ""
        self.host.set_line("")

    def click(self, target: object, x: int) -> None:
        if self.kind.kind == "rows":
            self.rows[self.kind.id].click(target, x)
        elif isinstance(target, int) and not self.writing:
            again, self.cursor = target == self.cursor, target
            if again:
                self.key("space" if self.kind.kind == "role" else "enter")
