"""How one question and its answer stand on the screen: the label, the answer, what lies beside it, the line that is open.

A block is rows with at most one line in them. No row is wider than the width given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from workshop.language import t
from workshop.session.flow import Slot
from workshop.tui.fields.base import Asked, Line, offers_line, text_lines
from workshop.tui.fields.list import entries
from workshop.tui.rows import EMPTY, LineAt, Row, Span, accent, bold, cut, faint, fit, soft, width_of, wrap
from workshop.tui.steps.ask_cursor import EVIDENCE, OWN
from workshop.tui.steps.ask_pane import AskPane, Mark

LABEL = 18  # columns of a form's labels, the gap after them included
NARROW = 62  # narrower, the label stands above its answer
INDENT = 2  # of an answer under its label
SHOWN_ROWS = 3  # of what an earlier step says


class Block(NamedTuple):
    rows: tuple[Row, ...]
    line: LineAt | None = None  # its row counted from the block's first


class Piece(NamedTuple):
    """One row of an answer: spans from the answer's column, and what a click on it means."""

    spans: Line
    sign: bool = False  # the line's sign stands left of it
    entry: str = ""
    option: int = -1
    part: str = ""
    here: bool = False  # the bar stands here and not at the whole question


def indented(spans: Iterable[Span], x: int) -> Line:
    return (Span(" " * x), *spans) if x else tuple(spans)


def answer(
    pane: AskPane, slot: Slot, width: int, *, prompt: bool = True, roomy: bool = True
) -> tuple[list[Piece], LineAt | None]:
    """The answer at a place in `width` cells. At hand it opens: its question in full, the line, what is beside it.

    A line is one cell wider, for the cursor after its last letter: so the words stand alike with the line and without.
    """
    asked = pane.asked(slot)
    here = slot == pane.slot and not pane.naming
    if not here:
        pieces = [Piece(spans) for spans in _held_or_lines(pane, slot, asked, width)]
        pieces += [Piece((soft(line),)) for line in (few(asked.evidence, width, SHOWN_ROWS, 2) if asked.evidence else ())]
        return pieces + _others(pane, slot, width), None
    pieces, line = [], None
    if prompt and asked.prompt and asked.prompt != pane.question():
        pieces = [Piece((bold(text),)) for text in wrap(asked.prompt, width, 0)]
    if pane.part == OWN or not pane.line_open or pane.part == EVIDENCE:
        pieces += _standing(pane, slot, asked, width)
    else:
        found, line = _written(pane, slot, asked, width, len(pieces))
        pieces += found
    if pane.part == OWN:
        line = LineAt(len(pieces), 0, width + 1, 1, t("ask.own_words", pane.lang))
        pieces.append(Piece((), sign=True, part=OWN))
    found, evidence_line = _evidence(pane, slot, asked, width, len(pieces))
    pieces += found
    pieces += _others(pane, slot, width)
    if roomy:
        pieces += _help(asked, width)
    return pieces, line or evidence_line


def _held_or_lines(pane: AskPane, slot: Slot, asked: Asked, width: int) -> list[Line]:
    held = pane.unkept.get((slot, ""), "")
    lines = pane.editor(slot).lines(asked, width)
    if not held:
        return lines
    kept = lines if pane.editor(slot).is_answered(asked) and pane.editor(slot).stays else []
    return [*kept, *[(Span(text, "warn"),) for text in few(held, width, SHOWN_ROWS, 2)]]


def _standing(pane: AskPane, slot: Slot, asked: Asked, width: int) -> list[Piece]:
    """What is answered, at hand, without a line over it."""
    editor = pane.editor(slot)
    if editor.stays and entries(asked):
        pieces = _entries(pane, asked, width)
    else:
        keyed = not editor.takes_line(asked)
        lines = editor.lines(asked, width, pane.hand if keyed else None)
        if not keyed and not editor.is_answered(asked):  # its question stands above by now
            lines = [(faint(cut(t("ask.enter_writes", pane.lang), width)),)]
        numbered = keyed and bool(editor.options(asked)) and len(lines) >= editor.options(asked) > 1
        pieces = [Piece(spans, option=at if numbered else -1) for at, spans in enumerate(lines)]
        if not keyed and editor.is_answered(asked):
            pieces = [Piece(tuple(span._replace(bold=True) for span in piece.spans)) for piece in pieces]
    if held := pane.unkept.get((slot, ""), ""):
        found = [Piece((Span(text, "warn" if not editor.stays else "soft"),)) for text in few(held, width, SHOWN_ROWS, 2)]
        found[0] = found[0]._replace(sign=editor.stays)
        pieces = [*pieces, *found] if editor.stays and entries(asked) else found
    return pieces


