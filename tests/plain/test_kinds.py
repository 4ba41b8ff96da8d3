"""Each kind by ear: what is written is what is kept; what was understood is read back where it is not obvious."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.plain.speaker import run_lines, talk_of
from workshop.plain.talk import Talk
from workshop.session.changes import CarryOver
from workshop.session.model import live

PEOPLE = ["Ann", "Bo", "Cia"]
HEAD = 'format = 1\nid = "one"\ntitle = { sv = "Ett", en = "One" }\nlanguages = ["sv", "en"]\n'
IDEAS = '[[step]]\nid = "ideas"\nkind = "list"\ntitle = "Ideas"\n'


def talk(*steps: str, **given: Any) -> Talk:
    return talk_of(HEAD + "\n".join(f"[[step]]\n{step}" for step in steps), **{"people": PEOPLE, **given})


def texts(talk: Talk, step: str) -> list[str]:
    return [item.text for item in live(talk.desk.session.answer(step).items)]


def value(talk: Talk, step: str, field: str = "value", **at: str) -> Any:
    return talk.book.cell(talk.book.scenario.step_by_id[step], at.get("of", ""), "", at.get("by", "")).get(field)


IDEA = 'id = "ideas"\nkind = "list"\ntitle = "Ideas"'


class TestList:
    def test_a_thing_a_line_and_each_is_called_by_its_number(self) -> None:
        one = talk(IDEA)
        said = run_lines(
            one, "till", "road", "desk", "/edit 2 the road", "/move 3 1", "/delete 2", "/undo", "/merge 1 2", "/read"
        )
        assert one.speaking.wrong == []
        assert texts(one, "ideas") == ["desk", "the road"]
        assert said[-2:] == ["2. the road", "Ideas, number 3:"]

    def test_a_number_that_is_not_there_is_said_and_nothing_is_changed(self) -> None:
        one = talk(IDEA)
        run_lines(one, "till", "/edit 7 x", "/delete 0", "/move 1", "/merge 1")
        assert texts(one, "ideas") == ["till"]
        assert one.speaking.wrong[0] == "There is no number 7 here. There are 1."
        assert len(one.speaking.wrong) == 4

    def test_a_sign_first_on_the_line_catches_and_twice_is_itself(self) -> None:
        one = talk(IDEA)
        said = run_lines(
            one, "!call the printer @Ann 2027-03-05", "!!important", "= we stop it", "?", "//x", "?who pays", "??why"
        )
        assert texts(one, "ideas") == ["!important", "/x", "?why"]
        session = one.desk.session
        assert [(item.text, item.get("owner"), item.get("due")) for item in live(session.actions)] == [
            ("call the printer", "Ann", date(2027, 3, 5))
        ]
        assert [item.text for item in live(session.decisions)] == ["we stop it"]
        assert [item.text for item in live(session.parked)] == ["who pays"]
        assert "Action: call the printer, owner Ann, Friday 5 March 2027." in said

    def test_fields_are_asked_after_each_thing_and_an_empty_line_leaves_one_open(self) -> None:
        fields = 'fields = [{ id = "cost", title = "Cost", as = "number", unit = "kr" }, { id = "why", title = "Why" }]'
        one = talk(f"{IDEA}\n{fields}")
        said = run_lines(one, "till", "12,5x", "1200", "", "/fill in", "because", "/read")
        assert "till. Why?" in said or "till. Why" in said
        assert "1,200 kr." in said
        assert "1. till, Cost: 1,200 kr, Why: because" in said
        assert len(one.speaking.wrong) == 1

    def test_coming_back_one_hears_how_what_stands_open_is_filled_in(self) -> None:
        one = talk(f'{IDEA}\nfields = [{{ id = "why", title = "Why" }}]')
        how = "/fill in asks for what is missing, /fill in 2 goes through the second."
        assert how not in run_lines(one, "till", "")
        assert how in run_lines(one, "/fill in", "because")
        assert how not in run_lines(one, "/read")

    def test_what_is_there_can_be_read_in_the_middle_of_a_question_about_a_thing(self) -> None:
        one = talk(f'{IDEA}\nfields = [{{ id = "why", title = "Why" }}]')
        said = run_lines(one, "till", "/read", "because")
        assert "1. till" in said

    def test_each_voice_and_each_row_in_turn(self) -> None:
        one = talk(f'{IDEA}\nby = "each"', 'id = "parts"\nkind = "list"\ntitle = "Parts"\neach = "ideas"')
        said = run_lines(one, "till", "", "road", "", "", "a", "b", "", "c")
        items = list(live(one.desk.session.answer("ideas").items))
        assert [(item.text, item.by) for item in items] == [("till", "p1"), ("road", "p2")]
        parts = live(one.desk.session.answer("parts").items)
        assert [(item.text, item.of) for item in parts] == [("a", items[0].id), ("b", items[0].id), ("c", items[1].id)]
        assert "The others' answers are hidden. /show shows them." in said
        assert "2 of 2: road." in said

    def test_suggestions_are_read_and_taken_by_letter(self) -> None:
        one = talk(f'{IDEA}\noffer = true\nitems = ["Looks", "Asks", "Buys"]')
        said = run_lines(one, "/take b a", "own", "/take x", "/take all")
        assert [one.book.label(item.id) for item in live(one.desk.session.answer("ideas").items)] == [
            "Asks",
            "Looks",
            "own",
            "Buys",
        ]
        assert said.index("3 suggestions:") < said.index("a. Looks")
        assert one.speaking.wrong == ["No suggestion has the letter x."]

    def test_where_they_take_turns_it_is_one_thing_a_turn(self) -> None:
        one = talk(f'{IDEA}\nby = "each"\nturns = true', 'id = "end"\nkind = "note"\ntitle = "End"')
        run_lines(one, "a", "", "c", "d", "", "", "")
        assert [(item.text, item.by) for item in live(one.desk.session.answer("ideas").items)] == [
            ("a", "p1"), ("c", "p3"), ("d", "p1"),
        ]  # fmt: skip
        assert one.stop is not None
        assert one.stop.step == "end"


FORM = """id = "form"\nkind = "ask"\ntitle = "Form"\nfields = [
  { id = "words", title = "Words" }, { id = "long", title = "Long", lines = 4, evidence = true },
  { id = "several", title = "Several", as = "list" }, { id = "number", title = "Number", as = "number", max = 1000 },
  { id = "mark", title = "Mark", as = "scale", min = -2, max = 2, labels = ["low", "high"] },
  { id = "one", title = "One", as = "choice", options = ["Apple", "Pear"], other = true },
  { id = "two", title = "Two", as = "choice", options = ["Apple", "Pear", "Plum"], many = true, max = 2 },
  { id = "sure", title = "Sure", as = "yesno" }, { id = "day", title = "Day", as = "date" },
  { id = "span", title = "Span", as = "duration" }, { id = "then", title = "Then", when = "sure" },
]"""


class TestAsk:
    def test_all_eight_types_are_read_and_said_back(self) -> None:
        one = talk(FORM)
        said = run_lines(
            one, "hello", "first", "second", "", "a", "b", "", "9.5", "-1", "my own", "3 1", "yes", "2027-03-05", "90", "then"
        )
        assert one.speaking.wrong == []
        cell = one.book.cell(one.book.scenario.step_by_id["form"])
        assert [entry.text for entry in cell["several"]] == ["a", "b"]
        assert {name: cell[name] for name in cell if name != "several"} == {
            "words": "hello", "long": "first\nsecond", "number": 9.5, "mark": -1, "one": "other", "one_other": "my own",
            "two": ["plum", "apple"], "sure": True, "day": date(2027, 3, 5), "span": "90", "then": "then",
        }  # fmt: skip
        for back in ("9.5.", "−1.", "my own.", "Plum, Apple.", "yes.", "Friday 5 March 2027.", "1 hour 30 minutes."):
            assert back in said, back

    def test_a_long_text_has_paragraphs(self) -> None:
        """An empty line ends it, so `/paragraph` is what leaves one in it; nothing of it is left at the end."""
        one = talk(FORM)
        said = run_lines(one, "x", "first", "second", "/paragraph", "third", "/paragraph fourth", "/paragraph", "")
        assert value(one, "form", "long") == "first\nsecond\n\nthird\n\nfourth"
        assert "A new paragraph. Write its first line." in said
        assert any("/paragraph begins a new paragraph" in line for line in said), "the prompt says so"
        one = talk(FORM)
        run_lines(one, "x", "/stycke först", "sedan", "", "a", "/paragraph")
        assert value(one, "form", "long") == "först\nsedan"
        assert len(one.speaking.wrong) == 1, "in a list it is no command"

    def test_what_cannot_be_read_is_said_once_and_asked_again(self) -> None:
        one = talk(FORM)
        run_lines(
            one, "x", "y", "", "", "abc", "5000", "7", "9", "2", "Fig", "Fig", "Plum", "maybe", "no", "32 May", "", "soon"
        )
        assert value(one, "form", "mark") == 2
        assert value(one, "form", "sure") is False
        assert value(one, "form", "then") is None
        assert len(one.speaking.wrong) == 7
        assert all(line.endswith((".", "?")) for line in one.speaking.wrong)

    def test_evidence_belongs_to_the_answer_just_given(self) -> None:
        one = talk(FORM)
        run_lines(one, "x", "y", "/evidence we counted")
        assert value(one, "form", "long_evidence") == "we counted"

    def test_an_answer_that_stands_is_read_and_kept_by_an_empty_line(self) -> None:
        one = talk('id = "topic"\nkind = "ask"\ntitle = "Topic"', 'id = "end"\nkind = "note"\ntitle = "End"')
        said = run_lines(one, "queues", "/back", "", "/back", "doors", "/back", "/delete", "/undo")
        assert "The answer now: queues. An empty line keeps it." in said
        assert value(one, "topic") == "doors"

    def test_each_answers_for_themselves_or_all_on_one_line(self) -> None:
        ask = 'id = "sure"\nkind = "ask"\ntitle = "Sure"\nby = "each"\nas = "scale"'
        one = talk(ask)
        run_lines(one, "/who bo", "5", "/who 1", "4", "/who Cia", "2")
        assert {by: value(one, "sure", by=by) for by in ("p1", "p2", "p3")} == {"p1": 4, "p2": 5, "p3": 2}
        one = talk(ask)
        said = run_lines(one, "/hands 5 x 1", "/hands 5 - 1")
        assert {by: value(one, "sure", by=by) for by in ("p1", "p2", "p3")} == {"p1": 5, "p2": None, "p3": 1}
        assert any(line.startswith("2 answers.") for line in said)
        assert len(one.speaking.wrong) == 1

    def test_where_no_names_are_kept_nobody_can_tell_whose_an_answer_is(self) -> None:
        one = talk('id = "secret"\nkind = "ask"\ntitle = "Secret"\nby = "each"\nnames = "never"')
        said = run_lines(one, "x", "y", "z")
        by = [spot.by for spot in one.desk.session.answer("secret").cells]
        assert len(by) == 3
        assert not {"p1", "p2", "p3"} & set(by)
        assert not any(name in line for line in said for name in PEOPLE)

    def test_stages_are_added_renamed_moved_and_removed_in_the_middle_of_it_all(self) -> None:
        grid = """id = "grid"
