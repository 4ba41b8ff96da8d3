"""The room's page as it is drawn: at every size within its edges, nothing cut without saying so, readable without colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.hostile import HOSTILE
from tests.session.changing import ALL_KINDS, every_kind
from workshop.session import flow, room
from workshop.session.book import Book
from workshop.session.invent import invent
from workshop.session.room import At, Page, Thing, Timer
from workshop.session.room.page import Curve, Plane
from workshop.store.books import read_book
from workshop.text import clean
from workshop.tui.room.drawing import draw, waiting
from workshop.tui.room.figures import big, scale_for, size_of
from workshop.tui.rows import Row

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SIZES = [(48, 16), (60, 20), (80, 24), (160, 45), (200, 50), (40, 10), (20, 5), (1, 1)]
READABLE = SIZES[:5]
EXAMPLES = sorted((Path(__file__).parents[2] / "sessions/examples").glob("*.toml"))


def text_of(row: Row) -> str:
    return "".join("█" * len(span.text) if span.reverse else span.text for span in row.spans)


def drawn(page: Page, size: tuple[int, int] = (48, 16), **given: bool) -> list[str]:
    return [text_of(row).rstrip() for row in draw(page, *size, NOW, **given)]


def timer(left: float, planned: float = 600) -> Timer:
    return Timer(planned, NOW + timedelta(seconds=left))


def pages() -> Iterator[Page]:
    """Of whole workshops in both languages: every step, every field of it, the row in the middle; and what is no step."""
    books = [Book(every_kind(), invent(every_kind(), ALL_KINDS, lang=lang, people=4)) for lang in ("sv", "en")]
    for book in [*books, *map(read_book, EXAMPLES)]:
        for stop in flow.stops(book):
            whole = book.scenario.step_by_id[stop.step]
            rows = book.rows(whole, stop.at)
            of = rows[len(rows) // 2].id if rows else ""
            for field in ("", *(one.id for one in getattr(whole, "fields", ()))):
                yield room.page(book, At(stop, of, field), timer=timer(450))
        for subject in ("start", "way", "actions", "end"):
            yield room.page(book, subject)  # type: ignore[arg-type]


PAGES = list(pages())


@pytest.mark.parametrize("size", SIZES)
def test_no_row_reaches_past_the_edge(size: tuple[int, int]) -> None:
    for page in PAGES:
        rows = draw(page, *size, NOW)
        assert len(rows) == size[1]
        assert max(cell_len(text_of(row)) for row in rows) <= size[0], page.question


@pytest.mark.parametrize("size", READABLE)
def test_what_does_not_fit_ends_in_a_sign_that_says_so(size: tuple[int, int]) -> None:
    for page in PAGES:
        lines = drawn(page, size)
        seen = "".join("".join(lines).split())
        for text in (page.question, page.said, *(thing.text for thing in page.things)):
            whole = all("".join(word.split()) in seen for word in text.split())
            assert whole or any("…" in line or line.strip().split(" · ")[0].endswith((" till", " more")) for line in lines), (
                text
            )


def test_only_ink_soft_and_accent_and_the_question_is_bold() -> None:
    for page in PAGES:
        spans = [span for row in draw(page, 80, 24, NOW) for span in row.spans]
        assert {span.ink for span in spans} <= {"ink", "soft", "accent", "rule"}
        assert all(set(span.text) <= set("─│┼ ") for span in spans if span.ink == "rule"), "lines only, never text"
        assert any(span.bold for span in spans)


def page(**given: object) -> Page:
    return Page(**({"look": "step", "lang": "sv", "question": "Vad har ni gjort?"} | given))  # type: ignore[arg-type]


def test_a_list_as_it_is_pictured() -> None:
    things = tuple(Thing(f"Sak {n}", lead=str(n), strong=n == 10) for n in range(4, 11))
    assert drawn(page(things=things, said="1–3 ryms inte här", timer=timer(450, 1200))) == [
        "",
        "   Vad har ni gjort?",
        "",
        *[f"   {n:>2}  Sak {n}" for n in range(4, 11)],
        "",
        "   1–3 ryms inte här",
        "",
        "",
        "",
        "   ━━━━━━━━━━━━━━━━━━━━━━─────────────   7:30",
    ]


def test_the_newest_is_kept_whole_where_there_is_no_room_for_all() -> None:
    long = "ett långt svar som ingen hinner läsa från sista raden i rummet men som ändå blev sagt"
    things = tuple(Thing(long, lead=str(n), strong=n == 7) for n in range(1, 8))
    lines = drawn(page(things=things, timer=timer(450)))
    assert " ".join(long.split()) in " ".join(" ".join(lines[-5:-2]).split())
    assert sum(line.endswith("…") for line in lines) == 5, "and the one before it"


def test_a_window_with_no_room_for_all_says_how_many_are_not_there() -> None:
    things = tuple(Thing(f"Sak {n}", lead=str(n), strong=n == 7) for n in range(1, 8))
    lines = drawn(page(things=things, timer=timer(450)), (48, 9))
    assert "   7  Sak 7" in lines
    assert "   3 till" in lines


def test_votes_have_bars_where_there_is_room() -> None:
    things = (Thing("Ett", figure="4", part=1.0, strong=True), Thing("Två", figure="2", part=0.5))
    lines = drawn(page(things=things))
    assert lines[3:7] == ["   Ett" + " " * 38 + "4", "   " + "━" * 36, "   Två" + " " * 38 + "2", "   " + "━" * 18]
    accents = [span.ink for row in draw(page(things=things), 48, 16, NOW) for span in row.spans if "━" in span.text]
    assert accents == ["accent", "soft"]


def test_silent_writing_is_the_time_in_large_figures_and_how_many() -> None:
    lines = drawn(page(look="silent", said="3 av 8 har svarat", figures="3/8", timer=timer(252, 300)))
    assert sum("█" in line for line in lines) == 5
    assert "   3 av 8 har svarat" in lines
    assert lines[-1].endswith("kvar av 5")


def test_without_a_clock_the_count_is_large() -> None:
    lines = drawn(page(look="silent", said="3 av 8 har svarat", figures="3/8"))
    assert sum("█" in line for line in lines) == 5


def test_a_break_says_when_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = drawn(page(look="break", question="Lunch", timer=timer(900)))
    back = (NOW + timedelta(seconds=900)).astimezone().strftime("%H:%M")
    assert f"   Vi fortsätter {back}" in lines
    assert lines[-1].endswith("15:00")


def test_overtime_is_said_in_words_and_a_stopped_clock_too() -> None:
    assert drawn(page(timer=timer(-70)))[-1].endswith("1:10 över")
    assert drawn(page(timer=Timer(600, None, 300)))[-1].endswith("paus 5:00")


def test_a_curve_stands_under_the_things_with_the_stage_at_hand_in_ink() -> None:
    found = page(things=(Thing("En kö"),), curve=Curve((1, None, 4, 0), 5, here=2))
    spans = [span for row in draw(found, 48, 16, NOW) for span in row.spans]
    at_hand, others = [("ink", True)], [("accent", False)] * 2
    assert sorted((span.ink, span.bold) for span in spans if "●" in span.text) == others + at_hand
    assert [span.text for span in spans if span.bold][-1] == "3"


MAP = Page(
    look="step",
    lang="sv",
    question="Vad lönar sig?",
    things=(Thing("Ring", lead="a", label="Gör först", strong=True), Thing("Bygg om", lead="b", label="Låt bli")),
    plane=Plane(
        x="Insats",
        y="Effekt",
        corners=(("low", "high", "Gör först"), ("high", "low", "Låt bli")),
        points=(("a", 0, 1, True), ("b", 1, 0, False)),
    ),
)


def test_a_plane_stands_beside_its_things_where_there_is_room() -> None:
    lines = drawn(MAP, (80, 24))
    assert lines[3].split() == ["effekt", "↑", "a", "Ring"]
    assert any("GÖR FÖRST" in line for line in lines)
    assert not any("Gör först" in line for line in lines), "the plane says it"
    points = [(span.text, span.reverse) for row in draw(MAP, 80, 24, NOW) for span in row.spans if span.text in ("a", "b")]
    assert sorted(points) == [("a", True), ("b", False)]


def test_without_room_for_a_plane_the_corners_are_said() -> None:
    lines = drawn(MAP)
    assert lines[3] == "   Gör först  Ring"
    assert not any("↑" in line for line in lines)


def test_blank_is_empty() -> None:
    assert set(drawn(Page(look="blank", lang="sv"))) == {""}


def test_whoever_leads_is_waited_for_calmly() -> None:
    lines = drawn(page(things=(Thing("Ett"),), timer=timer(60)), waits=True)
    assert lines[-1] == "   Ett ögonblick."
    assert "   Ett" in lines, "what was there stays"
    assert [text_of(row).strip() for row in waiting("en", 48, 16, before=True)][1] == "We begin in a moment."


def test_figures_are_as_large_as_the_room_allows_and_read_without_colour() -> None:
    assert [scale_for("12:34", *size) for size in ((20, 5), (48, 8), (80, 12), (200, 40))] == [0, 1, 2, 3]
    for scale in (1, 2):
        rows = big("12:34", scale, 4)
        assert (max(cell_len(text_of(row)) for row in rows) - 4, len(rows)) == size_of("12:34", scale)
        assert all(set(span.text) <= {" "} for row in rows for span in row.spans)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_stays_within_its_place(text: str) -> None:
    text = clean(text)[:2000]
    thing = Thing(text, lead="1", label=clean(text, multiline=False)[:300], note=clean(text, multiline=False)[:300], figure="7")
    found = page(question=text, above=text, place=text[:9], text=text, things=(thing, thing), said=text)
    for size in product((20, 48, 81), (5, 16)):
        assert max(cell_len(text_of(row)) for row in draw(found, *size, NOW)) <= size[0]