def _entries(pane: AskPane, asked: Asked, width: int) -> list[Piece]:
    pieces: list[Piece] = []
    for entry in entries(asked):
        here = entry.id == pane.entry
        rows = wrap(entry.text, width)
        pieces += [Piece((Span(text, "ink", here),), entry=entry.id, here=here) for text in rows]
    return pieces


def _written(pane: AskPane, slot: Slot, asked: Asked, width: int, above: int) -> tuple[list[Piece], LineAt]:
    """The line, with the entries of a list above it, and under it what the words are understood as."""
    editor = pane.editor(slot)
    pieces: list[Piece] = []
    if editor.stays:
        for entry in entries(asked):
            if entry.id == pane.entry:
                line = LineAt(above + len(pieces), 0, width + 1, pane.line_rows())
                pieces += [Piece((), sign=not at, here=True) for at in range(pane.host.line_rows)]
            else:
                pieces += [Piece((Span(text),), entry=entry.id) for text in wrap(entry.text, width)]
        if pane.entry:
            return pieces, line
    elif pane.adds_choices(asked):
        pieces += [Piece((Span(text[0].text),)) for text in text_lines(editor.words(asked), width) if editor.words(asked)]
    most = pane.line_rows()
    placeholder = cut(editor.placeholder(asked), width)
    line = LineAt(above + len(pieces), 0, width + 1, most, placeholder, editor.multiline(asked))
    count = pane.host.line_rows
    if editor.multiline(asked):
        count = max(count, min(most, getattr(asked.field, "lines", 1)))
    pieces += [Piece((), sign=not at and editor.stays) for at in range(count)]
    if editor.reads and (text := pane.host.line_text.strip()):
        said = editor.read_back(asked, text)
        if said and said != text:
            pieces.append(Piece((faint(cut(said, width)),)))
    elif offers := offers_line(editor, asked, width):
        pieces.append(Piece(offers))
    return pieces, line


def _evidence(pane: AskPane, slot: Slot, asked: Asked, width: int, above: int) -> tuple[list[Piece], LineAt | None]:
    if not asked.field.evidence:
        return [], None
    if pane.part == EVIDENCE and pane.writing:
        rows = [Piece((), sign=not at) for at in range(pane.host.line_rows)]
        return rows, LineAt(above, 0, width + 1, pane.line_rows(), t("ask.evidence_here", pane.lang), True)
    if text := pane.unkept.get((slot, EVIDENCE), "") or asked.evidence:
        return [Piece((soft(line),), part=EVIDENCE) for line in wrap(text, width)], None
    return [Piece((faint(cut(t("ask.evidence", pane.lang), width)),), part=EVIDENCE)], None


def _others(pane: AskPane, slot: Slot, width: int) -> list[Piece]:
    """What the other voices answered, once that is shown."""
    found = pane.others(slot)
    if not found:
        return []
    editor = pane.editor(slot)
    said = [(name, editor.words(asked)) for name, asked in found]
    if pane.asked(slot).field.kind != "text" and not editor.stays:
        words = " · ".join(f"{name} {text}" if name else text for name, text in said)
        return [Piece((soft(line),)) for line in wrap(words, width, 0)]
    pieces: list[Piece] = []
    for name, text in said:
        pieces += [Piece((soft(line),)) for line in wrap(f"{name}: {text}" if name else text, width)]
    return pieces


