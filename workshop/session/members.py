"""What the changes of participants, teams and roles do, and how teams are dealt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from workshop.errors import Refused
from workshop.limits import VOICES
from workshop.scenario.model import Answered, Teams
from workshop.scenario.parts import Scenario
from workshop.session.book import Book
from workshop.session.changes import AddPerson, EditPerson, RemovePerson, SetRole, SetTeam
from workshop.session.model import Person, Session
from workshop.session.spots import fresh_id, name_of, one_line
from workshop.text import is_blank

Members = Mapping[str, tuple[str, ...]]


def add(book: Book, change: AddPerson) -> Session:
    session = book.session
    if len(session.people) >= VOICES:
        raise Refused("session.too_many_voices", n=VOICES)
    id = fresh_id(book, change.id) if change.id else next_id(session.people)
    name = _name(session, change.name)
    people = (*session.people, Person(id=id, name=name))
    return redealt(book.scenario, session, replace(session, people=people))


def next_id(people: Sequence[Person]) -> str:
    """p1, p2 …: the first that nobody has had."""
    taken = {person.id for person in people}
    return next(id for number in range(1, len(people) + 2) if (id := f"p{number}") not in taken)


def edit(book: Book, change: EditPerson) -> Session:
    person = _person(book, change.id)
    return _put(book.session, replace(person, name=_name(book.session, change.name)))


def _name(session: Session, name: str) -> str:
    """The name as it is kept; in a session without names there is none, whoever asks for it."""
    if is_blank(name):
        return ""
    if session.names == "never":
        raise Refused("session.no_names_kept")
    return one_line(name)


def remove(book: Book, change: RemovePerson) -> Session:
    gone = _put(book.session, replace(_person(book, change.id), gone=True))
    return redealt(book.scenario, book.session, gone)


def set_team(book: Book, change: SetTeam) -> Session:
    """Who is in a team. Whoever was in another of the same kind leaves that one; a team of nobody is a team no more."""
    session = book.session
    teams = book.scenario.teams.get(change.teams)
    if teams is None:
        raise Refused("session.no_teams", teams=change.teams[:60])
    before = session.teams.get(change.teams, {})
    now = dict(before)
    if teams.teams and not any(team.id == change.id for team in teams.teams):
        raise Refused("session.no_team", team=change.id[:60])
    id = change.id if change.id in now or teams.teams else fresh_id(book, change.id)
    smaller = set(session.teams.get(teams.of, {})) if teams.of else set()
    for member in change.people:
        if member not in smaller and member not in now.get(id, ()):
            _person(book, member)
    members = tuple(dict.fromkeys(change.people))
    # A voice without a name belongs to its team too, and nobody can move it.
    hidden = [voice for voice in now.get(id, ()) if voice not in smaller and session.person(voice) is None]
    for other, those in now.items():
        now[other] = tuple(member for member in those if member not in members)
    now[id] = (*members, *(voice for voice in hidden if voice not in members))
    if not teams.teams:
        now = {team: those for team, those in now.items() if those}
    if now == before and list(now) == list(before):
        return session
    return replace(session, teams={**session.teams, change.teams: now})


def set_role(book: Book, change: SetRole) -> Session:
    session = book.session
    role = book.scenario.roles.get(change.role)
    if role is None:
        raise Refused("session.no_role", role=change.role[:60])
    holders = [_person(book, id).id for id in dict.fromkeys(change.people)]
    if len(holders) > 1 and not role.many:
        raise Refused("session.one_holder", role=book.scenario.text(role.title, session.lang))
    people = tuple(_with_role(person, change.role, person.id in holders) for person in session.people)
    return session if people == session.people else replace(session, people=people)


def _with_role(person: Person, role: str, holds: bool) -> Person:
    if (role in person.roles) == holds:
        return person
    roles = (*person.roles, role) if holds else tuple(other for other in person.roles if other != role)
    return replace(person, roles=roles)


def _person(book: Book, id: str) -> Person:
    person = book.session.person(id)
    if person is None:
        raise Refused("session.no_person", person=name_of(book, id))
    if person.gone:
        raise Refused("session.gone", item=person.name or id)
    return person


def _put(session: Session, person: Person) -> Session:
    people = tuple(person if other.id == person.id else other for other in session.people)
    return session if people == session.people else replace(session, people=people)


# ------------------------------------------------------------------------------------------------------------- dealt


def dealt(scenario: Scenario, people: Sequence[str]) -> dict[str, Members]:
    """The teams of a scenario with these participants dealt to them, in order: those with `size` only. Named teams (`teams`)
    are filled by hand."""
    found: dict[str, Members] = {}
    for id, teams in scenario.teams.items():
        if not teams.teams and teams.size and people:
            found[id] = _dealt(teams, list(found.get(teams.of, {})) if teams.of else people)
    return found


def _dealt(teams: Teams, members: Sequence[str]) -> Members:
    size = max(1, teams.size or 1)
    hands = [tuple(members[at : at + size]) for at in range(0, len(members), size)]
    if len(hands) > 1 and len(hands[-1]) == 1 and size > 1:
        last = hands.pop()  # a lone last one joins the group before
        hands[-1] += last
    return {f"t{number}": hand for number, hand in enumerate(hands, start=1)}


def redealt(scenario: Scenario, before: Session, after: Session) -> Session:
    """The session with its teams as they are when somebody has come or gone: dealt anew where they lay as they were dealt
    and no team has answered; else a newcomer joins the smallest."""
    old = dealt(scenario, [person.id for person in before.present])
    new = dealt(scenario, [person.id for person in after.present])
    teams = dict(after.teams)
    newcomers = [person.id for person in after.present if before.person(person.id) is None]
    for id, made in new.items():
        now = teams.get(id, {})
        if not now or (now == old.get(id) and not _answered(scenario, after, id)):
            teams[id] = made
        elif not scenario.teams[id].of:
            for newcomer in newcomers:
                smallest = min(now, key=lambda team: len(now[team]))
                teams[id] = now = {**now, smallest: (*now[smallest], newcomer)}
    return after if teams == after.teams else replace(after, teams=teams)


def _answered(scenario: Scenario, session: Session, teams: str) -> bool:
    """Whether a team of this kind, or of one that is made of it, has said anything."""
    ids = {teams, *(id for id, other in scenario.teams.items() if other.of == teams)}
    asked = [step.id for step in scenario.steps if isinstance(step, Answered) and step.by in ids]
    return any(session.answer(step).cells or session.answer(step).items for step in asked)


CHANGES = {AddPerson: add, EditPerson: edit, RemovePerson: remove, SetTeam: set_team, SetRole: set_role}
