"""The report of a session: what is in it, in which order, and what is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import json
from msgspec.structs import replace

from tests.hostile import HOSTILE
from tests.report.sessions import PEOPLE, STAGES, book_of, desk_of, journey
from tests.report.texts import Page, texts
from workshop.errors import Refused
from workshop.report import choices, sections
from workshop.report.build import build
from workshop.report.document import (
    ActionsTable,
    AnyBlock,
    Bars,
    Bullets,
    Chapter,
    Conclusion,
    Curve,
    DecisionsTable,
    Document,
    DotPlot,
    JourneyMap,
    MatrixPlot,
    Paragraph,
    Piles,
    Ranking,
    RawAnswers,
    Table,
    Tree,
    text_of,
)
from workshop.report.view import joined
from workshop.report.writers import html, markdown
from workshop.scenario import kinds, library
from workshop.session import changes as c
from workshop.session.book import Book
from workshop.session.desk import Desk
from workshop.session.model import Item, Plan, Progress, Session, Visit
from workshop.text import clean, is_blank

JOURNEY = journey()
DOCUMENT = build(JOURNEY.book, zone=UTC)


def chapters(document: Document, kind: str) -> list[Chapter]:
    return [chapter for chapter in document.walk() if chapter.kind == kind]


def one(document: Document, kind: type[Any]) -> Any:
    found = [block for block in document.blocks() if isinstance(block, kind)]
    assert len(found) == 1, found
    return found[0]


def raw_texts(document: Document) -> list[str]:
    return [
        text_of(entry.words)
        for block in document.blocks()
        if isinstance(block, RawAnswers)
        for group in block.groups
        for question in group.questions
        for entry in question.entries
    ]


def entries(block: AnyBlock) -> list[str]:
    return [text_of(entry.words) for entry in getattr(block, "entries", ())]


# --------------------------------------------------------------------------------------------------------------- kinds


def test_every_kind_of_step_has_its_section() -> None:
    folder = Path(sections.__file__).parent
    assert set(sections.KINDS) == set(kinds.KINDS)
    assert set(kinds.KINDS) <= {path.stem for path in folder.glob("*.py")}


def test_the_report_needs_no_terminal() -> None:
    code = (
        "import sys, workshop.report, workshop.report.build, workshop.report.writers.html, workshop.report.writers.markdown;"
        "print([name for name in ('textual', 'rich', 'click', 'typst', 'docx', 'pptx', 'PIL') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# --------------------------------------------------------------------------------------------------------------- order


def test_the_parts_come_in_the_order_they_are_read() -> None:
    assert [chapter.kind for chapter in DOCUMENT.chapters] == [
        "summary", "decisions", "actions", "parked", "section", "section", "section", "section", "raw", "appendix",
    ]  # fmt: skip
    assert [chapter.title for chapter in DOCUMENT.chapters if chapter.kind == "section"] == [
        "Personen", "Resan", "Läs kartan", "Gör något åt det",
    ]  # fmt: skip
    along = next(chapter for chapter in DOCUMENT.chapters if chapter.title == "Resan")
    assert [chapter.title for chapter in along.chapters] == ["Etapperna", "Etapp för etapp"]


def test_the_cover_says_what_when_and_who() -> None:
    cover = DOCUMENT.cover
    assert (cover.title, cover.client, cover.workshop) == ("Kundresan: målaren som väntar", "Färghuset Mälaren AB", "Kundresan")
    assert (cover.day, cover.day_drawn) == (date(2026, 11, 20), "fredag 20 november 2026")
    assert tuple(person.name for person in cover.participants) == PEOPLE
    assert not cover.edition
    assert build(JOURNEY.book, draft=True).cover.draft


def test_the_summary_is_computed() -> None:
    (summary,) = chapters(DOCUMENT, "summary")
    pairs = {pair.title: pair.cell.text for pair in summary.blocks[0].pairs}  # type: ignore[union-attr]
    assert pairs["Etapp för etapp"] == "7 etapper, lägst vid Väntar och tar emot (−2)"
    assert pairs["Där det avgörs"] == "Väntar och tar emot, Jämför, Något skaver"
    assert pairs["Håller kartan?"] == "Kartan bär, men inte överallt"
    assert pairs["Beslut"] == "1"
    assert pairs["Åtgärder"] == "5 (1 saknar ägare, 1 saknar datum)"
    assert pairs["Först ut"].endswith(" (Örjan Sjöström, tis 1 dec)")


def test_actions_come_by_day_and_what_is_missing_is_told() -> None:
    rows = one(DOCUMENT, ActionsTable).rows
    assert [row.due_drawn for row in rows] == ["tis 1 dec", "fre 4 dec", "tis 8 dec", "fre 15 jan 2027", ""]
    assert [row.number for row in rows] == ["A1", "A2", "A3", "A4", "A5"]
    assert [bool(row.owner) for row in rows] == [True, True, True, False, True]
    assert {remark.kind for remark in DOCUMENT.remarks} == {"no_owner", "no_date", "cut"}
    assert rows[2].origin == "Vet ni det här?"
    assert rows[2].link in {chapter.anchor for chapter in DOCUMENT.walk()}


def test_an_action_is_late_only_where_a_day_is_given() -> None:
    assert not any(row.late for row in one(DOCUMENT, ActionsTable).rows)
    assert [row.late for row in one(build(JOURNEY.book, today=date(2026, 12, 5)), ActionsTable).rows] == [True, True] + [
        False
    ] * 3


def test_a_decision_has_its_reason() -> None:
    (row,) = one(DOCUMENT, DecisionsTable).rows
    assert (row.number, row.why, row.by) == ("B1", "Två priser är värre än ett högt", "Maria Åkesson")


# ------------------------------------------------------------------------------------------------------------- the map


def test_the_map_has_every_stage_every_question_and_the_curve() -> None:
    made = one(DOCUMENT, JourneyMap)
    assert [stage.title for stage in made.stages] == list(STAGES)
    assert [lane.title for lane in made.lanes] == [
        "Gör", "Känner", "Behöver veta", "Hur ofta", "Triggas av", "Data in", "Data ut", "Kanaler", "Skaver", "Möjligheter",
        "Aktiviteter", "Vet ni det här?",
    ]  # fmt: skip
    curve = made.lanes[1]
    assert isinstance(curve, Curve)
    assert [point.number.drawn for point in curve.series[0].points] == ["−1", "0", "−1", "+1", "−2", "+2", "+1"]
    assert curve.series[0].points[4].label == "Nära att ge upp"
    assert (curve.low, curve.high) == (-2, 2)


def test_the_map_marks_where_it_is_decided_and_how_it_is_to_be() -> None:
    made = one(DOCUMENT, JourneyMap)
    assert [stage.title for stage in made.stages if stage.starred] == ["Något skaver", "Jämför", "Väntar och tar emot"]
    assert made.stages[4].note == "8 prickar"
    wished = made.lanes[1].series[1]
    assert wished.title == "Ska kännas"
    assert [point.number.drawn if point.number else "" for point in wished.points] == ["+1", "", "+1", "", "+1", "", ""]


def test_a_long_answer_is_shortened_on_the_map_and_whole_at_the_end() -> None:
    pains = next(lane for lane in one(DOCUMENT, JourneyMap).lanes if lane.title == "Skaver")
    cell = pains.cells[4]
    assert text_of(cell.short[-1].words).endswith("…")
    assert len(cell.entries) == 2
    assert text_of(cell.entries[1].words) in raw_texts(DOCUMENT)
    assert cell.link in Page(html.write(DOCUMENT)).of("id")
    assert f'<a id="{cell.link}"></a>' in markdown.write(DOCUMENT)


def test_a_map_is_divided_evenly() -> None:
    made = one(DOCUMENT, JourneyMap)
    parts = made.parts(6)
    assert [len(part.stages) for part in parts] == [4, 3]
    assert all(len(lane.cells) == 3 for lane in parts[1].lanes if not isinstance(lane, Curve))
    assert [point.title for point in parts[1].lanes[1].series[0].points] == list(STAGES)[4:]


# ------------------------------------------------------------------------------------------------------ word for word


def said(session: Session) -> Iterator[str]:
    """Every text in a session that somebody entered and nobody took away."""

    def within(value: Any) -> Iterator[str]:
        if isinstance(value, Item):
            if not value.gone:
                yield value.text
                yield from within([v for k, v in value.fields.items() if k != "step"])
        elif isinstance(value, dict):
            yield from within(list(value.values()))
        elif isinstance(value, (list, tuple)):
            for each in value:
                yield from within(each)
        elif isinstance(value, str):
            yield value

    for answer in session.answers.values():
        yield from within([*answer.items.values()])
        for cell in answer.cells.values():
            yield from within([value for key, value in cell.items() if key != "place"])
    for log in (session.actions, session.decisions, session.parked):
        yield from within(list(log.values()))


def test_everything_that_was_entered_stands_at_the_end_in_order() -> None:
    there = raw_texts(DOCUMENT)
    assert set(said(JOURNEY.session)) - {"seen", "heard", "guess"} <= set(there)
    order = [
        there.index(text) for text in ("Peter", "Något skaver", "Märker att väggfärgen från i våras har släppt i två trapphus")
    ]
    assert order == sorted(order)
    numbers = [block.number for block in DOCUMENT.blocks() if isinstance(block, RawAnswers)]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


HOSTILE_SCENARIO = """format = 1
id = "hostile"
title = "Hostile"
languages = ["en"]
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
fields = [{ id = "why", title = "Why", lines = 3 }]
[[step]]
id = "near"
kind = "ask"
title = "Near"
each = "ideas"
fields = [{ id = "more", title = "More", lines = 4 }, { id = "parts", title = "Parts", as = "list" }]
[[step]]
id = "moves"
kind = "actions"
title = "Moves"
"""


def test_hostile_words_come_through_a_whole_session() -> None:
    desk = desk_of(HOSTILE_SCENARIO, title="x", lang="en")
    entered = []

    def tried(change: Any, text: str) -> None:
        try:
            desk.do(change)
        except Refused:
            return
        entered.append(text)

    for n, s in enumerate(HOSTILE):
        line, block = clean(s, multiline=False), clean(s).strip("\n")
        if is_blank(line):
            continue
        tried(c.AddItem(step="ideas", text=s, id=f"i{n}", fields={}), line)
        tried(c.SetItemField(step="ideas", id=f"i{n}", field="why", value=s), block)
        tried(c.SetField(step="near", of=f"i{n}", field="more", value=s), block)
        tried(c.AddEntry(step="near", of=f"i{n}", field="parts", text=s), line)
        tried(c.Capture(what="parked", text=s), line)
        tried(c.AddItem(step="moves", text=s, fields={"owner": s}), line)
    document = build(book_of(desk), zone=UTC)
    assert set(entered) <= set(raw_texts(document))
    page = Page(html.write(document))
    assert page.unbalanced == []
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b", "iframe"}
    assert set(entered) <= set(page.said)
    assert markdown.write(document)


# -------------------------------------------------------------------------------------------------------- what is not


def empty(text: str, **header: Any) -> Desk:
    return desk_of(text, title="T", **header)


def test_a_session_without_answers_has_no_empty_headings() -> None:
    desk = empty((Path(__file__).parents[2] / "scenarios" / "customer-journey.toml").read_text(encoding="utf-8"))
    document = build(desk.book, zone=UTC)
    assert [chapter.kind for chapter in document.chapters] == ["appendix"]
    tokens = markdown.write(document).splitlines()
    heads = [line for line in tokens if line.startswith("#")]
    assert heads == ["# T", "## Så gick det till", "### Dagordning"]
    assert "unanswered" in {remark.kind for remark in document.remarks}


def test_a_title_that_asks_ends_the_sentence_itself() -> None:
    text = (Path(__file__).parents[2] / "scenarios" / "maturity-check.toml").read_text(encoding="utf-8")
    said = [remark.text for remark in build(empty(text).book, zone=UTC).remarks if remark.kind == "unanswered"]
    assert said[0].endswith("Vem gör vad?")


def test_what_is_gone_is_nowhere() -> None:
    desk = journey()
    desk.do(c.RemoveItem(step="stages", id="stage5"))
    document = build(desk.book, zone=UTC)
    whole = "\n".join(texts(document))
    assert "Väntar och tar emot" not in whole
    assert "Var är bilen?" not in whole
    assert len(one(document, JourneyMap).stages) == 6


def test_one_who_is_gone_takes_the_answers_along() -> None:
    desk = journey()
    desk.do(c.RemovePerson(id="p3"))
    whole = "\n".join(texts(build(desk.book, zone=UTC)))
    assert "Skriva upp varför någon ringer." not in whole


CONDITIONAL = """format = 1
id = "conditional"
title = "Conditional"
languages = ["en"]
[[step]]
id = "go"
kind = "ask"
as = "yesno"
title = "Go on?"
[[step]]
id = "more"
kind = "list"
title = "More"
when = "go"
"""


def test_what_fell_away_is_kept_out() -> None:
    desk = empty(CONDITIONAL, lang="en")
    desk.do(c.SetField(step="go", value=True))
    desk.do(c.AddItem(step="more", text="said while it held"))
    assert "said while it held" in raw_texts(build(desk.book))
    desk.do(c.SetField(step="go", value=False))
    assert "said while it held" not in "\n".join(texts(build(desk.book)))


def test_the_client_sees_no_notes_and_no_times() -> None:
    note = "Nils blev tyst när priserna kom upp, ring honom"
    assert note not in "\n".join(texts(DOCUMENT))
    internal = build(JOURNEY.book, edition="internal", zone=UTC)
    assert [chapter.kind for chapter in internal.chapters if chapter.kind == "notes"] == ["notes"]
    assert note in raw_texts(internal)
    table = next(block for block in chapters(internal, "appendix")[0].blocks if isinstance(block, Table))
    drawn = [[cell.text for cell in row.cells] for row in table.rows]
    assert drawn[1] == ["Vem följer vi?", "08:05", "14 min", "15 min", "+1 min"]
    assert drawn[-1][0] == "Sammanlagt"
    assert not any(isinstance(block, Table) for block in chapters(DOCUMENT, "appendix")[0].blocks)


def test_the_facilitator_reads_how_the_day_went() -> None:
    start = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    late = {"at": start + timedelta(minutes=25), "offer": "pay", "late": 15}
    session = JOURNEY.book.session
    visits = tuple(
        Visit(step=step.id, start=start + timedelta(minutes=10 * n), seconds=600)
        for n, step in enumerate(JOURNEY.book.scenario.steps)
    )
    done = {(step.id, ""): Progress(done=True) for step in JOURNEY.book.scenario.steps}
    session = replace(
        session, times=visits, progress=done, plan=Plan(start=start, end=start + timedelta(hours=2), taken=(late,))
    )
    internal = build(Book(JOURNEY.book.scenario, session), edition="internal", zone=UTC)
    said = "\n".join(texts(internal))
    assert "Det slutade 10:30; planen var 10:00." in said
    assert "08:25, 15 minuter sent: ett moment kortades." in said


EDITIONS = """format = 1
id = "editions"
title = "Editions"
languages = ["en"]
[[edition]]
id = "outside"
title = "For partners"
names = false
leave_out = ["prices", "people_said.secret", { from = "complaints", where = "item.inside" }]
[[step]]
id = "prices"
kind = "list"
title = "Prices"
[[step]]
id = "complaints"
kind = "list"
title = "Complaints"
fields = [{ id = "inside", title = "Inside", as = "yesno" }]
[[step]]
id = "people_said"
kind = "ask"
title = "People said"
by = "each"
fields = [{ id = "open", title = "Open" }, { id = "secret", title = "Secret" }]
[[step]]
id = "moves"
kind = "actions"
title = "Moves"
start = "complaints"
"""


def editions() -> Desk:
    desk = empty(EDITIONS, lang="en", people=("Anna", "Bo"))
    desk.do(c.AddItem(step="prices", text="ninety a month"))
    desk.do(c.AddItem(step="complaints", text="late again", id="c1", fields={"inside": False}))
    desk.do(c.AddItem(step="complaints", text="rude on the phone", id="c2", fields={"inside": True}))
    desk.do(c.SetField(step="people_said", by="p1", field="open", value="fine with me"))
    desk.do(c.SetField(step="people_said", by="p1", field="secret", value="not with Bo"))
    return desk


def test_an_edition_leaves_out_what_it_says() -> None:
    book = editions().book
    whole = "\n".join(texts(build(book)))
    assert all(text in whole for text in ("ninety a month", "rude on the phone", "not with Bo", "Anna"))
    document = build(book, edition="outside")
    outside = "\n".join(texts(document))
    assert document.cover.edition == "For partners"
    assert "late again" in outside
    assert "fine with me" in outside
    for hidden in ("ninety a month", "Prices", "rude on the phone", "not with Bo", "Secret", "Anna", "Bo"):
        assert hidden not in outside, hidden
    with pytest.raises(KeyError):
        build(book, edition="nothing like it")


NAMES = """format = 1
id = "names"
title = "Names"
languages = ["en"]
[[step]]
id = "word"
kind = "ask"
title = "One word"
by = "each"
names = "{names}"
"""


@pytest.mark.parametrize(("names", "before", "after"), [("shown", True, True), ("later", False, True), ("never", False, False)])
def test_names_are_given_when_they_may_be(names: str, before: bool, after: bool) -> None:
    desk = empty(NAMES.format(names=names), lang="en", people=("Anna", "Bo"))
    desk.do(c.SetField(step="word", by="p1", value="tired"))
    for shown in (before, after):
        document = build(desk.book)
        (raw,) = (block for block in document.blocks() if isinstance(block, RawAnswers))
        entry = raw.groups[0].questions[0].entries[0]
        assert text_of(entry.words) == "tired"
        assert entry.by == ("Anna" if shown else "")
        if names == "later" and not shown:
            desk.do(c.ShowNames(step="word"))


def test_a_session_without_names_names_nobody() -> None:
    desk = empty(NAMES.format(names="shown"), lang="en", people=("Anna", "Bo"), names="never")
    desk.do(c.SetField(step="word", by="p1", value="tired"))
    assert "Anna" not in "\n".join(texts(build(desk.book)))


def test_answers_without_a_question_come_last() -> None:
    orphans = {
        "old": {"items": [{"id": "a1", "text": "kept"}, {"id": "a2", "text": "lost", "gone": True}], "of": {"x": {"value": 3}}}
    }
    desk = journey()
    document = build(Desk(desk.scenario, replace(desk.session, orphans=orphans)).book, zone=UTC)
    last = [block for block in document.blocks() if isinstance(block, RawAnswers)][-1]
    assert last.title == "Utan fråga"
    assert [text_of(entry.words) for entry in last.groups[0].questions[0].entries] == ["kept", "3"]
    assert "orphans" in {remark.kind for remark in document.remarks}


def test_another_language_turns_scenario_and_labels() -> None:
    document = build(JOURNEY.book, lang="en", zone=UTC)
    assert document.lang == "en"
    assert [chapter.title for chapter in document.chapters][:3] == ["In short", "Decisions", "Actions"]
    assert "Every answer, word for word" in [chapter.title for chapter in document.chapters]
    assert document.cover.day_drawn == "Friday 20 November 2026"
    assert set(raw_texts(build(JOURNEY.book, zone=UTC))) & set(STAGES)


def test_the_same_session_gives_the_same_document() -> None:
    again = build(Desk(JOURNEY.scenario, JOURNEY.session).book, zone=UTC)
    assert again == DOCUMENT
    assert json.decode(json.encode(DOCUMENT), type=Document) == DOCUMENT


# --------------------------------------------------------------------------------------------------------- each kind

ALL_KINDS = """format = 1
id = "kinds"
title = "Kinds"
languages = ["en"]
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
by = "each"
[[step]]
id = "sorted"
kind = "sort"
title = "Sorted"
by = "each"
from = "ideas"
places = ["Keep", "Drop"]
[[step]]
id = "plane"
kind = "matrix"
title = "Plane"
from = "ideas"
x = { title = "Effort", low = "small", high = "large" }
y = { title = "Effect", low = "small", high = "large" }
places = [{ id = "now", x = "low", y = "high", title = "Do first", text = "Now." }]
[[step]]
id = "themes"
kind = "group"
title = "Themes"
from = "ideas"
[[step]]
id = "dots"
kind = "vote"
title = "Dots"
from = "ideas"
dots = 2
reason = true
[[step]]
id = "order"
kind = "vote"
title = "Order"
from = "ideas"
rank = "all"
[[step]]
id = "sure"
kind = "ask"
title = "Sure"
by = "each"
as = "scale"
labels = ["Not at all", "", "", "", "Wholly"]
evidence = true
each = { from = "dots", top = 1 }
[[step]]
id = "split"
kind = "list"
title = "Split"
each = { from = "dots", top = 1 }
look = "tree"
fields = [{ id = "where", title = "Where" }]
[[step]]
id = "verdict"
kind = "result"
title = "Verdict"
figures = [{ id = "sureness", title = "How sure", value = "mean(sure)" }]
levels = [
  { id = "weak", when = "sureness < 3", title = "You are not sure", text = "Ask three customers." },
  { id = "strong", title = "You are sure" },
]
"""


def held(workshop: str = ALL_KINDS) -> Desk:
    desk = empty(workshop, lang="en", people=("Anna", "Bo", "Cia"))
    for n, (text, by) in enumerate((("video", "p1"), ("letter", "p2"), ("fair", "p3")), 1):
        desk.do(c.AddItem(step="ideas", text=text, by=by, id=f"i{n}"))
    for by, places in {"p1": "kkd", "p2": "kdd", "p3": "dkd"}.items():
        for n, place in enumerate(places, 1):
            desk.do(c.Place(step="sorted", by=by, item=f"i{n}", place={"k": "keep", "d": "drop"}[place]))
    desk.do(c.Put(step="plane", item="i1", x=2, y=9))
    desk.do(c.Put(step="plane", item="i2", x=8, y=3))
    desk.do(c.MakeGroup(step="themes", items=["i1", "i2"], name="Sent", id="g1"))
    for by, gives in {"p1": {"i1": 2}, "p2": {"i1": 1, "i2": 1}, "p3": {"i1": 1, "i2": 1}}.items():
        desk.do(c.Ballot(step="dots", by=by, gives=gives, reason="because" if by == "p1" else ""))
    for by, ranked in {"p1": ["i1", "i2", "i3"], "p2": ["i2", "i1", "i3"], "p3": ["i1", "i3", "i2"]}.items():
        desk.do(c.Rank(step="order", by=by, items=ranked))
    for by, sure in {"p1": 1, "p2": 5, "p3": 1}.items():
        desk.do(c.SetField(step="sure", of="i1", by=by, value=sure))
    desk.do(c.SetField(step="sure", of="i1", by="p1", field="value_evidence", value="nobody asked"))
    desk.do(c.AddItem(step="split", text="short film", of="i1", id="s1", fields={"where": "on the site"}))
    return desk


HELD = build(held().book, zone=UTC)


def test_a_list_names_who_said_what() -> None:
    first = chapters(HELD, "exercise")[0].blocks[0]
    assert isinstance(first, Bullets)
    assert [(text_of(entry.words), entry.by) for entry in first.entries] == [
        ("video", "Anna"),
        ("letter", "Bo"),
        ("fair", "Cia"),
    ]


def test_a_sort_by_several_says_how_many_agreed() -> None:
    piles = next(block for block in HELD.blocks() if isinstance(block, Piles))
    assert [(pile.title, entries(pile), [entry.note for entry in pile.entries]) for pile in piles.piles] == [
        ("Keep", ["video", "letter"], ["2 of 3", "2 of 3"]),
        ("Drop", ["fair"], [""]),
    ]


def test_a_matrix_puts_letters_in_the_plane() -> None:
    plot = one(HELD, MatrixPlot)
    assert [(point.letter, point.title, point.x, point.y, point.place) for point in plot.points] == [
        ("a", "video", 2, 9, "Do first"), ("b", "letter", 8, 3, ""),
    ]  # fmt: skip
    assert [text_of(entry.words) for entry in plot.unplaced] == ["fair"]
    assert sections.matrix.letter(26) == "aa"


def test_a_grouping_keeps_what_is_loose_in_sight() -> None:
    piles = [block for block in HELD.blocks() if isinstance(block, Piles)][1]
    assert [(pile.title, entries(pile)) for pile in piles.piles] == [("Sent", ["video", "letter"]), ("In no group", ["fair"])]


def test_a_vote_shows_order_people_and_reasons() -> None:
    bars = one(HELD, Bars)
    assert [(bar.place, bar.title, bar.number.drawn, bar.note, bar.ahead) for bar in bars.rows] == [
        ("1", "video", "4 dots", "3 people", True), ("2", "letter", "2 dots", "2 people", False),
    ]  # fmt: skip
    assert bars.title == "3 have voted"
    whole = "\n".join(texts(HELD))
    assert "One got no vote: fair" in whole
    assert "because" in whole


def test_a_ranking_has_the_lowest_sum_first() -> None:
    ranking = one(HELD, Ranking)
    assert [(row.place, row.title, row.number.drawn) for row in ranking.rows] == [
        ("1", "video", "4"),
        ("2", "letter", "6"),
        ("3", "fair", "8"),
    ]


def test_a_mean_never_hides_that_people_disagree() -> None:
    plot = one(HELD, DotPlot)
    (row,) = plot.rows
    assert row.counts == ((1, 2), (5, 1))
    assert row.mean.drawn == "2.3"
    assert row.note == "from 1 to 5"
    (apart,) = chapters(HELD, "disagreements")
    assert "video" in [text for block in apart.blocks for text in entries(block)]
    assert "nobody asked" in raw_texts(HELD)


def test_means_under_each_other_have_the_same_decimals() -> None:
    desk = held(ALL_KINDS.replace("top = 1", "top = 2", 1))
    for by in ("p1", "p2", "p3"):
        desk.do(c.SetField(step="sure", of="i2", by=by, value=4))
    plot = one(build(desk.book, zone=UTC), DotPlot)
    assert [row.mean.drawn for row in plot.rows if row.mean] == ["2.3", "4.0"]


def test_what_was_split_is_a_tree() -> None:
    (node,) = one(HELD, Tree).nodes
    assert node.title == "video"
    assert [(child.title, child.fields[0].title, child.fields[0].cell.text) for child in node.children] == [
        ("short film", "Where", "on the site")
    ]


def test_a_result_says_its_conclusion() -> None:
    conclusion = one(HELD, Conclusion)
    assert text_of(conclusion.words) == "You are not sure"
    assert [(figure.title, figure.number.drawn) for figure in conclusion.figures] == [("How sure", "2.3")]
    assert [text_of(text) for text in conclusion.text] == ["Ask three customers."]


def test_earlier_rounds_stay_in_the_answers() -> None:
    desk = empty(NAMES.format(names="shown").replace('by = "each"\n', ""), lang="en")
    desk.do(c.SetField(step="word", value="first"))
    desk.do(c.TakeAgain(step="word"))
    desk.do(c.SetField(step="word", value="second"))
    document = build(desk.book)
    (raw,) = (block for block in document.blocks() if isinstance(block, RawAnswers))
    assert [(group.title, text_of(group.questions[0].entries[0].words)) for group in raw.groups] == [
        ("Round 1", "first"), ("Round 2", "second"),
    ]  # fmt: skip


LOOP = """format = 1
id = "loop"
title = "Loop"
languages = ["en"]
[[section]]
id = "talk"
title = "Talks"
each = "topics"
[[step]]
id = "topics"
kind = "list"
title = "Topics"
[[step]]
id = "said"
kind = "ask"
section = "talk"
title = "Said"
"""


def test_a_loop_is_told_item_by_item() -> None:
    desk = empty(LOOP, lang="en")
    desk.do(c.AddItems(step="topics", texts=["rain", "snow"], ids=["t1", "t2"]))
    desk.do(c.SetField(step="said", at="t2", value="cold"))
    desk.do(c.SetField(step="said", at="t1", value="wet"))
    document = build(desk.book)
    section = next(chapter for chapter in document.chapters if chapter.title == "Talks")
    assert [chapter.title for chapter in section.chapters] == ["rain", "snow"]
    assert [text for text in raw_texts(document) if text in ("wet", "cold")] == ["wet", "cold"]


BARS = """format = 1
id = "bars"
title = "Bars"
languages = ["en"]
[[step]]
id = "stages"
kind = "list"
title = "Stages"
[[step]]
id = "feels"
kind = "ask"
as = "scale"
min = -2
max = 2
each = "stages"
title = "Feels"
[[step]]
id = "heavy"
kind = "result"
each = "stages"
look = "bars"
order = "rising"
title = "Heavy"
figures = [
  { id = "felt", title = "Felt", value = "item.feels", digits = 0 },
  { id = "twice", title = "Times two", value = "item.feels * 2", digits = 0 },
]
levels = [{ id = "low", when = "value < 0", title = "Heavy" }, { id = "fine", title = "Fine" }]
"""


def test_bars_have_their_thresholds_and_the_other_figures_beside_them() -> None:
    desk = empty(BARS, lang="en")
    desk.do(c.AddItems(step="stages", texts=["waits", "paints"], ids=["s1", "s2"]))
    desk.do(c.SetField(step="feels", of="s1", value=-2))
    desk.do(c.SetField(step="feels", of="s2", value=2))
    bars = one(build(desk.book), Bars)
    assert [(bar.title, bar.number.drawn, bar.note) for bar in bars.rows] == [
        ("waits", "−2", "Heavy · Times two −4"),
        ("paints", "2", "Fine · Times two 4"),
    ]
    assert [(threshold.value, threshold.title) for threshold in bars.thresholds] == [(0, "Heavy: under 0")]
    assert (bars.low, bars.high, bars.title) == (-2, 2, "Felt")


@pytest.mark.parametrize(
    ("whens", "said"),
    [
        (("value < 0", "value > 0"), [(0, "L0: under 0 · L1: over 0")]),
        (("value >= 1.5", "value <= -1"), [(1.5, "L0: at least 1.5"), (-1, "L1: at most −1")]),
    ],
)
def test_a_limit_says_its_side_and_levels_that_share_a_number_share_its_mark(
    whens: tuple[str, ...], said: list[tuple[float, str]]
) -> None:
    levels = [f'{{ id = "l{n}", when = "{when}", title = "L{n}" }}' for n, when in enumerate(whens)]
    text = BARS[: BARS.index("levels =")] + f'levels = [{", ".join(levels)}, {{ id = "rest", title = "Rest" }}]\n'
    desk = empty(text, lang="en")
    desk.do(c.AddItems(step="stages", texts=["waits"], ids=["s1"]))
    desk.do(c.SetField(step="feels", of="s1", value=-2))
    assert [(threshold.value, threshold.title) for threshold in one(build(desk.book), Bars).thresholds] == said


def test_decisions_are_numbered_by_the_letter_of_the_language() -> None:
    english = build(JOURNEY.book, lang="en", zone=UTC)
    assert [row.number for row in one(english, DecisionsTable).rows] == ["D1"]
    assert one(english, ActionsTable).rows[0].number == "A1"


def test_no_commas_stand_within_commas() -> None:
    assert joined(["waits", "paints"]) == "waits, paints"
    assert joined(["waits, at length", "paints"]) == "waits, at length; paints"
    desk = held()
    desk.do(c.EditItem(step="ideas", id="i1", text="video, short"))
    desk.do(c.EditItem(step="ideas", id="i2", text="letter, long"))
    desk.do(c.Ballot(step="dots", by="p1", gives={"i1": 1, "i2": 1}))
    desk.do(c.Ballot(step="dots", by="p2", gives={"i1": 1, "i2": 1}))
    (summary,) = chapters(build(desk.book, zone=UTC), "summary")
    assert "video, short; letter, long" in [pair.cell.text for pair in summary.blocks[0].pairs]  # type: ignore[union-attr]


ROWS = """format = 1
id = "rows"
title = "Rows"
languages = ["en"]
[[step]]
id = "posts"
kind = "list"
title = "Posts"
[[step]]
id = "caught"
kind = "ask"
as = "yesno"
each = "posts"
title = "Two-second test"
prompt = "PROMPT"
[[step]]
id = "parts"
kind = "list"
each = "posts"
title = "Split it"
prompt = "“{item}”: which parts has it?"
"""


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("Can you catch “{item}” in two seconds?", "Can you catch “…” in two seconds?"),
        ("{item}: is it caught?", "Is it caught?"),
        ("Is it caught?", "Is it caught?"),
    ],
)
def test_a_question_asked_of_every_row_is_said_once(prompt: str, said: str) -> None:
    desk = empty(ROWS.replace("PROMPT", prompt), lang="en")
    desk.do(c.AddItems(step="posts", texts=["reel", "letter"], ids=["s1", "s2"]))
    for of, value in (("s1", True), ("s2", False)):
        desk.do(c.SetField(step="caught", of=of, value=value))
        desk.do(c.AddItem(step="parts", text=f"part of {of}", of=of))
    document = build(desk.book)
    _, caught, parts = (block for block in document.blocks() if isinstance(block, RawAnswers))
    assert (text_of(caught.question), text_of(parts.question)) == (said, "Which parts has it?")
    assert [group.title for group in caught.groups] == ["reel", "letter"]
    assert not any(question.question for block in (caught, parts) for group in block.groups for question in group.questions)
    shown = [chapter for chapter in chapters(document, "exercise") if chapter.title == "Two-second test"]
    assert [text_of(block.words) for block in shown[0].blocks if isinstance(block, Paragraph)] == [said]


def test_a_conclusion_leads_on_to_the_next_workshop() -> None:
    scenario = ALL_KINDS.replace('text = "Ask three customers." }', 'text = "Ask three customers.", next = "blank_paper" }')
    desk = empty(scenario, lang="en", people=("Anna",))
    desk.do(c.AddItem(step="ideas", text="video", id="i1"))
    desk.do(c.Ballot(step="dots", by="p1", gives={"i1": 1}))
    desk.do(c.SetField(step="sure", of="i1", by="p1", value=1))
    assert one(build(desk.book, workshops={"blank_paper": {"en": "Blank", "sv": "Vitt"}}), Conclusion).next == "Blank"
    assert one(build(desk.book, workshops={}), Conclusion).next == ""
    titled = {entry.id: entry.title for entry in library.entries()}["blank_paper"]
    assert isinstance(titled, dict)
    assert one(build(desk.book), Conclusion).next == titled["en"]


# ------------------------------------------------------------------------------------- what is chosen for one export


def test_what_the_facilitator_wrote_stands_before_what_is_computed() -> None:
    desk = journey()
    desk.do(c.SetHeader(key="summary", value="Priset är inte problemet.\n- Ingen säger till\n- Två priser på samma burk"))
    desk.do(c.SetHeader(key="place", value="Västerås"))
    document = build(desk.book, zone=UTC)
    (summary,) = chapters(document, "summary")
    lead, found, computed = summary.blocks
    assert isinstance(lead, Paragraph)
    assert isinstance(found, Bullets)
    assert text_of(lead.words) == "Priset är inte problemet."
    assert [text_of(entry.words) for entry in found.entries] == ["Ingen säger till", "Två priser på samma burk"]
    assert computed == chapters(DOCUMENT, "summary")[0].blocks[0]
    assert document.cover.place == "Västerås"


def test_a_map_has_the_lanes_that_were_chosen() -> None:
    known = [choice.id for choice in choices.lanes(JOURNEY.book)]
    assert [lane.id for lane in one(DOCUMENT, JourneyMap).lanes] == known
    chosen = build(JOURNEY.book, lanes=("feels", "pains"), zone=UTC)
    assert [lane.title for lane in one(chosen, JourneyMap).lanes] == ["Känner", "Skaver"]
    assert raw_texts(chosen) == raw_texts(DOCUMENT)


def test_names_the_room_was_not_shown_are_for_the_facilitator_alone() -> None:
    desk = empty(NAMES.format(names="later"), lang="en", people=("Anna", "Bo"))
    desk.do(c.SetField(step="word", by="p1", value="tired"))

    def by(**how: Any) -> str:
        (raw,) = (block for block in build(desk.book, **how).blocks() if isinstance(block, RawAnswers))
        return raw.groups[0].questions[0].entries[0].by

    assert (by(), by(edition="internal"), by(edition="internal", names=False)) == ("", "Anna", "")


def test_an_edition_whose_condition_does_not_hold_is_none() -> None:
    desk = empty(EDITIONS.replace("names = false", 'when = "count(prices) > 1"'), lang="en")
    assert [choice.id for choice in choices.editions(desk.book)] == ["client", "internal"]
    desk.do(c.AddItems(step="prices", texts=["ninety", "ten"]))
    assert choices.editions(desk.book)[-1] == choices.Choice("outside", "For partners")


def test_a_report_can_be_in_every_language_the_workshop_speaks() -> None:
    assert choices.languages(JOURNEY.book) == ("sv", "en")
    assert choices.languages(empty(EDITIONS, lang="en").book) == ("en",)
