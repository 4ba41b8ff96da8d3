# ruff: noqa: E501
"""A file that is right is read; one that cannot be read says why, in words, and never with an exception."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scenario.marked import HEAD, found, holds_words
from workshop.errors import BadFile
from workshop.scenario import load
from workshop.scenario.fields.choice import ChoiceField
from workshop.scenario.fields.scale import ScaleField
from workshop.scenario.fields.text import TextField
from workshop.scenario.kinds.ask import Ask
from workshop.scenario.kinds.list import ListStep
from workshop.scenario.kinds.sort import Sort
from workshop.scenario.model import Source, Team

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*.toml"))

WHOLE = """\
format = 1
id = "one_thing_better"
title = "One thing better"

[[step]]
id = "ideas"
kind = "list"
title = "What could work better?"
by = "each"

[[step]]
id = "dots"
kind = "vote"
title = "Which matter most?"
from = "ideas"
dots = 3

[[step]]
id = "moves"
kind = "actions"
title = "Who does what, by when?"
start = { from = "dots", top = 3 }
"""


def test_the_whole_workshop_on_the_first_page_loads() -> None:
    loaded = load.parse(WHOLE)
    assert loaded.scenario is not None
    assert not loaded.errors
    assert [step.kind for step in loaded.scenario.steps] == ["list", "vote", "actions"]
    moves = loaded.scenario.step_by_id["moves"]
    assert isinstance(moves, ListStep)
    assert moves.start == Source(from_="dots", top=3)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_workshop_of_the_library_loads_without_an_error(path: Path) -> None:
    loaded = load.read(path)
    assert loaded.scenario is not None, "\n".join(map(str, loaded.errors))
    assert load.trusted(loaded.text) == loaded.scenario
    assert load.scenario(path) == loaded.scenario


STEPS_BEFORE = """
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
[[step]]
id = "more"
kind = "list"
title = "More"
"""

SNIPPETS = {
    "ask": (
        """
[[step]]
id = "persona"
kind = "ask"
title = "Persona"
fields = ["Name"]
[[step]]
id = "stages"
kind = "list"
title = "Stages"
""",
        """
[[step]]
id = "rating"
kind = "ask"
title = "How sure are you?"
by = "each"
as = "scale"
labels = ["Not at all", "", "", "", "Wholly"]

[[step]]
id = "grid"
kind = "ask"
title = "Stage by stage"
each = "stages"
look = "journey"
fields = [
  { id = "feels", title = "Feeling", as = "scale", min = -2, max = 2, curve = true },
  { id = "pains", title = "Pains", prompt = "What gets in {persona.name}'s way at {item}?", as = "list" },
  { id = "owner", title = "Owner", as = "choice", from = "people" },
]
""",
    ),
    "list": (
        '\n[[step]]\nid = "event"\nkind = "ask"\ntitle = "What happened?"\n',
        """
[[step]]
id = "then"
kind = "list"
title = "And then?"
prompt = "“{last}”: what does that lead to?"
chain = true
start = "event"
""",
    ),
    "sort": (
        '\n[teams.pairs]\nsize = 2\n[[step]]\nid = "activities"\nkind = "list"\ntitle = "Activities"\n',
        '\n[[step]]\nid = "s"\ntitle = "S"\nkind = "sort"\nfrom = "activities"\nplaces = ["Keep", "Change", "Drop"]\nby = "pairs"\n',
    ),
    "matrix": (
        '\n[[step]]\nid = "parts"\nkind = "list"\ntitle = "Parts"\n',
        """
[[step]]
id = "map"
kind = "matrix"
title = "Where do we begin?"
from = "parts"
x = { title = "Effort", low = "small", high = "large" }
y = { title = "Effect", low = "small", high = "large" }
places = [{ id = "now", x = "low", y = "high", title = "Do first", text = "Out within two weeks." }]
""",
    ),
    "group": (
        STEPS_BEFORE,
        """
[[step]]
id = "themes"
title = "Themes"
kind = "group"
from = ["ideas", "more"]
minutes = 15
[[step]]
id = "names"
title = "Names"
kind = "ask"
each = "themes"
[[step]]
id = "dots"
title = "Dots"
kind = "vote"
from = "themes"
points = 100
""",
    ),
    "vote": (
        '\n[roles.owner]\ntitle = "Owner"\n'
        + STEPS_BEFORE.replace("ideas", "gains").replace("more", "risks")
        + '[[step]]\nid = "names"\nkind = "list"\ntitle = "Names"\n',
        """
[[step]]
id = "one"
title = "One"
kind = "vote"
from = "names"
by = "owner"
dots = 1
[[step]]
id = "two"
title = "Two"
kind = "vote"
from = ["gains", "risks"]
dots = 3
per_list = true
exactly = true
[[step]]
id = "three"
title = "Three"
kind = "vote"
from = "gains"
notes = [40, 30, 20, 10]
[[step]]
id = "four"
title = "Four"
kind = "vote"
from = "gains"
rank = 3
worth = [3, 2, 1]
reason = true
""",
    ),
    "result": (
        """
