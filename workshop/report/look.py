"""The consultant's own look, from the settings: a name, a colour, a line, a logo and the files that Word and PowerPoint build
on. What cannot be used is told and left out; nothing here stops an export."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from workshop.language import t
from workshop.report.document import Look, Remark
from workshop.settings import Settings
from workshop.text import clean

LOGO_LIMIT = 4 * 1024 * 1024
BASE_LIMIT = 64 * 1024 * 1024
"""In bytes: what a logo and a base file may weigh."""

READABLE = 4.5
"""The least contrast between text and what is behind it (WCAG 2.2, 1.4.3)."""

_COLOUR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml"}
_TEMPLATES = frozenset(
    f"application/vnd.{kind}+xml".encode()
    for kind in (
        "openxmlformats-officedocument.wordprocessingml.template.main",
        "openxmlformats-officedocument.presentationml.template.main",
        "ms-word.document.macroEnabled.main",
        "ms-powerpoint.presentation.macroEnabled.main",
    )
)


def load(settings: Settings, lang: str | None = None) -> tuple[Look, tuple[Remark, ...]]:
    """The look that the settings ask for, and a remark in `lang` for each thing of it that could not be used."""
    remarks: list[Remark] = []

    def refused(key: str, why: str, **values: object) -> None:
        text = t(f"report.look.{why}", lang, key=key, **values)
        remarks.append(Remark(kind="look", text=text))

    taken: dict[str, Any] = {
        "name": clean(settings.report_name or "", multiline=False),
        "confidential": clean(settings.report_confidential or "", multiline=False),
    }
    if settings.report_colour:
        colour = _COLOUR.fullmatch(settings.report_colour.strip())
        if colour is None:
            refused("report_colour", "no_colour", value=settings.report_colour[:40])
        else:
            digits = colour[1].lower()
            taken["colour"] = "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    if settings.report_logo:
        data = _read(settings.report_logo, LOGO_LIMIT)
        kind = logo_kind(data) if isinstance(data, bytes) else ""
        if not isinstance(data, bytes):
            refused("report_logo", data, path=settings.report_logo)
        elif not kind:
            refused("report_logo", "no_picture", path=settings.report_logo)
        else:
            taken |= {"logo": data, "logo_kind": kind}
    for name, path in (("docx", settings.report_docx), ("pptx", settings.report_pptx)):
        if not path:
            continue
        data = _read(path, BASE_LIMIT)
        if not isinstance(data, bytes):
            refused(f"report_{name}", data, path=path)
        elif not _is_base(data, name):
            refused(f"report_{name}", "no_base", path=path, suffix=f".{name}")
        else:
            taken[name] = data
    return Look(**taken), tuple(remarks)


def _read(path: str, limit: int) -> bytes | str:
    """What is in a file; or the key of why it cannot be had."""
    try:
        file = Path(path).expanduser()
        if not file.is_file():
            return "no_file"
        return file.read_bytes() if file.stat().st_size <= limit else "too_big"
    except (OSError, ValueError, RuntimeError):  # RuntimeError: whose home?
        return "no_file"


def logo_kind(data: bytes) -> Literal["", "png", "jpg", "svg"]:
    """What picture it is, "" for none that every format can show: judged by what is in it, never by its name."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and data.rstrip(b"\0\n").endswith(b"IEND\xaeB`\x82"):
        return "png"
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data[-64:]:
        return "jpg"
    return "svg" if b"<svg" in data[:4096] and _is_svg(data) else ""


def _is_svg(data: bytes) -> bool:
    from xml.etree import ElementTree

    if b"<!ENTITY" in data:  # entities can make a small file a huge one
        return False
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    return root.tag in ("svg", "{http://www.w3.org/2000/svg}svg")


def _is_base(data: bytes, name: str) -> bool:
    """Whether it is a document that can be built on. A template (.dotx) or one with macros says another type of itself."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            types = box.read("[Content_Types].xml")
            return _PARTS[name] in box.namelist() and not any(each in types for each in _TEMPLATES)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, RuntimeError):
        return False


# ------------------------------------------------------------------------------------------------------------- colours


def readable(colour: str) -> str:
    """The colour, darkened as little as is needed for white text on it to be read. In and out: "#rrggbb"."""
    red, green, blue = channels(colour)
    for share in range(100, -1, -2):
        shade = (red * share // 100, green * share // 100, blue * share // 100)
        if 1.05 / (luminance(shade) + 0.05) >= READABLE:
            return "#" + "".join(f"{each:02x}" for each in shade)
    return "#000000"


def tint(colour: str, share: float) -> str:
    """The colour on white paper, `share` (0..1) of it."""
    return "#" + "".join(f"{round(255 - (255 - each) * share):02x}" for each in channels(colour))


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, 0..1 (WCAG 2.2)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: tuple[int, int, int]) -> Iterator[float]:
    for each in colour:
        share = each / 255
        yield share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
