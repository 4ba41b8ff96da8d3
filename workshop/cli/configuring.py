"""What holds and where things lie: `settings`, `where`."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from workshop import language
from workshop.cli.commands import _folder, _found, _json, _sessions, program
from workshop.cli.printing import say, show_json, show_line, show_table
from workshop.language import t

if TYPE_CHECKING:
    from pathlib import Path

    from workshop.settings import Found


@program.command("settings")
@click.option("--keys", is_flag=True)
@click.option("--schema", is_flag=True)
@_json
@_sessions
@click.pass_context
def settings(context: click.Context, keys: bool, schema: bool, as_json: bool) -> None:
    found = _found(context)
    if schema:
        from workshop.settings.schema import text

        show_line(text().rstrip("\n"))
        return
    if keys:
        _show_keys(found, as_json)
        return
    rows = list(_held(found, _folder(context), os.environ))
    if as_json:
        show_json(rows)
    else:
        source = {name: t(f"cli.settings.from.{name}") for name in ("environment", "config", "choices", "default", "option")}
        show_table([(row["key"], _shown(row["value"]), row["says"] or source[row["from"]], row["about"]) for row in rows], 3)
    for line in troubles(found):
        say(line)


def troubles(found: Found) -> list[str]:
    """What was not taken of the settings, the keys among them, in words."""
    from workshop.tui import keymap

    refused = keymap.read(found.settings.keys).refused
    return [*found.warnings, *(f"{found.config}: {one.words(language.current())}" for one in refused)]


def _held(found: Found, folder: Path, environ: Any) -> Any:
    """Each setting: its value, where that comes from, what it is for and can be."""
    from workshop import places
    from workshop.settings import Settings, choices_of, editor_of
    from workshop.tui import keymap

    for key in Settings.__struct_fields__:
        value, source, says = getattr(found.settings, key), str(found.source(key)), ""
        if key == "keys":
            value = {id: list(own) for id, own in keymap.read(value).own.items()}
        elif key == "sessions":
            value = str(folder)
            usual = places.sessions_dir(None, found.settings.sessions)
            if folder != usual:
                source, says = "option", "--sessions"
            elif environ.get("WORKSHOP_SESSIONS"):
                source, says = "environment", "WORKSHOP_SESSIONS"
            elif folder == places.sessions_dir(None, None) and found.settings.sessions and source != "default":
                source, says = "environment", "./sessions"
        elif key == "scenarios":
            value = str(places.own_scenarios(value))
        elif key == "editor" and value is None and (value := editor_of(found.settings, environ) or None):
            source, says = "environment", "VISUAL" if environ.get("VISUAL") else "EDITOR"
        elif key == "language" and value is None:
            value = language.detect(environ)
            name = next((name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
            source, says = ("environment", name) if name else (source, "")
        elif key == "theme" and environ.get("NO_COLOR"):
            value, source, says = "plain", "environment", "NO_COLOR"
        yield {
            "key": key,
            "value": value,
            "from": source,
            "says": says,
            "choices": [one for one in choices_of(key) if one is not None],
            "about": t(f"setting.about.{key}"),
        }


def _shown(value: Any) -> str:
    from workshop.settings import written

    if isinstance(value, dict):
        return ", ".join(value) or "-"
    return "-" if value is None else value if isinstance(value, str) else written(value)


def _show_keys(found: Found, as_json: bool) -> None:
    from workshop.tui import keymap
    from workshop.tui.actions import drawn

    own = keymap.read(found.settings.keys).own
    rows = [(id, " ".join(map(drawn, own.get(id, ()))) or keymap.usual_keys(id), t(f"actions.{id}")) for id in keymap.ids()]
    if as_json:
        show_json([{"id": id, "keys": keys.split(), "own": id in own, "does": words} for id, keys, words in rows])
    else:
        show_table([(id, keys or "-", words) for id, keys, words in rows], 2)
    for line in troubles(found):
        say(line)


@program.command("where")
@_json
@_sessions
@click.pass_context
def where(context: click.Context, as_json: bool) -> None:
    from workshop import places
    from workshop.store.synced import synced_by

    found = _found(context)
    rows = [
        ("sessions", _folder(context)),
        ("settings", found.config),
        ("choices", found.choices),
        ("scenarios", places.own_scenarios(found.settings.scenarios)),
        ("library", places.library()),
    ]
    with suppress(OSError):  # it is made when it is asked for
        rows += [("drafts", places.state_dir()), ("crash", places.state_dir() / "crash.log")]
    if as_json:
        show_json({name: str(path) for name, path in rows})
        return
    width = max(len(t(f"cli.where.{name}")) for name, _ in rows)
    for name, path in rows:
        show_line(f"{t(f'cli.where.{name}'):<{width}}   {path}")
    if by := synced_by(_folder(context)):
        say(t("cli.doctor.synced", folder=_folder(context), by=by))
