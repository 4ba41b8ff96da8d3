# ruff: noqa: E501
"""What does not hold together: every check of the page has its place here."""

from __future__ import annotations

from datetime import time

import pytest

from tests.scenario.marked import HEAD, found, holds_words, marked
from workshop.scenario import load
from workshop.scenario.timing import over_time

IDEAS = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Ideas"\n'


def step(id: str, kind: str, rest: str = "") -> str:
    return f'[[step]]\nid = "{id}"\nkind = "{kind}"\ntitle = "A"\n{rest}\n'


# ------------------------------------------------------------------------------------------------------------------ ids


def test_ids_are_one_to_a_thing() -> None:
    marked(
        """
[teams.pairs]
size = 2
[roles.owner] #! id_twice
title = "Owner"
[roles.pairs] #! id_twice
title = "Pairs"
[[section]]
id = "owner"
title = "Owner"
[[step]]
id = "owner" #! id_twice
kind = "note"
title = "Owner"
"""
    )


def test_reserved_words_are_no_ids() -> None:
    for id in ("people", "item", "sum", "none", "if", "class", "last_round"):
        marked(f'\n[[step]]\nid = "{id}" #! reserved\nkind = "note"\ntitle = "A"\n')
    marked("\n[teams.each_of]\nsize = 2\n[teams.any] #! reserved\nsize = 2\n" + IDEAS)


def test_fields_have_names_of_their_own() -> None:
    for id in ("text", "by", "of", "src", "at", "round", "across", "gone", "members", "id", "class", "none"):
        marked(f'\n{IDEAS}fields = [\n  {{ id = "{id}", title = "X" }}, #! reserved_field\n]\n')
    marked(f'\n{IDEAS}fields = [\n  {{ id = "count", title = "X" }}, #! reserved_part\n]\n')
    marked(f'\n{step("a", "ask")}fields = [\n  {{ id = "chosen", title = "X" }}, #! reserved_part\n]\n')
    marked(f'\n{IDEAS}fields = [\n  {{ id = "x", title = "X" }},\n  {{ id = "x", title = "X" }}, #! id_twice_here\n]\n')
    marked(
        f"\n{IDEAS}fields = [\n"
        '  { id = "x", title = "X", evidence = true },\n'
        '  { id = "x_evidence", title = "X" }, #! field_made\n]\n'
    )


def test_written_items_have_ids_of_their_own_in_the_whole_file() -> None:
    marked(
        f"""
[teams.offices]
teams = [
  {{ id = "b", title = "B" }}, #! item_twice
]
{step("a", "list", 'items = ["A", "B"]')}
[[step]]
id = "c"
kind = "ask"
title = "C"
items = [
  "C",
  "A", #! item_twice
  {{ id = "p1", text = "One" }}, #! item_given
]
"""
    )


def test_places_and_figures_have_names_that_can_be_said() -> None:
    marked(f'\n{IDEAS}{step("s", "sort")}from = "ideas"\nplaces = [\n  "Count", #! reserved_part\n  "B",\n]\n')
    marked("\n" + step("r", "result") + 'figures = [\n  { id = "value", title = "V", value = "1" }, #! reserved_figure\n]\n')
    marked("\n" + step("r", "result") + 'figures = [\n  { id = "mean", title = "V", value = "1" }, #! reserved_figure\n]\n')
    marked(
        "\n"
        + step("r", "result")
        + 'figures = [\n  { id = "a", title = "V", value = "1" },\n  { id = "a", title = "V", value = "2" }, #! id_twice_here\n]\n'
    )


def test_a_former_id_is_nobodys_now() -> None:
    marked(f'\n{IDEAS}{step("b", "list")}was = ["ideas"] #! was_taken\n')


# ----------------------------------------------------------------------------------------------------------- references


@pytest.mark.parametrize(
    "line",
    [
        'each = "later"',
        'each = { from = "later" }',
        'each = ["ideas", { from = ["later"], top = 3 }]',
        'each = { combine = ["ideas", "later"] }',
        'each = { from = "ideas", where = "later.count > 3" }',
        'each = { from = "ideas", where = "item.later > 3" }',
        'each = { from = "ideas", by = "later" }',
        'each = { from = "ideas", by = ["item.text", "item.later"] }',
        'each = { from = "ideas", top = "later.count" }',
        'start = "later"',
        'start = { from = "later" }',
        'show = ["later"]',
        'show = ["later.x"]',
        'when = "later.count > 3"',
        'repeat = { until = "later.count > 3" }',
        'checks = [{ that = "later.count > 3", text = "x" }]',
        'prompt = "Of {later.count}"',
        'say = { sv = "{later}", en = "x" }',
        'fields = [{ id = "x", title = "X", prompt = "{later}" }]',
        'fields = [{ id = "x", title = "X", when = "later.count > 2" }]',
        'fields = [{ id = "x", title = "X", as = "choice", from = "later" }]',
        'fields = [{ id = "x", title = "X", as = "choice", from = { from = "ideas", where = "item.later > 1" } }]',
        'items = [{ id = "q", text = "{later}" }]',
    ],
)
def test_only_what_is_earlier_can_be_named(line: str) -> None:
    marked(f"\n{IDEAS}{step('a', 'list')}{line} #! later\n{step('later', 'list')}")
    unknown = line.replace("later", "laterr")
    keys = [key for _, key in found(HEAD + f"\n{IDEAS}{step('a', 'list')}{unknown}\n{step('later', 'list')}")]
    assert keys in (["unknown_name"], ["no_item_part"])


