"""A file that msgspec would not take, gone through part by part, so that each fault in it is named once.

msgspec stops at the first fault. Here each step is held against the struct of its kind and each key against its type; what is
wrong is told and then left out or put right as it was probably meant, so that what lies across the steps can be looked at
too and one mistake is not told twice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct, field, inspect

from workshop import limits
from workshop.scenario.expand import ASKED, FIELD_KEYS, cleaned, expand
from workshop.scenario.faults import Fault, Path, Words, near
from workshop.scenario.fields import FIELD_TYPES
from workshop.scenario.kinds import KINDS
from workshop.scenario.moves import Moves
from workshop.scenario.parts import Scenario
from workshop.text import ident

MOST_STEPS = limits.STEPS
MOST_GUESSES = 50
"""Of so many unknown keys of one table it is asked what was meant: more were not written by a person."""

_DROP: Any = object()

# What people write for what the format calls otherwise.
_ALSO = {
    "choice": ("options", "choices", "from"),
    "question": ("prompt",),
    "name": ("title",),
    "label": ("title",),
    "type": ("kind", "as"),
    "description": ("text", "hint", "summary"),
    "help": ("hint",),
    "time": ("minutes",),
    "duration": ("minutes",),
    "example": ("examples",),
    "condition": ("when",),
    "if": ("when",),
    "rows": ("items", "each"),
    "columns": ("fields", "across"),
    "questions": ("fields",),
    "steps": ("step",),
    "sections": ("section",),
    "editions": ("edition",),
    "lang": ("languages",),
    "language": ("languages",),
}
_KIND_ALSO = {
    "text": "ask",
    "form": "ask",
    "table": "ask",
    "grid": "ask",
    "question": "ask",
    "break": "note",
    "pause": "note",
    "info": "note",
    "cluster": "group",
    "formula": "result",
    "split": "list",
    "ideas": "list",
    "rank": "vote",
    "dots": "vote",
    **{name: "ask" for name in FIELD_TYPES if name not in KINDS},
}
_AS_ALSO = {
    "bool": "yesno",
    "boolean": "yesno",
    "int": "number",
    "float": "number",
    "string": "text",
    "rating": "scale",
    "time": "duration",
}


class Apart(Struct):
    """What was found. `data` is what is left, right as far as structs go; `silent` are places already told of, where the
    checks across steps need say no more; `lost` are ids that stand in the file, though what they belong to fell away;
    `guessed` are keys taken for what was probably meant."""

    data: dict[str, Any] = field(default_factory=dict)
    moves: Moves = field(default_factory=Moves)
    faults: list[Fault] = field(default_factory=list)
    silent: set[Path] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    guessed: set[Path] = field(default_factory=set)


def take_apart(data: Mapping[str, Any], left_out: Iterable[str] = ()) -> Apart:
    """Every fault of the tables as they stand. `left_out`: keys of lines that were passed over, not missing therefore."""
    return _Walk(frozenset(left_out)).run(data)


@cache
def _scenario_type() -> inspect.StructType:
    made = inspect.type_info(Scenario)
    assert isinstance(made, inspect.StructType)
    return made


@cache
def _keys(struct: type) -> tuple[str, ...]:
    tag = struct.__struct_config__.tag_field  # type: ignore[attr-defined]
    return (*((tag,) if tag else ()), *(f.encode_name for f in msgspec.structs.fields(struct)))


class _Walk:
    def __init__(self, left_out: frozenset[str]) -> None:
        self.left_out = left_out
        self.found = Apart()
        self._is_written_out = False

    def run(self, data: Mapping[str, Any]) -> Apart:
        raw: dict[str, Any] = cleaned(dict(data))
        self._spelling(raw, _keys(Scenario), (), Words("what.scenario"))
        for name in ("step", "section", "edition"):
            if isinstance(raw.get(name), dict):
                self._tell("one_bracket", (name,), name=name)
                raw[name] = [raw[name]]
                self._renamed((name, 0))
        steps = raw.get("step")
        if isinstance(steps, list):
            if len(steps) > MOST_STEPS:
                self._tell("too_many", ("step",), key="step", n=len(steps), limit=MOST_STEPS)
                del steps[MOST_STEPS:]
            raw["step"] = [self._step(step, ("step", at)) for at, step in enumerate(steps)]
        whole, self.found.moves.written = expand(raw)
        self._is_written_out = True
        self.found.data = self._struct(_scenario_type(), whole, (), Words("what.scenario"))
        if not self.found.data["step"]:  # so that the rest can be looked at
            self.found.data["step"] = [{"kind": "note", "id": "unnamed", "title": "-"}]
        # What stands under a key that was only guessed is not judged by the guess.
        self.found.faults = [
            fault for fault in self.found.faults if fault.key == "unknown_key" or fault.path not in self.found.guessed
        ]
        return self.found

    def _renamed(self, path: Path, *key: str | int) -> None:
        """What is now called `path` is in the file called `key` (nothing: it is not there, its parts are the parent's)."""
        (self.found.moves.kept if self._is_written_out else self.found.moves.meant)[path] = key

    def _tell(self, key: str, path: Path, /, **values: object) -> None:
        if not self._is_written_out:
            # `path` is of tables that only had keys renamed.
            path = Moves(meant=self.found.moves.meant).source(path)
        else:
            path = self.found.moves.source_before(path)
        self.found.faults.append(Fault("error", key, values, path))

    def _silence(self, path: Path) -> None:
        self.found.silent.add(self.found.moves.source_before(path))

    # ------------------------------------------------------------------------------------- steps and their fields, by hand

    def _step(self, step: Any, path: Path) -> Any:
        """The step with its keys known to be those of its kind; None where it cannot be told what it is."""
        if not isinstance(step, dict):
            self._tell("wrong_type", path, key="step", wanted=Words("want.table"), given=_given(step))
            return None
        id = step.get("id")
        if "kind" not in step and isinstance(step.get("type"), str):
            step["kind"] = step.pop("type")
            self._renamed((*path, "kind"), "type")
            self._tell("unknown_key", (*path, "type"), key="type", what=_what_step(step), near="kind")
        kind = step.get("kind")
        if not isinstance(kind, str) or kind not in KINDS:
            meant = (_KIND_ALSO.get(kind.casefold()) or near(kind, KINDS)) if isinstance(kind, str) else ""
            if kind is None and "kind" not in self.left_out:
                self._tell("missing", path, key="kind", what=_what_step(step))
            elif isinstance(kind, str) and kind in FIELD_TYPES:
                self._tell("kind_as", (*path, "kind"), given=kind)
                step.setdefault("as", kind)
            elif kind is not None and meant:
                self._tell("kind", (*path, "kind"), given=_given(kind), near=meant)
            elif kind is not None:
                self._tell("kind", (*path, "kind"), given=_given(kind), known=", ".join(KINDS))
            if not meant:
                if isinstance(id, str):
                    self.found.lost.add(id)
                return None
            step["kind"] = kind = meant
        allowed: tuple[str, ...] = _keys(KINDS[kind])
        if kind == "ask" and "fields" in step:
            for key in sorted(ASKED & step.keys()):
                self._tell("one_or_several", (*path, key), key=key)
                del step[key]
        elif kind == "ask":
            allowed = (*allowed, *sorted(ASKED))
        self._spelling(step, allowed, path, _what_step(step), kind=kind)
        if kind == "ask" and "fields" not in step:
            self._field(step, path, on_step=True)
        fields = step.get("fields")
        if isinstance(fields, dict):
            self._tell("one_bracket", (*path, "fields"), name="step.fields")
            step["fields"] = fields = [fields]
            self._renamed((*path, "fields", 0))
        for at, one in enumerate(fields if isinstance(fields, list) else ()):
            if isinstance(one, dict):
                if "as" not in one and "kind" in one:
                    one["as"] = one.pop("kind")
                    self._renamed((*path, "fields", at, "as"), "kind")
                    self._tell("unknown_key", (*path, "fields", at, "kind"), key="kind", what=_what_field(one), near="as")
                self._field(one, (*path, "fields", at))
        return step

    def _field(self, one: dict[str, Any], path: Path, *, on_step: bool = False) -> None:
        """A field's type, and the keys that this type has not."""
        given = one.get("as", "text")
        if not isinstance(given, str) or given not in FIELD_TYPES:
            meant = (_AS_ALSO.get(given.casefold()) or near(given, FIELD_TYPES)) if isinstance(given, str) else ""
            self._tell("as", (*path, "as"), given=_given(given), near=meant, known=", ".join(FIELD_TYPES))
            if not meant:
                for key in (ASKED if on_step else frozenset[str]().union(*FIELD_KEYS.values())) & one.keys() - FIELD_KEYS[
                    "text"
                ]:
                    del one[key]
            one["as"] = given = meant or "text"
        mine = FIELD_KEYS[given]
        foreign = [key for key in one if key in _FIELD_ONLY and key not in mine]
        for key in foreign:
            types = [name for name, keys in FIELD_KEYS.items() if key in keys]
            asked = f'as = "{types[0]}"' if len(types) == 1 else ", ".join(f'"{name}"' for name in types)
            self._tell("key_of_field" if "as" in one else "key_of_field_text", (*path, key), key=key, given=given, types=asked)
            del one[key]
        if not on_step:
            self._spelling(one, ("as", *mine), path, _what_field(one))

    def _spelling(self, table: dict[str, Any], allowed: tuple[str, ...], path: Path, what: Words, *, kind: str = "") -> None:
        """Unknown keys told and taken away, or set right where one comes near."""
        guesses = 0
        for key in [key for key in table if key not in allowed]:
            value = table.pop(key)
            also = next((name for name in _ALSO.get(key.casefold(), ()) if name in allowed), "")
            others = [name for name, struct in KINDS.items() if key in _keys(struct)] if kind else []
            if key == "from" and "start" in allowed:
                self._tell("from_here", (*path, key), kind=kind)
                self.found.lost.add("from")
                continue
            if others and not also:
                self._tell("key_of_kind", (*path, key), key=key, kind=kind, kinds=", ".join(others))
                continue
            guesses += 1
            meant = also or (near(key, allowed) if guesses <= MOST_GUESSES else "")
            if not meant:
                shown = ", ".join(name for name in allowed if name not in ("id", "kind", "as"))
                self._tell("unknown_key", (*path, key), key=key, what=what, known=shown if len(allowed) < 12 else "")
                continue
            self._tell("unknown_key", (*path, key), key=key, what=what, near=meant)
            if meant not in table:
                table[meant] = value
                self._renamed((*path, meant), key)
                self.found.guessed.add(Moves(meant=self.found.moves.meant).source((*path, meant)))

    # -------------------------------------------------------------------------------------------------------- by type

    def _struct(self, kind: inspect.StructType, table: dict[str, Any], path: Path, what: Words) -> dict[str, Any]:
        table = dict(table)
        self._spelling(table, _keys(kind.cls), path, what)
        kept: dict[str, Any] = {}
        if kind.tag_field is not None:
            kept[kind.tag_field] = table[kind.tag_field]
        for f in kind.fields:
            here = (*path, f.encode_name)
            if f.encode_name in table:
                value = self._value(f.type, table[f.encode_name], here)
                if value is not _DROP:
                    kept[f.encode_name] = value
                    continue
                self._silence(here)
            elif f.required and f.encode_name not in self.left_out:
                self._missing(f.encode_name, path, what)
            if f.required:
                self._silence(here)
                kept[f.encode_name] = self._filler(f.encode_name, f.type, table, path)
            elif f.encode_name in self.left_out:
                self._silence(here)
        return kept

    def _missing(self, key: str, path: Path, what: Words) -> None:
        special = {"format": "format_missing", "step": "no_steps"}.get(key, "") if not path else ""
        self._tell(special or "missing", path, key=key, what=what)

    def _filler(self, key: str, kind: inspect.Type, table: Mapping[str, Any], path: Path) -> Any:
        """Something in the place of what must be there and is not."""
        if key == "id":
            given = table.get("id", table.get("title", table.get("text")))
            if isinstance(given, str):
                self.found.lost.add(given)
            return f"unnamed_{sum(n + 1 for n in path if isinstance(n, int))}_{len(path)}"
        if isinstance(kind, inspect.UnionType):
            kind = kind.types[0]
        if isinstance(kind, inspect.StructType):
            return {f.encode_name: self._filler(f.encode_name, f.type, {}, path) for f in kind.fields if f.required}
        if isinstance(kind, inspect.LiteralType):
            return kind.values[0]
        if isinstance(kind, (inspect.IntType, inspect.FloatType)):
            return 1
        return [] if isinstance(kind, inspect.ListType) else ""

    def _value(self, kind: inspect.Type, value: Any, path: Path) -> Any:
        """The value where it fits its type, set right where it can be told how; else `_DROP`, and the fault is told."""
        if isinstance(kind, inspect.UnionType):
            return self._union(kind, value, path)
        if isinstance(kind, inspect.StructType) and isinstance(value, dict):
            return self._struct(kind, value, path, _what(kind.cls, value))
        if isinstance(kind, inspect.ListType) and isinstance(value, list):
            return self._list(kind, value, path)
        if isinstance(kind, inspect.DictType) and isinstance(value, dict):
            return self._dict(kind, value, path)
        if isinstance(kind, inspect.StrType) and isinstance(value, str):
            return self._text(kind, value, path)
        if isinstance(kind, inspect.BoolType) and isinstance(value, bool):
            return value
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if number and isinstance(kind, inspect.FloatType):
            return self._bounds(kind, value, path)
        if number and isinstance(kind, inspect.IntType):
            if isinstance(value, int):
                return self._bounds(kind, value, path)
            self._tell("whole", path, key=_key(path), given=_given(value))
            return _DROP
        if isinstance(kind, inspect.LiteralType):
            return self._literal(kind, value, path)
        return self._other_type(kind, value, path)

    def _other_type(self, kind: inspect.Type, value: Any, path: Path) -> Any:
        """A value of the wrong type."""
        if isinstance(kind, (inspect.IntType, inspect.FloatType)) and isinstance(value, str):
            try:
                meant = float(value.strip().replace(",", "."))
            except ValueError:
                meant = math.nan
            if math.isfinite(meant) and len(value) < 20:
                self._tell("quoted_number", path, key=_key(path), given=value.strip().replace(",", "."))
                return self._value(kind, int(meant) if isinstance(kind, inspect.IntType) else meant, path)
        if isinstance(kind, inspect.BoolType) and isinstance(value, str) and value.casefold() in ("true", "false"):
            self._tell("quoted_truth", path, key=_key(path), given=value.casefold())
            return value.casefold() == "true"
        if isinstance(kind, inspect.ListType) and isinstance(value, (str, int, float, dict)) and not isinstance(value, bool):
            element = kind.item_type.types if isinstance(kind.item_type, inspect.UnionType) else (kind.item_type,)
            if any(_takes(one, value) for one in element):
                self._tell("needs_list", path, key=_key(path), given=_given(value))
                self._renamed((*path, 0))
                return self._value(kind, [value], path)
        if isinstance(kind, inspect.ListType) and isinstance(value, str) and _key(path) in _SHORT:
            self._tell("needs_list", path, key=_key(path), given=_given(value))
            self.found.lost.add(ident(value))
            return _DROP
        wanted = Words("want.text") if _key(path) in _SHORT and isinstance(path[-1], int) else _wanted(kind)
        self._tell("wrong_type", path, key=_key(path), wanted=wanted, given=_given(value))
        return _DROP

    def _union(self, kind: inspect.UnionType, value: Any, path: Path) -> Any:
        parts = [part for part in kind.types if not isinstance(part, inspect.NoneType)]
        tagged = [part for part in parts if isinstance(part, inspect.StructType) and part.tag_field is not None]
        if tagged and isinstance(value, dict):
            return self._tagged(tagged, value, path)
        for part in parts:
            if _takes(part, value):
                return self._value(part, value, path)
        literals = [part for part in parts if isinstance(part, inspect.LiteralType)]
        if len(parts) == 1 or (literals and isinstance(value, str)):
            return self._value((literals or parts)[0], value, path)
        return self._other_type(kind, value, path)

    def _tagged(self, kinds: list[inspect.StructType], value: dict[str, Any], path: Path) -> Any:
        tag_field = kinds[0].tag_field or ""
        struct = next((one for one in kinds if one.tag == value.get(tag_field)), None)
        if struct is None:  # fields of a step that is no table's worth; told already
            return _DROP
        return self._struct(struct, value, path, _what_step(value) if tag_field == "kind" else _what_field(value))

    def _list(self, kind: inspect.ListType, value: list[Any], path: Path) -> list[Any]:
        if kind.max_length is not None and len(value) > kind.max_length:
            self._tell("too_many", path, key=_key(path), n=len(value), limit=kind.max_length)
            value = value[: kind.max_length]
        if kind.min_length and not value:
            self._tell("no_steps", path)
        kept: list[Any] = []
        for at, part in enumerate(value):
            if part is None:  # a step that fell away, told already
                continue
            made = self._value(kind.item_type, part, (*path, at))
            if made is _DROP:
                self._silence((*path, at))
                if isinstance(part, dict) and isinstance(part.get("id"), str):
                    self.found.lost.add(part["id"])
                continue
            if len(kept) != at:
                self._renamed((*path, len(kept)), at)
            kept.append(made)
        return kept

    def _dict(self, kind: inspect.DictType, value: dict[str, Any], path: Path) -> Any:
        languages = isinstance(kind.key_type, inspect.StrType) and kind.key_type.pattern == _LANG
        if languages and not value:
            self._tell("empty", path, key=_key(path))
            self._silence(path)
            return ""
        kept = {}
        for key, part in value.items():
            here = (*path, key)
            if isinstance(kind.key_type, inspect.StrType) and not re.fullmatch((kind.key_type.pattern or "").strip("^$"), key):
                if languages:
                    self._tell("not_a_language", here, key=_key(path), given=key)
                else:
                    self._tell("bad_id", here, given=key, near=ident(key))
                    self.found.lost.add(key)
                continue
            made = self._value(kind.value_type, part, here)
            if made is not _DROP:
                kept[key] = made
            else:
                self.found.lost.add(key)
        if languages and not kept:
            self._silence(path)
            return ""
        return kept

    def _text(self, kind: inspect.StrType, value: str, path: Path) -> Any:
        if kind.max_length is not None and len(value) > kind.max_length:
            self._tell("too_long", path, key=_key(path), n=len(value), limit=kind.max_length)
            self._silence(path)
            return value[: kind.max_length]
        if kind.pattern is not None and not re.fullmatch(kind.pattern.strip("^$"), value):
            if kind.pattern == _LANG:
                self._tell("not_a_language", path, key=_key(path), given=value)
            elif _key(path) == "id":
                self._tell("bad_id", path, given=value, near=ident(value))
                self.found.lost.add(value)
            else:
                self._tell("bad_version", path, given=value)
            return _DROP
        return value

    def _bounds(self, kind: inspect.IntType | inspect.FloatType, value: float, path: Path) -> Any:
        if not math.isfinite(value):
            self._tell("not_finite", path, key=_key(path), given=_given(value))
            return _DROP
        low, high, above = kind.ge, kind.le, kind.gt
        if (low is not None and value < low) or (above is not None and value <= above):
            wanted = "too_small" if low is not None else "too_small_above"
            self._tell(wanted, path, key=_key(path), given=_given(value), limit=low if low is not None else above)
            return _DROP
        if high is not None and value > high:
            self._tell("too_large", path, key=_key(path), given=_given(value), limit=high)
            return _DROP
        return value

    def _literal(self, kind: inspect.LiteralType, value: Any, path: Path) -> Any:
        if any(value == one and type(value) is type(one) for one in kind.values):
            return value
        if path == ("format",):
            newer = isinstance(value, int) and not isinstance(value, bool) and value > 1
            self._tell("format_newer" if newer else "format_one", path, given=_given(value))
            return _DROP
        choices = [str(one) for one in kind.values]
        meant = near(value, choices) if isinstance(value, str) else ""
        shown = ", ".join(f'"{one}"' for one in choices)
        self._tell("not_one_of", path, key=_key(path), given=_given(value), choices=shown, near=meant)
        return meant or _DROP


_FIELD_ONLY = frozenset().union(*FIELD_KEYS.values()) - frozenset.intersection(*FIELD_KEYS.values()) - {"id"}
_SHORT = frozenset({"options", "places", "fields", "items", "teams"})
_LANG = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


# ------------------------------------------------------------------------------------------------------ how it is called


def _key(path: Path) -> str:
    """What a value is called: its key, or that of the list it lies in (with a text, the key and not the language)."""
    names = [part for part in path if isinstance(part, str)]
    if len(names) > 1 and names[-2] in _TEXTS and len(names[-1]) == 2:
        return ".".join(names[-2:])
    return names[-1] if names else ""


_TEXTS = frozenset({"title", "text", "prompt", "hint", "room", "say", "watch", "stuck", "summary", "purpose", "intro", "gives"})


def _given(value: Any) -> object:
    """What stands there, as it stands there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value if len(value) <= 40 else value[:39] + "…"}"'
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return (
            f"{value:.15g}"
            if isinstance(value, float) or abs(value) < 10**15
            else f"{float(value):.3g}"
            if abs(value) < 10**300
            else "∞"
        )
    return Words("given.list") if isinstance(value, list) else Words("given.table")


def _takes(kind: inspect.Type, value: Any) -> bool:
    """Whether a value is of this type, right or not."""
    if isinstance(value, bool):
        return isinstance(kind, inspect.BoolType)
    if isinstance(kind, inspect.LiteralType):
        return any(value == one for one in kind.values)
    if isinstance(value, str):
        return isinstance(kind, inspect.StrType)
    if isinstance(value, int):
        return isinstance(kind, (inspect.IntType, inspect.FloatType))
    if isinstance(value, float):
        return isinstance(kind, inspect.FloatType)
    if isinstance(value, dict):
        return isinstance(kind, (inspect.StructType, inspect.DictType))
    return isinstance(value, list) and isinstance(kind, inspect.ListType)


def _wanted(kind: inspect.Type) -> Words:
    parts = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    names = [_WANTED[type(part)] for part in parts if type(part) in _WANTED]
    if names[:2] == ["text", "table"] and len(names) == 2:
        table = next(part for part in parts if isinstance(part, (inspect.DictType, inspect.StructType)))
        return Words("want.words") if isinstance(table, inspect.DictType) else Words("want.source")
    if "table" in names and "list" in names and "text" in names:
        return Words("want.source")
    literal = next((part for part in parts if isinstance(part, inspect.LiteralType)), None)
    wanted = Words(f"want.{names[0]}") if names else Words("want.one_of", {"choices": ""})
    if literal is not None:
        one_of = Words("want.one_of", {"choices": ", ".join(f'"{one}"' for one in literal.values)})
        return Words("want.either", {"first": wanted, "second": one_of}) if names else one_of
    for name in names[1:]:
        wanted = Words("want.either", {"first": wanted, "second": Words(f"want.{name}")})
    return wanted


_WANTED: dict[type, str] = {
    inspect.StrType: "text",
    inspect.IntType: "whole",
    inspect.FloatType: "number",
    inspect.BoolType: "truth",
    inspect.ListType: "list",
    inspect.DictType: "table",
    inspect.StructType: "table",
}


def _what(struct: type, table: Mapping[str, Any]) -> Words:
    name = struct.__name__.lower()
    id = table.get("id")
    return (
        Words(f"what.{name}_called", {"id": id})
        if name in ("section", "edition") and isinstance(id, str)
        else Words(f"what.{name}")
    )


def _what_step(step: Mapping[str, Any]) -> Words:
    id = step.get("id")
    return Words("what.step", {"id": id}) if isinstance(id, str) and id else Words("what.a_step")


def _what_field(one: Mapping[str, Any]) -> Words:
    id = one.get("id")
    return Words("what.field", {"id": id}) if isinstance(id, str) and id and id != "value" else Words("what.a_field")