kind = "ask"
title = "Grid"
each = "ideas"
look = "journey"
fields = [{ id = "does", title = "Does", as = "list" }, { id = "feels", title = "Feels", as = "scale", min = -2, max = 2 }]"""
        one = talk(IDEA, grid)
        said = run_lines(
            one, "Looks", "Buys", "", "searches", "asks", "", "1", "/new Compares", "reads", "/row name Weighs", "/row 1",
            "/row", "/row remove 2", "/row move 2 1", "/row name 2 Searches",
        )  # fmt: skip
        assert one.speaking.wrong == []
        assert texts(one, "ideas") == ["Weighs", "Searches"]
        looks = one.book.source("ideas")[1]
        assert [entry.text for entry in live(value(one, "grid", "does", of=looks.id))] == ["searches", "asks"]
        assert value(one, "grid", "feels", of=looks.id) == 1
        assert "1 of 2: Looks." in said


class TestPlacing:
    SORT = 'id = "sorted"\nkind = "sort"\ntitle = "Sorted"\nfrom = "ideas"\nplaces = ["Keep", "Change"]'
    MAP = """id = "map"
kind = "matrix"
title = "Map"
from = "ideas"
x = { title = "Effort", low = "small", high = "large" }
y = { title = "Effect", low = "small", high = "large" }
places = [{ id = "now", x = "low", y = "high", title = "Do first" }]"""
    GROUP = 'id = "themes"\nkind = "group"\ntitle = "Themes"\nfrom = "ideas"'

    def ideas(self, one: Talk) -> list[str]:
        return [item.id for item in one.book.source("ideas")]

    def test_sort_by_number_by_name_and_by_the_things_number(self) -> None:
        one = talk(IDEA, self.SORT)
        said = run_lines(one, "a", "b", "c", "", "2", "kee", "3: 2", "1: 1", "/delete 2", "9", "x: 1", "/read")
        a, _, c = self.ideas(one)
        assert value(one, "sorted", "place") == {a: "keep", c: "change"}
        assert "a: Change." in said
        assert "Not placed: 2 b" in said
        assert len(one.speaking.wrong) == 2

    def test_a_matrix_takes_two_figures(self) -> None:
        one = talk(IDEA, self.MAP)
        said = run_lines(one, "a", "b", "", "3 9", "11 2", "3", "2: 8 1", "/read")
        a, b = self.ideas(one)
        assert value(one, "map", "place") == {a: {"x": 3, "y": 9}, b: {"x": 8, "y": 1}}
        assert "a: Do first, Effort 3, Effect 9." in said
        assert "Effort small and Effect large: Do first" in said
        assert len(one.speaking.wrong) == 2

    def test_groups_are_made_filled_named_merged_and_dissolved(self) -> None:
        one = talk(IDEA, self.GROUP)
        said = run_lines(
            one, "a", "b", "c", "d", "", "1 2: Booking", "3:", "4: a", "/edit b Rest", "/delete 2", "2: rest", "9: x"
        )
        groups = {group.name: group.items for group in value(one, "themes", "groups")}
        a, b, c, d = self.ideas(one)
        assert groups == {"Booking": (a, d), "Rest": (c, b)}
        assert "Group a, Booking: a, b." in said
        assert one.speaking.wrong == ["There is no such number. The things are 4."]
        moved = run_lines(one, "/move b 1")
        assert [group.name for group in value(one, "themes", "groups")] == ["Rest", "Booking"]
        assert "Group a, Rest: c, b." in moved, "the new letters are read"
        run_lines(one, "/move booking 1", "/move a 9")
        assert "1 to 2" in one.speaking.wrong[-1]
        run_lines(one, "/merge a b")
        assert [group.items for group in value(one, "themes", "groups") if not group.gone] == [(a, d, c, b)]
        run_lines(one, "/delete a", "/read")
        assert [group for group in value(one, "themes", "groups") if not group.gone] == []


class TestVote:
    def vote(self, way: str, *lines: str, **given: Any) -> Talk:
        one = talk(IDEA, f'id = "dots"\nkind = "vote"\ntitle = "Dots"\nfrom = "ideas"\n{way}', **given)
        run_lines(one, "a", "b", "c", "", *lines)
        return one

    def totals(self, one: Talk) -> list[tuple[str, Any]]:
        return [(one.book.label(t.item.id), t.total) for t in one.book.votes(one.book.scenario.step_by_id["dots"])]  # type: ignore[arg-type]

    def test_one_voter_a_line(self) -> None:
        one = self.vote("dots = 3", "a2 b", "b4", "x", "c3", "b c a", "/show")
        assert self.totals(one) == [("c", 4), ("a", 3), ("b", 2)]
        assert len(one.speaking.wrong) == 2
        assert "Place 1, c: 4 dots, from 2." in one.speaking.lines
        assert one.desk.session.progress_of("dots").shown

    def test_dots_on_a_wall(self) -> None:
        one = self.vote("dots = 3", "/wall a5 b3 /8")
        assert self.totals(one) == [("a", 5), ("b", 3), ("c", 0)]
        assert "Counted: a 5, b 3, by 8 people." in one.speaking.lines

    def test_points_notes_and_ranks(self) -> None:
        assert self.totals(self.vote("points = 100", "a60 b40", "a90", "c100", "b100"))[0] == ("b", 140)
        assert self.totals(self.vote("notes = [40, 10]", "a40 b10", "a40 b10", "c40 b10"))[0] == ("a", 80)
        one = self.vote('rank = "all"', "b a c", "b a", "b c a", "a b c")
        assert self.totals(one)[0] == ("b", 4)
        assert len(one.speaking.wrong) == 1

    def test_where_nobody_was_named_each_line_is_one_more(self) -> None:
        one = self.vote("dots = 1", "a", "a", "b", "", people=())
        assert self.totals(one)[0] == ("a", 2)
        assert len({spot.by for spot in one.desk.session.answer("dots").cells}) == 3

    def test_a_new_round_stays_beside_the_first(self) -> None:
        one = self.vote("dots = 1", "a", "a", "b", "/new round", "c")
        assert {spot.round for spot in one.desk.session.answer("dots").cells} == {1, 2}
        assert "Step 2 of 2: Dots, round 2." in one.speaking.lines or one.book.latest(one.step) == 2


class TestLogs:
    def test_an_action_is_read_back_with_what_it_lacks(self) -> None:
        one = talk('id = "moves"\nkind = "actions"\ntitle = "Moves"')
        said = run_lines(
            one, "call the printer @ann 2027-03-05", "stop it", "/fill in", "Bo", "", "/done 1", "/edit 2 stop it now @Cia"
        )
        assert [(item.text, item.get("owner"), item.get("done")) for item in live(one.desk.session.actions)] == [
            ("call the printer", "Ann", True), ("stop it now", "Cia", None),
        ]  # fmt: skip
        assert "call the printer, Ann, Friday 5 March 2027." in said
        assert "stop it, no owner, no date." in said

    def test_what_was_caught_elsewhere_is_said_and_can_be_mended_here(self) -> None:
        one = talk(IDEA, 'id = "moves"\nkind = "actions"\ntitle = "Moves"')
        said = run_lines(one, "!early bird", "x", "", "later", "/edit 2 early bird @Bo", "/read")
        assert "One action was caught on the way. /read reads it." in said
        assert [item.get("owner") for item in live(one.desk.session.actions)] == ["Bo", None]

    def test_a_decision_and_why(self) -> None:
        one = talk('id = "verdicts"\nkind = "decisions"\ntitle = "Verdicts"\nfields = ["How we follow it up"]')
        said = run_lines(one, "we stop the pilot because nobody used it", "in May")
        (item,) = live(one.desk.session.decisions)
        assert (item.text, item.get("why"), item.get("how_we_follow_it_up")) == (
            "we stop the pilot",
            "nobody used it",
            "in May",
        )
        assert any("nobody used it" in line for line in said)


SECTION = """[[section]]
id = "talk"
title = "Talk"
each = "ideas"
[[step]]
id = "said"
kind = "ask"
section = "talk"
title = "Said"
prompt = "What of {item}?"
"""


class TestFlow:
    NOTE = """id = "hello"
