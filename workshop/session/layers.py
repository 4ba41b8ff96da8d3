"""The layers an answer lies under: the round, the section's item, the row, the column, the voice; which are there, and which
of them the scope fixes. What it leaves open becomes a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from workshop.scenario.kinds import AnyStep
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.group import GroupStep
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.matrix import Matrix
from workshop.scenario.kinds.note import Note
from workshop.scenario.kinds.result import Result
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.kinds.vote import Vote
from workshop.scenario.model import AnySource, Section, Step
from workshop.session import people
from workshop.session.env import Env, Value
from workshop.session.model import Item

if TYPE_CHECKING:
    from workshop.session.book import Book

ANYWHERE = Env()
FromStep = Sort | Matrix | GroupStep | Vote

# ----------------------------------------------------------------------------------------------------- section's item


def loop_of(book: Book, step: Step) -> Section | None:
    """The section that takes its steps for one item after the other, if the step lies in one."""
    section = book.scenario.section_by_id.get(step.section) if step.section else None
    return section if section is not None and section.each is not None else None


def loop_items(book: Book, section: Section) -> tuple[Item, ...]:
    def work() -> tuple[Item, ...]:
        if section.each is None:
            return ()
        skipped = book.progress(section.id).skipped
        return tuple(item for item in book.items_of(section.each, Env()) if item.id not in skipped)

    return book.remember(("loop", section.id), work, ())


def loop_ids(book: Book, section: Section) -> frozenset[str]:
    ids: frozenset[str] = frozenset()
    return book.remember(("loop_ids", section.id), lambda: frozenset(item.id for item in loop_items(book, section)), ids)


def ats(book: Book, step: Step, env: Env) -> tuple[tuple[str, ...], bool]:
    """The section items to read at, and whether they are open: ("",) for a step in no loop."""
    section = loop_of(book, step)
    if section is None:
        return ("",), False
    items = loop_items(book, section)
    if env.at:
        own = book.scenario.step_by_id.get(env.step)
        if (own is not None and own.section == section.id) or env.at in loop_ids(book, section):
            return (env.at,), False
    return tuple(item.id for item in items), True


def over_ats(book: Book, step: Step, env: Env, read: Callable[[str], Value]) -> Value:
    """What is read at the section's item, or a list of it for each; a step that fell away has no answers."""
    found, is_open = ats(book, step, env)
    values = tuple(read(at) if is_active(book, step, at) else None for at in found)
    return values if is_open else values[0]


def is_active(book: Book, step: Step, at: str = "") -> bool:
    """Whether the conditions of the step and of its section hold: else its answers count as none."""
    section = book.scenario.section_by_id.get(step.section) if step.section else None
    if step.when is None and (section is None or section.when is None):
        return True

    def work() -> bool:
        if section is not None and not book.holds_in(section.when, Env()):
            return False
        return book.holds_in(step.when, Env(at=at))

    return book.remember(("active", step.id, at), work, True)


# -------------------------------------------------------------------------------------------------------------- rounds


def latest(book: Book, step: Step, at: str) -> int:
    return max(1, book.progress(step.id, at).rounds)


def round_of(book: Book, step: Step, at: str, env: Env) -> int:
    """The round to read; 0 = there was none so far back."""
    last = latest(book, step, at)
    if env.round and env.step == step.id:
        last = env.round
    elif env.round and _rounds_go_together(book, step, env.step):
        last = min(env.round, last)
    return max(0, last - env.back)


def _rounds_go_together(book: Book, step: Step, other: str) -> bool:
    """Whether a step is read at the round another is: the steps of a repeated section are, and all that a result is made of."""
    at_hand = book.scenario.step_by_id.get(other)
    if isinstance(at_hand, Result):
        return True
    section = book.scenario.section_by_id.get(step.section) if step.section else None
    return section is not None and section.repeat is not None and at_hand is not None and at_hand.section == section.id


# ---------------------------------------------------------------------------------------------------- rows and columns


def source_of_rows(step: AnyStep) -> AnySource | None:
    """What the answers of a step lie under; for a step that sorts, places, groups or votes, its material."""
    if isinstance(step, Note):
        return None
    if step.each is None and isinstance(step, FromStep):
        return step.from_
    return step.each


def proposed(book: Book, step: AnyStep, at: str) -> tuple[Item, ...]:
    """The rows, those left out by hand too."""

    def work() -> tuple[Item, ...]:
        source = source_of_rows(step)
        found = book.items_of(source, Env(step=step.id, at=at, item=book.item(at), outer=True)) if source is not None else ()
        if isinstance(step, Ask):
            known = {item.id for item in found}
            found += tuple(item for item in written(book, step) if item.id not in known)
        return found

    return book.remember(("proposed", step.id, at), work, ())


def rows(book: Book, step: AnyStep, at: str) -> tuple[Item, ...]:
    def work() -> tuple[Item, ...]:
        skipped = book.progress(step.id, at).skipped
        found = proposed(book, step, at)
        return tuple(item for item in found if item.id not in skipped) if skipped else found

    return book.remember(("rows", step.id, at), work, ())