def test_what_comes_later_cannot_be_named_by_the_other_kinds_either() -> None:
    late = step("later", "list")
    for kind, rest in (
        ("vote", 'dots = 3\nfrom = "later" #! later'),
        ("group", 'from = "later" #! later'),
        ("sort", 'places = ["A"]\nfrom = "later" #! later'),
        ("ask", 'items = ["A"]\nacross = "later" #! later'),
        ("result", 'value = "later.count" #! later'),
        ("result", 'value = "1"\neach = "later" #! later'),
        ("result", 'value = "1"\nfigures = [{ id = "a", title = "A", value = "later.count" }] #! later'),
        ("result", 'levels = [{ id = "a", title = "A", when = "later.count > 3" }] #! later'),
        ("result", 'value = "1"\ntext = "{later}" #! later'),
    ):
        marked(f"\n{IDEAS}{step('a', kind, rest)}{late}")


def test_a_step_cannot_rest_on_itself() -> None:
    marked(f'\n{step("a", "list")}each = "a" #! itself\n')
    marked(f'\n{step("a", "list")}when = "a.count > 1" #! itself\n')
    marked(f'\n{step("a", "list")}repeat = {{ until = "a.count > 1" }}\nchecks = [{{ that = "a.count > 1", text = "x" }}]\n')


def test_sections_and_what_they_name() -> None:
    marked(
        f"""
[[section]]
id = "talk"
title = "Talk"
each = "late" #! later
when = "said.count > 1" #! later
repeat = {{ until = "said.count > 1 and late.count > 1" }} #! later
{step("said", "list", 'section = "talk"')}
{step("late", "list")}
"""
    )
    marked(f'\n{step("a", "list")}section = "talk" #! no_section\n')
    marked('\n[[section]]\nid = "talk"\ntitle = "Talk"\n' + step("a", "list", 'section = "tlak" #! no_section'))


def test_the_steps_of_a_section_stand_together() -> None:
    marked(
        '\n[[section]]\nid = "x"\ntitle = "X"\n[[section]]\nid = "y"\ntitle = "Y"\n'
        + step("a", "list", 'section = "x"')
        + step("b", "list", 'section = "y"')
        + step("c", "list", 'section = "x" #! section_apart')
        + step("d", "list", 'section = "x"')
    )
    marked('\n[[section]] #! warning:section_empty\nid = "x"\ntitle = "X"\n' + step("a", "list"))


def test_a_section_taken_for_each_is_its_item_inside() -> None:
    inside = step("said", "ask", 'section = "talk"\nprompt = "{talk}, {item}, {talk.owner}"\nwhen = "item.owner != none"')
    marked(
        f"""
{IDEAS}fields = ["Owner"]
[[section]]
id = "talk"
title = "Talk"
each = "ideas"
{inside}
{step("after", "list", 'start = "talk.left"')}
{step("r", "result", 'value = "count(said)"')}
{step("s", "list", 'prompt = "{talk.ended} {talk.rounds}"')}
"""
    )
    marked(
        f'\n[[section]]\nid = "talk"\ntitle = "T"\n{step("a", "list", "section = " + chr(34) + "talk" + chr(34))}'
        f'{step("b", "list")}prompt = "{{talk}}" #! section_alone\n'
    )


def test_nobody_by_that_name_answers() -> None:
    marked(f'\n[teams.pairs]\nsize = 2\n{IDEAS}by = "pair" #! no_voice\n')
    marked(f'\n[roles.owner]\ntitle = "O"\n{IDEAS}by = "owner"\n')
    marked('\n[teams.tables]\nsize = 2\nof = "pair" #! no_teams\n[teams.pairs]\nsize = 2\n' + IDEAS)
    marked('\n[teams.a]\nsize = 2\nof = "b" #! teams_round\n[teams.b]\nsize = 2\nof = "a" #! teams_round\n' + IDEAS)
    marked(f'\n{IDEAS}{step("r", "result")}value = "1"\ncompare = ["rouns"] #! no_compare\n')


