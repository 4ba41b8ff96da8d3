"""What the user has chosen once for all. One schema, `Settings`, holds the file, the settings screen, `workshop settings` and
the JSON Schema together.

Two files say it. `config.toml` is the user's own and never written here; `choices.toml`, in the state folder, is what was
chosen on the screen (`store.choices` writes it). Where both name a thing, `config.toml` holds. Nothing in either can stop the
start: what cannot be used is told in words, and what was there before holds.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from workshop import language, limits, places
from workshop.language import t
from workshop.nested import too_deep

SIZE_LIMIT = limits.SETTINGS
"""In bytes. A hundred times what a settings file needs; a file beyond it is something else by mistake."""

KEY_DEPTH = 8
"""Keys joined by dots: the id of an action may hold some."""

Theme = Literal["dark", "light", "contrast", "ansi-dark", "ansi-light"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of both files, with what holds where one is missing. What each is for, in words, is `setting.about.<key>`."""

    language: str | None = None
    """One of `language.languages()`. None: what the computer is set to."""
    theme: Theme = "dark"
    density: Literal["auto", "compact", "roomy"] = "auto"
    """How much air there is between rows; `auto` goes by the window's height."""
    glyphs: Literal["auto", "unicode", "ascii"] = "auto"
    """Which characters lines and signs are drawn with; `auto` asks the terminal."""
    bell: bool = True
    """Whether the last fifth of a step's time, and its end, are heard."""
    signs: bool = True
    """Whether they are seen: in the colour and weight of the clock, not in its figure alone."""
    room: Literal["light", "dark", "contrast"] = "light"
    """The look of the room's window."""
    sessions: str | None = None
    """The folder sessions are kept in (`places.sessions_dir`)."""
    scenarios: str | None = None
    """The folder of the user's own scenarios (`places.own_scenarios`)."""
    editor: str | None = None
    """The command a long answer is opened in, with its arguments. None: `$VISUAL`, else `$EDITOR` (`editor_of`)."""
    report_name: str | None = None
    """The consultant's or the firm's name, on what is handed over. For these keys see `report.look`."""
    report_logo: str | None = None
    """A picture file: png, jpg or svg."""
    report_colour: str | None = None
    """Of headings and filled things, "#0b6b6b"."""
    report_confidential: str | None = None
    """A line at the foot of each page."""
    report_docx: str | None = None
    """A Word document to build on: its styles, header and footer hold."""
    report_pptx: str | None = None
    """A PowerPoint file to build on."""
    report_formats: str | None = None
    """What is chosen from the start where a report is written: `pdf,docx`, or `all`."""
    keys: dict[str, str | list[str]] = {}
    """The user's own keys: the id of an action, and its key or keys (`tui.actions`, which also judges them)."""


Source = Literal["environment", "config", "choices", "default"]


class Found(NamedTuple):
    """What holds, and why."""

    settings: Settings
    warnings: list[str]  # in words, in the language that was asked for
    sources: dict[str, Source]  # of the keys that do not come from here: `default` is left out
    config: Path
    choices: Path

    def source(self, key: str) -> Source:
        return self.sources.get(key, "default")


def load(path: Path | None = None) -> tuple[Settings, list[str]]:
    """The settings, and a warning in words for each thing that was not taken. `path`: `config.toml` (None: where it lies)."""
    found = read(path)
    return found.settings, found.warnings


def read(config: Path | None = None, choices: Path | None = None) -> Found:
    """What both files say (None: where they lie). A file that does not exist is no fault."""
    config = places.config_file() if config is None else config
    choices = places.choices_file() if choices is None else choices
    taken: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    faults: list[_Faults] = []
    of_files: tuple[tuple[Path, Source], ...] = ((choices, "choices"), (config, "config"))
    for path, source in of_files:  # the later holds
        values, of_file = _taken(path)
        faults.append(of_file)
        taken |= values
        sources |= dict.fromkeys(values, source)
    settings = Settings(**taken)
    lang = settings.language or language.current()
    warnings = [line for of_file in reversed(faults) for line in of_file.words(lang)]
    return Found(settings, warnings, sources, config, choices)


# what a key can be
def choices_of(key: str) -> tuple[Any, ...]:
    """The values to choose among (None, where that is one: what holds where none is chosen); () for free text or a table."""
    if key == "language":
        return (None, *language.languages())
    kind, default = _types()[key], getattr(Settings(), key)
    if kind is bool:
        return (True, False)
    found = [one for part in (kind, *get_args(kind)) if get_origin(part) is Literal for one in get_args(part)]
    return (None, *found) if found and default is None else tuple(found)


