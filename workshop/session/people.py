"""Who takes part: participants, teams and roles as items, and whose voices a step has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workshop import language
from workshop.scenario.model import Answered, Step
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book


def people(book: Book) -> tuple[Item, ...]:
    """The participants that are not gone, in order. One without a name is called by number."""

    def work() -> tuple[Item, ...]:
        book.read("people")
        book.read("lang")
        return tuple(
            Item(id=person.id, text=person.name or language.t("expression.person", book.session.lang, n=at + 1))
            for at, person in enumerate(book.session.present)
        )

    return book.remember(("people",), work, ())


def gone_people(book: Book) -> frozenset[str]:
    book.read("people")
    return frozenset(person.id for person in book.session.people if person.gone)


def holders(book: Book, role: str) -> tuple[Item, ...]:
    """The participants that have a role."""
    book.read("people")
    ids = {person.id for person in book.session.present if role in person.roles}
    return tuple(person for person in people(book) if person.id in ids)


# ------------------------------------------------------------------------------------------------------------- teams


def division(book: Book, teams: str) -> Mapping[str, tuple[str, ...]]:
    """The teams of one division with the ids of their members, as stored. Before anything is stored: named teams stand
    empty, the others are dealt in the order of the participants (a lone last one joins the team before)."""

    def work() -> Mapping[str, tuple[str, ...]]:
        book.read("teams")
        given = book.scenario.teams.get(teams)
        stored = book.session.teams.get(teams, {})
        if given is None:
            return stored
        if given.teams:
            return {**{team.id: () for team in given.teams}, **stored}
        if stored or not given.size:
            return stored
        parts = [*division(book, given.of)] if given.of else [person.id for person in people(book)]
        return {f"t{at + 1}": tuple(hand) for at, hand in enumerate(_dealt(parts, given.size))}

    return book.remember(("division", teams), work, {})


def _dealt(parts: list[str], size: int) -> list[list[str]]:
    hands = [parts[start : start + size] for start in range(0, len(parts), size)]
    if size > 1 and len(hands) > 1 and len(hands[-1]) == 1:
        last = hands.pop()
        hands[-1] += last
    return hands


def members(book: Book, teams: str, team: str) -> tuple[str, ...]:
    """The ids of the voices in a team: participants, those of the smaller teams it is made of, nameless ones."""
    given = book.scenario.teams.get(teams)
    inner = division(book, given.of) if given is not None and given.of and given.of != teams else {}
    found: dict[str, None] = {}
    for id in division(book, teams).get(team, ()):
        for one in inner.get(id, (id,)):
            found[one] = None
    return tuple(found)


def team_of(book: Book, teams: str, voice: str) -> str:
    """The team a participant (or a nameless voice, or a smaller team) is in; "" for none."""
    for team, ids in division(book, teams).items():
        if voice in ids or voice in members(book, teams, team):
            return team
    return ""


def team_items(book: Book, teams: str) -> tuple[Item, ...]:
    """The teams as items: by their title, else by the names of who is in them."""

    def work() -> tuple[Item, ...]:
        book.read("lang")
        given = book.scenario.teams.get(teams)
        titles = {team.id: book.scenario.text(team.title, book.session.lang) for team in given.teams} if given else {}
        names = {person.id: person.text for person in people(book)}
        found = []
        for team in division(book, teams):
            inside = [names[id] for id in members(book, teams, team) if id in names]
            text = titles.get(team) or ", ".join(inside) or team
            found.append(Item(id=team, text=text, fields={"teams": teams}))  # two divisions may both have a t1
        return tuple(found)

    return book.remember(("teams", teams), work, ())


def role_item(book: Book, role: str) -> Item | None:
    """A role as whoever answers by it is called."""
    given = book.scenario.roles.get(role)
    book.read("lang")
    return Item(id=role, text=book.scenario.text(given.title, book.session.lang)) if given is not None else None


def voice_item(book: Book, step: Step, voice: str) -> Item | None:
    """Whoever a voice of a step is: a participant, a team, a role; None for the group and for a voice without a name."""
    by = getattr(step, "by", "group")
    if by in book.scenario.teams:
        return next((team for team in team_items(book, by) if team.id == voice), None)
    if voice in book.scenario.roles:
        return role_item(book, voice)
    return next((person for person in people(book) if person.id == voice), None)


# ------------------------------------------------------------------------------------------------------------ voices


def many_voices(book: Book, step: Step) -> bool:
    """Whether a step is answered by several: its answers are then a list of voices, also where there is but one."""
    if not isinstance(step, Answered) or step.by == "group":
        return False
    role = book.scenario.roles.get(step.by)
    return role is None or role.many


def voices(book: Book, step: Step) -> tuple[str, ...]:
    """Who answers, in order: the given ones, then any other voice that there are answers by, in the order of their ids."""

    def work() -> tuple[str, ...]:
        if not isinstance(step, Answered) or step.by == "group":
            return ("",)
        role = book.scenario.roles.get(step.by)
        book.read("alone")
        if book.session.alone:
            given = [""]
        elif step.by == "each":
            given = [] if nameless(book, step) else [person.id for person in people(book)]
        elif role is not None:
            given = [person.id for person in holders(book, step.by)] if role.many else [step.by]
        else:
            given = [*division(book, step.by)]
        others = _heard(book, step) - gone_people(book) - set(given)
        if step.by in book.scenario.roles and not many_voices(book, step):
            others = frozenset()
        return (*given, *sorted(others))

    return book.remember(("voices", step.id), work, ())


def nameless(book: Book, step: Answered) -> bool:
    """Whether the voices of a step have random ids that say nothing of who is who."""
    book.read("names")
    book.read("alone")
    return step.by == "each" and "never" in (step.names, book.session.names) and not book.session.alone


def _heard(book: Book, step: Step) -> frozenset[str]:
    """The voices there are answers by, the shared one ("") too; a tally is nobody's voice."""

    def work() -> frozenset[str]:
        answer = book.answer(step.id)
        found = {spot.by for spot, cell in answer.cells.items() if spot.by or cell.keys() - {"tally"}}
        found.update(item.by for item in answer.items.values() if item.by and not item.gone)
        return frozenset(found)

    return book.remember(("heard", step.id), work, frozenset())
