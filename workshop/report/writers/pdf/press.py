"""typst, which sets pages: the one place that runs it. What it runs is constant; what it sets comes as data.

Also makes a picture of a drawing for formats that cannot hold one (`png`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from workshop.report import fonts
from workshop.report.figures.svg import backed

REMEMBERS = 11
"""typst keeps what it made of a document until it has set ten others, in case the next is nearly the same: some 40 MB a report.
Here none is. Ten of nothing take 50 ms, and let it go."""


class Unset(Exception):
    """typst could not set it; the words are typst's own."""


def pdf(data: str, changed: datetime | None, *, own_fonts_only: bool) -> bytes:
    """The report in `data` (JSON, as `report.typ` reads it) as a tagged PDF that passes typst's check of PDF/UA-1.

    `changed` is the only time in the file. `own_fonts_only`: the fonts of the computer are not looked for, so that the same
    data gives the same bytes everywhere; else they stand in for what the program's own lack.
    """
    how: dict[str, Any] = {"own_fonts_only": own_fonts_only, "timestamp": _stamp(changed)}
    try:
        made = _run("report.typ", {"d": data}, pdf_standards=["ua-1"], **how)
    except Unset:
        if own_fonts_only:
            raise
        # A sign that no font here has is drawn as a box, and the check refuses a page with one: better without the check.
        made = _run("report.typ", {"d": data}, **how)
    assert isinstance(made, bytes)
    return made


def png(drawings: Sequence[str], ppi: float = 220) -> list[bytes]:
    """Drawings (SVG, each with a size of its own, a unit a point) as pictures of so many dots an inch."""
    if not drawings:
        return []
    drawings = [fonts.apart(backed(drawing)) for drawing in drawings]
    strange = fonts.strange(drawings)
    data = {"d": json.dumps(drawings, ensure_ascii=False)}
    made = _run("drawings.typ", data, own_fonts_only=not strange, format="png", ppi=ppi)
    return list(made) if isinstance(made, list) else [made]


@lru_cache(maxsize=4)
def is_drawable(picture: bytes, kind: str) -> bool:
    """Whether a picture ("png", "jpg", "svg") that looks whole can be drawn."""
    try:
        _run("picture.typ", {"d": json.dumps(list(picture)), "kind": kind}, own_fonts_only=True, format="png", ppi=36)
    except Unset:
        return False
    return True


def picture_png(picture: bytes, kind: str) -> bytes:
    """A picture as png, for formats that know no svg."""
    made = _run("picture.typ", {"d": json.dumps(list(picture)), "kind": kind}, own_fonts_only=True, format="png", ppi=300)
    return made[0] if isinstance(made, list) else made


def _run(template: str, inputs: dict[str, str], *, own_fonts_only: bool, **how: Any) -> bytes | list[bytes]:
    import typst

    how.setdefault("format", "pdf")
    try:
        made: bytes | list[bytes] = typst.compile(
            _template(template), font_paths=_fonts(own_fonts_only), sys_inputs=inputs, **how
        )
    except typst.TypstError as error:
        raise Unset(error.diagnostic) from error
    finally:
        for _ in range(REMEMBERS):
            typst.compile(b"", font_paths=_fonts(own_only=True))
    return made


@cache
def _template(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


@cache
def _fonts(own_only: bool) -> Any:
    import typst

    return typst.Fonts(include_system_fonts=not own_only, include_embedded_fonts=True, font_paths=[str(fonts.FOLDER)])


def _stamp(changed: datetime | None) -> int:
    """Seconds since 1970. Without a time the file says that it is from then: the same bytes, and a date nobody believes."""
    return max(int(changed.timestamp()), 0) if changed is not None else 0
