"""Who takes part, by ear: `/people`, `/people add Anna, Bo`, `/people name 2 Bo Ek`, `/people remove 3`, roles and teams."""

from __future__ import annotations

import random
from collections.abc import Sequence

from workshop.language import t
from workshop.plain import grammar
from workshop.plain.grammar import bare
from workshop.plain.talk import Talk
from workshop.plain.turns import Anew
from workshop.session import people
from workshop.session.changes import AddPerson, Change, EditPerson, RemovePerson, SetRole, SetTeam
from workshop.session.model import Item
from workshop.text import is_blank

MOST = 500


def obey(talk: Talk, rest: str) -> None:
    if talk.desk.session.alone:
        talk.say(t("people.alone", talk.lang))
        return
    what, more = grammar.subword(rest)
    if not rest:
        read(talk)
        return
    done = False
    match what:
        case "add":
            done = _add(talk, more or talk.ask(talk.t("who_more")))
        case "name" | "remove":
            n, text = grammar.number_and_rest(more)
            person = called(talk, str(n) if n else more)
            if person is None:
                talk.refuse_with("nobody_called", who=more)
            elif what == "remove":
                done = talk.done(RemovePerson(id=person.id))
            else:
                text = text or talk.ask(talk.t("new_words", old=person.text))
                done = bool(text) and talk.done(EditPerson(id=person.id, name=text))
        case "role":
            done = _role(talk, more)
        case "team":
            done = _team(talk, more)
        case "deal":
            done = _deal(talk)
        case _:
            talk.refuse_with("people_how", word=grammar.word("people", talk.lang))
    if done:
        raise Anew


def read(talk: Talk) -> None:
    """All of them by number; then the roles and the teams."""
    book, lang = talk.book, talk.lang
    present = people.people(book)
    if talk.desk.session.names == "never":
        talk.say(t("people.no_names", lang))
    talk.say(f"{t('people.title', lang)}: {t('people.count', lang, n=len(present))}.")
    for at, person in enumerate(present, start=1):
        talk.say(f"{at}. {person.text}")
    for id, role in book.scenario.roles.items():
        names = ", ".join(one.text for one in people.holders(book, id))
        talk.say(f"{book.text(role.title)}: {names or talk.t('nobody')}")
    numbered = enumerate(((id, team) for id in book.scenario.teams for team in people.team_items(book, id)), start=1)
    for at, (id, team) in numbered:
        given = book.scenario.teams[id]
        names = ", ".join(book.label(one) for one in people.members(book, id, team.id))
        title = team.text if given.teams else book.text(given.title) or id
        talk.tell("team_of", title=title, n=at, who=names or talk.t("nobody"))
    talk.tell("people_how", word=grammar.word("people", lang))


def called(talk: Talk, typed: str) -> Item | None:
    """A participant by number or how the name begins."""
    present = people.people(talk.book)
    if typed.isdecimal() and len(typed) < 5:
        return present[int(typed) - 1] if 1 <= int(typed) <= len(present) else None
    wanted = bare(typed)
    return next((one for one in present if wanted and bare(one.text).startswith(wanted)), None)


def _add(talk: Talk, typed: str) -> bool:
    """Names with commas between; a figure alone is so many without a name."""
    if typed.strip().isascii() and typed.strip().isdecimal():
        changes: list[Change] = [AddPerson() for _ in range(min(int(typed.strip()[:4]), MOST))]
    else:
        changes = [AddPerson(name=name.strip()) for name in typed.split(",") if not is_blank(name)]
    return bool(changes) and talk.done(*changes)


def _role(talk: Talk, rest: str) -> bool:
    """`role owner Anna`: whose role, and who; several with commas where several may have it."""
    book = talk.book
    for id, role in book.scenario.roles.items():
        title = book.text(role.title)
        for name in (title, id):
            if bare(rest).startswith(bare(name) + " "):
                typed = rest[len(name) :].strip()
                found = [called(talk, one.strip()) for one in typed.split(",") if one.strip()]
                if None in found or not found:
                    talk.refuse_with("nobody_called", who=typed)
                    return False
                return talk.done(SetRole(role=id, people=[one.id for one in found if one is not None]))
    talk.refuse_with(
        "no_role", what=rest, roles=", ".join(book.text(role.title) for role in book.scenario.roles.values()) or "–"
    )
    return False


def _team(talk: Talk, rest: str) -> bool:
    """`team Lund Anna, Bo`, or `team 2 Anna, Bo`: into the team of that name, or the second there is."""
    book = talk.book
    teams = [(kind, team) for kind in book.scenario.teams for team in people.team_items(book, kind)]
    n, typed = grammar.number_and_rest(rest)
    named = [at for at, (_, team) in enumerate(teams) if bare(rest).startswith(f"{bare(team.text)} ")]
    if named and not n:
        n, typed = named[0] + 1, rest[len(teams[named[0]][1].text) :].strip()
    found = [called(talk, one.strip()) for one in typed.split(",") if one.strip()]
    if not 1 <= n <= len(teams) or not found or None in found:
        talk.refuse_with("no_team", n=len(teams), of=len(teams))
        return False
    kind, team = teams[n - 1]
    members = people.division(book, kind)[team.id]
    ids = [one.id for one in found if one is not None and one.id not in members]
    return talk.done(SetTeam(teams=kind, id=team.id, people=[*members, *ids]))


def _deal(talk: Talk) -> bool:
    """Everybody dealt at random to the teams there are."""
    book = talk.book
    changes: list[Change] = []
    for kind, given in book.scenario.teams.items():
        teams = [*people.division(book, kind)]
        units = [*people.division(book, given.of)] if given.of else [one.id for one in people.people(book)]
        random.shuffle(units)
        changes += [SetTeam(teams=kind, id=team, people=_hand(units, at, len(teams))) for at, team in enumerate(teams)]
    if not changes:
        talk.refuse_with("no_team", n=0, of=0)
        return False
    if not talk.do(*changes):
        return False
    talk.tell("dealt")
    return True


def _hand(units: Sequence[str], at: int, of: int) -> list[str]:
    return list(units[at::of])
