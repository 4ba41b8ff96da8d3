"""Changes from a script: one JSON object a line, all of them or none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, get_args

import msgspec

from workshop import limits
from workshop.errors import Refused, WorkshopError
from workshop.language import t
from workshop.session.changes import AnyChange, Change
from workshop.store import drafts
from workshop.store.faults import in_words
from workshop.store.opening import Opened, open_session
from workshop.store.sitting import at_desk

KINDS: dict[str, type[Change]] = {kind.__name__: kind for kind in get_args(AnyChange)}
"""Every Change by the name it is tagged with."""


def apply_lines(
    path: str | os.PathLike[str], data: bytes | str, *, tell: Callable[[str], object] | None = None
) -> int:  # fmt: skip
    """Make the changes to the session file, under its lock, and give how many they were.

    `data` holds one JSON object a line; blank lines and lines that begin with `#` are passed over. Refused names the first
    line that does not fit and tells why: then nothing is changed. `Held` where the session is open elsewhere, `Damaged`
    where it cannot be read, WorkshopError where it cannot be written. `tell` is given what there is to know besides (what
    had to be put right in the file, what a crash had left), in words.
    """
    changes = list(_changes(data))
    opened = open_session(path)
    try:
        _make(opened, changes, tell or (lambda _: None))
    finally:
        saved = opened.close()
    if not saved and opened.saver is not None:
        # Left there, it would be taken up as work that was lost; but a script that is told of a failure runs again.
        if opened.saver.status.copy is not None:
            drafts.clear_unsaved(opened.saver.status.copy)
        raise WorkshopError("cli.apply.not_saved", path=path, reason=opened.saver.status.reason or "")
    if opened.saver is not None and opened.saver.status.note is not None and tell is not None:
        tell(str(opened.saver.status.note))
    return len(changes)


def _make(opened: Opened, changes: list[tuple[int, AnyChange]], tell: Callable[[str], object]) -> None:
    if opened.saver is None:
        raise WorkshopError("store.newer", path=opened.path)
    saver, recovered = opened.saver, opened.recovered
    if recovered is not None:
        opened.session = recovered.session
    desk = at_desk(opened)
    for words in in_words(opened.notes, opened.path):
        tell(words)
    desk.saver = None  # what was recovered, too, is saved only when all the changes fit
    at = 0

    def one_by_one() -> Iterator[AnyChange]:
        nonlocal at
        for at, change in changes:  # noqa: B007 - read where one of them is refused
            yield change

    try:
        desk.do_all(one_by_one())
    except Refused as refused:
        _refuse(at, str(refused))
    if desk.session is opened.session:
        return
    if recovered is not None:
        opened.take_recovered()
        tell(str(recovered.note))
    saver.changed(desk.session)


# ------------------------------------------------------------------------------------------------------------ reading


def _changes(data: bytes | str) -> Iterator[tuple[int, AnyChange]]:
    """Each change with the number of its line, from 1."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if len(raw) > limits.CHANGES:
        raise Refused("cli.apply.too_big", mib=limits.CHANGES // limits.MIB)
    decoder: msgspec.json.Decoder[AnyChange] = msgspec.json.Decoder(AnyChange)
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        line = line.strip()
        if not line or line.startswith(b"#"):
            continue
        if len(line) > limits.CHANGE:
            _refuse(number, t("cli.apply.long_line", mib=limits.CHANGE // limits.MIB))
        try:
            yield number, decoder.decode(line)
        except (ValueError, RecursionError):  # msgspec's errors and a text that is no UTF-8 are ValueErrors
            _refuse(number, _why(line))


def _refuse(number: int, why: str) -> NoReturn:
    raise Refused("cli.apply.refused", line=str(number), why=why) from None


def _why(line: bytes) -> str:
    """What is wrong with a line that is no change, in words."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return t("cli.apply.not_utf8")
    try:
        found = msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return t("cli.apply.not_json")
    if not isinstance(found, dict):
        return t("cli.apply.not_object")
    name = found.pop("change", None)
    if name is None:
        return t("cli.apply.no_change")
    kind = KINDS.get(name) if isinstance(name, str) else None
    if kind is None:
        return _unknown("cli.apply.unknown_change", str(name), list(KINDS))
    return _why_not(name, kind, found)


def _why_not(name: str, kind: type[Change], found: dict[str, Any]) -> str:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in found:
        if key not in fields:
            return _unknown("cli.apply.unknown_key", key, list(fields), change=name)
    for key, field in fields.items():
        if key not in found:
            if field.required:
                return t("cli.apply.missing", change=name, key=key)
            continue
        try:
            msgspec.convert(found[key], field.type)
        except (ValueError, RecursionError):
            return t("cli.apply.wrong", key=key, wanted=_wanted(field.type))
    return t("cli.apply.not_json")  # it can be read in one way but not in the other: no case is known


def _unknown(key: str, given: str, known: list[str], change: str = "") -> str:
    from workshop.scenario.faults import near_ones

    near = ", ".join(near_ones(given, known))
    return t(f"{key}_near" if near else key, given=given[:60], near=near, known=", ".join(known), change=change)


_WANTED = {str: "text", int: "whole", float: "number", bool: "truth", list: "list", dict: "table"}


def _wanted(kind: Any) -> str:
    """What may stand in a field, in words."""
    from datetime import datetime
    from typing import Literal, get_origin

    parts = [kind, *get_args(kind)]
    choices = [choice for part in parts if get_origin(part) is Literal for choice in get_args(part)]
    if choices:
        return t("cli.apply.wanted.choice", choices=", ".join(choices))
    if datetime in parts:
        return t("cli.apply.wanted.moment")
    found = next((_WANTED[of] for part in parts if (of := get_origin(part) or part) in _WANTED), "text")
    return t(f"cli.apply.wanted.{found}")
