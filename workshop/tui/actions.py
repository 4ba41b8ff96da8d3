"""Every command the screens answer to: one registry that feeds key row, help, palette, the user's own keys and the README.

Keys are from the safe set only: no Alt, no AltGr sign, no key that a terminal or a multiplexer keeps for itself. A command is
answered by the screen (`act_<id>`) or, with `of_pane`, by whatever pane is at hand: panes know such a command by its first key,
and what it does there they say in their own words (`Pane.pairs`).

Enter, Esc, Tab, the arrows, Home, End and the digits are no commands but the way to move and to answer: they stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

Where = Literal["choosing", "everywhere"]
Own = Mapping[str, tuple[str, ...]]
"""The user's own keys by the id of the action (`tui.keymap` reads and judges them)."""


class Action(NamedTuple):
    """`id` names the words too (`actions.<id>`), and the line under `[keys]` in the settings."""

    id: str
    keys: tuple[str, ...]  # the first is shown; printable ones are text while one writes, the others hold then too
    where: Where = "choosing"  # everywhere: it must be at hand while one writes
    screens: tuple[str, ...] = ("run",)
    of_pane: bool = False
    fixed: bool = False  # whose keys are not the user's to change

    @property
    def default(self) -> str:
        """The key by which panes and pairs know it."""
        return self.keys[0] if self.keys else ""


ALL = ("run", "home", "new")
ACTIONS = (
    Action("next", ("pagedown", "n"), "everywhere"),
    Action("previous", ("pageup", "p"), "everywhere"),
    Action("next", ("pagedown",), "everywhere", ("new",)),
    Action("previous", ("pageup",), "everywhere", ("new",)),
    Action("steps", ("s",)),
    Action("time", ("t",)),
    Action("notes", ("f",)),
    Action("capture", (",", "f2")),
    Action("captured", ("z",)),
    Action("undo", ("u", "ctrl+z")),
    Action("redo", ("r", "ctrl+y")),
    Action("add", ("a",), screens=("run", "home"), of_pane=True),
    Action("edit", ("e",), of_pane=True),
    Action("remove", ("d", "delete"), screens=("run", "home"), of_pane=True),
    Action("move", ("m",), of_pane=True),
    Action("mark", ("space",), screens=ALL, of_pane=True),
    Action("group", ("g",), of_pane=True),
    Action("view", ("v",), of_pane=True),
    Action("count", ("w",), of_pane=True),
    Action("more", ("+",), of_pane=True),
    Action("less", ("-",), of_pane=True),
    Action("people", ("i",)),
    Action("next_voice", (">",)),
    Action("earlier_voice", ("<",)),
    Action("find", ("/",), screens=("run", "home")),
    Action("find_next", ("ctrl+g",), "everywhere"),
    Action("find_previous", ("ctrl+r",), "everywhere"),
    Action("read", ("v",), screens=("home",)),
    Action("update", ("u",), screens=("home",)),
    Action("versions", (), screens=("run",)),
    Action("language", ("l",), screens=ALL),
    Action("copy", ("f8",), "everywhere"),
    Action("copy_step", ()),
    Action("copy_record", ()),
    Action("editor", ("f4",), "everywhere"),
    Action("export", ("x",), screens=("run", "home")),
    Action("settings", ("s",), screens=("home",)),
    Action("settings", (), screens=("run", "new")),  # no letter is left there: by the palette
    Action("review", ("c",)),
    Action("again", ("y",)),
    Action("blank", ("b", ".")),
    Action("hold", ("h",)),
    Action("room", ("o",)),
    Action("room_earlier", ("k",)),
    Action("room_later", ("j",)),
    Action("home", ("q",)),
    Action("quit", ("q",), screens=("home",)),
    Action("help", ("?", "f1"), screens=ALL),
    Action("palette", ("ctrl+p",), "everywhere", ALL),
    Action("leave", ("ctrl+q", "ctrl+c"), "everywhere", ALL, fixed=True),
    Action("inert", ("f5",), "everywhere", ALL, fixed=True),  # what else a clicker sends:
    Action("inert", ("b", "."), screens=("home", "new"), fixed=True),  # its start button, its black button
)
UNSAID = ("inert",)
"""What is no command to anybody."""

UNDOING = ("undo", "redo")
"""While there is text on the line their keys are the line's own undo and redo."""

