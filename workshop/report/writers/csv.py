"""The actions and every answer as tables for a spreadsheet: one file each, safe to open.

Excel in Swedish parts columns at semicolons and needs a byte order mark to read å ä ö; in English it parts them at commas. A
text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP ASVS 5, 1.2.10); a plain number does not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from workshop.language import t, writing
from workshop.report import document as d

_NUMBER = re.compile(r"[+\-\u2212]?\d+(?:[.,]\d+)?\s?%?")
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def parts(document: d.Document) -> Iterator[tuple[str, bytes]]:
    """The actions, where there are any, and all that was entered."""
    say = partial(t, lang=document.lang)
    separator = ";" if writing(document.lang).decimal == "," else ","
    actions = [row for block in document.blocks() if isinstance(block, d.ActionsTable) for row in block.rows]
    if actions:
        yield f"_{say('report.file.actions')}", _table(_actions(actions, document.lang), separator)
    rows = list(answers(document))
    if rows:
        head = [say(f"report.answers.{name}") for name in ("number", "step", "about", "question", "answer", "by", "note")]
        yield f"_{say('report.file.answers')}", _table([head, *([*row] for row in rows)], separator)


def safe(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it."""
    if text.lstrip(" \u00a0").startswith(_STARTS) and not _NUMBER.fullmatch(text.strip()):
        return f"'{text}"
    return text


def _table(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _actions(actions: Sequence[d.Action], lang: str) -> Iterator[list[str]]:
    say = partial(t, lang=lang)
    named = list(dict.fromkeys(pair.title for row in actions for pair in row.fields))
    head = ["what", "owner", "due", "state", "from"]
    yield [say("report.answers.number"), *(say(f"report.action.{name}") for name in head), *named]
    for row in actions:
        fields = {pair.title: pair.cell.text for pair in row.fields}
        day = row.due.isoformat() if row.due else row.due_drawn
        state = say(f"report.status.{'done' if row.done else 'open'}")
        yield [row.number, row.title, row.owner, day, state, row.origin, *(fields.get(name, "") for name in named)]


def answers(document: d.Document) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """Everything that was entered, a line each: number of the step, its title, what it is about, the question, what was said,
    by whom, and what the program adds."""
    for block in document.blocks():
        if not isinstance(block, d.RawAnswers):
            continue
        for group in block.groups:
            for question in group.questions:
                asked = d.text_of(question.question) or d.text_of(block.question)
                for entry in question.entries:
                    yield block.number, block.title, group.title, asked, d.text_of(entry.words), entry.by, entry.note
