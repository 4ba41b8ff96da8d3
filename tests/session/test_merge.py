"""Two versions of a session made into one: what either side said is there, whoever merges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.session.changing import desk, every_kind
from tests.session.test_apply_random import Draw, unbroken
from workshop.errors import Refused
from workshop.session.book import Book
from workshop.session.changes import (
    AddEntry,
    AddItem,
    AddItems,
    AddPerson,
    Ballot,
    Capture,
    EditItem,
    EditPerson,
    MakeGroup,
    MoveItem,
    MoveToGroup,
    Place,
    RemoveItem,
    SetField,
    SetHeader,
    SetItemField,
    SetKind,
)
from workshop.session.desk import Desk
from workshop.session.index import Index, all_items
from workshop.session.merge import Merged, merge
from workshop.session.merge_order import in_order
from workshop.session.model import LOGS, Group, Here, Item, Session
from workshop.store.codec import decode, encode

A, B, C = "stage000", "stage001", "stage002"


def started() -> Desk:
    made = desk()
    made.do(AddItems(step="ideas", texts=["Film", "Bread", "Coffee"], ids=[A, B, C]))
    return made


def after(session: Session, *changes: Any) -> Session:
    """What a Desk of its own makes of the session."""
    own = Desk(every_kind(), session)
    own.do_all(changes)
    return own.session


def merged(base: Session, mine: Session, theirs: Session) -> Merged:
    """The merge, which can be written, read and worked with."""
    found = merge(base, mine, theirs)
    unbroken(found.session)
    assert encode(decode(encode(found.session)).session) == encode(found.session)
    book = Book(every_kind(), found.session)
    assert all(Index(book).find(item.id, gone=True) is not None for item in all_items(book))
    return found


def said(session: Session) -> Iterator[str]:
    """Every word in it that a person wrote, also of what is gone."""
    yield from (session.title, session.client, *(person.name for person in session.people))
    for answer in session.answers.values():
        for item in answer.items.values():
            yield from _words(item)
        for cell in answer.cells.values():
            yield from _words(cell)
    for log in LOGS:
        yield from _words(getattr(session, log))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Item):
        yield value.text
        yield from _words(value.fields)
    elif isinstance(value, Group):
        yield value.name
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _words(each)


def plain(session: Session) -> Session:
    """Without what says nothing of what was said: where one is, when, how often it was saved."""
    return replace(session, here=Here(), times=(), rev=0, changed=session.created)


def versions(data: Any) -> tuple[Session, Session, Session]:
    """A session, and two that went on from it by chance, each on its own."""
    base = started()
    _at_random(data, base)
    sides = []
    for _ in range(2):
        side = Desk(every_kind(), base.session)
        _at_random(data, side)
        sides.append(side.session)
    return base.session, sides[0], sides[1]


def _at_random(data: Any, desk: Desk) -> None:
    chance = Draw(data, desk)
    for _ in range(data.draw(st.integers(1, 6))):
        try:
            desk.do(chance.change())
        except Refused:
            continue


@settings(max_examples=25)
@given(st.data())
def test_whatever_two_sides_did_nothing_that_was_said_is_lost(data: Any):
    base, mine, theirs = versions(data)
    for one, other in ((mine, theirs), (theirs, mine)):
        result = merged(base, one, other)
        before, after = set(said(base)), set(said(result.session))
        kept = after | set(said(other)) if result.both else after
        assert (set(said(one)) - before) <= after
        assert (set(said(other)) - before) <= kept
        assert (before & set(said(one)) & set(said(other))) <= after
    assert plain(merge(base, mine, base).session) == plain(mine)
    assert plain(merge(base, base, theirs).session) == plain(theirs)
    assert merge(base, mine, mine) == (mine, (), ())
    assert not merge(base, base, theirs).both


@settings(max_examples=10)
@given(st.data())
def test_without_a_version_they_share_what_both_have_differently_is_told(data: Any):
    _, mine, theirs = versions(data)
    result = merge(None, mine, theirs)
    assert encode(decode(encode(result.session)).session) == encode(result.session)
    assert set(said(mine)) <= set(said(result.session))
    assert result.both or set(said(theirs)) <= set(said(result.session))
    assert merge(None, mine, mine) == (mine, (), ())


def test_what_each_wrote_stands_side_by_side():
    base = started().session
    mine = after(base, AddItem(step="ideas", text="Mine"), SetField(step="topic", field="value", value="Bread"))
    theirs = after(
        base,
        AddItem(step="ideas", text="Theirs"),
        SetField(step="form", field="plain", value="Yes"),
        AddEntry(step="form", field="several", text="One"),
    )
    found = merged(base, mine, theirs)
    assert not found.both
    assert [item.text for item in found.session.answer("ideas").items.values()] == ["Film", "Bread", "Coffee", "Mine", "Theirs"]
    assert {"Bread", "Yes", "One"} <= set(said(found.session))
    other = merged(base, theirs, mine)
    assert set(said(other.session)) == set(said(found.session))
    assert len(found.taken) == 3


def test_the_same_answer_changed_on_both_sides_stays_as_mine_and_is_named():
    base = after(started().session, SetField(step="topic", field="value", value="Bread"))
    mine = after(base, EditItem(step="ideas", id=A, text="Short film"), SetField(step="topic", field="value", value="Cake"))
    theirs = after(
        base, EditItem(step="ideas", id=A, text="Long film"), SetItemField(step="ideas", id=A, field="cost", value=3)
    )
    theirs = after(theirs, SetField(step="topic", field="value", value="Rolls"))
    found = merged(base, mine, theirs)
    item = found.session.answer("ideas").items[A]
    assert (item.text, item.get("cost")) == ("Short film", 3)
    assert [(place.step, place.id, place.name, place.mine, place.theirs) for place in found.both] == [
        ("ideas", A, "text", "Short film", "Long film"),
        ("topic", "", "value", "Cake", "Rolls"),
    ]


def test_what_one_takes_away_and_the_other_leaves_is_gone_and_can_be_brought_back():
    base = started().session
    theirs = after(base, RemoveItem(step="ideas", id=B))
    for one, other in ((base, theirs), (theirs, base)):
        assert merged(base, one, other).session.answer("ideas").items[B].gone


def test_what_one_takes_away_stays_where_the_other_wrote_in_it_or_under_it():
    base = started().session
    gone = after(base, RemoveItem(step="ideas", id=B))
    for wrote in (
        after(base, EditItem(step="ideas", id=B, text="Rye bread")),
        after(base, SetField(step="score", of=B, by="p1", field="value", value=4)),
        after(base, AddItem(step="parts", of=B, text="Crust")),
    ):
        for mine, theirs in ((wrote, gone), (gone, wrote)):
            found = merged(base, mine, theirs)
            assert not found.session.answer("ideas").items[B].gone
            assert [(place.id, place.name) for place in found.both] == [(B, "gone")]


def test_a_line_cut_out_of_the_file_is_taken_away_and_can_be_brought_back():
    base = started().session
    ideas = base.answer("ideas")
    cut = {id: item for id, item in ideas.items.items() if id != B}
    theirs = replace(base, answers={**base.answers, "ideas": replace(ideas, items=cut)})
    found = merged(base, base, theirs).session.answer("ideas").items
    assert found[B] == replace(ideas.items[B], gone=True)
    assert list(found) == [A, B, C]


def test_a_ballot_is_never_put_together_of_two():
    base = started().session
    mine = after(base, Ballot(step="dots", by="p1", gives={A: 2, B: 1}))
    theirs = after(base, Ballot(step="dots", by="p1", gives={C: 2}))
    found = merged(base, mine, theirs)
    [cell] = found.session.answer("dots").cells.values()
    assert cell["gives"] == {A: 2, B: 1}
    assert [(place.step, place.name, place.spot.by) for place in found.both] == [("dots", "gives", "p1")]


def test_placings_are_merged_one_by_one():
    base = started().session
    found = merged(
        base,
        after(base, Place(step="sorted", item=A, place="well"), Place(step="sorted", item=B, place="well")),
        after(base, Place(step="sorted", item=C, place="less"), Place(step="sorted", item=B, place="less")),
    )
    [cell] = found.session.answer("sorted").cells.values()
    assert cell["place"] == {A: "well", B: "well", C: "less"}
    assert [place.id for place in found.both] == [B]


def test_nothing_lies_in_two_groups():
    base = after(
        started().session,
        MakeGroup(step="themes", id="group001", name="One", items=[A]),
        MakeGroup(step="themes", id="group002", name="Two", items=[B]),
    )
    mine = after(base, MoveToGroup(step="themes", group="group001", items=[C]))
    theirs = after(base, MoveToGroup(step="themes", group="group002", items=[C, A]))
    found = merged(base, mine, theirs)
    [cell] = found.session.answer("themes").cells.values()
    inside = {group.name: group.items for group in cell["groups"]}
    assert inside == {"One": (C,), "Two": (B, A)}
    assert [place.id for place in found.both] == [C]


def test_two_people_who_came_on_either_side_are_two_people_with_their_own_answers():
    base = started().session
    mine = after(base, AddPerson(name="Dag"))
    theirs = after(base, AddPerson(name="Eva"))
    theirs = after(theirs, SetField(step="score", of=A, by="p4", field="value", value=5))
    found = merged(base, mine, theirs).session
    assert [person.name for person in found.people] == ["Anna", "Bo", "Cy", "Dag", "Eva"]
    eva = found.people[-1].id
    assert eva != "p4"
    assert [spot.by for spot in found.answer("score").cells] == [eva]


def test_a_thing_moved_to_another_list_is_there_once_with_what_the_other_wrote():
    base = after(started().session, Capture(what="parked", id="parked01", text="Ask the printer"))
    mine = after(base, SetKind(id="parked01", what="action"))
    theirs = after(base, EditItem(step="", id="parked01", text="Ask the printer about paper"))
    for one, other in ((mine, theirs), (theirs, mine)):
        found = merged(base, one, other).session
        assert [item.text for item in found.actions.values()] == ["Ask the printer about paper"]
        assert not found.parked


def test_what_was_moved_on_one_side_stays_moved():
    base = started().session
    moved = after(base, MoveItem(step="ideas", id=C, after=""))
    more = after(base, AddItem(step="ideas", id="stage003", text="More"))
    for one, other in ((moved, more), (more, moved)):
        assert list(merged(base, one, other).session.answer("ideas").items) == [C, A, B, "stage003"]


def test_the_header_is_merged_and_a_person_renamed_twice_is_named():
    base = started().session
    found = merged(
        base,
        after(base, SetHeader(key="client", value="Nordlund"), EditPerson(id="p1", name="Anna B")),
        after(base, SetHeader(key="title", value="Two days"), EditPerson(id="p1", name="Anna C")),
    )
    assert (found.session.client, found.session.title, found.session.people[0].name) == ("Nordlund", "Two days", "Anna B")
    assert [(place.step, place.id) for place in found.both] == [("people", "p1")]


def test_an_order_keeps_what_each_side_put_in_behind_what_it_was_put_behind():
    assert in_order("abc", "abxc", "abyc") == list("abxyc")
    assert in_order("abc", "abc", "zabc") == list("zabc")
    assert in_order("abc", "cab", "abcn") == list("cabn")
    assert in_order("abc", "abcm", "cab") == list("cabm")
    assert in_order("", "mn", "xy") == list("mnxy")