def row_ids(book: Book, step: AnyStep, at: str) -> frozenset[str]:
    return book.remember(("row_ids", step.id, at), lambda: frozenset(row.id for row in rows(book, step, at)), frozenset())


def columns(book: Book, step: AnyStep, at: str) -> tuple[Item, ...]:
    def work() -> tuple[Item, ...]:
        if not isinstance(step, Ask) or step.across is None:
            return ()
        return book.items_of(step.across, Env(step=step.id, at=at, item=book.item(at), outer=True))

    return book.remember(("columns", step.id, at), work, ())


def material(book: Book, step: FromStep, at: str, of: str = "") -> tuple[Item, ...]:
    """What is sorted, placed, put into groups or voted on; at one row, where the step has an `each`."""
    if step.each is None:
        return rows(book, step, at)

    def work() -> tuple[Item, ...]:
        return book.items_of(step.from_, Env(step=step.id, at=at, of=of, item=book.item(of or at), outer=True))

    return book.remember(("material", step.id, at, of), work, ())


def material_ids(book: Book, step: FromStep, at: str, of: str = "") -> frozenset[str]:
    return book.remember(
        ("material_ids", step.id, at, of), lambda: frozenset(item.id for item in material(book, step, at, of)), frozenset()
    )


def each_rows(book: Book, step: FromStep, at: str, env: Env = ANYWHERE) -> tuple[str, ...]:
    """The rows that a sort, matrix, group or vote is done for, one after the other; ("",) without an `each`."""
    if step.each is None:
        return ("",)
    return (env.under,) if env.under in row_ids(book, step, at) else tuple(row.id for row in rows(book, step, at))


def over_rows(book: Book, step: FromStep, at: str, env: Env, read: Callable[[str], Value]) -> Value:
    """What is read at the row; with `each`, a list of it for each row, unless one is fixed."""
    found = tuple(read(of) for of in each_rows(book, step, at, env))
    is_open = step.each is not None and env.under not in row_ids(book, step, at)
    return found if is_open else found[0]


def narrowed_to(book: Book, step: FromStep, item: Item, env: Env) -> Env | None:
    """The scope with the layer fixed that an item stands for: a row of `each`, a voice, the section's item. None: it is none
    of these."""
    if step.each is not None and any(item.id in row_ids(book, step, at) for at in ats(book, step, env)[0]):
        return env._replace(under=item.id)
    if people.many_voices(book, step):
        voice = voice_of(book, step, item)
        if voice is not None:
            return env._replace(by=voice)
    section = loop_of(book, step)
    if section is not None and item.id in loop_ids(book, section):
        return env._replace(at=item.id)
    return None


def written_by_id(book: Book, step: Ask | ListStep) -> Mapping[str, Item]:
    ids: Mapping[str, Item] = {}
    return book.remember(("written_by_id", step.id), lambda: {item.id: item for item in written(book, step)}, ids)


def written(book: Book, step: Ask | ListStep) -> tuple[Item, ...]:
    """The items written in the scenario, in the session's language."""

    def work() -> tuple[Item, ...]:
        book.read("lang")
        return tuple(
            Item(id=item.id, text=book.scenario.text(item.text, book.session.lang), fields=item.values) for item in step.items
        )

    return book.remember(("written", step.id), work, ())


def voices_to_read(book: Book, step: Step, env: Env) -> tuple[tuple[str, ...], bool]:
    """The voices to read, and whether they are open. A scope that fixes a voice the step knows nothing of fixes nothing."""
    if not people.many_voices(book, step):
        return people.voices(book, step), False
    everyone = people.voices(book, step)
    if env.by:
        own = own_voice(book, step, env.by)
        if own is not None:
            return (own,), False
    if env.only is not None:
        return tuple(kept(book, step, everyone, env.only)), True
    return everyone, True


def own_voice(book: Book, step: Step, voice: str) -> str | None:
    """The voice in this step of a voice in another: itself, or the team that a participant is in."""
    if voice in people.voices(book, step):
        return voice
    by = getattr(step, "by", "group")
    if by in book.scenario.teams:
        return people.team_of(book, by, voice) or None
    return None


def voice_of(book: Book, step: Step, item: Item) -> str | None:
    """The voice in a step that an item is, if it is one: a participant, a team of just those teams."""
    teams = item.fields.get("teams")
    if isinstance(teams, str) and teams in book.scenario.teams and teams != getattr(step, "by", ""):
        return None
    return own_voice(book, step, item.id)


def kept(book: Book, step: Step, everyone: Iterable[str], only: frozenset[str]) -> Iterable[str]:
    by = getattr(step, "by", "group")
    for voice in everyone:
        if voice in only or (by in book.scenario.teams and only.issuperset(people.members(book, by, voice) or ("",))):
            yield voice