kind = "note"
title = "Hello"
text = "First.\\n\\n- one\\n- two"
minutes = 5
say = "Be quick."
"""
    RESULT = """id = "sums"
kind = "result"
title = "Sums"
figures = [{ id = "n", title = "Ideas", value = "count(ideas)", digits = 0 }]
levels = [{ id = "few", when = "n < 3", title = "Few" }, { id = "many", title = "Many" }]"""

    def test_a_note_is_read_by_the_line_and_a_result_in_sentences(self) -> None:
        one = talk(self.NOTE, IDEA, self.RESULT)
        said = run_lines(one, "/notes", "", "a", "b", "", "/where")
        assert said[1:5] == ["First.", "one", "two", "An empty line goes on."]
        assert "Say: Be quick." in said
        assert said[-3:] == ["Few.", "Ideas: 2.", "That was the result. An empty line goes on."]

    def test_from_step_to_step_by_words_in_either_language(self) -> None:
        one = talk(self.NOTE, IDEA, self.RESULT, lang="sv")
        run_lines(one, "/steps 3", "/tillbaka", "/NÄSTA", "/nasta")
        assert one.speaking.wrong == []
        assert one.stop is None
        said = run_lines(one, "/gå till id", "/steg")
        assert "2. Ideas, här är du." in said

    def test_undo_takes_back_and_says_what_and_the_place_is_the_same(self) -> None:
        one = talk(IDEA)
        said = run_lines(one, "a", "b", "/undo", "/undo", "/undo", "/redo", "c")
        assert texts(one, "ideas") == ["a", "c"]
        assert "There is nothing more to undo." in said

    def test_the_other_language_turns_words_and_content(self) -> None:
        one = talk(IDEA, lang="en")
        said = run_lines(one, "/language", "/language english", "/language sv")
        assert "Nu på svenska." in said
        assert "Now in English." in said
        assert one.lang == "sv"

    def test_a_section_is_taken_for_one_thing_after_the_other(self) -> None:
        text = HEAD + IDEAS + SECTION
        one = talk_of(text, people=PEOPLE)
        said = run_lines(one, "a", "b", "", "yes to a", "yes to b")
        assert [cell["value"] for cell in one.desk.session.answer("said").cells.values()] == ["yes to a", "yes to b"]
        assert "Step 2 of 3: Said, a." in said
        assert "What of b?" in said

    def test_what_stands_in_the_way_is_said_and_one_stays(self) -> None:
        check = 'checks = [{ that = "count(ideas) >= 2", text = "Two at least.", level = "block" }]'
        one = talk(f"{IDEA}\n{check}", 'id = "end"\nkind = "note"\ntitle = "End"')
        run_lines(one, "a", "")
        assert one.speaking.wrong == ["Two at least."]
        run_lines(one, "b", "")
        assert one.stop is not None
        assert one.stop.step == "end"

    def test_help_tells_what_can_be_written_here_and_of_one_command_what_it_does(self) -> None:
        one = talk(IDEA)
        said = run_lines(one, "?", "/help undo", "/help nothing", "/undue", "/wall 3")
        assert any(line.startswith("Commands right here: /edit, /delete") for line in said)
        assert "/undo: undoes the last thing done." in said
        assert one.speaking.wrong[1:] == [
            "/undue is not a command. Do you mean /undo?", "/wall cannot be used here. /help says what can.",
        ]  # fmt: skip

    def test_people_come_go_and_are_renamed(self) -> None:
        one = talk(IDEA)
        run_lines(one, "/people add Didi, Eva", "/people remove 2", "/people name 1 Anna", "/people remove Nobody")
        assert [person.name for person in one.desk.session.present] == ["Anna", "Cia", "Didi", "Eva"]
        assert len(one.speaking.wrong) == 1

    def test_what_was_removed_comes_back_by_its_number(self) -> None:
        one = talk(IDEA)
        said = run_lines(one, "a", "b", "/delete 1", "/restore", "/restore 1", "/find a")
        assert "1. a, Ideas" in said
        assert sorted(texts(one, "ideas")) == ["a", "b"]
        assert "Ideas: a" in said

    def test_how_late_it_is_and_what_gives(self) -> None:
        from datetime import timedelta

        steps = [f'id = "s{n}"\nkind = "list"\ntitle = "Step {n}"\nminutes = 20\nmin_minutes = 5' for n in range(3)]
        one = talk(*steps)
        run_lines(one)
        one.desk._now.__self__.pass_minutes(45)  # type: ignore[attr-defined]
        said = run_lines(one, "x", "/time", "/time 1", "/time", "/time 25", "/time +")
        assert "The step's 20 minutes are over." in said
        assert any(line.startswith("1. ") and "Then you end at" in line for line in said)
        assert one.desk.session.plan.minutes["s0"] == 46
        assert one.speaking.wrong == []
        assert one.desk.now() - one.desk.session.created >= timedelta(minutes=45)


class TestClosing:
    def test_every_pile_is_gone_through_and_the_last_words_are_said(self) -> None:
        one = talk(IDEA)
        said = run_lines(
            one, "?who pays", "?what of May", "?parked for good", "!call", "=we stop", "/closing",
            "Ann does", "action", "keep", "Ann", "2027-03-05", "", "tomorrow", "What came out", "/read", "And more", "",
            "5 4 4", "@Cia 2 too fast", "", "/read all",
        )  # fmt: skip
        assert one.speaking.wrong == []
        session = one.desk.session
        parked = list(live(session.parked))
        assert [(item.get("answer"), item.get("done"), item.get("kept")) for item in parked] == [
            ("Ann does", True, None), (None, None, True),
        ]  # fmt: skip
        assert {item.text for item in live(session.actions)} == {"call", "what of May"}
        assert session.summary == "What came out\nAnd more"
        assert said.count("What matters most, 1: What came out") == 1
        assert len(session.evaluation) == 4
        assert "Parked 1 of 3: who pays (Ideas). Write the answer, or action, decision, note, keep or drop." in said
        assert any(line.startswith("4 answers, mean") for line in said)
        assert "Chapter: Decisions." in said or any("Chapter:" in line for line in said)

    @pytest.mark.parametrize("line", ["/back", "/steps 1"])
    def test_one_goes_back_from_it(self, line: str) -> None:
        one = talk(IDEA)
        run_lines(one, "/closing", line, "more")
        assert texts(one, "ideas") == ["more"]


class TestOpening:
    def test_what_became_of_each_action_from_last_time_is_asked_first(self) -> None:
        one = talk(IDEA)
        taken = [{"src": f"a{n}", "text": text, "owner": "Ann", "due": date(2026, 11, 20)} for n, text in enumerate("abcdef")]
        one.desk.do(CarryOver(earlier="0198e0aa-0000-7000-8000-000000000000", said=date(2026, 10, 14), actions=taken))
        said = run_lines(one, "done", "week", "drop", "perhaps", "2026-12-24", "", "/undo", "", "", "", "road")
        actions = list(one.desk.session.actions.values())
        assert [(item.text, item.get("done"), item.gone) for item in actions[:3]] == [
            ("a", True, False), ("b", None, False), ("c", None, True),
        ]  # fmt: skip
        assert actions[1].get("due") == date(2026, 11, 30)
        assert one.speaking.wrong == ["Write done, week, drop or a day, such as Fri or 27 Nov."]
        assert texts(one, "ideas") == ["road"]
        assert "What became of the 6 actions from last time?" in said
        assert any(line.startswith("1 of 6: a, Ann, Friday 20 November, 3 days late.") for line in said)

    def test_any_way_on_leads_to_the_first_step(self) -> None:
        one = talk(IDEA)
        taken = [{"src": "a1", "text": "call"}]
        one.desk.do(CarryOver(earlier="0198e0aa-0000-7000-8000-000000000000", said=date(2026, 10, 14), actions=taken))
        said = run_lines(one, "/next", "road")
        assert texts(one, "ideas") == ["road"]
        assert "Step 1 of 1: Ideas." in said
