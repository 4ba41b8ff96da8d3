"""A vote: what it came to, best first, how many stood behind each, a line under those that go on, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workshop.report.document import (
    AnyBlock,
    Bar,
    Bars,
    Bullets,
    Entry,
    Heading,
    Number,
    Pair,
    Paragraph,
    Ranked,
    Ranking,
    RawGroup,
    RawQuestion,
    plain,
)
from workshop.report.sections.common import goes_on, listed, pair, places, title_of, voice_title
from workshop.report.view import View
from workshop.scenario.kinds.vote import Vote
from workshop.session.env import Env
from workshop.session.results import Tallied
from workshop.session.values import vote as counting


def counted(view: View, step: Vote, at: str, of: str = "") -> list[Tallied]:
    """Each thing that was voted on, best first."""
    return [one for one in view.book.votes(step, at, of) if view.shows(one.item.id)]


def has_votes(one: Tallied) -> bool:
    return one.voters > 0 or one.total > 0


def ahead(view: View, step: Vote, votes: Sequence[Tallied]) -> frozenset[str]:
    """The things that came first: those a later step takes further; where none does, those that share the first place."""
    on = goes_on(view, step)
    return on or frozenset(one.item.id for one in votes if one.place == 1 and has_votes(one))


def drawn(view: View, step: Vote, total: float) -> str:
    figure = view.number(total).drawn
    if step.way == "rank" and step.rank == "all":
        return figure
    return view.t(f"vote.{'dots' if step.way == 'dots' else 'points'}", n=total)


def show(view: View, step: Vote, at: str) -> tuple[AnyBlock, ...]:
    found: list[AnyBlock] = []
    rows = [row.id for row in view.rows(step, at)] if step.each is not None else [""]
    for of in rows:
        votes = counted(view, step, at, of)
        if any(has_votes(one) for one in votes):
            if of:
                found.append(Heading(words=plain(view.label(of))))
            found += _shown(view, step, at, of, votes)
    return tuple(found)


def _shown(view: View, step: Vote, at: str, of: str, votes: Sequence[Tallied]) -> Iterable[AnyBlock]:
    first = ahead(view, step, votes)
    voters = view.book.voters(step, at, of)
    title = view.t("vote.voters", n=voters) if voters else ""
    chosen = [one for one in votes if has_votes(one)]
    if step.way == "rank" and step.rank == "all":
        yield Ranking(
            title=title,
            unit=view.t("vote.rank"),
            rows=tuple(
                Ranked(
                    place=str(one.place or ""),
                    title=one.item.text or view.label(one.item.id),
                    number=view.number(one.total),
                    ahead=one.item.id in first,
                )
                for one in chosen
            ),
        )
    else:
        before = _before(view, step, at, of)
        yield Bars(
            title=title,
            high=max([float(one.total) for one in chosen] + [number.value for number in before.values()]),
            rows=tuple(
                Bar(
                    title=one.item.text or view.label(one.item.id),
                    number=Number(value=one.total, drawn=drawn(view, step, one.total)),
                    place=str(one.place or ""),
                    note=view.t("vote.people", n=one.voters) if one.voters and voters > 1 else "",
                    before=before.get(one.item.id),
                    ahead=one.item.id in first,
                )
                for one in chosen
            ),
        )
        without = [view.label(one.item.id) for one in votes if not has_votes(one)]
        if without:
            yield Paragraph(words=plain(view.t("vote.none", n=len(without), titles=listed(view, without, 8))), role="soft")
    reasons = tuple(_reasons(view, step, at, of))
    if reasons:
        yield Heading(words=plain(view.t("vote.reasons")))
        yield Bullets(entries=reasons)


def _before(view: View, step: Vote, at: str, of: str) -> Mapping[str, Number]:
    """What each had the round before; nothing where there was but one."""
    if view.book.latest(step, at) < 2:
        return {}
    earlier = counting.tallied(view.book, step, at, of, Env(at=at, back=1))
    return {one.item.id: view.number(one.total) for one in earlier}


def _reasons(view: View, step: Vote, at: str, of: str) -> Iterable[Entry]:
    for voice in view.voices(step):
        reason = view.cell(step, at, of, by=voice).get("reason")
        if isinstance(reason, str) and reason:
            yield Entry(words=plain(reason), by=view.name(step, voice, at))


def headline(view: View, step: Vote, at: str) -> tuple[Pair, ...]:
    votes = counted(view, step, at) if step.each is None else []
    if not any(has_votes(one) for one in votes):
        return ()
    leading = [view.label(one.item.id) for one in votes if one.place == 1]
    first = ahead(view, step, votes)
    names = [view.label(one.item.id) for one in votes if one.item.id in first]
    shown = names if 1 < len(names) <= 4 else leading
    return (pair(view.title(step), listed(view, shown)),)


# ---------------------------------------------------------------------------------------------------- word for word


def raw(view: View, step: Vote) -> tuple[RawGroup, ...]:
    found = []
    for place, voices in places(view, step):
        questions = []
        for number, (voice, cell) in enumerate(voices, 1):
            entries = [*_ballot(view, step, cell.get("gives") or cell.get("rank") or {})]
            tally: Mapping[str, int] = cell.get("tally", {})
            hands = [*_ballot(view, step, {id: n for id, n in tally.items() if id != "voters"})]
            if isinstance(cell.get("reason"), str) and cell["reason"]:
                entries.append(Entry(words=plain(cell["reason"]), note=view.t("vote.reason")))
            name = voice_title(view, step, voice, place.at, number)
            if entries:
                questions.append(RawQuestion(question=plain(name), entries=tuple(entries)))
            if hands:
                voters = view.t("vote.voters", n=tally["voters"]) if tally.get("voters") else ""
                title = ", ".join(filter(None, (view.t("vote.by_hand"), voters)))
                questions.append(RawQuestion(question=plain(title), entries=tuple(hands)))
        if questions:
            found.append(RawGroup(title=title_of(view, step, place), questions=tuple(questions)))
    return tuple(found)


def _ballot(view: View, step: Vote, given: Mapping[str, int]) -> Iterable[Entry]:
    ranked = step.way == "rank"
    order = sorted(given, key=lambda id: given[id]) if ranked else list(given)
    for id in order:
        if view.shows(id):
            note = view.t("vote.place", n=given[id]) if ranked else drawn(view, step, given[id])
            yield Entry(words=plain(view.label(id) or id), note=note, id=id)
