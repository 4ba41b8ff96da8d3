"""Where things stand at each size of the window, in cells. Pure; the table is that of the design."""

from __future__ import annotations

from typing import NamedTuple

TEXT = 84  # text is never wider
TABLE = 116  # nor a table of few columns: the eye loses the row between a name and its figures


class Layout(NamedTuple):
    agenda: int  # width of the agenda, 0 = not shown
    agenda_x: int
    content_x: int  # where the text column begins
    content: int  # its width
    notes: int  # width of the notes beside it, 0 = not shown there
    notes_rows: int  # rows of the notes as a sheet from below, 0 = not there
    top: int  # empty rows between the clock's rule and the content
    roomy: bool  # an empty row above the key row, messages on the third row from below
    kicker: bool
    hint: bool
    examples: int  # at most so many rows of them


def too_small(width: int, height: int) -> bool:
    return width < 40 or height < 10


def lay_out(
    width: int, height: int, wide: bool | str, notes: bool, agenda_wanted: bool = True, density: str = "auto"
) -> Layout:
    """`wide`: False, True (no agenda under 160) or "whole" (never an agenda). `notes`: the facilitator's layer is open.
    `density`: "compact" gives the air to the body, "roomy" takes it from 22 rows on, "auto" from 28."""
    roomy = density != "compact" and height >= (22 if density == "roomy" else 28)
    small = width < 70 or height < 22
    notes_width = 44 if width >= 150 else 38 if width >= 96 else 0
    beside = notes_width if notes else 0
    below = 0 if beside or not notes else (height if small else 10)
    if width >= 150:
        agenda = 25 if agenda_wanted and wide != "whole" else 0
    elif width >= 96:
        agenda = 22 if agenda_wanted and not wide and not notes else 0
    else:
        agenda = 0
    content_x = (3 + agenda + (6 if agenda == 25 else 5)) if agenda else 4
    right = beside + 2 if beside else 4
    content = width - content_x - right
    return Layout(
        agenda=agenda,
        agenda_x=3,
        content_x=content_x,
        content=content if wide else min(content, TEXT),
        notes=beside,
        notes_rows=below,
        top=1 if density != "compact" and height >= 24 and not (wide == "whole" and height < 28) else 0,
        roomy=roomy,
        kicker=not small and not (wide == "whole" and height < 28),
        hint=not small and not (wide == "whole" and height < 28),
        examples=0 if density == "compact" or height < 28 or small else 4 if height >= 44 else 2,
    )
