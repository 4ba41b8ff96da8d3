"""What stands above a body: kicker, question, hint, example. Pure; the question is the strongest thing on the screen."""

from __future__ import annotations

from workshop.tui.layout import Layout
from workshop.tui.pane import Pane
from workshop.tui.rows import EMPTY, Row, Span, bold, cut, faint, row, soft, wrap

QUESTION_ROWS = 2


def headings(pane: Pane, kicker: str, layout: Layout, width: int) -> list[Row]:
    """The rows above the body, the empty one before it included; `width` in cells."""
    width = min(width, 84)
    rows: list[Row] = []
    if layout.kicker and kicker:
        rows.append(row(faint(cut(kicker, width))))
    question = pane.question()
    lines = list(wrap(question, width, 0)) if question else []
    if len(lines) > QUESTION_ROWS:
        lines = [*lines[: QUESTION_ROWS - 1], cut(" ".join(lines[QUESTION_ROWS - 1 :]), width)]
    rows += [row(bold(line)) for line in lines]
    below: list[Row] = []
    if layout.hint and (hint := pane.hint()):
        below += [row(soft(line)) for line in _few(hint, width, 3)]
    if layout.examples and (examples := pane.examples()):
        below += [row(Span(line, "faint")) for line in _few(_whole(examples, width, layout.examples), width, layout.examples)]
    if below and layout.roomy:
        rows.append(EMPTY)
    rows += below
    if rows:
        rows.append(EMPTY)
    return rows


def _few(text: str, width: int, most: int) -> list[str]:
    lines = list(wrap(text, width, 0))
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), width)]


def _whole(examples: str, width: int, most: int) -> str:
    """As many of the examples as there is room for: half of one teaches nothing. The first is always there."""
    while " · " in examples and len(wrap(examples, width, 0)) > most:
        examples = examples.rpartition(" · ")[0]
    return examples
