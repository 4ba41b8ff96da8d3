"""The whole report as JSON, for programs: the Document as it is, described in `report/schema/report-1.json`."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from workshop.report.document import Document, Look

SCHEMA = Path(__file__).parents[1] / "schema" / "report-1.json"
FORMAT = 1
"""Goes up when something that was there means something else or is gone; what is new may come within it."""


def write(document: Document) -> str:
    """The same document gives the same text. How the files of other formats look (a logo, a base file) is left out."""
    told = {"format": FORMAT, **msgspec.to_builtins(replace(document, look=Look()))}
    return msgspec.json.format(msgspec.json.encode(told), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `write` gives."""
    made = msgspec.json.schema(Document)
    parts = made["$defs"]
    parts.pop("Look", None)
    for part in parts.values():
        if told := part.get("description"):
            part["description"] = inspect.cleandoc(told)  # from Python 3.13 on a docstring comes without its margin
    whole = parts["Document"]
    whole["properties"].pop("look", None)
    whole["properties"] = {"format": {"const": FORMAT}, **whole["properties"]}
    whole["required"] = ["format", *whole.get("required", [])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "workshop report",
        "$ref": made["$ref"],
        "$defs": parts,
    }


def described() -> str:
    """The schema as its file has it."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


if __name__ == "__main__":  # python -m workshop.report.writers.json: makes the schema anew
    SCHEMA.parent.mkdir(exist_ok=True)
    SCHEMA.write_text(described(), encoding="utf-8")
