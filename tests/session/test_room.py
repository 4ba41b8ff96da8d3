"""The page that the room may see: what is on it for every kind of step, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from tests.hostile import HOSTILE
from tests.session import books
from tests.session.books import cells, items, one, step, table
from tests.session.changing import ALL_KINDS, every_kind
from workshop.limits import PAGE as BYTES
from workshop.scenario.kinds import KINDS
from workshop.session import flow, room
from workshop.session.book import Book
from workshop.session.changes import (
    AddItem,
    Capture,
    Give,
    SetField,
    Show,
)
from workshop.session.desk import Desk
from workshop.session.flow import Stop
from workshop.session.invent import invent
from workshop.session.model import Item, Progress, Spot
from workshop.session.room import MOST, At, Page, Timer
from workshop.session.room.kinds import KINDS as DRAWN
from workshop.text import clean


def page(book: Book, id: str, of: str = "", field: str = "", **given: object) -> Page:
    return room.page(book, At(Stop(id), of, field), **given)  # type: ignore[arg-type]


def texts(found: Page) -> list[str]:
    return [thing.text for thing in found.things]


def figures(found: Page) -> dict[str, str]:
    return {thing.text: thing.figure for thing in found.things}


def test_every_kind_of_step_has_its_page() -> None:
    assert set(DRAWN) == set(KINDS)


# ------------------------------------------------------------------------------------------------------------- a list


IDEAS = step("ideas", "list", 'room = "What could be better?"\nprompt = "A much longer question, for the one who leads."')


def test_the_question_is_the_one_for_the_room() -> None:
    assert page(books.book(IDEAS), "ideas").question == "What could be better?"


def test_the_newest_is_last_and_strong_and_the_earlier_ones_are_said_not_to_be_there() -> None:
    found = page(books.book(IDEAS, ideas=items(*(f"i{n} Idea {n}" for n in range(1, 11)))), "ideas")
    assert texts(found) == [f"Idea {n}" for n in range(4, 11)]
    assert [thing.lead for thing in found.things] == ["4", "5", "6", "7", "8", "9", "10"]
    assert [thing.strong for thing in found.things] == [False] * 6 + [True]
    assert found.said == "1–3 not shown here"
    assert (found.number, found.pages) == (2, 2)


def test_pages_are_turned_and_end_where_there_are_no_more() -> None:
    book = books.book(IDEAS, ideas=items(*(f"i{n} Idea {n}" for n in range(1, 11))))
    first = page(book, "ideas", turn=-1)
    assert texts(first) == ["Idea 1", "Idea 2", "Idea 3"]
    assert first.said == "4–10 not shown here"
    assert page(book, "ideas", turn=-5) == first, "and there it stays"
    assert page(book, "ideas", turn=4).turn == 0


def test_a_list_of_thousands_says_how_many_are_not_there() -> None:
    book = books.book(IDEAS, ideas=items(*(f"i{n} Idea {n}" for n in range(1, 2001))))
    assert page(book, "ideas").said == "1–1993 not shown here"


def test_long_things_are_fewer_on_a_page() -> None:
    found = page(books.book(IDEAS, ideas=items(*(f"i{n} " + "word " * 30 for n in range(6)))), "ideas")
    assert len(found.things) == 2


def test_what_is_gone_is_not_there() -> None:
    answer = books.listed(Item(id="a", text="Kept"), Item(id="b", text="Gone", gone=True))
    assert texts(page(books.book(IDEAS, ideas=answer), "ideas")) == ["Kept"]


def test_a_list_for_each_of_several_shows_the_one_at_hand() -> None:
    text = IDEAS + step("parts", "list", 'each = "ideas"\nprompt = "What is in {item}?"')
    parts = books.listed(Item(id="x", text="Of one", of="i1"), Item(id="y", text="Of two", of="i2"))
    book = books.book(text, ideas=items("i1 One", "i2 Two"), parts=parts)
    found = page(book, "parts", "i2")
    assert (found.question, found.place, texts(found)) == ("What is in Two?", "2 of 2", ["Of two"])
    assert texts(page(book, "parts", "x")) == ["Of one"], "a thing at hand is told by its row"


# ------------------------------------------------------------------------------------------------------------ each voice


SILENT = step("said", "ask", 'by = "each"')


def test_silent_writing_says_how_many_have_answered_and_not_what() -> None:
    book = books.book(SILENT, "Anna Bo Cia", said=table("", "p1 p2", [["First", "Second"]]))
    found = page(book, "said")
    assert (found.look, found.said, found.figures, found.things) == ("silent", "2 of 3 have answered", "2/3", ())


def test_what_was_hidden_is_there_once_it_is_shown_and_names_once_they_are() -> None:
    text = step("said", "ask", 'by = "each"\nnames = "later"')
    given = {"said": table("", "p1 p2", [["First", "Second"]])}
    found = page(books.book(text, "Anna Bo Cia", progress={("said", ""): Progress(shown=True)}, **given), "said")
    assert [(thing.text, thing.note) for thing in found.things] == [("First", ""), ("Second", "")]
    shown = {("said", ""): Progress(shown=True, names_shown=True)}
    found = page(books.book(text, "Anna Bo Cia", progress=shown, **given), "said")
    assert [(thing.text, thing.note) for thing in found.things] == [("First", "Anna"), ("Second", "Bo")]


@pytest.mark.parametrize("names", ["shown", "later", "never"])
def test_names_that_are_not_to_be_seen_are_not_there(names: str) -> None:
    given = {"said": table("", "p1 p2", [["First", "Second"]]), "progress": {("said", ""): Progress(shown=True)}}
    found = page(books.book(step("said", "ask", f'by = "each"\nnames = "{names}"'), "Anna Bo", **given), "said")
    assert texts(found) == ["First", "Second"]
    assert "Anna" not in str(found)
    assert "Bo" not in str(found)


def test_marks_of_several_are_shown_as_they_lie() -> None:
    given = {"said": table("", "p1 p2 p3", [[2, 4, 4]]), "progress": {("said", ""): Progress(shown=True)}}
    found = page(books.book(step("said", "ask", 'by = "each"\nas = "scale"'), "Anna Bo Cia", **given), "said")
    assert figures(found) == {"1": "0", "2": "1", "3": "0", "4": "2", "5": "0"}
    assert found.said == "3 answers · 3.3 on average, from 2 to 4"


def test_alone_nothing_is_hidden() -> None:
    found = page(books.book(SILENT, alone=True, said=one("Mine")), "said")
    assert (found.look, texts(found)) == ("step", ["Mine"])


# ---------------------------------------------------------------------------------------------------------------- votes


VOTE = IDEAS + step("dots", "vote", 'from = "ideas"\ndots = 3')
BALLOTS = cells(
    (Spot(by="p1"), {"gives": {"i1": 2, "i2": 1}, "reason": "Because of Cia"}), (Spot(by="p2"), {"gives": {"i2": 3}})
)


def test_votes_are_a_count_until_they_are_shown() -> None:
    found = page(books.book(VOTE, "Anna Bo Cia", ideas=items("i1 One", "i2 Two"), dots=BALLOTS), "dots")
    assert [(thing.lead, thing.text, thing.figure, thing.part) for thing in found.things] == [
        ("a", "One", "", None),
        ("b", "Two", "", None),
    ]
    assert found.said == "2 of 3 have voted"


def test_votes_that_are_shown_come_best_first_and_the_leading_ones_are_strong() -> None:
    given = {"ideas": items("i1 One", "i2 Two"), "dots": BALLOTS, "progress": {("dots", ""): Progress(shown=True)}}
    text = VOTE + step("next", "list", 'start = { from = "dots", top = 1 }')
    found = page(books.book(text, "Anna Bo Cia", **given), "dots")
    assert [(thing.text, thing.figure, thing.strong) for thing in found.things] == [("Two", "4", True), ("One", "2", False)]
    assert "Because" not in str(found), "reasons are for the record"


def test_a_second_round_says_what_moved() -> None:
    rounds = cells((Spot(by="p1"), {"gives": {"i1": 2, "i2": 1}}), (Spot(round=2, by="p1"), {"gives": {"i2": 3}}))
    progress = {("dots", ""): Progress(shown=True, rounds=2)}
    found = page(books.book(VOTE, "Anna", ideas=items("i1 One", "i2 Two"), dots=rounds, progress=progress), "dots")
    assert [(thing.text, thing.note) for thing in found.things] == [("Two", "↑ from 2"), ("One", "↓ from 1")]


def test_dots_counted_on_a_wall_are_shown_too() -> None:
    given = {"dots": cells((Spot(), {"tally": {"i2": 5}})), "progress": {("dots", ""): Progress(shown=True)}}
    found = page(books.book(VOTE, "Anna", ideas=items("i1 One", "i2 Two"), **given), "dots")
    assert figures(found) == {"Two": "5", "One": "0"}


def test_a_ranking_is_told_by_places() -> None:
    text = IDEAS + step("ranked", "vote", 'from = "ideas"\nrank = "all"')
    ranked = cells((Spot(by="p1"), {"rank": {"i2": 1, "i1": 2}}))
    given = {"ideas": items("i1 One", "i2 Two"), "ranked": ranked, "progress": {("ranked", ""): Progress(shown=True)}}
    found = page(books.book(text, "Anna", **given), "ranked")
    assert [(thing.lead, thing.text, thing.figure) for thing in found.things] == [("1", "Two", ""), ("2", "One", "")]


# --------------------------------------------------------------------------------------------------- sorting and placing


def test_while_things_are_sorted_the_one_at_hand_is_there_with_the_places() -> None:
    text = IDEAS + step("sorted", "sort", 'from = "ideas"\nplaces = ["Well", "Less"]')
    book = books.book(text, ideas=items("i1 One", "i2 Two"), sorted=cells((Spot(), {"place": {"i1": "well"}})))
    found = page(book, "sorted", "i2")
    assert (found.text, figures(found), found.said) == ("Two", {"Well": "1", "Less": "0"}, "1 left")


def test_when_all_are_sorted_each_is_there_with_its_place() -> None:
    text = IDEAS + step("sorted", "sort", 'from = "ideas"\nplaces = ["Well", "Less"]')
    placed = cells((Spot(), {"place": {"i1": "less", "i2": "well"}}))
    found = page(books.book(text, ideas=items("i1 One", "i2 Two"), sorted=placed), "sorted")
    assert [(thing.label, thing.text) for thing in found.things] == [("Well", "Two"), ("Less", "One")]


def test_a_matrix_tells_the_corner_of_each() -> None:
    corner = 'places = [{ id = "now", x = "low", y = "high", title = "Now" }]'
    axes = 'x = { title = "Effort", low = "small", high = "large" }\ny = { title = "Effect", low = "weak", high = "strong" }'
    text = IDEAS + step("map", "matrix", f'from = "ideas"\n{axes}\n{corner}')
    put = cells((Spot(), {"place": {"i1": {"x": 2, "y": 9}, "i2": {"x": 9, "y": 2}}}))
    found = page(books.book(text, ideas=items("i1 One", "i2 Two", "i3 Three"), map=put), "map", "i3")
    assert [(thing.label, thing.text) for thing in found.things] == [("Now", "One"), ("large · weak", "Two")]
    assert (found.text, found.said) == ("Three", "1 left")
    assert found.plane is not None
    assert [(letter, round(x, 2), round(y, 2)) for letter, x, y, _ in found.plane.points] == [
        ("a", 0.11, 0.89),
        ("b", 0.89, 0.11),
    ]


def test_groups_say_how_much_lies_in_each() -> None:
    desk = Desk(every_kind(), invented("en"))
    found = page(desk.book, "themes")
    assert sum(int(thing.figure) for thing in found.things) > 0


# --------------------------------------------------------------------------------------------------- forms and journeys


FIELDS = '{ id = "name", title = "Name" }, { id = "wants", title = "Wants", as = "list", prompt = "What do they want?" }'
FORM = step("form", "ask", f'prompt = "Who is it?"\nfields = [{FIELDS}]')


def test_a_form_shows_each_answer_under_its_label_and_asks_the_question_at_hand() -> None:
    wants = (Item(id="a", text="Peace"), Item(id="b", text="Coffee"))
    book = books.book(FORM, form=cells((Spot(), {"name": "Maria", "wants": wants})))
    found = page(book, "form", field="wants")
    assert found.question == "What do they want?"
    assert [(thing.label, thing.text) for thing in found.things] == [("Name", "Maria"), ("Wants", "Peace"), ("Wants", "Coffee")]


def test_of_a_long_form_only_what_is_asked_now_is_there() -> None:
    wants = tuple(Item(id=f"w{n}", text=f"Wish {n}") for n in range(7))
    book = books.book(FORM, form=cells((Spot(), {"name": "Maria", "wants": wants})))
    assert texts(page(book, "form", field="wants")) == [f"Wish {n}" for n in range(7)]
    assert texts(page(book, "form", field="name")) == ["Maria"]


def test_a_journey_is_one_stage_and_the_curve() -> None:
    fields = (
        '{ id = "feels", title = "Feels", as = "scale", min = -2, max = 2, curve = true },'
        '{ id = "pains", title = "Pains", as = "list", prompt = "What hurts at {item}?" }'
    )
    text = step("stages", "list") + step("grid", "ask", f'each = "stages"\nlook = "journey"\nfields = [{fields}]')
    grid = cells(
        (Spot(of="s1"), {"feels": -2}),
        (Spot(of="s3"), {"feels": 2, "pains": (Item(id="x", text="The queue"),)}),
    )
    found = page(books.book(text, stages=items("s1 Looks", "s2 Waits", "s3 Pays"), grid=grid), "grid", "s3", "pains")
    assert (found.above, found.place, found.question) == ("Pays", "stage 3 of 3", "What hurts at Pays?")
    assert texts(found) == ["The queue"]
    assert found.curve is not None
    assert (found.curve.levels, found.curve.steps, found.curve.here) == ((0, None, 4), 5, 2)


def test_a_question_about_each_of_several_shows_them_all_and_the_page_of_the_one_at_hand() -> None:
    text = IDEAS + step("score", "ask", 'each = "ideas"\nas = "scale"')
    ideas = items(*(f"i{n} Idea {n}" for n in range(10)))
    found = page(books.book(text, ideas=ideas, score=cells((Spot(of="i8"), {"value": 4}))), "score", "i8")
    assert figures(found) == {"Idea 7": "", "Idea 8": "4", "Idea 9": ""}


def test_a_result_begins_with_its_conclusion() -> None:
    levels = (
        '[{ id = "many", title = "More than enough", text = "Choose.", when = "value > 1" }, { id = "few", title = "Few" }]'
    )
    text = IDEAS + step("sums", "result", f'value = "count(ideas)"\nlevels = {levels}')
    found = page(books.book(text, ideas=items("i1 One", "i2 Two")), "sums")
    assert (found.above, found.question, found.text) == ("Sums", "More than enough", "Choose.")
    assert figures(found) == {"Sums": "2"}


def test_a_result_that_would_say_who_answered_what_is_withheld_until_that_is_shown() -> None:
    text = step("mood", "ask", 'by = "each"\nas = "scale"') + step("moods", "result", 'each = "people"\nvalue = "item.mood"')
    given = {"mood": table("", "p1 p2", [[1, 5]])}
    assert page(books.book(text, "Anna Bo", **given), "moods").things == ()
    shown = page(books.book(text, "Anna Bo", progress={("mood", ""): Progress(shown=True)}, **given), "moods")
    assert figures(shown) == {"Bo": "5", "Anna": "1"}


# ----------------------------------------------------------------------------------------------- between, before and after


def test_a_break_says_when_it_goes_on_by_its_end() -> None:
    ends = datetime(2026, 11, 23, 10, 45, tzinfo=UTC)
    found = page(books.book(step("pause", "note", "pause = true\nminutes = 10")), "pause", timer=Timer(600, ends))
    assert (found.look, found.timer) == ("break", Timer(600, ends))


def test_the_start_the_way_and_the_end() -> None:
    book = Book(every_kind(), invented("en"))
    assert room.page(book, "start").question == "Every kind"
    way = room.page(book, "way")
    assert sum(thing.strong for thing in way.things) <= 1
    assert not any(thing.figure for thing in way.things), "minutes are the facilitator's"
    assert room.page(book, "end").look == "end"


def test_the_actions_are_read_with_owner_and_day() -> None:
    desk = Desk(books.scenario(IDEAS), books.session("Anna"))
    desk.do(Capture(what="action", text="Ring", fields={"owner": "Anna"}))
    found = room.page(desk.book, "actions")
    assert [(thing.text, thing.note) for thing in found.things] == [("Ring", "Anna")]


def test_what_was_open_last_time_is_there_with_what_became_of_it() -> None:
    known = {"earlier": "e", "owner": "Anna", "due": date(2026, 12, 1), "was": date(2026, 12, 1)}
    actions = (Item(id="a", text="Ring", fields={**known, "done": True}), Item(id="b", text="Write", fields=known))
    book = books.book(IDEAS, actions={item.id: item for item in actions})
    found = room.page(book, "opening")
    assert [(thing.lead, thing.text, thing.done) for thing in found.things] == [("✓", "Ring", True), ("○", "Write", False)]
    assert room.page(books.book(IDEAS), "opening").look == "start"


# ----------------------------------------------------------------------------------------------------------- what never is


def invented(lang: str, **given: object):  # type: ignore[no-untyped-def]
    return invent(every_kind(), ALL_KINDS, lang=lang, people=4, **given)  # type: ignore[arg-type]


def all_pages(book: Book) -> Iterator[Page]:
    """Every page there is, wherever in the session the facilitator might be."""
    for stop in flow.stops(book):
        whole = book.scenario.step_by_id[stop.step]
        rows = ["", *(row.id for row in book.rows(whole, stop.at)[:3])]
        for of in rows:
            for field in ("", *(field.id for field in getattr(whole, "fields", ()))):
                for turn in (0, -1, 1):
                    yield room.page(book, At(stop, of, field), turn=turn)
    for subject in ("start", "opening", "way", "actions", "end"):
        yield room.page(book, subject)  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_whatever_was_said_there_is_a_page_of_at_most_seven_things(lang: str) -> None:
    for found in all_pages(Book(every_kind(), invented(lang))):
        assert len(found.things) <= MOST
        assert found.question or found.look == "blank"
        assert 1 <= found.number <= found.pages


SECRET = "Zzyzx"
TOLD = f"""
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
say = "{SECRET} say"
watch = "{SECRET} watch"
stuck = "{SECRET} stuck"

