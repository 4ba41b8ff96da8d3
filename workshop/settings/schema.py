"""The JSON Schema of the settings, for editors that complete and check `config.toml` while one types.

Made from the struct and the words of the settings. `python -m workshop.settings.schema` writes it beside that of the scenarios.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from workshop import places
from workshop.language import t
from workshop.settings import Settings, choices_of

FILE = Path("schema") / "settings.schema.json"
"""Where it lies, in the folder of the built-in scenarios."""


def schema() -> dict[str, Any]:
    """The schema as plain data (draft 7: what editors for TOML read)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "The settings of workshop (config.toml)",
        "type": "object",
        "properties": {key: _property(key) for key in Settings.__struct_fields__},
        "additionalProperties": False,
    }


def _property(key: str) -> dict[str, Any]:
    default = getattr(Settings(), key)
    choices = [value for value in choices_of(key) if value is not None]
    made: dict[str, Any] = {"description": t(f"setting.about.{key}", "en")}
    if key == "keys":
        one: dict[str, Any] = {"type": "string", "minLength": 1}
        several = {"type": "array", "items": one, "minItems": 1}
        return made | {"type": "object", "additionalProperties": {"anyOf": [one, several]}}
    if choices == [True, False]:
        made["type"] = "boolean"
    else:
        made |= {"type": "string", **({"enum": choices} if choices else {})}
    return made if default is None else made | {"default": default}


def text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write it beside the scenarios, or where the first argument says."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else places.library() / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text(), "utf-8")
    print(path)


if __name__ == "__main__":
    main()
