"""The tables of README.md that are made from the program: the commands with their keys, and the settings.

`python -m workshop.cli.tables` writes them anew between their marks; a test fails where they are stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workshop.language import t

README = Path(__file__).resolve().parents[2] / "README.md"
LANG = "en"


def keys() -> str:
    """Each command: its keys, what it does in Choosing, whether a key holds while one writes, its name under `[keys]`."""
    from workshop.tui import keymap
    from workshop.tui.actions import ACTIONS, drawn, is_text

    rows = ["| key | does | while writing | name |", "|---|---|---|---|"]
    for id in keymap.ids():
        of_id = [action for action in ACTIONS if action.id == id]
        usual = list(dict.fromkeys(key for action in of_id for key in action.keys))
        writing = [drawn(key) for key in usual if not is_text(key) and not of_id[0].of_pane]
        home = " (home)" if all(action.screens == ("home",) or not action.keys for action in of_id) else ""
        shown = " ".join(f"`{drawn(key)}`" for key in usual)
        rows.append(f"| {shown} | {t(f'actions.{id}', LANG)}{home} | {' '.join(writing) or 'text'} | `{id}` |")
    return "\n".join(rows)


def settings() -> str:
    """Each setting: what it can be, what it is from the start, what it is for."""
    from workshop.settings import Settings, choices_of, written

    rows = ["| key | can be | from the start | |", "|---|---|---|---|"]
    for key in Settings.__struct_fields__:
        default = getattr(Settings(), key)
        choices = " ".join(f"`{written(value)}`" for value in choices_of(key) if value is not None)
        can = choices or ("a table" if key == "keys" else "a text")
        start = f"`{written(default)}`" if default not in (None, {}) else t("setting.unset.language", LANG) if choices else "–"
        rows.append(f"| `{key}` | {can} | {start} | {t(f'setting.about.{key}', LANG)} |")
    return "\n".join(rows)


TABLES = {"keys": keys, "settings": settings}


def renewed(text: str) -> str:
    """The same text with the tables as they are now."""
    for name, made in TABLES.items():
        begin, end = f"<!-- {name}: made by python -m workshop.cli.tables -->", f"<!-- end of {name} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if found and closed:
            text = f"{before}{begin}\n{made()}\n{end}{after}"
    return text


def main() -> None:
    """Write them into README.md, or into the file that the first argument names."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else README
    path.write_text(renewed(path.read_text("utf-8")), "utf-8")
    print(path)


if __name__ == "__main__":
    main()