[[step]]
id = "quiet"
kind = "list"
title = "Quiet"
by = "each"
chain = true
prompt = "After {{last}}?"

[[step]]
id = "wish"
kind = "ask"
title = "Wish"
by = "each"

[[step]]
id = "dots"
kind = "vote"
title = "Dots"
from = "ideas"
dots = 3
reason = true

[[step]]
id = "later"
kind = "ask"
title = "Later"
prompt = "And {{wish}}?"
hint = "{SECRET} hint"
"""


def test_no_byte_of_notes_and_of_what_is_hidden_comes_into_the_file() -> None:
    desk = Desk(books.scenario(TOLD), books.session("Anna Bo"))
    desk.do(AddItem(step="ideas", text="Seen", id="idea1"))
    desk.do(Capture(what="note", text=f"{SECRET} note", step="ideas"))
    desk.do(Capture(what="parked", text=f"{SECRET} parked", step="ideas"))
    for by in ("p1", "p2"):
        desk.do(AddItem(step="quiet", text=f"{SECRET} quiet {by}", by=by))
        desk.do(SetField(step="wish", by=by, field="value", value=f"{SECRET} wish"))
    desk.do(Give(step="dots", by="p1", item="idea1", n=3))
    for found in all_pages(desk.book):
        data = room.encode(found)
        assert SECRET.encode() not in data
        assert b'"figure":"3"' not in data, "a hidden vote"
    desk.do(Show(step="wish"))
    assert any(SECRET.encode() in room.encode(found) for found in all_pages(desk.book)), "once shown it is there: we did look"


def test_without_names_no_name_comes_into_the_file() -> None:
    names = ("Anneli", "Bertil", "Cordelia", "Dragan")
    session = invented("sv", names="never")
    people = tuple(msgspec.structs.replace(person, name=name) for person, name in zip(session.people, names, strict=False))
    book = Book(every_kind(), msgspec.structs.replace(session, people=people))
    for found in all_pages(book):
        data = room.encode(found).decode()
        assert not [name for name in names if name in data], found.question


# ---------------------------------------------------------------------------------------------------------------- the file


def test_a_page_comes_out_of_its_file_as_it_went_in() -> None:
    for found in all_pages(Book(every_kind(), invented("sv"))):
        read = room.decode(room.encode(found, {"pid": 1}))
        assert read is not None
        assert read == (found, {"pid": 1})


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_somebody_laid_there_is_cleaned_before_it_is_drawn(text: str) -> None:
    raw = msgspec.json.encode(
        {"format": 1, "page": {"look": "step", "lang": "sv", "question": text.encode("utf-8", "replace").decode()}}
    )
    read = room.decode(raw)
    assert read is not None
    assert read[0].question == clean(read[0].question)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":2,"page":{}}',
        b'{"format":1,"page":{"look":"x","lang":"sv"}}',
        b"[" * 9999,
        b" " * (BYTES + 1),
    ],
)
def test_what_is_no_page_is_none(data: bytes) -> None:
    assert room.decode(data) is None


def test_a_tick_is_no_news() -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    book = books.book(IDEAS)
    first = page(book, "ideas", timer=Timer(600, now))
    assert page(book, "ideas", timer=Timer(600, now + timedelta(milliseconds=400))).is_as(first)
    assert not page(book, "ideas", timer=Timer(600, now + timedelta(seconds=60))).is_as(first), "one minute more is"
    assert not page(book, "ideas", timer=Timer(600, None, 300)).is_as(first), "a pause is"
