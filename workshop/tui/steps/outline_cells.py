"""How the fields of a thing are drawn: in columns beside its words, and what can be answered below the thing at hand. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.language import t
from workshop.session.choices import chosen_in
from workshop.tui.fields import editor_in_item
from workshop.tui.fields.base import Asked, keyed
from workshop.tui.fields.choice import DIGITS, offered
from workshop.tui.rows import EMPTY, Row, Span, accent, cut, faint, fit, missing, pad, row, soft, width_of, wrap

TEXT_LEAST = 26  # cells that a thing's own words keep beside its fields
LEAST, MOST = 8, 18  # cells of a field's column, its gap included
USUAL = 12
DATE = 13  # a day with its weekday and month, its gap included
GAP = 2


def columns(width: int, count: int, dates: Sequence[int] = ()) -> tuple[int, list[int]]:
    """The cells of the words and of each field; no fields where the window is too narrow for columns. `dates`: which of them
    are dates; they get room for a day, as far as the words can spare it."""
    if not count:
        return width, []
    each = min(MOST, max(USUAL, width // 2 // count), (width - TEXT_LEAST) // count)
    if each < LEAST:
        return width, []
    text, sizes = width - each * count, [each] * count
    for at in dates:
        more = max(0, min(DATE - sizes[at], text - TEXT_LEAST))
        text, sizes[at] = text - more, sizes[at] + more
    return text, sizes


def cell(asked: Asked, size: int, here: bool, ghost: str) -> list[Span]:
    """A value in its column of `size` cells; `ghost`: what is missing, as a question."""
    room = size - GAP
    editor = editor_in_item(asked.field)
    words = editor.words(asked)
    if words:
        ink = "accent" if here else "soft"
        return [Span(pad(words, room, editor.align) + " " * GAP, ink, here)]  # type: ignore[arg-type]
    if ghost:
        said = cut(ghost, room)
        return [missing(said)._replace(bold=here), Span(" " * (size - width_of([Span(said)])))]
    return [Span(pad("·", size), "accent" if here else "faint", here)]


def foot(asked: Asked, item: str, width: int, most: int) -> list[Row]:
    """What the field at hand asks and what its digits choose among, or its whole value where the column cut it."""
    if most < 3:
        return []
    editor = editor_in_item(asked.field)
    title = t("outline.field_for", asked.lang, field=asked.title, item=cut(item, 40))
    rows: list[Row] = [row(faint(cut(asked.prompt or title, width)))]
    if asked.field.kind == "choice":
        rows += _options(asked, width, most - 2)
    elif not editor.takes_line(asked):
        rows += [row(*fit(line, width)) for line in editor.lines(asked, width)[: most - 2]]
        legend = keyed(editor.legend(asked), width)
        if legend and len(rows) < most - 1:
            rows.append(row(*legend[0]))
    else:
        rows += [row(soft(text)) for text in wrap(editor.words(asked), min(width, 84), 0)[:2] if text]
    hint = asked.book.text(asked.field.hint, asked.scope)
    if hint and len(rows) < most - 1:
        rows += [row(soft(text)) for text in wrap(hint, min(width, 84), 0)[: most - 1 - len(rows)]]
    return [EMPTY, *rows] if len(rows) > 1 or asked.prompt else []


def _options(asked: Asked, width: int, most: int) -> Sequence[Row]:
    options = offered(asked)
    if len(options) > DIGITS:
        return [row(soft(cut(t("ask.type_choice", asked.lang), width)))]
    chosen = chosen_in(asked.value)
    many = getattr(asked.field, "many", False)
    rows = []
    for at, option in enumerate(options[:most], 1):
        dot = [accent("● ") if option.id in chosen else faint("○ ")] if many else []
        ink = "accent" if option.id in chosen and not many else "ink"
        more = [faint(f"  {option.text}")] if option.text else []
        spans = [accent(f"{at}  ")._replace(bold=True), *dot, Span(option.title, ink), *more]  # type: ignore[arg-type]
        rows.append(row(*(span._replace(press=(str(at),)) for span in fit(spans, width))))
    if len(options) > most and rows:
        rows[-1] = row(faint(f"+{len(options) - most + 1}"))
    return rows