DRAWN = {
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "enter": "Enter",
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "space": "Space",
    "tab": "Tab",
    "delete": "Delete",
    "home": "Home",
    "end": "End",
}


def drawn(key: str) -> str:
    """A key as the key row and help draw it."""
    if key in DRAWN:
        return DRAWN[key]
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    if "+" in key and len(key) > 1:
        return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+"))
    return key


def pressed(words: str) -> str:
    """The key behind a pair as it is drawn: of several arrows the last (`↑↓` goes down); "" where it is an example."""
    if len(words) > 1 and all(sign in "↑↓←→ " for sign in words):
        words = words.replace(" ", "")[-1]
    key = next((key for key, shown in DRAWN.items() if shown == words), words)
    if key in DRAWN or len(key) == 1:
        return key
    is_function = key[0] == "F" and key[1:].isdigit()
    return key.lower() if is_function or ("+" in key and " " not in key) else ""


def parts(words: str) -> list[tuple[int, str]]:
    """The keys of a pair that names several (`+ -`, `↑↓`, `j k`), each with where it begins; [] where it names one."""
    found = [(at, sign) for at, sign in enumerate(words) if sign != " "]
    one_each = all(words[at + 1 : at + 2] in ("", " ") or words[at] in "↑↓←→" for at, _ in found)
    return found if len(found) > 1 and one_each and "–" not in words else []


def is_text(key: str) -> bool:
    """Whether a key is text while one writes."""
    return len(key) == 1 or key == "space"


class Bound:
    """The keys of one screen, with the user's own in them. Panes and pairs speak of a key as it is by default; here one is
    turned into the other."""

    def __init__(self, screen: str, own: Own) -> None:
        self.own = own
        self.actions = [action for action in ACTIONS if screen in action.screens]
        self._of_key: dict[str, Action] = {}
        self._of_default: dict[str, Action] = {}
        for action in self.actions:
            self._of_key |= dict.fromkeys(self.keys(action), action)
            self._of_default |= dict.fromkeys(action.keys, action)
        self.of_lines = {key: action for key, action in self._of_key.items() if not is_text(key) and not action.of_pane}
        """The keys that hold while one writes."""

    def keys(self, action: Action) -> tuple[str, ...]:
        """The keys an action has here, the first of them shown."""
        return self.own.get(action.id, action.keys) if not action.fixed else action.keys

    def action(self, key: str) -> Action | None:
        """What a key that was pressed stands for."""
        return self._of_key.get(key)

    def usually(self, key: str) -> Action | None:
        """What a key stands for from the start."""
        return self._of_default.get(key)

    def meant(self, key: str) -> str:
        """A key that was pressed as the panes know it; "" where it was taken away from what it was."""
        action = self._of_key.get(key)
        if action is not None:
            return (action.default or key) if action.id in self.own else key
        moved = self._of_default.get(key)
        if moved is None or not (moved.of_pane or key.isalnum()):
            return key
        return ""

    def shown(self, words: str, writing: bool = False) -> str:
        """The keys of a pair, drawn as the user has them. While one writes, letters are text and stay."""
        if not self.own:
            return words
        several = parts(words)
        if several:
            return words if writing else "".join(self._shown(sign, False) for sign in words)
        return self._shown(words, writing)

    def _shown(self, words: str, writing: bool) -> str:
        key = pressed(words)
        action = self._of_default.get(key)
        if action is None or action.id not in self.own or (writing and is_text(key)):
            return words
        keys = self.keys(action)
        return drawn(next((one for one in keys if not writing or not is_text(one)), keys[0]))


def told(own: Own) -> dict[str, str]:
    """The user's own keys, drawn, by the default that words name: for `language.name_keys`."""
    found = {}
    for action in reversed(ACTIONS):  # where screens differ, that of the run screen
        if own.get(action.id) and not action.fixed:
            keys = own[action.id]
            for key in action.keys:
                found[drawn(key)] = drawn(next((one for one in keys if is_text(one) == is_text(key)), keys[0]))
    return found


@lru_cache(16)
def _bound(screen: str, own: tuple[tuple[str, tuple[str, ...]], ...]) -> Bound:
    return Bound(screen, dict(own))


def bound(screen: str, own: Own | None = None) -> Bound:
    """The keys of a screen."""
    return _bound(screen, tuple(sorted((own or {}).items())))
