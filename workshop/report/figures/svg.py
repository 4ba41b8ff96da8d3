"""What every picture shares: its letters, its frame, its colours, and how figures are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

from workshop.report.lettering import width_of

FONT = "Inter, 'DejaVu Sans', 'Noto Emoji', 'Segoe UI', 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"

# Light paper, from the colours of the screens.
ALONE = (
    f"text{{font-family:{FONT};fill:#16181c}}.soft{{fill:#4c5159}}.faint{{fill:#5f646d}}.rule{{stroke:#d9d6cc}}"
    ".axis{stroke:#8f8c83}.line{stroke:#0a55b5}.before{stroke:#5f646d}.area{fill:#0a55b5}.dot{fill:#0a55b5}"
    ".ring{fill:#fff;stroke:#0a55b5}.low{fill:#b3231b}.node{fill:#f1efe8;stroke:#d9d6cc}.root{fill:#0a55b5}.onroot{fill:#fff}"
    ".plane{fill:#f4f2ec}.fill-soft{fill:#0a55b5;fill-opacity:.38}.alert{fill:#b3231b}.ink{fill:#16181c}.head{fill:#8f8c83}"
    ".fill{fill:#0a55b5}.track{fill:#e7e4db}.mark{stroke:#16181c}.halo{stroke:#fff;stroke-width:4px;stroke-linejoin:round;paint-order:stroke}"
)


def n(x: float) -> str:
    return f"{x:.2f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(x) < 0.005 else f"{x:.2f}".rstrip("0").rstrip(".")


def text(x: str, y: float, lines: Sequence[str], size: float, css: str, anchor: str = "start", weight: int = 0) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    head = f'<text x="{x}" y="{n(y)}" font-size="{n(size)}" text-anchor="{anchor}" class="{css}"{bold}>'
    if len(lines) == 1:
        return f"{head}{escape(lines[0])}</text>"
    rest = "".join(f'<tspan x="{x}" dy="{n(size * 1.25) if at else 0}">{escape(line)}</tspan>' for at, line in enumerate(lines))
    return f"{head}{rest}</text>"


def svg(body: Iterable[str], title: str, *, box: tuple[float, float] | None, height: float = 0, alone: bool, css: str) -> str:
    size = (
        f'viewBox="0 0 {n(box[0])} {n(box[1])}"' + (f' width="{n(box[0])}" height="{n(box[1])}"' if alone else "")
        if box
        else f'width="100%" height="{n(height)}"'
    )
    space = ' xmlns="http://www.w3.org/2000/svg"' if alone else ""
    style = f"<style>{ALONE}</style>" if alone else ""
    named = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return f'<svg{space} class="{css}" {size} {named}>{style}{"".join(body)}</svg>'


def share(value: float, low: float, high: float) -> float:
    """How far from `low` to `high`, in percent, never outside."""
    return min(max((value - low) / (high - low), 0.0), 1.0) * 100 if high > low else 0.0


def ticks(low: float, high: float) -> list[float]:
    """Round values from `low` to `high`, at most eleven."""
    reach = high - low
    step = next((size for size in (1, 2, 5, 10, 20, 25, 50, 100) if reach / size <= 10), reach)
    first = -(-low // step) * step
    return [first + at * step for at in range(int((high - first) // step) + 1)]


def said(value: float) -> str:
    """A value of a scale, as short as can be."""
    return f"{value:.1f}".removesuffix(".0").replace("-", "\u2212")


_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def size_of(drawn: str) -> tuple[float, float]:
    """How broad and high a fixed picture is."""
    found = _BOX.search(drawn)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def inside(drawn: str, x: float, y: float) -> tuple[str, float, float]:
    """A fixed picture set into another at its own size, how broad and how high it is."""
    width, height = size_of(drawn)
    moved = drawn.replace("<svg ", f'<svg x="{n(x)}" y="{n(y)}" ', 1)
    return moved, width, height


_HALO = re.compile(
    r'<text x="([-\d.]+)" y="([-\d.]+)" font-size="([\d.]+)" text-anchor="(\w+)"(?: dx="(-?[\d.]+)")?'
    r' class="(\w+) halo"([^>]*)>([^<]*)((?:<tspan[^>]*>[^<]*</tspan>)?)</text>'
)


def backed(drawn: str) -> str:
    """The same picture for a renderer that draws letter by letter, where the halo of one would cover the one before it: the
    words have a white ground instead."""

    def ground(found: re.Match[str]) -> str:
        x, y, size, anchor, dx, css, rest, words, tail = found.groups()
        big, beside = float(size), unescape(re.sub(r"<[^>]*>", "", tail))
        width = width_of(unescape(words), big) * 1.12 + (width_of(beside, 11) + 5 if beside else 0)
        start = float(x) + float(dx or 0) - {"middle": width / 2, "end": width}.get(anchor, 0.0)
        box = f'x="{n(start - 2)}" y="{n(float(y) - big * 0.86)}" width="{n(width + 4)}" height="{n(big * 1.14)}"'
        shift = f' dx="{dx}"' if dx else ""
        head = f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"{shift} class="{css}"{rest}>'
        return f'<rect {box} rx="2" fill="#fff" fill-opacity="0.85"/>{head}{words}{tail}</text>'

    return _HALO.sub(ground, drawn)
