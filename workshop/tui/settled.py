"""The settings in words: what each is now, what it can be, who says so, and whether what was written can be it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from workshop import places
from workshop.language import t
from workshop.settings import Settings, choices_of, editor_of

ORDER = Settings.__struct_fields__
GROUPS = ("bell", "room", "sessions", "report_name", "keys")
"""The settings that begin a group of their own in the list."""

FILES = ("report_logo", "report_docx", "report_pptx")
LOOK = ("report_colour", *FILES)  # what `report.look` can judge


def choice_words(key: str, value: Any, lang: str) -> str:
    """A value to choose, in words."""
    if value is None:
        return t(f"setting.unset.{key}", lang)
    if isinstance(value, bool):
        return t("setting.on" if value else "setting.off", lang)
    if key == "language":
        return t("setting.own_name", value)
    return t(f"setting.value.{key}.{value}".replace("-", "_"), lang)


def can_be(key: str, lang: str) -> str:
    """What it can be, with commas between; "" where it is free."""
    return ", ".join(choice_words(key, value, lang) for value in choices_of(key))


def value_words(app: Any, key: str, lang: str) -> str:
    """What a setting is now."""
    value = getattr(app.settings, key)
    if key == "keys":
        return t("setting.own_keys", lang, n=len(app.chosen.keymap.own))
    if choices_of(key):
        return choice_words(key, value, lang)
    if key == "sessions":
        return short(app.sessions)
    if key == "scenarios":
        return short(places.own_scenarios(value))
    if key == "editor":
        return editor_of(app.settings) or t("setting.unset.editor", lang)
    return value or t("setting.unset.text" if key != "report_formats" else "setting.unset.report_formats", lang)


def source_words(app: Any, key: str, lang: str) -> str:
    """Who says it, where that is not plain."""
    chosen = app.chosen
    if key == "keys":
        return t("setting.where_keys", lang, file=short(chosen.config))
    if key == "theme" and app.no_color:
        return t("setting.no_color", lang)
    if key == "sessions" and (name := "--sessions" if app.sessions_named else sessions_said_by()):
        return t("setting.says", lang, name=name)
    if chosen.held(key):
        return t("setting.held", lang, file=short(chosen.config), key=key)
    if key == "editor" and not chosen.settings.editor:
        name = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name)), "")
        return t("setting.says", lang, name=f"${name}") if name else ""
    if key == "language" and app.sitting is not None:
        return t("setting.at_home", lang)
    return t("setting.next_time", lang) if key == "room" else ""


def sessions_said_by() -> str:
    """What goes before the settings in choosing the folder of sessions: a variable, or a folder where one stands."""
    if os.environ.get("WORKSHOP_SESSIONS"):
        return "WORKSHOP_SESSIONS"
    return "./sessions" if Path("sessions").is_dir() else ""


def trouble_with(settings: Settings, key: str, value: str, lang: str) -> tuple[str, bool]:
    """What is to say of a value that was written ("" nothing), and whether it stands all the same."""
    if not value:
        return "", True
    if key in ("sessions", "scenarios"):
        return _of_folder(Path(value).expanduser(), lang)
    if key in LOOK:
        from workshop.report import look

        _, remarks = look.load(msgspec.structs.replace(Settings(), **{key: value}), lang)
        return (remarks[0].text, False) if remarks else ("", True)
    if key == "editor":
        import shlex
        import shutil

        try:
            command = shlex.split(value)[0]
        except (ValueError, IndexError):
            return t("setting.no_command", lang, command=value), False
        found = shutil.which(os.path.expanduser(command)) is not None
        return ("", True) if found else (t("setting.no_command", lang, command=command), False)
    if key == "report_formats":
        from workshop.tui.sheets.exporting import FORMATS

        wrong = [one for one in (part.strip() for part in value.split(",")) if one and one not in (*FORMATS, "all")]
        said = t("setting.no_format", lang, format=wrong[0], formats=", ".join(FORMATS)) if wrong else ""
        return said, not wrong
    return "", True


def _of_folder(path: Path, lang: str) -> tuple[str, bool]:
    try:
        if path.is_dir():
            may = os.access(path, os.W_OK)
            return ("", True) if may else (t("setting.may_not", lang, folder=short(path)), False)
        if path.exists():
            return t("setting.no_folder", lang, path=short(path)), False
    except (OSError, ValueError):  # a NUL, a name too long
        return t("setting.no_path", lang), False
    return t("setting.made_when_used", lang, folder=short(path)), True


def short(path: Path) -> str:
    """A path as people write it: the home folder as ~."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)