def test_shared_lists_and_scales_must_be_there() -> None:
    marked(f'\n[choices]\nsigns = ["A"]\n{step("a", "ask")}as = "choice"\nchoices = "sign" #! no_choices\n')
    marked(f'\n[scales.sure]\nmax = 3\n{step("a", "ask")}as = "scale"\nscale = "sur" #! no_scale\n')
    marked(f'\n[choices]\nsigns = ["A"]\n{IDEAS}{step("s", "sort")}from = "ideas"\nchoices = "sign" #! no_choices\n')
    marked("\n[choices]\nsigns = [] #! choices_empty\n" + IDEAS)
    marked("\n[scales.sure]\nmin = 9 #! scale_order\n" + IDEAS)


def test_what_gives_no_items_is_no_source() -> None:
    sort = step("s", "sort", 'from = "ideas"\nplaces = ["Well", "Less"]')
    marked(f'\n{IDEAS}{sort}{step("a", "list")}each = "s" #! source_place\n')
    marked(f'\n{IDEAS}{sort}{step("a", "list")}each = "s.wel" #! no_part\n')
    marked(f'\n{IDEAS}{sort}{step("a", "list")}each = "s.well"\n')
    marked(f'\n{IDEAS}{sort}{step("b", "sort")}from = "ideas"\nplaces = ["Well", "Less"]\nstart = "s"\n')
    marked(
        f'\n{IDEAS}{step("r", "result", "value = " + chr(34) + "1" + chr(34))}{step("a", "list")}each = "r" #! source_result\n'
    )
    marked(f'\n{IDEAS}{step("a", "list")}each = "ideas.count" #! source_value\n')
    marked(f'\n{step("n", "note")}{step("a", "list")}each = "n" #! note_has_none\n')
    marked(f'\n{IDEAS}{step("a", "list")}each = "Ideas!" #! bad_name\n')
    marked(f"\n{IDEAS}{step('a', 'list')}each = {{ top = 3 }} #! source_none\n")
    marked(f'\n{IDEAS}{step("a", "list")}each = {{ from = "ideas", combine = "ideas" }} #! source_both\n')
    marked(f'\n{IDEAS}{step("a", "list")}each = {{ from = "ideas", by = "ideas" }} #! order_by\n')
    marked(f'\n{IDEAS}{step("a", "list")}start = "last_round"\n')
    marked(f'\n{IDEAS}{step("a", "list")}each = "last_round" #! unknown_name\n')
    marked(f'\n{IDEAS}{step("a", "list")}each = "item.members" #! no_item\n')


def test_sources_of_an_earlier_session_are_not_looked_for_here() -> None:
    source = 'start = { scenario = "maturity_check", from = "moves" }'
    marked(f"\n{IDEAS}{step('a', 'list')}{source}\n")
    marked(f"\n{IDEAS}{step('a', 'list')}{source} #! warning:no_scenario\n", known={"blank_paper"})
    marked(f"\n{IDEAS}{step('a', 'list')}{source}\n", known={"maturity_check"})
    own = source.replace("maturity_check", "sample")
    marked(f"\n{IDEAS}{step('a', 'list')}{own} #! unknown_name\n", known=set())
    marked(f"\n{IDEAS}{step('a', 'list')}{own.replace('moves', 'late')}\n{step('late', 'list')}", known=set())
    level = '\nlevels = [{ id = "a", title = "A", next = "blank_papr" }] #! warning:no_scenario\n'
    marked(f"\n{step('r', 'result')}{level}", known={"blank_paper"})


def test_editions_may_name_anything() -> None:
    marked(
        f'\n[[edition]]\nid = "a"\ntitle = "A"\nleave_out = ["ideas", "ideas.owner", {{ from = "ideas" }}]\n{IDEAS}fields = ["Owner"]\n'
    )
    marked(f'\n[[edition]]\nid = "a"\ntitle = "A"\nleave_out = ["idea"] #! unknown_name\n{IDEAS}')
    marked(f'\n[[edition]]\nid = "a"\ntitle = "A"\nleave_out = ["ideas.ownr"] #! no_item_part\n{IDEAS}fields = ["Owner"]\n')
    marked(f'\n[[edition]]\nid = "a"\ntitle = "A"\n[[edition]]\nid = "a" #! id_twice_here\ntitle = "A"\n{IDEAS}')


# ------------------------------------------------------------------------------------------------------ kinds and fields


