"""The JSON Schema of a scenario file, for editors that complete and check while one types.

Made from the structs, with the short forms that a file may have besides. `python -m workshop.scenario.schema` writes it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from workshop import places
from workshop.scenario.expand import ASKED, FIELD_KEYS
from workshop.scenario.fields import FIELD_TYPES
from workshop.scenario.parts import Scenario

Schema = dict[str, Any]

FILE = Path("schema") / "scenario.schema.json"
"""Where it lies, in the folder of the built-in scenarios."""

_SHORT = ("Option", "Place", "Written", "Team", *(struct.__name__ for struct in FIELD_TYPES.values()))
_NAMES = {"ListStep": "List", "GroupStep": "Group", "Written": "Item"}


def schema() -> Schema:
    """The schema as plain data (draft 7: what editors for TOML read)."""
    made = msgspec.json.schema(Scenario)
    defs: Schema = {name: _plain(one) for name, one in made["$defs"].items()}
    text, long_text = defs["Scenario"]["properties"]["title"], defs["Note"]["properties"]["text"]
    ask = defs.pop("Ask")
    defs |= _asks(ask, defs)
    defs = {name: _with_short_forms(one) for name, one in defs.items()}
    kinds = [name for name in defs if "kind" in defs[name].get("properties", {})]
    defs["Scenario"]["properties"]["step"]["items"] = {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in kinds]}
    named: Schema = {"Text": text, "LongText": long_text}
    defs = {name: _named(one, named) for name, one in defs.items()}
    top = defs.pop("Scenario")
    whole: Schema = _renamed(
        {
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "A workshop (scenario format 1)",
            **{key: value for key, value in top.items() if key != "title"},
            "$defs": {**named, **dict(sorted(defs.items()))},
        }
    )
    return whole


def _plain(part: Any) -> Any:
    """Without what only Python needs: null for what is left out, docstrings, the discriminator beside `anyOf`."""
    if isinstance(part, list):
        return [_plain(one) for one in part if one != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    made = {key: _plain(value) for key, value in part.items() if key not in ("description", "discriminator")}
    if "default" in made and made["default"] in (None, [], {}, ""):
        del made["default"]
    if "anyOf" in made and len(made["anyOf"]) == 1:
        made |= made.pop("anyOf")[0]
    if isinstance(made.get("enum"), list) and len(made["enum"]) == 1:
        made["const"] = made.pop("enum")[0]
    if made.get("required") == []:
        del made["required"]
    return made


def _asks(ask: Schema, defs: Schema) -> Schema:
    """An `ask` of several questions, and for each field type an `ask` of one, with the field's keys on the step."""
    several = {**ask, "required": [*ask["required"], "fields"]}
    without = {key: value for key, value in ask["properties"].items() if key != "fields"}
    made: Schema = {"Ask": several}
    for name, struct in FIELD_TYPES.items():
        field = defs[struct.__name__]
        own = {key: field["properties"][key] for key in ["as", *sorted(FIELD_KEYS[name] & ASKED)] if key in field["properties"]}
        required = ask["required"] if name == "text" else [*ask["required"], "as"]
        made[f"Ask{struct.__name__.removesuffix('Field')}"] = {
            **ask,
            "title": f"Ask, {name}",
            "properties": {**without, **own},
            "required": required,
        }
    defs["TextField"]["required"] = [key for key in defs["TextField"]["required"] if key != "as"]
    return made


def _with_short_forms(part: Any) -> Any:
    """A plain string too wherever a list holds options, places, fields, items or teams."""
    if isinstance(part, list):
        return [_with_short_forms(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: _with_short_forms(value) for key, value in part.items()}
    items = made.get("items")
    if isinstance(items, dict):
        refs = items.get("anyOf", [items])
        if all(one.get("$ref", "").removeprefix("#/$defs/") in _SHORT for one in refs):
            made["items"] = {"anyOf": [{"type": "string", "minLength": 1}, *refs]}
    return made


def _named(part: Any, named: Schema) -> Any:
    """With what is everywhere written once."""
    for name, one in named.items():
        if part == one:
            return {"$ref": f"#/$defs/{name}"}
    if isinstance(part, list):
        return [_named(one, named) for one in part]
    if isinstance(part, dict):
        return {key: _named(value, named) for key, value in part.items()}
    return part


def _renamed(part: Any) -> Any:
    """The names that people know the parts by."""
    if isinstance(part, list):
        return [_renamed(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {}
    for key, value in part.items():
        if key == "$ref":
            name = value.removeprefix("#/$defs/")
            value = f"#/$defs/{_NAMES.get(name, name)}"
        made[_NAMES.get(key, key)] = _NAMES.get(value, value) if key == "title" and isinstance(value, str) else _renamed(value)
    return made


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