[[step]]
id = "poll"
kind = "ask"
title = "Poll"
fields = [
  { id = "right", title = "Right", as = "number" },
  { id = "followers", title = "All", as = "number" },
  { id = "said", title = "Said", as = "number", unit = "%" },
]
""",
        """
[[step]]
id = "said_x"
kind = "result"
title = "Of the right ones, this many may have answered X"
low = "max(0, poll.right + poll.followers * poll.said / 100 - poll.followers)"
high = "min(poll.right, poll.followers * poll.said / 100)"
figures = [{ id = "width", title = "Uncertainty", value = "(high - low) / poll.right" }]
levels = [{ id = "nothing", when = "width >= 0.9", title = "The figure says nothing" }, { id = "some", title = "It says something" }]
""",
    ),
    "decisions": (
        '\n[[step]]\nid = "choice"\nkind = "ask"\ntitle = "Choice"\nas = "choice"\noptions = ["A", "B"]\n',
        """
[[step]]
id = "decided"
title = "Decided"
kind = "decisions"
start = "choice"
fields = ["How we follow it up"]
min = 1
""",
    ),
    "editions": (
        """
[[step]]
id = "prices"
kind = "list"
title = "Prices"
[[step]]
id = "complaints"
kind = "list"
title = "Complaints"
fields = [{ id = "inside_only", title = "Inside only", as = "yesno" }]
""",
        """
[[edition]]
id = "client"
title = "For the client"
leave_out = ["prices", { from = "complaints", where = "item.inside_only" }]
""",
    ),
    "note": ("", '\n[[step]]\nid = "lunch"\nkind = "note"\ntitle = "Lunch"\npause = true\nminutes = 45\nfixed = true\n'),
    "people": (
        '\n[[step]]\nid = "rating"\nkind = "ask"\ntitle = "Rating"\nby = "each"\nas = "scale"\n',
        '\n[[step]]\nid = "low"\nkind = "ask"\ntitle = "Why?"\neach = { from = "people", where = "item.rating <= 2" }\n',
    ),
    "teams": (
        """
[teams.pairs]
size = 2
[teams.tables]
size = 3
of = "pairs"
[teams.offices]
teams = ["Lund", "Umeå"]
""",
        '\n[[step]]\nid = "a"\nkind = "list"\ntitle = "A"\nby = "offices"\n',
    ),
    "repeat": (
        '\n[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Ideas"\n',
        """
[[section]]
id = "talk"
title = "Talk"
each = "ideas"
repeat = { until = "talk.rounds >= 2 or said.count > 3", max = 10, minutes = [8, 4] }
minutes = 40
at_time = "stop"
left = "park"
[[step]]
id = "said"
section = "talk"
kind = "list"
title = "Said"
prompt = "{talk}, {item}, {round}"
[[step]]
id = "later"
kind = "list"
title = "Left"
start = "talk.left"
""",
    ),
    "combine": (
        """
[[step]]
id = "poles"
kind = "ask"
title = "Poles"
fields = ["Pole", "Other pole"]
items = ["One", "Two"]
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
""",
        """
[[step]]
id = "corners"
kind = "list"
title = "Corners"
start = { combine = "poles" }
[[step]]
id = "pairs"
kind = "ask"
title = "Pairs"
each = { combine = ["ideas", "ideas"] }
prompt = "{item}"
""",
    ),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_examples_of_the_format_load(name: str) -> None:
    before, example = SNIPPETS[name]
    assert found(HEAD + before + example) == []


def test_short_forms_are_written_out() -> None:
    made = load.scenario(
        HEAD
        + """
[teams.offices]
teams = ["Lund", "Umeå"]
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
items = ["Första köpet", { id = "second", text = "Second" }]
fields = ["Vem gör det?", { id = "n", title = "N", as = "number" }]
[[step]]
id = "placed"
kind = "sort"
title = "Placed"
from = "ideas"
places = ["Behåll", "Ändra på det"]
[[step]]
id = "picked"
kind = "ask"
title = "Picked"
as = "choice"
options = ["Ja", "Nej, tack"]
"""
    )
    assert made.teams["offices"].teams == [Team(id="lund", title="Lund"), Team(id="umea", title="Umeå")]
    ideas, placed, picked = made.steps
    assert isinstance(ideas, ListStep)
    assert [item.id for item in ideas.items] == ["forsta_kopet", "second"]
    assert ideas.fields[0] == TextField(id="vem_gor_det", title="Vem gör det?")
    assert isinstance(placed, Sort)
    assert [place.id for place in placed.places] == ["behall", "andra_pa_det"]
    assert isinstance(picked, Ask)
    field = picked.fields[0]
    assert isinstance(field, ChoiceField)
    assert (field.id, field.title) == ("value", "Picked")
    assert [option.id for option in field.options] == ["ja", "nej_tack"]


def test_shared_scales_and_options_are_written_in() -> None:
    made = load.scenario(
        HEAD
        + """