def test_one_way_of_voting() -> None:
    def vote(rest: str) -> str:
        return f'\n{IDEAS}[[step]]\nid = "v"\nkind = "vote"\ntitle = "V"\nfrom = "ideas"\n{rest}\n'

    marked(vote("").replace('[[step]]\nid = "v"', '[[step]] #! vote_none\nid = "v"'))
    marked(vote("dots = 3\npoints = 100 #! vote_several"))
    marked(vote("dots = 3\nrank = 3\nnotes = [1] #! vote_several"))
    marked(vote("points = 100\nmax_each = 2 #! only_with"))
    marked(vote("points = 100\nexactly = true #! only_with"))
    marked(vote('dots = "any"\nexactly = true #! exactly_any'))
    marked(vote("dots = 2\nmax_each = 3 #! max_each"))
    marked(vote('rank = "all"\nworth = [3, 2, 1] #! only_with'))
    marked(vote("rank = 3\nworth = [3, 2] #! worth_count"))
    marked(vote("dots = 3\nper_list = true #! per_list"))


def test_places_and_corners() -> None:
    marked(f'\n{IDEAS}[[step]] #! places_none\nid = "s"\nkind = "sort"\ntitle = "S"\nfrom = "ideas"\n')
    marked(
        f'\n[choices]\nx = ["A"]\n{IDEAS}{step("s", "sort")}from = "ideas"\nplaces = ["A", "B"]\nchoices = "x" #! places_both\n'
    )
    marked(
        f'\n{IDEAS}{step("s", "sort")}from = "ideas"\nplaces = [\n  "A",\n  {{ id = "a", title = "A" }}, #! id_twice_here\n]\n'
    )
    marked(
        f'\n{IDEAS}{step("s", "sort")}from = "ideas"\nplaces = [\n  {{ id = "a", title = "A", x = "low" }}, #! place_axes\n]\n'
    )
    axis = '{ title = "X", low = "a", high = "b" }'
    matrix = f'\n{IDEAS}{step("m", "matrix")}from = "ideas"\nx = {axis}\ny = {axis}\n'
    marked(
        matrix
        + 'places = [\n  { id = "a", title = "A", x = "low", y = "low" },\n  { id = "b", title = "B", x = "low", y = "low" }, #! corner_taken\n]\n'
    )
    marked(matrix + 'places = [\n  { id = "a", title = "A", x = "low" }, #! corner_axes\n]\n')
    marked(matrix + 'places = [\n  { id = "a", title = "A", x = "left", y = "low" }, #! not_one_of\n]\n')


def test_fields() -> None:
    def ask(rest: str) -> str:
        return f'\n[choices]\nx = ["A"]\n[scales.s]\nmax = 3\n{IDEAS}{step("a", "ask")}fields = [\n  {rest}\n]\n'

    marked(ask('{ id = "x", title = "X", as = "choice" }, #! choice_none'))
    marked(ask('{ id = "x", title = "X", as = "choice", options = ["A"], choices = "x" }, #! choice_several'))
    marked(ask('{ id = "x", title = "X", as = "choice", options = ["A"], from = "ideas" }, #! choice_several'))
    marked(ask('{ id = "x", title = "X", as = "choice", options = ["A"], max = 2 }, #! choice_many'))
    marked(ask('{ id = "x", title = "X", as = "choice", options = ["A"], many = true, min = 3, max = 2 }, #! min_over_max'))
    marked(ask('{ id = "x", title = "X", as = "choice", options = ["A", "a"] }, #! id_twice_here'))
    marked(ask('{ id = "x", title = "X", as = "number", min = 3, max = 2 }, #! min_over_max'))
    marked(ask('{ id = "x", title = "X", as = "scale", min = 5, max = 2 }, #! scale_order'))
    marked(ask('{ id = "x", title = "X", as = "scale", max = 100 }, #! scale_long'))
    marked(ask('{ id = "x", title = "X", as = "scale", labels = ["A", "B", "C"] }, #! scale_labels'))
    marked(ask('{ id = "x", title = "X", as = "scale", labels = ["A", "B"] },'))
    marked(ask('{ id = "x", title = "X", as = "scale", scale = "s" },'))


def test_asks_and_lists() -> None:
    marked(f"\n{step('a', 'ask')}fields = [] #! no_fields\n")
    marked(f'\n{step("a", "ask")}look = "journey" #! needs_rows\n')
    marked(f'\n{step("a", "ask")}by = "each"\ndeal = 3 #! needs_rows\n')
    marked(f'\n{step("a", "ask")}items = ["A"]\ndeal = 3 #! deal_voices\n')
    marked(f'\n{IDEAS}{step("a", "ask")}across = "ideas" #! needs_rows\n')
    marked(f"\n{IDEAS}min = 4\nmax = 3 #! min_over_max\n")
    marked(f"\n{IDEAS}closed = true #! closed_empty\n")
    marked(f"\n{IDEAS}offer = true #! warning:offer_empty\n")
    marked(f"\n{IDEAS}minutes = 4\nmin_minutes = 5 #! min_minutes\n")