def checked(key: str, value: Any) -> Any:
    """The value, if the key can be it. Raises ValueError where it cannot."""
    made = msgspec.convert(value, _types()[key])  # its ValidationError is a ValueError
    if key == "language" and made is not None and made not in language.languages():
        raise ValueError(made)
    return made


def written(value: object) -> str:
    """A value about as the file has it, cut where it is long."""
    shown = str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def editor_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """The command of the user's editor: from the settings, else `$VISUAL`, else `$EDITOR`; "" where none is known."""
    return settings.editor or environ.get("VISUAL") or environ.get("EDITOR") or ""


# reading a file
class _Faults(NamedTuple):
    path: Path
    problem: tuple[str, dict[str, object]] | None  # of the file as a whole: the key of the words and their values
    unknown: list[str]
    refused: dict[str, object]

    def words(self, lang: str) -> list[str]:
        file = self.path
        found = [] if self.problem is None else [t(f"ground.settings.{self.problem[0]}", lang, file=file, **self.problem[1])]
        found += [_unknown(file, key, lang) for key in self.unknown]
        return found + [_refused(file, key, value, lang) for key, value in self.refused.items()]


def _taken(path: Path) -> tuple[dict[str, Any], _Faults]:
    found, problem = _read(path)
    taken: dict[str, Any] = {}
    faults = _Faults(path, problem, [], {})
    for key, value in found.items():
        if key not in Settings.__struct_fields__:
            faults.unknown.append(key)
            continue
        if key == "keys" and isinstance(value, dict):  # one wrong line in it is no reason to lose the others
            taken[key] = {name: one for name, one in value.items() if _is_keys(one)}
            faults.refused.update({f"keys.{name}": one for name, one in value.items() if not _is_keys(one)})
            continue
        try:
            taken[key] = checked(key, value)
        except ValueError:
            faults.refused[key] = value
    return taken, faults


def _is_keys(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _read(path: Path) -> tuple[dict[str, Any], tuple[str, dict[str, object]] | None]:
    """The table in the file, or an empty one and what is wrong."""
    import tomllib

    try:
        # Asked before it is opened: reading from a pipe or a device might never end.
        if not path.is_file():
            return {}, ("not_a_file", {}) if path.exists() else None
        raw = path.read_bytes() if path.stat().st_size <= SIZE_LIMIT else None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return {}, ("unreadable", {"reason": getattr(error, "strerror", None) or error})
    if raw is None:
        return {}, ("too_big", {"kib": SIZE_LIMIT // limits.KIB})
    try:
        text = raw.decode("utf-8-sig")
        if too_deep(text, KEY_DEPTH, limits.BRACKETS) is not None:
            return {}, ("not_settings", {})
        return tomllib.loads(text), None
    except UnicodeDecodeError:
        return {}, ("not_utf8", {})
    except tomllib.TOMLDecodeError as error:
        return {}, ("not_toml", {"line": _line_of(error, raw)})
    except (RecursionError, ValueError):  # brackets without end, a number of five thousand figures
        return {}, ("not_settings", {})


def _line_of(error: Exception, raw: bytes) -> int:
    import re

    told = re.search(r"line (\d+)", str(error))
    return int(told[1]) if told else raw.count(b"\n") + 1  # else: "at end of document"


def _types() -> dict[str, Any]:
    return get_type_hints(Settings)


def _unknown(path: Path, key: str, lang: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.lower(), Settings.__struct_fields__, n=1, cutoff=0.5)
    if near:
        return t("ground.settings.unknown_near", lang, file=path, key=key, near=near[0])
    return t("ground.settings.unknown", lang, file=path, key=key)


def _refused(path: Path, key: str, value: object, lang: str) -> str:
    default = getattr(Settings(), key, None)
    unset = "unset_key" if "." in key else "unset"
    return t(
        "ground.settings.wrong",
        lang,
        file=path,
        key=key,
        value=written(value),
        wanted=_wanted(key, lang),
        default=t(f"ground.settings.{unset}", lang) if default in (None, {}) else written(default),
    )


def _wanted(key: str, lang: str) -> str:
    if key.startswith("keys"):
        return t("ground.settings.a_key" if "." in key else "ground.settings.a_table", lang)
    if _types()[key] is bool:
        return t("ground.settings.truth", lang)
    choices = [choice for choice in choices_of(key) if choice is not None]
    if not choices:
        return t("ground.settings.text", lang)
    *first, last = (f'"{choice}"' for choice in choices)
    return t("ground.settings.one_of", lang, choices=", ".join(first), last=last)
