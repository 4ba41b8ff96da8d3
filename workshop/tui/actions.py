"""Every command the screens answer to: one registry that feeds key row, help, palette and, later, the user's own keys.

Keys are from the safe set only: no Alt, no AltGr sign, no key that a terminal or a multiplexer keeps for itself.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Where = Literal["choosing", "everywhere"]


class Action(NamedTuple):
    """`id` is also the name of the screen's method (`act_<id>`) and of the words (`actions.<id>`)."""

    id: str
    keys: tuple[str, ...]  # the first is shown
    where: Where = "choosing"
    screens: tuple[str, ...] = ("run",)


ACTIONS = (
    Action("next", ("pagedown",), "everywhere", ("run", "new")),
    Action("previous", ("pageup",), "everywhere", ("run", "new")),
    Action("next_letter", ("n",)),
    Action("previous_letter", ("p",)),
    Action("steps", ("s",)),
    Action("time", ("t",)),
    Action("notes", ("f",)),
    Action("capture", (",",)),
    Action("capture_anywhere", ("f2",), "everywhere"),
    Action("captured", ("z",)),
    Action("undo", ("u", "ctrl+z"), "choosing"),
    Action("redo", ("r", "ctrl+y"), "choosing"),
    Action("people", ("i",)),
    Action("next_voice", (">",)),
    Action("earlier_voice", ("<",)),
    Action("find", ("/",), "choosing", ("run", "home")),
    Action("read", ("v",), "choosing", ("home",)),
    Action("language", ("l",), "choosing", ("run", "home", "new")),
    Action("export", ("x",), "choosing", ("run", "home")),
    Action("review", ("c",)),
    Action("again", ("y",)),
    Action("home", ("q",), "choosing"),
    Action("quit", ("q",), "choosing", ("home",)),
    Action("help", ("?",), "choosing", ("run", "home", "new")),
    Action("help_anywhere", ("f1",), "everywhere", ("run", "home", "new")),
    Action("palette", ("ctrl+p",), "everywhere", ("run", "home", "new")),
    Action("leave", ("ctrl+q", "ctrl+c"), "everywhere", ("run", "home", "new")),
    Action("inert", ("f5",), "everywhere", ("run", "home", "new")),  # what else a clicker sends:
    Action("inert", ("b", "."), "choosing", ("home", "new")),  # its start button, its black button
    Action("blank", ("b", "."), "choosing"),
    Action("hold", ("h",)),
    Action("room", ("o",)),
    Action("room_earlier", ("k",)),
    Action("room_later", ("j",)),
)

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
    return "+".join(part.capitalize() if len(part) > 1 else part.upper() for part in key.split("+")) if "+" in key else key


def pressed(words: str) -> str:
    """The key behind a pair as it is drawn: of several arrows the last (`↑↓` goes down); "" where it is an example."""
    if len(words) > 1 and all(sign in "↑↓←→ " for sign in words):
        words = words.replace(" ", "")[-1]
    key = next((key for key, shown in DRAWN.items() if shown == words), words)
    return key if key in DRAWN or len(key) == 1 else key.lower() if "+" in key and " " not in key else ""


def keymap(screen: str) -> dict[str, Action]:
    """Key to action on one screen. Two actions on one key of one screen is a fault of the registry (a test holds it)."""
    return {key: action for action in ACTIONS if screen in action.screens for key in action.keys}