def test_results() -> None:
    marked('\n[[step]] #! result_none\nid = "r"\nkind = "result"\ntitle = "R"\n')
    marked("\n" + step("r", "result") + 'low = "1" #! low_high\nvalue = "1"\n')
    marked(
        "\n"
        + step("r", "result")
        + 'value = "1"\nlevels = [\n  { id = "a", title = "A" }, #! level_last\n  { id = "b", title = "B" },\n]\n'
    )


def test_sections_teams() -> None:
    section = '\n[[section]]\nid = "x"\ntitle = "X"\n'
    inside = step("a", "list", 'section = "x"')
    marked(section + 'at_time = "stop" #! at_time_minutes at_time_loop\n' + inside)
    marked(section + 'left = "park" #! left_loop\n' + inside)
    marked("\n[teams.a] #! teams_none\n" + IDEAS)
    marked('\n[teams.a]\nsize = 2 #! teams_both\nteams = ["A"]\n' + IDEAS)
    marked('\n[teams.b]\nsize = 2\n[teams.a]\nof = "b" #! teams_of\nteams = ["A"]\n' + IDEAS)
    marked('\n[teams.a]\nteams = [\n  "A",\n  "a", #! id_twice_here item_twice\n]\n' + IDEAS)


# --------------------------------------------------------------------------------------------------------- expressions

BEFORE = f"""
[teams.pairs]
size = 2
{step("ideas", "list", 'fields = [{ id = "intent", title = "I", as = "choice", options = ["yes", "no"] }, { id = "n", title = "N", as = "number" }]')}
{step("size", "ask", 'as = "number"')}
{step("name", "ask")}
{step("sure", "ask", 'as = "yesno"')}
{step("day", "ask", 'as = "date"')}
{step("score", "ask", 'by = "each"' + chr(10) + 'each = "ideas"' + chr(10) + 'as = "scale"')}
{step("mark", "ask", 'by = "each"' + chr(10) + 'as = "scale"')}
{step("kept", "ask", 'each = "ideas"' + chr(10) + 'as = "choice"' + chr(10) + 'options = ["Keep", "Drop"]')}
{step("placed", "sort", 'from = "ideas"' + chr(10) + 'places = ["Well", "Less"]')}
{step("dots", "vote", 'from = "ideas"' + chr(10) + "dots = 3")}
{step("themes", "group", 'from = "ideas"')}
{step("verdict", "result", 'value = "size"' + chr(10) + 'levels = [{ id = "weak", when = "value < 3", title = "W" }, { id = "strong", title = "S" }]')}
"""


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ("size > 3", ""),
        ("size >", "expression"),
        ("avg(mark) > 3", "expression"),
        ("sizes > 3", "unknown_name"),
        ("mark > 3", "list_compared"),
        ("mean(mark) > 3", ""),
        ("mark + 1 > 3", "list_arithmetic"),
        ("mean(score) * 2 - size > 3", ""),
        ("name + 1 > 2", "not_a_number"),
        ("-sure > 2", "not_a_number"),
        ("day - 1 > 2", "date_arithmetic"),
        ("days(day, day) > 2", ""),
        ("round(mark) > 2", "list_arithmetic"),
        ("round(mean(mark), 1) > 2", ""),
        ("mark == 3", "list_equal"),
        ("3 in mark", ""),
        ("mark == none", ""),
        ("size == 'three'", "unlike"),
        ("size == none", ""),
        ("sure == 'yes'", "truth_text"),
        ("sure == 3", "unlike"),
        ("sure", ""),
        ("size", "not_a_condition"),
        ("name", "not_a_condition"),
        ("ideas", "not_a_condition_list"),
        ("ideas.count", "not_a_condition"),
        ("ideas.count > 3", ""),
        ("ideas.cuont > 3", "no_item_part"),
        ("ideas.first.intent == 'yes'", ""),
        ("ideas.first.intent == 'yess'", "no_option"),
        ("'yess' in ideas.intent", "no_option"),
        ("'yes' in ideas.intent", ""),
        ("ideas.intent == 'yes'", "list_equal"),
        ("share(ideas.intent, item == 'yes') > 0.5", ""),
        ("share(ideas.intent, item == 'ja') > 0.5", "no_option"),
        ("share(ideas, item.intent == 'ja') > 0.5", "no_option"),
        ("count(ideas, item.n > 3) > 1", ""),
        ("count(ideas, item.n) > 1", "not_a_condition"),
        ("count(ideas, item.m > 3) > 1", "no_item_part"),
        ("sum(ideas, item.n) > 1", ""),
        ("sum(ideas, item.text) > 1", "not_a_number"),
        ("sum(ideas.intent) > 1", "not_a_number"),
        ("count(ideas, item.kept == 'keep') > 1", ""),
        ("count(ideas, item.kept == 'Keep') > 1", "no_option"),
        ("count(ideas, mean(item.score) > 2) > 1", ""),
        ("count(ideas, item.score > 2) > 1", "list_compared"),
        ("most(kept) == 'keep'", ""),
        ("most(kept) == 'kep'", "no_option"),
        ("count(placed, item == 'well') > 1", ""),
        ("count(placed, item == 'wel') > 1", "no_option"),
        ("count(ideas, item.placed == 'lesss') > 1", "no_option"),
        ("count(placed.well) > 1", ""),
        ("placed.well.count > 1", "no_item_part"),
        ("count(placed.wel) > 1", "no_part"),
        ("count(placed.well, item.n > 1) > 1", ""),
        ("max(dots) > 3 and dots.voters > 2", ""),
        ("dots.votes > 2", "list_compared"),
        ("dots.vote > 2", "no_part"),
        ("count(ideas, item.dots.share > 0.5) > 1", ""),
        ("count(ideas, item.dots.shares > 0.5) > 1", "no_part"),
        ("count(ideas, item.themes == none) > 1", ""),
        ("count(themes, count(item.members) > 2) > 1", ""),
        ("count(themes.loose) > 1", ""),
        ("verdict.level == 'weak'", ""),
        ("verdict.level == 'week'", "no_option"),
        ("'weak' == verdict.level", ""),
        ("(verdict.level if sure else 'x') == 'week'", ""),
        ("size.x > 3", "no_part"),
        ("size.value.x > 3", "nothing_follows"),
        ("item.n > 3", "no_item"),
        ("count(people) > 3", ""),
        ("count(people, item.mark > 3) > 3", ""),
        ("count(pairs) > 3", ""),
        ("last_round(mark) == none", ""),
        ("mean(last_time(late)) > 3", ""),
        ("not sure or size > 3", ""),
        ("not sure or size", "not_a_condition"),
        ("all(mark, item > 3)", ""),
        ("default(size, 0) > 3", ""),
        ("default(name, '') == 'x'", ""),
        ("weighted(mark, score) > 3", ""),
        ("unique(name) == none", ""),
        ("true", ""),
        ("a < b < c", "unknown_name"),
        ("9**9**9", "expression"),
        ("().__class__", "expression"),
        ("(lambda: 1)()", "expression"),
        ("x := 1", "expression"),
        ("1" + "+1" * 190, "expression"),
    ],
)
def test_conditions(when: str, key: str) -> None:
    text = HEAD + BEFORE + step("end", "note", f'when = "{when}"') + step("late", "ask", 'as = "number"')
    line = text.split("\n").index(f'when = "{when}"') + 1
    faults = [(number, one) for number, one in found(text) if one != "later"]
    wanted = [(line, key)] if key else []
    assert faults[: len(wanted) or 1] == wanted, list(map(str, load.parse(text).faults))