def _help(asked: Asked, width: int) -> list[Piece]:
    """The hint and the examples of the question at hand."""
    book, scope = asked.book, asked.scope
    pieces: list[Piece] = []
    if hint := book.text(asked.field.hint, scope):
        pieces += [Piece((soft(line),)) for line in few(hint, width, 3)]
    if found := [book.text(example, scope) for example in asked.field.examples]:
        text = f"{t('screen.example', asked.lang)} {' · '.join(found)}"
        pieces += [Piece((faint(line),)) for line in few(text, width, 2)]
    return pieces


def few(text: str, width: int, most: int, hang: int = 0) -> list[str]:
    """At most so many rows; the last is cut where there is more."""
    lines = list(wrap(text, width, hang))
    if len(lines) <= most:
        return lines
    rest = " ".join(line.strip() for line in lines[most - 1 :])
    return [*lines[: most - 1], cut(" " * (hang if most > 1 else 0) + rest, width)]


# ------------------------------------------------------------------------------------------------------ with a label


def labelled(pane: AskPane, slot: Slot, label: str, width: int, *, roomy: bool = True, prompt: bool = True) -> Block:
    """A label column and the answer beside it; where it is narrow, the label above."""
    here = slot == pane.slot and not pane.naming
    side = bool(label) and width >= NARROW
    x = LABEL if side else INDENT if label else 0
    pane.answer_width = width - x - 1
    asked = pane.asked(slot)
    pieces, line = answer(pane, slot, width - x - 1, roomy=roomy, prompt=prompt)
    names = wrap(label, LABEL - 2, 1) if side else (cut(label, width),) if label else ()
    ink = Span("", "ink" if here else "soft", here and not pane.line_open)
    rows: list[Row] = []
    if label and not side and not here and not asked.prompt and _is_ghost(pane, slot, asked) and len(pieces) == 1:
        return Block((_row(pane, slot, (faint(cut(f"{names[0]}?", width)),), Piece(()), here),))
    if label and not side:
        rows.append(_row(pane, slot, (ink._replace(text=names[0]),), Piece(()), here))
        line = line._replace(row=line.row + 1) if line is not None else None
    for at in range(max(len(pieces), len(names) if side else 0)):
        piece = pieces[at] if at < len(pieces) else Piece(())
        left: list[Span] = []
        if side:
            name = names[at] if at < len(names) else ""
            left = [ink._replace(text=name), Span(" " * (x - cell_len(name)))]
        elif x:
            left = [Span(" " * x)]
        if piece.sign and x:
            left = [*_shortened(left, 2), accent("› ")]
        rows.append(_row(pane, slot, (*left, *piece.spans), piece, here, sign=piece.sign and not x))
    return Block(tuple(rows), line._replace(x=line.x + x) if line is not None else None)


def _is_ghost(pane: AskPane, slot: Slot, asked: Asked) -> bool:
    """Whether there is nothing but what is missing to draw: then its name says so."""
    editor = pane.editor(slot)
    if asked.field.id == "value" or (slot, "") in pane.unkept:
        return False
    return editor.takes_line(asked) and not editor.is_answered(asked)


def _shortened(spans: Sequence[Span], cells: int) -> list[Span]:
    """Without its last cells, which are spaces."""
    last = spans[-1]
    return [*spans[:-1], last._replace(text=last.text[:-cells])]


def _row(pane: AskPane, slot: Slot, spans: Line, piece: Piece, here: bool, *, sign: bool = False) -> Row:
    """A row of a block: the bar beside what is at hand, and what a click means."""
    target = Mark(slot, piece.entry, piece.option, piece.part)
    one_entry = here and bool(pane.entry)  # then the bar stands at that entry alone
    lit = piece.here if one_entry else here
    mark = "›" if sign else "▌" if lit else ""
    return Row(tuple(spans), mark, "focus" if lit else "", target)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------------------------- as a statement


