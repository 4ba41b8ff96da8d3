"""A workshop read through before it is held: all that is said in it, in order, with … for what is not known yet."""

from __future__ import annotations

import pytest

from workshop.scenario import library, load
from workshop.scenario.guide import guide

TEXT = """
format = 1
id = "g"
title = { sv = "Prov", en = "Trial" }
summary.sv = "Kort *och* gott"
summary.en = "Short *and* sweet"
purpose = "Why"
gives = "A list"
suits = ["group"]
languages = ["sv", "en"]
source = "Somebody"
[[section]]
id = "one"
title = "Part one"
[[step]]
id = "hello"
kind = "note"
title = "Hello"
text = "First.\\n\\n- a\\n- b"
section = "one"
minutes = 3
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
prompt = "What of {client}?"
examples = ["Shop: a sign", "Town: a bench"]
say = "Aloud"
stuck = "Ask why"
minutes = 10
min_minutes = 5
optional = true
fields = [{ id = "why", title = "Why", prompt = "Why that?" }]
[[step]]
id = "rest"
kind = "note"
title = "Break"
pause = true
fixed = true
minutes = 10
"""


def told(lang: str) -> list[tuple[str, str, str, str]]:
    return [tuple(passage) for passage in guide(load.trusted(TEXT.replace("{client}", "{item}")), lang)]  # type: ignore[misc]


def test_it_is_told_in_the_order_it_is_held() -> None:
    assert told("en") == [
        ("title", "Trial", "", ""),
        ("facts", "for a group · 23 minutes · can be held in 13 minutes", "", ""),
        ("summary", "Short and sweet", "", ""),
        ("part", "What it is good for", "", ""),
        ("text", "Why", "", ""),
        ("part", "What you leave with", "", ""),
        ("text", "A list", "", ""),
        ("part", "Step by step", "", ""),
        ("section", "Part one", "", ""),
        ("step", "Hello", "1", "3 minutes"),
        ("text", "First.", "", ""),
        ("text", "• a", "", ""),
        ("text", "• b", "", ""),
        ("step", "Ideas", "2", "10 minutes, can be left out"),
        ("question", "What of …?", "", ""),
        ("question", "Why that?", "–", ""),
        ("example", "Shop: a sign", "For example", ""),
        ("example", "Town: a bench", "", ""),
        ("note", "Aloud", "Say", ""),
        ("note", "Ask why", "If it halts", ""),
        ("step", "Break", "3", "10 minutes, break, at a fixed time"),
        ("part", "Where the method comes from", "", ""),
        ("text", "Somebody", "", ""),
    ]


def test_in_the_language_asked_for() -> None:
    assert told("sv")[:3] == [
        ("title", "Prov", "", ""),
        ("facts", "för grupp · 23 minuter · går på 13 minuter", "", ""),
        ("summary", "Kort och gott", "", ""),
    ]


@pytest.mark.parametrize("entry", library.entries(), ids=lambda entry: entry.id)
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_shipped_workshop_can_be_read_through(entry: library.Entry, lang: str) -> None:
    found = load.read(entry.path).scenario
    assert found is not None
    passages = list(guide(found, lang))
    assert [one.label for one in passages if one.kind == "step"] == [str(n) for n in range(1, len(found.step) + 1)]
    assert all(one.text.strip() and "{" not in one.text and "*" not in one.text for one in passages)


@pytest.mark.parametrize(
    ("words", "among", "not_among"),
    [
        ("relevans", set(), {"metrics_reality"}),
        ("siffror rapport", {"metrics_reality"}, {"audience"}),
        ("FIGURES", {"metrics_reality"}, {"audience"}),
        ("retro", {"retrospective"}, {"audience"}),
    ],
)
def test_it_is_found_by_what_it_is_for(words: str, among: set[str], not_among: set[str]) -> None:
    found = {entry.id for entry in library.matching(library.entries(), words)}
    assert among <= found
    assert not found & not_among