def test_a_fault_in_an_expression_points_at_the_word() -> None:
    text = HEAD + BEFORE + step("end", "note", "when = \"size > 3 and verdict.level == 'week'\"")
    (fault,) = load.parse(text).errors
    line = text.split("\n")[fault.line - 1]
    assert line[fault.column - 1 :].startswith("'week'")
    assert "weak, strong" in fault.words("en")
    assert "Did you mean “weak”?" in fault.words("en")


def test_own_fields_by_their_bare_id() -> None:
    marked(
        """
[[step]]
id = "a"
kind = "ask"
title = "A"
items = ["X"]
fields = [
  { id = "x", title = "X", as = "yesno" },
  { id = "y", title = "Y", as = "number", when = "x" },
  { id = "z", title = "Z", when = "x and y > 3 and item.text != 'X'" },
  { id = "w", title = "W", when = "v == 'x'" }, #! field_later
  { id = "v", title = "V", when = "x == 'yes'" }, #! truth_text
]
checks = [
  { that = "x or y > 3", text = "{x}" },
  { that = "y", text = "x" }, #! not_a_condition
  { that = "q > 3", text = "x" }, #! unknown_name
]
"""
    )


def test_a_row_has_what_was_said_of_it_by_the_name_of_the_step() -> None:
    marked(
        f"""
{IDEAS}
{step("look", "ask", 'each = "ideas"' + chr(10) + 'fields = [{ id = "goal", title = "G", as = "choice", options = ["a", "b"] }]')}
{step("r", "result", 'each = { from = "look", where = "item.goal == ' + "'a'" + '" } #! no_item_part' + chr(10) + 'value = "item.look.goal"')}
"""
    )
    text = (
        HEAD
        + f"""
{IDEAS}
{step("look", "ask", 'each = "ideas"' + chr(10) + 'fields = ["Goal"]')}
{step("r", "result", 'each = "ideas"' + chr(10) + 'value = "item.goal"')}
"""
    )
    (fault,) = load.parse(text).errors
    assert "item.look.goal" in fault.words("sv")


