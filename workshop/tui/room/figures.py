"""Big figures for the back row: reversed spaces, so that there is no seam between cells and no colour is needed. Pure."""

from __future__ import annotations

from workshop.tui.rows import Row, Span

HEIGHT = 5
DOTS = 2  # cells of a dot across: a cell is about twice as high as it is wide

_SHAPES = {
    "0": "### #.# #.# #.# ###",
    "1": ".## ..# ..# ..# ..#",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    ":": ". # . # .",
    "/": "..# ..# .#. #.. #..",
}


def size_of(figures: str, scale: int = 1) -> tuple[int, int]:
    """(cells across, rows) that figures take, without the space about them."""
    widths = [len(_SHAPES[sign].split(" ")[0]) for sign in figures if sign in _SHAPES]
    return (sum(widths) + max(0, len(widths) - 1)) * DOTS * scale, HEIGHT * scale


def scale_for(figures: str, width: int, height: int) -> int:
    """How large they can be drawn: 0 where there is no room for them at all."""
    return next((scale for scale in (3, 2, 1) if _fits(figures, scale, width, height)), 0)


def _fits(figures: str, scale: int, width: int, height: int) -> bool:
    across, rows = size_of(figures, scale)
    return across <= width and rows <= height


def big(figures: str, scale: int, margin: int) -> list[Row]:
    """The rows of figures (`0`–`9`, `:`, `/`), `margin` cells from the left. Other signs are left out."""
    shapes = [_SHAPES[sign].split(" ") for sign in figures if sign in _SHAPES]
    out: list[Row] = []
    for line in range(HEIGHT):
        spans = [Span(" " * margin)]
        for at, shape in enumerate(shapes):
            if at:
                spans.append(Span(" " * DOTS * scale))
            spans += [Span(" " * DOTS * scale, reverse=dot == "#") for dot in shape[line]]
        out += [Row(_joined(spans))] * scale
    return out


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in spans:
        if out and out[-1].reverse == span.reverse:
            out[-1] = out[-1]._replace(text=out[-1].text + span.text)
        else:
            out.append(span)
    return tuple(out)
