"""The table of faults tells the truth: all thirty stand in it, and every test it names is there and is run."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| *(\d+) *\| *([^|]+?) *\| *([^|]+?) *\|(.*)\|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/.]+\.py)::([\w:]+)`")


def table() -> str:
    return (Path(__file__).parent / "README.md").read_text("utf-8")


@cache
def run_from(file: str) -> frozenset[str]:
    """The tests that the ordinary run takes from a file: by its name, by theirs, and not left to the long runs."""
    path = ROOT / file
    if not path.name.startswith("test_") or not path.is_file():
        return frozenset()
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        inside = node.body if isinstance(node, ast.ClassDef) and node.name.startswith("Test") else [node]
        for each in inside:
            if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) and each.name.startswith("test"):
                marks = [ast.unparse(mark) for mark in each.decorator_list]
                if "pytest.mark.soak" not in marks and "pytest.mark.skip" not in marks:
                    found.add(f"{node.name}::{each.name}" if isinstance(node, ast.ClassDef) else each.name)
    return frozenset(found)


def test_all_thirty_stand_in_the_table_each_with_its_promise_and_a_test() -> None:
    rows = ROW.findall(table())
    assert [number for number, *_ in rows] == [str(number) for number in range(1, 31)]
    for number, fault, promise, tests in rows:
        assert len(fault) > 10, number
        assert len(promise) > 10, number
        assert NAMED.findall(tests), f"nothing shows {number}: {fault}"


def test_every_test_that_is_named_is_there_and_is_run() -> None:
    named = NAMED.findall(table())
    assert len(named) >= 40
    assert [f"{file}::{name}" for file, name in named if name not in run_from(file)] == []
    assert table().count("::") == len(named) + sum(name.count("::") for _, name in named), "each can be told from the text"


def test_a_number_in_the_name_of_a_test_is_that_of_its_row() -> None:
    for number, _, _, tests in ROW.findall(table()):
        for _, name in NAMED.findall(tests):
            told = re.match(r"test_(\d\d)_", name)
            assert told is None or int(told[1]) == int(number), name


def test_every_test_with_a_number_stands_in_its_row() -> None:
    """What shows a fault is named there, so that nobody writes it twice."""
    rows = {int(number): tests for number, _, _, tests in ROW.findall(table())}
    missing = []
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for name in sorted(run_from(f"tests/faults/{path.name}")):
            told = re.match(r"test_(\d\d)_", name)
            if told is not None and f"`tests/faults/{path.name}::{name}`" not in rows[int(told[1])]:
                missing.append(f"tests/faults/{path.name}::{name}")
    assert missing == []


def test_every_test_of_privacy_stands_in_its_table() -> None:
    shown = {name for file, name in NAMED.findall(table()) if file == "tests/faults/test_private.py"}
    assert run_from("tests/faults/test_private.py") - shown == set()