[scales.sure]
min = 0
max = 3
labels = ["No", "", "", "Yes"]
[choices]
signs = ["No", "Partly", "Yes"]
[[step]]
id = "sure"
kind = "ask"
title = "Sure"
as = "scale"
scale = "sure"
[[step]]
id = "ideas"
kind = "list"
title = "Ideas"
fields = [{ id = "sign", title = "Sign", as = "choice", choices = "signs" }]
[[step]]
id = "placed"
kind = "sort"
title = "Placed"
from = "ideas"
choices = "signs"
"""
    )
    sure, ideas, placed = made.steps
    assert isinstance(sure, Ask)
    assert isinstance(sure.fields[0], ScaleField)
    assert (sure.fields[0].min, sure.fields[0].max, len(sure.fields[0].labels)) == (0, 3, 4)
    assert isinstance(ideas, ListStep)
    assert isinstance(ideas.fields[0], ChoiceField)
    assert [option.id for option in ideas.fields[0].options] == ["no", "partly", "yes"]
    assert isinstance(placed, Sort)
    assert [place.id for place in placed.places] == ["no", "partly", "yes"]


def test_a_question_alone_needs_no_as() -> None:
    made = load.scenario(HEAD + '[[step]]\nid = "a"\nkind = "ask"\ntitle = "A"\nlines = 4\nevidence = true\n')
    step = made.steps[0]
    assert isinstance(step, Ask)
    assert step.fields == [TextField(id="value", title="A", lines=4, evidence=True)]


def test_texts_are_cleaned_as_they_come_in() -> None:
    made = load.scenario(HEAD + '[[step]]\nid = "a"\nkind = "note"\ntitle = "A\\u001b]0;pwn\\u0007B"\ntext = "C\\u202eD"\n')
    step = made.steps[0]
    assert step.title == "AB"
    assert getattr(step, "text", "") == "CD"


# ---------------------------------------------------------------------------------------------------------------- files


def one_fault(path: Path | str) -> tuple[str, int, int]:
    loaded = load.read(path)
    assert loaded.scenario is None
    (fault,) = loaded.faults
    holds_words(fault)
    assert str(path) in str(fault)
    return fault.key, fault.line, fault.column


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    loaded = load.read(path)
    assert loaded.scenario == load.scenario(WHOLE)
    assert "\r" not in loaded.text


def test_a_file_in_another_encoding_says_where_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes('format = 1\ntitle = "Års\xe5tgång"\n'.encode("latin-1"))
    assert one_fault(path) == ("not_utf8", 2, 10)
    assert "Årsåtgång" in str(load.read(path).faults[0])
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        path.write_bytes(WHOLE.encode(encoding))
        assert one_fault(path)[0] == "utf16"


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    assert one_fault(tmp_path / "none.toml")[0] == "no_file"
    assert one_fault(tmp_path)[0] == "not_a_file"
    assert one_fault("/dev/zero")[0] == "not_a_file"
    assert load.read("a\0b").faults[0].key == "cannot_read"
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    assert one_fault(pipe)[0] == "not_a_file"


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert one_fault(path)[0] == "too_big"
    path.write_text("# " + "å" * (600 * 1024))
    assert one_fault(path)[0] == "too_big"
    assert found("# " + "x" * (1024 * 1024)) == [(1, "too_big")]


def test_a_bad_file_says_its_first_error_and_how_many_more(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(HEAD + '[[step]]\nid = "a"\nkind = "vots"\ntitle = "A"\nfrom = "b"\ndots = 3\n')
    with pytest.raises(BadFile) as raised:
        load.scenario(path)
    assert "a.toml" in str(raised.value)
    assert "vote" in str(raised.value)
    with pytest.raises(BadFile):
        load.trusted("format = 1")
    with pytest.raises(BadFile):
        load.trusted("x = " + "[" * 20_000)


def test_loading_brings_in_neither_the_checks_nor_anything_heavy() -> None:
    code = (
        "import sys; from workshop.scenario import load; load.trusted(sys.stdin.read());"
        "print([m for m in ('difflib', 'textual', 'rich', 'click', 'workshop.scenario.check', 'workshop.scenario.apart',"
        " 'workshop.scenario.expression', 'workshop.scenario.positions', 'workshop.language') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-S", "-c", _path() + code], input=WHOLE, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _path() -> str:
    return f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r};"


GUIDE = Path(__file__).parents[2] / "scenarios" / "README.md"
NAMED_ELSEWHERE = {"unknown_name", "no_item_part", "no_voice", "no_section", "no_choices", "no_scale", "no_teams"}


@pytest.mark.parametrize("example", re.findall(r"(?s)```toml\n(.*?)```", GUIDE.read_text("utf-8")) if GUIDE.exists() else [])
def test_the_examples_of_the_guide_have_the_right_shape(example: str) -> None:
    """They name steps that are not in the example: nothing else is wrong with them."""
    step = '\n[[step]]\nid = "filler"\nkind = "note"\n'
    if example.startswith("format"):
        text = example
    elif example.startswith("["):
        text = HEAD + example + ("" if "[[step]]" in example else step + 'title = "Filler"\n')
    else:  # keys of a step
        text = HEAD + step + example
    assert [str(fault) for fault in load.parse(text).errors if fault.key not in NAMED_ELSEWHERE] == []
