# ruff: noqa: E501
"""Whatever stands in a file: the loader answers with a scenario or with faults, never with an exception."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenario.marked import HEAD, holds_words
from tests.scenario.test_check import BEFORE
from tests.scenario.test_load import SNIPPETS, WHOLE
from workshop.scenario import load
from workshop.scenario.load import Loaded

GOOD = [
    WHOLE,
    HEAD + BEFORE,
    *(HEAD + before + after for before, after in SNIPPETS.values()),
    *(path.read_text("utf-8") for path in sorted((Path(__file__).parents[2] / "scenarios").glob("*.toml"))),
]

KEYS = sorted({line.split("=")[0].strip() for text in GOOD for line in text.split("\n") if "=" in line and line[:1].isalpha()})
VALUES = [
    "1", "-1", "0", "2.5", "nan", "1e999", "99999999999999999999", "true", "false", '""', '"x"', '"ideas"', '"each"', '"item.x > 3"',
    '"\\u001b[2J"', "'''x'''", "[]", "{}", "[[]]", "[1]", '["a", "b"]', '[{ id = "a", title = "A" }]', "{ sv = 'x' }", "{ from = 'ideas' }",
    "{ from = ['a', 'b'], top = 'x', where = 'item', by = ['y', 'item'] }", "[{ x = 1 }, 'y', 2, [3]]", "2026-01-01", "07:30:00",
    "2026-01-01T07:30:00Z", "{ until = 'a', max = 3 }", "[{ that = 'x', text = 'y' }]", "'people'", "'{item} {a.b} {'", "'none'",
]  # fmt: skip
HEADINGS = [
    "[[step]]",
    "[step]",
    "[[section]]",
    "[[edition]]",
    "[scales.x]",
    "[choices]",
    "[teams.x]",
    "[roles.x]",
    "[[step.fields]]",
]

quiet = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))


def judged(text: str) -> Loaded:
    loaded = load.parse(text, "x.toml", known=set())
    assert (loaded.scenario is None) == bool(loaded.errors)
    lines = text.count("\n") + 2
    for fault in loaded.faults:
        holds_words(fault)
        assert fault.line <= lines, (fault, text)
        assert fault.line >= 1, (fault, text)
        assert fault.key != "unreadable", (fault, text)
    if loaded.scenario is not None:
        assert load.trusted(loaded.text) == loaded.scenario
    return loaded


@quiet
@given(st.text())
def test_any_text(text: str) -> None:
    judged(text)


@quiet
@given(
    st.lists(
        st.sampled_from(
            ["[", "]", "{", "}", '"', "'", '"""', "'''", "=", ".", ",", "#", "\n", " ", "a", "step", "1", "\\", "“", ":"]
        )
    )
)
def test_signs_of_toml_in_any_order(signs: list[str]) -> None:
    judged("".join(signs))


pairs = st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES)).map(" = ".join)
lines = st.one_of(pairs, pairs, pairs, st.sampled_from(HEADINGS))


@quiet
@given(st.lists(lines, max_size=40))
def test_keys_of_the_format_with_values_of_any_sort(lines: list[str]) -> None:
    judged(HEAD + "\n".join(lines))


@quiet
@given(st.sampled_from(GOOD), st.randoms(use_true_random=False))
def test_a_good_file_with_something_changed(text: str, chance: random.Random) -> None:
    judged(mutated(text, chance))


def mutated(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 4)):
        rows = text.split("\n")
        at = chance.randrange(len(rows))
        what = chance.randrange(9)
        if what == 0:
            del rows[at]
        elif what == 1:
            rows.insert(at, chance.choice(rows))
        elif what == 2:
            rows.insert(at, f"{chance.choice(KEYS)} = {chance.choice(VALUES)}")
        elif what == 3:
            rows[at] = rows[at].split("=")[0] + "= " + chance.choice(VALUES)
        elif what == 4:
            rows.insert(at, chance.choice(HEADINGS))
        elif what == 5 and rows[at]:
            cut = chance.randrange(len(rows[at]))
            rows[at] = rows[at][:cut] + rows[at][cut + 1 :]
        elif what == 6:
            cut = chance.randrange(len(rows[at]) + 1)
            rows[at] = rows[at][:cut] + chance.choice("\"'[]{}=.,#\\ “”a1_\t\u00a0\u202e") + rows[at][cut:]
        elif what == 7:
            other = chance.randrange(len(rows))
            rows[at], rows[other] = rows[other], rows[at]
        else:
            words = chance.choice(rows).split()
            if words:
                rows[at] = rows[at].replace(chance.choice(rows[at].split() or ["x"]), chance.choice(words), 1)
        text = "\n".join(rows)
    return text