def test_figures_in_their_order() -> None:
    marked(
        f"""
{step("size", "ask", 'as = "number"')}
[[step]]
id = "r"
kind = "result"
title = "R"
low = "size - 1"
high = "low + value" #! unknown_name
figures = [
  {{ id = "a", title = "A", value = "high - low" }},
  {{ id = "b", title = "B", value = "a + c" }}, #! unknown_name
  {{ id = "c", title = "C", value = "a + b" }},
]
value = "a + b + c"
levels = [{{ id = "x", title = "X {{value}} {{a}}", when = "value > 3 and a > b" }}]
"""
    )


# -------------------------------------------------------------------------------------------------------- texts, words


def test_insertions() -> None:
    marked(f'\n{IDEAS}prompt = "{{item}}" #! no_item\n')
    marked(f'\n{IDEAS}prompt = "{{round}} {{{{x}}}}"\n')
    marked(f'\n{IDEAS}prompt = "{{last}}" #! last_chain\n')
    marked(
        f'\n{IDEAS}{step("a", "ask")}each = "ideas"\nprompt = "{{item}} {{item.of}} {{item.of.text}}"\nsay = "{{item.x}}" #! no_item_part\n'
    )
    marked(f'\n{IDEAS}prompt = "{{ item }}" #! warning:odd_insertion\n')
    marked(f'\n{IDEAS}prompt = "{{0.__class__}}" #! warning:odd_insertion\nsay = "{{x!r}}" #! warning:odd_insertion\n')
    marked(f'closing = "{{ideas.count}}"\nintro = "{{ideas.count}}" #! later\n{IDEAS}')


def test_every_language_in_every_text() -> None:
    head = 'format = 1\nid = "a"\ntitle.sv = "A"\ntitle.en = "A"\n'
    marked(f'{IDEAS}hint.sv = "x" #! language_missing\n', head=head)
    marked(f'{IDEAS}hint = {{ sv = "x", en = " " }} #! language_missing\n', head=head)
    marked(f'{IDEAS}examples = [\n  "a",\n  {{ sv = "x" }}, #! language_missing\n]\n', head=head)
    marked(f'{IDEAS}hint = {{ sv = "x", ne = "y" }} #! language_near\n', head=head)
    marked(f'{IDEAS}hint = {{ sv = "x", en = "y", de = "z" }} #! warning:language_extra\n', head=head)
    marked(f'languages = ["sv", "en", "fi"]\n{IDEAS}', head=head.replace("title.sv", "title.fi = 'A'\ntitle.sv"))
    found_there = found(head + f'languages = ["sv", "en", "fi"]\n{IDEAS}')
    assert found_there == [(3, "language_missing")]


# -------------------------------------------------------------------------------------------------------------- warnings


def test_the_plan() -> None:
    marked(f"\n{IDEAS}minutes = 6 #! warning:no_min_minutes\n")
    marked(f"\n{IDEAS}minutes = 5\n{step('a', 'list', 'minutes = 9' + chr(10) + 'min_minutes = 5')}")
    warned = found(HEAD + step("a", "note", "minutes = 45\nfixed = true"), warnings=True)
    assert ("no_min_minutes" in [key for _, key in warned]) is False
    long = step("a", "list", "minutes = 60\nmin_minutes = 3") + step("b", "list", "minutes = 50\nmin_minutes = 3")
    marked("\n" + long.replace('[[step]]\nid = "b"', '[[step]] #! warning:no_pause\nid = "b"'))
    pause = step("p", "note", "pause = true\nminutes = 10\nmin_minutes = 5")
    halves = long.split('[[step]]\nid = "b"')
    assert "no_pause" not in [
        key for _, key in found(HEAD + halves[0] + pause + '[[step]]\nid = "b"' + halves[1], warnings=True)
    ]
    assert "no_pause" not in [key for _, key in found(HEAD + 'suits = ["alone"]\n' + long, warnings=True)]
    days = '[[section]]\nid = "x"\ntitle = "X"\n[[section]]\nid = "y"\ntitle = "Y"\nsitting = 2\n'
    parted = days + halves[0] + 'section = "x"\n[[step]]\nid = "b"' + halves[1] + 'section = "y"\n'
    assert "no_pause" not in [key for _, key in found(HEAD + parted, warnings=True)]


def test_a_section_shorter_than_its_steps() -> None:
    section = '\n[[section]]\nid = "x"\ntitle = "X"\nminutes = 10 #! warning:section_minutes\n'
    inside = 'minutes = 8\nmin_minutes = 3\nsection = "x"'
    marked(section + step("a", "list", inside) + step("b", "list", inside))


def test_a_vote_on_too_many() -> None:
    vote = step("v", "vote", 'dots = 3\nfrom = "ideas" #! warning:long_vote')
    marked(f"\n{IDEAS}max = 26\n{vote}")
    calm = step("v", "vote", 'dots = 3\nfrom = { from = "ideas", top = 12 }')
    assert "long_vote" not in [key for _, key in found(HEAD + f"{IDEAS}max = 26\n{calm}", warnings=True)]


