"""The lines of a result as a tree: every step back to the first split, list by list where there are several."""

from __future__ import annotations

from tests.session.books import scenario
from workshop.scenario.kinds.result import Result
from workshop.session.book import Book
from workshop.session.branches import Branch, branches
from workshop.session.invent import invent

MAP = """
[[step]]
id = "goals"
kind = "list"
title = "Goals"
[[step]]
id = "ways"
kind = "list"
each = "goals"
title = "Ways"
[[step]]
id = "say"
kind = "list"
each = "ways"
title = "Say"
[[step]]
id = "meet"
kind = "list"
each = "ways"
title = "Meet"
[[step]]
id = "map"
kind = "result"
title = "Map"
each = {each}
look = "tree"
order = "none"
figures = [{{ id = "way", title = "Way", value = "item.of" }}]
"""


def tree(each: str) -> tuple[Book, list[Branch]]:
    made = scenario(MAP.format(each=each))
    book = Book(made, invent(made, seed=4))
    step = made.step_by_id["map"]
    assert isinstance(step, Result)
    return book, branches(book, book.result(step).rows)


def titles(found: list[Branch]) -> list[str]:
    return [branch.title for branch in found]


def test_a_branch_reaches_back_to_the_first_split() -> None:
    book, found = tree('"say"')
    said = book.source("say")
    assert set(titles(found)) == {book.label(book.item(item.of).of) for item in said}  # type: ignore[union-attr]
    leaves = [leaf for goal in found for way in goal.branches for leaf in way.branches]
    assert [leaf.title for leaf in leaves] == [item.text for item in said]
    assert all(leaf.row is not None and not leaf.branches for leaf in leaves)


def test_several_lists_stand_each_under_its_title() -> None:
    book, found = tree('["say", "meet"]')
    for goal in found:
        for way in goal.branches:
            assert set(titles(way.branches)) <= {"Say", "Meet"}
            for heading in way.branches:
                assert all(leaf.row is not None and leaf.row.item.of == way.id for leaf in heading.branches)
    leaves = [leaf for goal in found for way in goal.branches for heading in way.branches for leaf in heading.branches]
    assert len(leaves) == len(book.source("say")) + len(book.source("meet"))
