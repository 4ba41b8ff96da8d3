"""The schema that editors check by: current, and at one with what the program reads."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.scenario.marked import HEAD
from tests.scenario.test_check import BEFORE
from tests.scenario.test_load import SCENARIOS, SNIPPETS, WHOLE
from workshop.scenario import schema

FILE = Path(__file__).parents[2] / "scenarios" / schema.FILE


@pytest.fixture(scope="module")
def validator() -> Any:
    made = json.loads(FILE.read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(made)
    return jsonschema.Draft7Validator(made)


def test_the_file_is_what_the_structs_say() -> None:
    assert FILE.read_text("utf-8") == schema.text(), "write it anew: python -m workshop.scenario.schema"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_workshop_of_the_library_validates(validator: Any, path: Path) -> None:
    errors = list(validator.iter_errors(tomllib.loads(path.read_text("utf-8"))))
    assert not errors, errors[0]


@pytest.mark.parametrize("text", [WHOLE, HEAD + BEFORE, *(HEAD + before + after for before, after in SNIPPETS.values())])
def test_the_examples_validate(validator: Any, text: str) -> None:
    errors = list(validator.iter_errors(tomllib.loads(text)))
    assert not errors, errors[0]


@pytest.mark.parametrize(
    "line",
    [
        "zzz = 1",
        'kind = "lst"',
        'minutes = "5"',
        "dots = 3",
        'id = "A B"',
        'fields = [{ id = "x", title = "X", as = "date", max = 3 }]',
        'fields = [{ id = "x" }]',
        "examples = 'x'",
        "title = 5",
    ],
)
def test_what_is_wrong_does_not_validate(validator: Any, line: str) -> None:
    keys = {"id": 'id = "a"', "kind": 'kind = "list"', "title": 'title = "A"'}
    keys[line.split(" ")[0]] = line
    text = HEAD + "[[step]]\n" + "\n".join(keys.values())
    assert list(validator.iter_errors(tomllib.loads(text)))
