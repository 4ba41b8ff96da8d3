"""What the user has chosen once for all, read from `config.toml`. Nothing in that file can stop the start: what cannot be
used is told in words, and the default stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from workshop import places
from workshop.language import current, t

SIZE_LIMIT = 16 * 1024
"""In bytes. A hundred times what a settings file needs; a file beyond it is something else by mistake."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The keys of `config.toml`, with what holds where one is missing."""

    language: Literal["sv", "en"] | None = None
    """None: what the computer is set to."""
    theme: str | None = None
    """A theme by name; the application knows which there are. None: it chooses."""
    sessions: str | None = None
    """The folder sessions are kept in (`places.sessions_dir`)."""
    scenarios: str | None = None
    """The folder of the user's own scenarios (`places.own_scenarios`)."""
    bell: bool = True
    """Whether the last fifth of a step's time, and its end, are heard."""
    signs: bool = True
    """Whether they are seen: in the colour and weight of the clock, not in its figure alone."""
    room: Literal["light", "dark", "contrast"] = "light"
    """The look of the room's window."""
    glyphs: Literal["auto", "unicode", "ascii"] = "auto"
    """Which characters lines and signs are drawn with; `auto` asks the terminal."""
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
    report_formats: str | None = None
    """What is chosen from the start where a report is written: `pdf,docx`, or `all`."""
    """A PowerPoint file to build on."""


def load(path: Path | None = None) -> tuple[Settings, list[str]]:
    """The settings in `path` (None: `places.config_file()`), and a warning in words for each thing that was not taken.

    A file that does not exist is no fault. The warnings are in the language the file asks for, else in the one in use.
    """
    path = places.config_file() if path is None else path
    found, problem = _read(path)
    taken: dict[str, Any] = {}
    refused: list[str] = []
    unknown: list[str] = []
    for key, value in found.items():
        if key not in Settings.__struct_fields__:
            unknown.append(key)
            continue
        try:
            taken[key] = msgspec.convert(value, _types()[key])
        except msgspec.ValidationError:
            refused.append(key)
    settings = Settings(**taken)
    lang = settings.language or current()
    warnings = [] if problem is None else [t(f"ground.settings.{problem[0]}", lang, file=path, **problem[1])]
    warnings += [_unknown(path, key, lang) for key in unknown]
    warnings += [_refused(path, key, found[key], lang) for key in refused]
    return settings, warnings


def _read(path: Path) -> tuple[dict[str, Any], tuple[str, dict[str, object]] | None]:
    """The table in the file, or an empty one and what is wrong: the key of the words and their values."""
    import tomllib

    try:
        # Asked before it is opened: reading from a pipe or a device might never end.
        if not path.is_file():
            return {}, ("not_a_file", {}) if path.exists() else None
        raw = path.read_bytes() if path.stat().st_size <= SIZE_LIMIT else None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        return {}, ("unreadable", {"reason": getattr(error, "strerror", None) or error})
    if raw is None:
        return {}, ("too_big", {})
    try:
        return tomllib.loads(raw.decode("utf-8-sig")), None
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
    default = getattr(Settings(), key)
    return t(
        "ground.settings.wrong",
        lang,
        file=path,
        key=key,
        value=_written(value),
        wanted=_wanted(_types()[key], lang),
        default=t("ground.settings.unset", lang) if default is None else _written(default),
    )


def _written(value: object) -> str:
    """A value about as the file has it, cut where it is long."""
    shown = str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _wanted(kind: Any, lang: str) -> str:
    if kind is bool:
        return t("ground.settings.truth", lang)
    choices = [choice for part in (kind, *get_args(kind)) if get_origin(part) is Literal for choice in get_args(part)]
    if not choices:
        return t("ground.settings.text", lang)
    *first, last = (f'"{choice}"' for choice in choices)
    return t("ground.settings.one_of", lang, choices=", ".join(first), last=last)
