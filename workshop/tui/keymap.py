"""The user's own keys, as `[keys]` in the settings has them: read, judged, and what cannot be said in words.

A key is refused where no terminal sends it, where something else keeps it, or where it means another thing on the same screen;
then the keys that the action has from the start hold. Why each is unsafe: `research` on terminals, in short in the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workshop.language import t
from workshop.tui.actions import ACTIONS, UNSAID, Action, Own, drawn, is_text

NAMES = {
    "pgdn": "pagedown", "pgdown": "pagedown", "page_down": "pagedown", "pgup": "pageup", "page_up": "pageup", "del": "delete",
    "esc": "escape", "return": "enter", "comma": ",", "period": ".", "full_stop": ".", "dot": ".", "slash": "/", "plus": "+",
    "minus": "-", "question_mark": "?", "less_than_sign": "<", "greater_than_sign": ">", "asterisk": "*", "blank": "space",
}  # fmt: skip
"""Other names people know keys by."""

STAYS = {"enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "backspace", "ctrl+j"}
ANSWERS = frozenset("!=0123456789")
SAME = {"ctrl+h": "backspace", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "escape"}  # to a terminal they are one
KEPT = {*(f"ctrl+{letter}" for letter in "abntvw"), *(f"f{n}" for n in (3, 6, 7, 10, 11, 12)), "insert"}
ALT_GR = frozenset("[]{}\\@$£|€")
DEAD = frozenset("^¨´`~")
MOST = 4  # keys of one action


class Refused(NamedTuple):
    """A line of `[keys]` that was not taken."""

    id: str
    why: str  # the key of the words
    values: Mapping[str, object]

    def words(self, lang: str) -> str:
        values = {name: t(str(value), lang) if name == "other" else value for name, value in self.values.items()}
        said = t(f"keymap.{self.why}", lang, id=self.id, **values)
        usual = usual_keys(self.id)
        return f"{said} {t('keymap.stays', lang, keys=usual)}" if usual else said


class Keymap(NamedTuple):
    own: dict[str, tuple[str, ...]]
    refused: tuple[Refused, ...]


def ids() -> list[str]:
    """Every action that can have keys of the user's own, each once, in the order of the registry."""
    return list(dict.fromkeys(action.id for action in ACTIONS if not action.fixed))


def usual_keys(id: str) -> str:
    """The keys an action has from the start, drawn; "" where it has none or is none."""
    keys = dict.fromkeys(key for action in ACTIONS if action.id == id and id not in UNSAID for key in action.keys)
    return " ".join(map(drawn, keys))


def read(wanted: Mapping[str, str | list[str]]) -> Keymap:
    """The lines that hold, and those that do not with the reason. What it is handed may be anything a person wrote."""
    own: dict[str, tuple[str, ...]] = {}
    refused: list[Refused] = []
    for id, written in wanted.items():
        given = [written] if isinstance(written, str) else list(written)
        keys = tuple(dict.fromkeys(map(named, given)))
        fault = _of_id(id) or _of_keys(id, keys, given)
        if fault is None:
            own[id] = keys
        else:
            refused.append(fault)
    while (clash := next(_clashes(own), None)) is not None:  # one at a time: the next may have been of the same key
        refused.append(clash)
        del own[clash.id]
    return Keymap(own, tuple(refused))


def named(written: str) -> str:
    """The name of a key, of what a person may write: `Ctrl+U`, `PgDn`, `comma`, `U` (a capital letter is another key)."""
    if len(written) == 1:
        return "space" if written == " " else written
    key = written.strip().lower().replace(" ", "")
    key = "ctrl+" + key[8:] if key.startswith("control+") else "ctrl+" + key[2:] if key.startswith("c-") else key
    return NAMES.get(key, key)


def _of_id(id: str) -> Refused | None:
    known = ids()
    if id in known:
        return None
    if any(action.id == id for action in ACTIONS):
        return Refused(id, "fixed", {})
    from difflib import get_close_matches

    near = get_close_matches(id.lower(), known, n=1, cutoff=0.5)
    return Refused(id, "unknown_near", {"near": near[0]}) if near else Refused(id, "unknown", {})


def _of_keys(id: str, keys: tuple[str, ...], given: list[str]) -> Refused | None:
    if not 0 < len(keys) <= MOST:
        return Refused(id, "no_keys" if not keys else "too_many", {"n": MOST})
    for key, written in zip(keys, dict.fromkeys(given), strict=False):
        if why := unsafe(key):
            same = {"same": drawn(SAME[key])} if key in SAME else {}
            return Refused(id, why, {"key": _shown(written), **same})
    if _must_hold_in_writing(id) and all(is_text(key) for key in keys):
        return Refused(id, "text", {"key": drawn(keys[0])})
    return None


def unsafe(key: str) -> str:
    """Why a key cannot be used, as the key of the words; "" where it can."""
    if key in STAYS or key in ANSWERS:
        return "its_own"
    if key in SAME:
        return "same"
    if "alt+" in key or "meta+" in key or "super+" in key or "option+" in key:
        return "alt"
    if key in KEPT:
        return "kept"
    if len(key) == 1:
        if key in DEAD:
            return "dead"
        if key in ALT_GR:
            return "alt_gr"
        return "" if key.isprintable() and not key.isspace() and not key.isdigit() else "no_key"
    if key.startswith("ctrl+"):
        return "" if len(key) == 6 and key[5].isascii() and key[5].isalpha() else "not_sent"
    if key.startswith("shift+"):
        return "not_sent"
    return "" if key in ("space", "delete", "pageup", "pagedown", "f1", "f2", "f4", "f5", "f8", "f9") else "no_key"


def _must_hold_in_writing(id: str) -> bool:
    return any(action.where == "everywhere" for action in ACTIONS if action.id == id)


def _clashes(own: Own) -> Iterator[Refused]:
    """Each wanted key that another action of the same screen has."""
    for id, keys in own.items():
        screens = {screen for action in ACTIONS if action.id == id for screen in action.screens}
        for other in ACTIONS:
            if other.id == id or not screens & set(other.screens):
                continue
            theirs = other.keys if other.fixed else own.get(other.id, other.keys)
            if clash := next((key for key in keys if key in theirs), ""):
                yield _clash(id, clash, other)


def _clash(id: str, key: str, other: Action) -> Refused:
    if other.id in UNSAID:
        return Refused(id, "clicker", {"key": drawn(key)})
    return Refused(id, "clash", {"key": drawn(key), "near": other.id, "other": f"actions.{other.id}"})


def _shown(written: str) -> str:
    return written if len(written) <= 20 else written[:19] + "…"