def statement(pane: AskPane, slot: Slot, width: int, side: int, *, roomy: bool = True) -> Block:
    """What is asked about at the left, the answer at the right (`side` cells; 0: under it), its evidence below."""
    here = slot == pane.slot and not pane.naming
    asked, editor = pane.asked(slot), pane.editor(slot)
    room = width - side - 3 if side else width
    head = wrap(pane.row_label(slot), room)
    pane.answer_width = width
    typing = here and pane.line_open and not pane.part
    rows: list[Row] = []
    line: LineAt | None = None
    for at, text in enumerate(head):
        spans: Line = (Span(text, "ink", here),)
        if side and not at:
            gap = Span(" " * (width - side - cell_len(text)))
            held = pane.unkept.get((slot, ""), "")
            right: Line = (Span(cut(held, side), "warn"),) if held and not typing else editor.beside(asked, side)
            right = () if typing else fit(right, side)
            if editor.align == "right":
                right = (Span(" " * (side - width_of(right))), *right)
            spans = (*spans, gap, *right)
        rows.append(_row(pane, slot, spans, Piece(()), here))
    # what a statement means is no ornament: it stands at every height
    rows += [_row(pane, slot, told.spans, Piece(()), here) for told in said_before(pane, slot, width, here=here)]
    if typing and side:
        line = LineAt(0, width - side, side, 1, cut(editor.placeholder(asked), side))
        if editor.reads and (said := editor.read_back(asked, pane.host.line_text.strip())):
            rows.append(_row(pane, slot, (faint(cut(said, width)),), Piece(()), here))
    pieces: list[Piece] = []
    if not side:
        pieces, line = answer(pane, slot, width - INDENT - 1, prompt=False, roomy=roomy)
        line = line._replace(row=line.row + len(rows), x=line.x + INDENT) if line is not None else None
        for piece in pieces:
            left = (accent("› "),) if piece.sign else (Span(" " * INDENT),)
            rows.append(_row(pane, slot, (*left, *piece.spans), piece, here))
        return Block(tuple(rows), line)
    if here and editor.options(asked):
        options = editor.lines(asked, width - INDENT, pane.hand)
        numbered = len(options) >= editor.options(asked) > 1
        pieces = [Piece(indented(spans, INDENT), option=at if numbered else -1) for at, spans in enumerate(options)]
    if here and pane.part == OWN:
        line = LineAt(len(rows) + len(pieces), 0, width, 1, t("ask.own_words", pane.lang))
        pieces.append(Piece((), sign=True))
    if here:
        found, evidence_line = _evidence(pane, slot, asked, width - 1, len(rows) + len(pieces))
        # only what is there: that one may write it is said once, in the key row
        pieces += [piece for piece in found if asked.evidence or evidence_line or (slot, EVIDENCE) in pane.unkept]
        line = line or evidence_line
    elif asked.evidence:
        pieces += [Piece((soft(text),)) for text in few(asked.evidence, width, SHOWN_ROWS, 2)]
    pieces += _others(pane, slot, width)
    rows += [_row(pane, slot, piece.spans, piece, here, sign=piece.sign) for piece in pieces]
    return Block(tuple(rows), line)


# ---------------------------------------------------------------------------------------------------------- headings


def heading(pane: AskPane, slot: Slot, width: int, *, here: bool, roomy: bool = True) -> list[Row]:
    """A row that several questions are asked about: its text, what earlier steps say of it, its hint."""
    rows = [Row((Span(text, "ink", here),), target=Mark(slot)) for text in wrap(pane.row_label(slot), width)]
    return [*rows, *said_before(pane, slot, width, here=here, roomy=roomy)]


def said_before(pane: AskPane, slot: Slot, width: int, *, here: bool = True, roomy: bool = True) -> list[Row]:
    """In soft: the hint of a written row, and the answers of earlier steps about it."""
    rows: list[Row] = []
    if here and roomy and (hint := pane.row_hint(slot)):
        rows += [Row((soft(text),)) for text in few(hint, width, SHOWN_ROWS)]
    for name, words in pane.shown(slot):
        said = f"{name} {words}" if name.endswith(("?", ":", "…")) else f"{name}: {words}"
        rows += [Row((soft(text),)) for text in few(said, width, SHOWN_ROWS if here else 1, 2)]
    return rows


__all__ = ["EMPTY", "LABEL", "NARROW", "Block", "answer", "heading", "labelled", "said_before", "statement"]
