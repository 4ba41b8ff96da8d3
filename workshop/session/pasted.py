"""What was pasted, or handed over in a file: things one a line with their marks taken off, or the cells of a table. Pure.

The screen, plain mode and `workshop import` read alike. What is copied from a mail, a document or a spreadsheet is read as it
looks: a mark that a program put before each line is no part of what was said; a figure that is, stays.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import NamedTuple

from workshop.text import clean, is_blank


class Thing(NamedTuple):
    """One thing: its words on one line, how deep it lies (0 = outermost), the line it began on (from 1)."""

    text: str
    depth: int = 0
    line: int = 0
    head: bool = False  # a heading of a Markdown text


class Cells(NamedTuple):
    """One row of a table: its cells, in which line breaks are kept, and the line it began on (from 1)."""

    cells: tuple[str, ...]
    line: int = 0


class Pasted(NamedTuple):
    """`things` are there always (of a table each row, its cells joined); `rows` of a table alone, all of one width."""

    things: tuple[Thing, ...] = ()
    rows: tuple[Cells, ...] = ()
    headed: bool = False  # the first row is said to be a head (a Markdown table)
    beside: tuple[Thing, ...] = ()  # what stood before and after a Markdown table
    block: str = ""  # all of it, cleaned, as a text of several lines

    @property
    def is_table(self) -> bool:
        """Whether it has rows and columns."""
        return bool(self.rows)

    @property
    def lines(self) -> list[str]:
        return [thing.text for thing in self.things]


# Symbol fonts put their signs in the private use area, which `clean` takes away (Word: Symbol, Wingdings).
_SYMBOLS = re.compile("^([ \t\u00a0]*)[\uf000-\uf0ff](?=[ \t\u00a0])", re.MULTILINE)
_BULLET = re.compile(r"(?P<sign>[-*•‣⁃◦▪▫■□●○·∙–—➢➤✓✔]|[o§](?=\t))(?:[ \t\u00a0]+|$)")
_PLUS = re.compile(r"[ \t\u00a0]*\+[ \t\u00a0]")
_BOX = re.compile(r"(?:\[[ xX\u00a0]?\]|[☐☑☒✅❑❏])(?:[ \t\u00a0]+|$)")
_NUMBER = re.compile(r"\(?(?P<figures>\d{1,3}(?:\.\d{1,2})*|[ivx]{1,5}|[a-z])[.)](?:[ \t\u00a0]+|$)", re.IGNORECASE)
_HEAD = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_EMPTY = re.compile(r"[ \t]*([-*_=—–])(?:[ \t]*\1){2,}[ \t]*")  # a rule across the page
_DEEPER = {"o": 1, "◦": 1, "○": 1, "▪": 2, "■": 2, "§": 2, "▫": 2}
"""Levels that a word processor tells by the sign alone."""
_UNDER_HEAD = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_CELL = re.compile(r"[^\t\n]*")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}
TAB = 4  # columns
BETWEEN = " – "  # the cells of a row, where they become one thing


def read(text: str) -> Pasted:
    """What a paste means: a table where there are cells (tabs between them, or a Markdown table), else things one a line.

    A cell with a line break, a tab or a quotation mark in it stands in quotation marks, as spreadsheets copy it. Takes time in
    proportion to the text.
    """
    text = _prepared(text)
    if found := _markdown_table(text):
        return found
    records = _records(text)
    if _is_table(records):
        return _of_table(records, text)
    if any("\n" in row.cells[0] for row in records) and all(len(row.cells) == 1 for row in records):
        return _of_table(records, text)  # one column of a spreadsheet
    return Pasted(tuple(_things(text)), block=clean(text))


def read_lines(text: str) -> Pasted:
    """The same where there are no cells, whatever stands between the words of a line."""
    text = _prepared(text)
    return Pasted(tuple(_things(text)), block=clean(text))


def read_table(text: str) -> Pasted:
    """A file of cells (CSV, TSV): parted by the one of `;`, tab and `,` that parts the lines most evenly, a semicolon before a
    comma, which may be a decimal sign. A first line `sep=;` says it."""
    text = _prepared(text)
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return _of_table(_parted(rest, first[4], 1), rest)
    return _of_table(_parted(text, _delimiter(text)), text)


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else what Windows and its spreadsheets write (code page 1252)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _prepared(text: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SYMBOLS.sub(r"\1•", text)


# ------------------------------------------------------------------------------------------------------------- things


class _Line(NamedTuple):
    line: int
    indent: int  # columns before the mark
    whole: str  # with the mark
    text: str  # without it
    mark: str = ""  # "" | "bullet" | "number" | "head"
    sign: str = ""
    start: int = 0  # the column where the words begin


def _things(text: str) -> list[Thing]:
    raw = [(line, number) for number, line in enumerate(text.split("\n"), 1) if not is_blank(line)]
    # a rule between things parts them; one that is all there is was meant
    kept = [each for each in raw if not _EMPTY.fullmatch(each[0])] or raw[:1]
    lines = _without_false_marks([_line(line, number) for line, number in kept])
    out: list[Thing] = []
    levels: list[tuple[int, int]] = []  # (indent, what the sign tells), outermost first
    under = 0  # the depth that a heading gives to what stands below it
    start = last = -1  # where the words of the last marked line began, and on which line
    for line in lines:
        said = clean(line.text, multiline=False)
        if not line.mark and out and start > 0 and line.indent == start and line.line == last + 1:
            out[-1] = out[-1]._replace(text=f"{out[-1].text} {said}")  # a long line goes on below its mark
            last = line.line
            continue
        if line.mark == "head":
            levels.clear()
            under, start = len(line.sign), -1
            out.append(Thing(said, under - 1, line.line, head=True))
            continue
        key = (line.indent, line.sign.count(".") if line.mark == "number" else _DEEPER.get(line.sign, 0))
        while levels and levels[-1] > key:
            levels.pop()
        if not levels or levels[-1] < key:
            levels.append(key)
        out.append(Thing(said, under + len(levels) - 1, line.line))
        start, last = (line.start if line.mark else -1), line.line
    return _from_zero(out)


def _from_zero(things: list[Thing]) -> list[Thing]:
    """Depths without gaps at the top: a text whose first heading is a second one begins at 0 all the same."""
    least = min((thing.depth for thing in things), default=0)
    return [thing._replace(depth=thing.depth - least) for thing in things] if least else things


def _line(raw: str, number: int) -> _Line:
    indent, at = _indent(raw)
    rest = raw[at:]
    if (head := _HEAD.match(rest)) and not at:
        return _Line(number, 0, rest, rest[head.end() :].rstrip("# "), "head", head[1])
    found = _BULLET.match(rest)
    said = _after_box(rest[found.end() :] if found is not None else rest)
    if is_blank(said):
        return _Line(number, indent, rest, rest)
    if len(said) < len(rest):
        sign = found["sign"] if found is not None else ""
        return _Line(number, indent, rest, said, "bullet", sign, indent + len(rest) - len(said))
    counted = _NUMBER.match(rest)
    if counted is not None and not is_blank(rest[counted.end() :]):
        return _Line(number, indent, rest, rest[counted.end() :], "number", counted["figures"], indent + counted.end())
    return _Line(number, indent, rest, rest)


def _indent(raw: str) -> tuple[int, int]:
    """The column that the words begin in, and how many characters stand before them."""
    column = 0
    for at, sign in enumerate(raw):
        if sign == "\t":
            column += TAB - column % TAB
        elif sign in " \u00a0":
            column += 1
        else:
            return column, at
    return column, len(raw)


def _after_box(rest: str) -> str:
    found = _BOX.match(rest)
    return rest[found.end() :] if found is not None else rest


def _without_false_marks(lines: list[_Line]) -> list[_Line]:
    """A mark is one where others have one too: a lone `1.` or dash among lines without is part of what was said. Numbers are
    marks where they count (1, 2, 3; a, b, c). Where some lines begin with a plus, a minus means something."""
    bullets = sum(line.mark == "bullet" for line in lines)
    plus = any(_PLUS.match(line.whole) for line in lines)
    counted = _counted(lines)

    def is_false(at: int, line: _Line) -> bool:
        if line.mark == "bullet":
            return (bullets < 2 and len(lines) > 1) or (plus and line.sign in "-–")
        return line.mark == "number" and at not in counted

    return [
        _Line(line.line, line.indent, line.whole, line.whole) if is_false(at, line) else line for at, line in enumerate(lines)
    ]


def _counted(lines: Sequence[_Line]) -> set[int]:
    """The numbered lines whose number follows on the one before at their level, or is followed. (Some write `1.` each time.)"""
    found: set[int] = set()
    before: dict[tuple[int, str], tuple[int, int]] = {}  # of each level and way of counting: which line, which number
    for at, line in enumerate(lines):
        if line.mark != "number":
            continue
        parent, _, own = line.sign.rpartition(".")
        for way, value in _values(own):
            key = (line.indent, f"{way}{parent.count('.') + 1 if parent else 0}")
            if key in before:
                earlier, number = before[key]
                if value == number + 1 or value == number == 1:
                    found |= {at, earlier}
            before[key] = (at, value)
    firsts = {at for at in range(len(lines)) if lines[at].mark == "number" and lines[at].sign.endswith(".1")}
    return found | (firsts if found else set())


def _values(figures: str) -> list[tuple[str, int]]:
    if figures.isdecimal():
        return [("1", int(figures))]
    small = figures.lower()
    out = [("i", _ROMAN[small])] if small in _ROMAN else []
    return [*out, ("a", ord(small) - ord("a") + 1)] if len(small) == 1 else out


# ------------------------------------------------------------------------------------------------------------- tables


def _records(text: str) -> list[Cells]:
    """Lines cut at their tabs; a cell in quotation marks goes to its end, over lines."""
    if '"' not in text:
        return [Cells(tuple(line.split("\t")), number) for number, line in enumerate(text.split("\n"), 1)]
    records: list[Cells] = []
    cells: list[str] = []
    at, line, began = 0, 1, 1
    while True:
        quoted = _QUOTED.match(text, at) if text[at : at + 1] == '"' else None
        if quoted is not None and re.search('[\t\n]|""', quoted[1]):
            cells.append(quoted[1].replace('""', '"'))
            line += quoted[1].count("\n")
            at = quoted.end()
        else:  # words in quotation marks that needed none are a quotation
            plain = _CELL.match(text, at)
            assert plain is not None
            cells.append(plain[0])
            at = plain.end()
        if at >= len(text) or text[at] == "\n":
            records.append(Cells(tuple(cells), began))
            cells, line = [], line + 1
            began = line
            if at >= len(text):
                return records
        at += 1


def _is_table(records: Sequence[Cells]) -> bool:
    """Whether tabs part cells, and are not only what indents lines or stands after their marks."""
    full = [row for row in records if not all(is_blank(cell) for cell in row.cells)]
    return bool(full) and 2 * sum(_parts(row.cells) > 1 for row in full) >= len(full)


def _parts(cells: Sequence[str]) -> int:
    """How many cells there are past the indentation and a mark."""
    at = next((at for at, cell in enumerate(cells) if not is_blank(cell)), len(cells))
    if at + 2 == len(cells) and (_BULLET.fullmatch(cells[at] + "\t") or _NUMBER.fullmatch(cells[at].strip())):
        at += 1
    return len(cells) - at


def _of_table(records: Sequence[Cells], text: str, **more: object) -> Pasted:
    rows = [Cells(tuple(clean(cell).strip() for cell in row.cells), row.line) for row in records]
    while rows and not any(rows[-1].cells):
        rows.pop()
    width = max((at + 1 for row in rows for at, cell in enumerate(row.cells) if cell), default=0)
    rows = [Cells((row.cells + ("",) * width)[:width], row.line) for row in rows]
    joined = (Thing(clean(BETWEEN.join(filter(None, row.cells)), multiline=False), 0, row.line) for row in rows)
    things = tuple(thing for thing in joined if not is_blank(thing.text))
    return Pasted(things, tuple(rows) if width > 1 else (), block=clean(text), **more)  # type: ignore[arg-type]


def _markdown_table(text: str) -> Pasted | None:
    if "|" not in text:
        return None
    lines = text.split("\n")
    head = next((at for at in range(len(lines) - 1) if _is_head(lines[at], lines[at + 1])), None)
    if head is None:
        return None
    end = next((at for at in range(head + 2, len(lines)) if "|" not in lines[at]), len(lines))
    rows = [Cells(_piped(lines[at]), at + 1) for at in (head, *range(head + 2, end))]
    kept = [line if not head <= at < end else "" for at, line in enumerate(lines)]
    return _of_table(rows, text, headed=True, beside=tuple(_things("\n".join(kept))))


def _is_head(line: str, below: str) -> bool:
    return "|" in line and "|" in below and _UNDER_HEAD.fullmatch(below) is not None


def _piped(line: str) -> tuple[str, ...]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return tuple(_BREAK.sub("\n", cell.replace("\\|", "|")) for cell in _PIPE.split(line))


def _delimiter(text: str) -> str:
    """What parts the lines of a file most evenly into more than one cell."""

    def evenness(sign: str) -> tuple[float, int]:
        sizes = [len(row.cells) for row in _parted(text[:20_000], sign) if any(map(str.strip, row.cells))]
        usual = max(set(sizes), key=sizes.count, default=1)
        return (sizes.count(usual) / len(sizes) if usual > 1 else 0.0), 0

    return max(";\t,", key=lambda sign: (evenness(sign)[0], -";\t,".index(sign)))


def _parted(text: str, sign: str, before: int = 0) -> list[Cells]:
    rows: list[Cells] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    began = 1 + before
    try:
        for cells in reader:
            rows.append(Cells(tuple(cells) or ("",), began))
            began = reader.line_num + 1 + before
    except csv.Error:  # a field of a size that is no cell: as it stands, line by line
        return [Cells(tuple(line.split(sign)), number + before) for number, line in enumerate(text.split("\n"), 1)]
    return rows