def test_texts_that_the_screen_would_cut() -> None:
    marked(f"\n{IDEAS.replace('Ideas', 'A title of some length')}".replace('length"', 'length" #! warning:wide'))
    marked(
        f'\n{IDEAS}prompt = "{"x" * 111}" #! warning:wide\nroom = "{"x" * 61}" #! warning:wide\nhint = "{"x" * 141}" #! warning:wide\n'
    )
    marked(f'\n{IDEAS}fields = [\n  {{ id = "a", title = "{"x" * 19}" }}, #! warning:wide\n]\n')
    marked(
        f'\n{IDEAS}{step("s", "sort")}from = "ideas"\nplaces = [\n  {{ id = "a", title = "{"x" * 25}" }}, #! warning:wide\n]\n'
    )
    marked(
        f'\n{IDEAS}{step("g", "ask")}each = "ideas"\nlook = "journey"\nfields = [\n  {{ id = "a", title = "{"x" * 13}" }}, #! warning:wide\n]\n'
    )
    stages = f'items = [\n  "{"x" * 15}", #! warning:wide\n]\n'
    marked(f'\n{IDEAS}{stages}{step("g", "ask")}each = "ideas"\nlook = "journey"\nfields = ["A"]\n')
    marks = HEAD + f'{IDEAS}prompt = "*{"x" * 100}* {{round}}"\n'
    assert "wide" not in [key for _, key in found(marks, warnings=True)]


# ------------------------------------------------------------------------------------------------------ read as a plan


def test_a_long_step_says_how_it_is_led() -> None:
    marked(f"\n{IDEAS}minutes = 11 #! warning:no_say warning:no_stuck\n")
    marked(f'\n{IDEAS}say = "Go."\nminutes = 11 #! warning:no_stuck\n')
    marked(f'\n{IDEAS}say = "Go."\nstuck = "Stop."\nminutes = 11\n')
    calm = (f"{IDEAS}minutes = 10\n", f'suits = ["alone"]\n{IDEAS}minutes = 11\n', step("a", "note", "minutes = 30"))
    for file in calm:
        assert {"no_say", "no_stuck"}.isdisjoint(key for _, key in found(HEAD + file, warnings=True))


def test_a_plan_has_minutes_throughout_or_not_at_all() -> None:
    timed = "".join(step(id, "ask", "minutes = 4") for id in "ab")
    marked("\n" + timed + step("c", "ask").replace("[[step]]", "[[step]] #! warning:no_minutes"))
    assert found(HEAD + IDEAS + step("c", "ask"), warnings=True) == []
    assert found(HEAD + timed + step("c", "result", 'value = "1"') + step("d", "note"), warnings=True) == []
    marked(f"\n{IDEAS}min_minutes = 2 #! warning:min_alone\n")


def test_a_repeat_that_may_outlast_its_section() -> None:
    section = '\n[[section]]\nid = "x"\ntitle = "X"\nminutes = 20\n'
    inside = step("a", "ask", 'minutes = 5\nsection = "x"')
    marked(section + "repeat = { max = 5 } #! warning:loop_minutes\n" + inside)
    marked(section + "repeat = { max = 5, minutes = [8, 4] } #! warning:loop_minutes\n" + inside)
    marked(section + 'each = { from = "people", top = 5 } #! warning:loop_minutes\n' + inside)
    again = inside.replace("minutes = 5", "repeat = { max = 4, minutes = [9, 4] }")
    marked(section.replace("= 20", "= 20 #! warning:section_minutes") + again)
    stops = (section + more + inside for more in ("repeat = { max = 4 }\n", 'repeat = { max = 9 }\nat_time = "stop"\n'))
    for file in stops:
        assert "loop_minutes" not in [key for _, key in found(HEAD + file, warnings=True)]


def test_a_day_too_short_for_the_least_minutes() -> None:
    steps = [
        step("a", "list", "minutes = 60\nmin_minutes = 30"),
        step("b", "note", "minutes = 20\nfixed = true\npause = true"),
        step("c", "list", "minutes = 40\noptional = true"),
        step("d", "list", "minutes = 15\nmin_minutes = 10"),
    ]
    scenario = load.parse(HEAD + "".join(steps)).scenario
    assert scenario is not None
    assert list(over_time(scenario, time(9), time(10))) == []
    (fault,) = over_time(scenario, time(9), time(9, 45))
    assert fault.path == ("step", 1)
    assert (fault.values["least"], fault.values["room"]) == (60, 45)
    assert list(over_time(scenario, time(23, 30), time(0, 30))) == []
    holds_words(fault)
