"""A rehearsal tells what the day would be: when each step comes, where one is late, what there is to report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.session.changing import ALL_KINDS, every_kind
from workshop.scenario.load import parse
from workshop.session.rehearsal import BEHIND, Rehearsal, record, rehearse
from workshop.store.codec import encode

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SPLITTING = Path(__file__).parents[2] / "scenarios" / "activity-splitting.toml"


def rehearsed(text: str, **given: object) -> Rehearsal:
    scenario = parse(text).scenario
    assert scenario is not None
    return rehearse(scenario, text, start=NINE, **given)  # type: ignore[arg-type]


def steps(*parts: str) -> str:
    head = 'format = 1\nid = "a"\ntitle = "A"\n'
    return head + "".join(f'[[step]]\nid = "s{n}"\ntitle = "S{n}"\n{part}\n' for n, part in enumerate(parts))


def test_the_blocks_are_the_day_without_a_gap() -> None:
    day = rehearsed(SPLITTING.read_text("utf-8"), seed=3)
    at = NINE
    behind = 0.0
    for block in day.blocks:
        assert abs((block.start - at).total_seconds()) < 1e-3
        assert abs(block.late - behind) < 1e-6
        at += timedelta(minutes=block.took)
        behind += block.took - (2 if block.planned is None else block.planned)
    assert abs((day.end - at).total_seconds()) < 1e-3
    assert abs(day.late - behind) < 1e-6
    assert day.least <= day.planned
    assert day.first_late is None or day.first_late.late >= BEHIND


def test_a_seed_is_a_day() -> None:
    text = SPLITTING.read_text("utf-8")
    first, again, other = (rehearsed(text, seed=seed) for seed in (1, 1, 2))
    assert first.blocks == again.blocks
    assert first.book.session.answers == again.book.session.answers
    assert first.book.session.uuid != again.book.session.uuid
    assert other.blocks != first.blocks


def test_breaks_and_what_is_fixed_take_their_minutes() -> None:
    day = rehearsed(
        steps(
            'kind = "note"\npause = true\nminutes = 15',
            'kind = "list"\nfixed = true\nminutes = 20',
            'kind = "list"\nminutes = 30',
        )
    )
    assert [block.took for block in day.blocks[:2]] == [15, 20]
    assert day.blocks[2].took != 30
    assert day.least == 65


def test_what_may_go_is_not_in_the_least() -> None:
    day = rehearsed(steps('kind = "list"\nminutes = 10\nmin_minutes = 4', 'kind = "list"\noptional = true\nminutes = 7'))
    assert (day.planned, day.least) == (17, 4)
    assert [block.stop.step for block in day.droppable] == ["s1"]


def test_the_longest_time_without_a_break() -> None:
    fixed = 'kind = "note"\nfixed = true\nminutes = '
    day = rehearsed(steps(f"{fixed}50", f"{fixed}60", f"{fixed}10\npause = true", f"{fixed}90"))
    assert (day.longest_sitting, day.sits_to) == (110, "s1")
    assert day.sits_too_long


def test_too_much_for_the_minutes() -> None:
    a, b = ("[" + ", ".join(f'"{sign}{n}"' for n in range(20)) + "]" for sign in "ab")
    ask = 'kind = "ask"\nas = "scale"\nitems = '
    assert [block.stop.step for block in rehearsed(steps(f"{ask}{a}\nminutes = 5", f"{ask}{b}\nminutes = 20")).hurried] == [
        "s0"
    ]


def test_what_was_never_taken() -> None:
    day = rehearsed(steps('kind = "list"', 'kind = "list"\nwhen = "count(s0) > 999"'))
    assert [(one.step, one.when) for one in day.untaken] == [("s1", "count(s0) > 999")]


def test_a_check_that_nobody_can_satisfy_is_told() -> None:
    check = 'checks = [{ that = "count(s0) > 900", text = "More.", level = "block" }]\nmax = 3'
    day = rehearsed(steps(f'kind = "list"\n{check}'))
    assert [block.blocked for block in day.blocks] == ["More."]


def test_the_record_is_counted() -> None:
    day = rehearse(every_kind(), ALL_KINDS, start=NINE, people=3, lang="en")
    found = record(day.book)
    assert all(found[:-1])
    written = encode(day.book.session).decode()
    assert written.count("[[actions]]") == found.actions
    assert written.count("[[decisions]]") == found.decisions


def test_where_one_is_late_there_are_ways_to_catch_up() -> None:
    step = 'kind = "list"\nminutes = 30\nmin_minutes = 10'
    late = next(day for seed in range(20) if (day := rehearsed(steps(*[step] * 4), seed=seed)).offers)
    assert late.first_late is late.blocks[late.offered]
    shorten = late.offers[0]
    assert shorten.change is not None
    assert shorten.ends < late.end
    assert late.book.session.plan.start == NINE
