"""What was written is found wherever it stands, but for what is hidden; and replaced without a word more than was meant."""

from __future__ import annotations

import pytest

from tests.session.books import NOW, scenario, session, step
from workshop.session import finding
from workshop.session.changes import (
    AddEntry,
    AddItem,
    AddPerson,
    Capture,
    MakeGroup,
    RemoveItem,
    SetField,
    SetHeader,
    SetReason,
    Show,
)
from workshop.session.desk import Desk
from workshop.session.finding import find, replaced

STEPS = (
    step("ideas", "list", 'fields = ["Why"]')
    + step(
        "grid",
        "ask",
        'each = "ideas"\nfields = [{ id = "pains", title = "Pains", as = "list" }, '
        '{ id = "how", title = "How", evidence = true }]',
    )
    + step("alone", "ask", 'by = "each"')
    + step("themes", "group", 'from = "ideas"')
    + step("dots", "vote", 'from = "ideas"\ndots = 3\nreason = true')
    + step("moves", "actions")
)


@pytest.fixture
def desk() -> Desk:
    made = Desk(scenario(STEPS), session(), now=lambda: NOW)
    made.do_all(
        [
            AddPerson(id="p1", name="Kim Ek"),
            AddItem(step="ideas", id="i1", text="Kim calls", fields={"why": "because Kim can"}),
            AddItem(step="ideas", id="i2", text="Kim, gone"),
            RemoveItem(step="ideas", id="i2"),
            AddEntry(step="grid", of="i1", field="pains", text="Kim is late"),
            SetField(step="grid", of="i1", field="how", value="by Kim"),
            SetField(step="grid", of="i1", field="how_evidence", value="Kim said"),
            SetField(step="alone", by="p1", value="Kim in secret"),
            MakeGroup(step="themes", items=["i1"], name="Kim and others"),
            SetReason(step="dots", by="p1", text="Kim voted"),
            AddItem(step="moves", text="Call", fields={"owner": "Kim Ek"}),
            Capture(what="parked", text="Does Kim know?"),
            SetHeader(key="summary", value="Kim leads"),
        ]
    )
    return made


FOUND = [
    ("Kim calls", "Ideas"),
    ("because Kim can", "Ideas · Why"),
    ("Kim is late", "Grid · Kim calls · Pains"),
    ("by Kim", "Grid · Kim calls · How"),
    ("Kim said", "Grid · Kim calls · How"),
    ("Kim and others", "Themes"),
    ("Kim Ek", "Moves · owner"),
    ("Does Kim know?", "Parked"),
    ("Kim Ek", "Participants"),
    ("Kim leads", "The summary"),
]


def test_every_text_that_may_be_seen_is_found_where_it_stands(desk: Desk) -> None:
    from workshop import language

    language.use("en")
    found = [(hit.written.text, hit.written.where) for hit in find(desk.book, "kim")]
    assert found == FOUND
    desk.do(Show(step="alone"))
    assert "Kim in secret" in [hit.written.text for hit in find(desk.book, "kim")]
    assert [hit.written.text for hit in find(desk.book, "kim", finding.Stop("grid"))] == ["Kim is late", "by Kim", "Kim said"]


def test_all_of_it_is_replaced_in_one_undo(desk: Desk) -> None:
    before = desk.session
    desk.do_all(hit.written.become(replaced(hit, "Kim", "Robin")) for hit in find(desk.book, "Kim"))
    assert not find(desk.book, "Kim")
    assert [hit.written.text for hit in find(desk.book, "Robin")] == [text.replace("Kim", "Robin") for text, _ in FOUND]
    hidden = [dict(cell)["value"] for cell in desk.session.answer("alone").cells.values()]
    assert hidden == ["Kim in secret"]
    desk.undo()
    assert desk.session.answers == before.answers
    assert desk.session.people == before.people


@pytest.mark.parametrize(
    ("wanted", "text", "there"),
    [
        ("ÅRE", "i Åre", True),
        ("are", "i Åre", False),
        ("ol", "öl", False),
        ("cafe", "Café", True),
        ("café", "cafe", True),
        ("strasse", "Straße", True),
        ("ab", "a\nb", False),
        ("a b", "a\nb", True),
        ("[b]", "x [b] y", True),
        ("", "text", False),
    ],
)
def test_case_and_accents_make_no_difference_but_swedish_letters_are_their_own(wanted: str, text: str, there: bool) -> None:
    made = Desk(scenario(step("ideas", "list")), session(), now=lambda: NOW)
    made.do(SetHeader(key="summary", value=text))
    assert bool(find(made.book, wanted)) == there


def test_what_is_marked_is_what_was_found_and_a_capital_stays() -> None:
    made = Desk(scenario(step("ideas", "list")), session(), now=lambda: NOW)
    made.do(AddItem(step="ideas", text="Kunden och Straße-kunden"))
    (hit,) = find(made.book, "kund")
    assert [hit.written.text[start:end] for start, end in hit.spans] == ["Kund", "kund"]
    assert replaced(hit, "kund", "köpar") == "Köparen och Straße-köparen"
    assert replaced(hit, "Kund", "X") == "Xen och Straße-Xen"
