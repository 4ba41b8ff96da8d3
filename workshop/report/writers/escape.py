"""Text made safe for Markdown: read as it was written, and escaped only where it would otherwise mean something.

A person's `# heading`, link, tag or picture stays visible as those very signs. The rules are those of CommonMark 0.31 and
of GitHub's tables, strike-through, links and mathematics.
"""

from __future__ import annotations

import re
from typing import Literal

from workshop.report.document import Words

Where = Literal["lines", "inline", "cell"]
"""Where a block may begin, its own line breaks kept; inside a line; inside a table."""

# A backslash that would take the next sign with it, or break the line. Emphasis, strike-through, code, brackets,
# mathematics; a tag; an underscore but for the one inside a word.
_SIGNS = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\n|$)|[*`\[\]~$]|<(?![ \d=-])|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#\d|#[xX][0-9a-fA-F]|[A-Za-z][A-Za-z0-9]*;)")
# What is made a link of without being marked as one. The sign escaped is one without which it is none.
_LINK = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.|(?<=[\w.+-])@(?=\w)", re.IGNORECASE)
_BLOCK = re.compile(r"([#>=|]|[-+](?=\s|$)|:(?=\s|$)|[-:](?=[-: |]*$))|(\d{1,9})([.)])(?=\s|$)")
_NEWLINE = re.compile(r"[ \t]*\n[ \t]*")


def inline(text: str) -> str:
    """Text inside a line."""
    text = _SIGNS.sub(lambda m: "\\" + m[0], text)
    text = _ENTITY.sub(r"\\&", text)
    return _LINK.sub(lambda m: "\\" + m[0], text)


def line(text: str) -> str:
    """A line where a block may begin: it opens no heading, list, quotation, table or block of code."""
    body = text.lstrip(" \t\u00a0")
    space = text[: len(text) - len(body)].replace("\t", "&#9;").replace(" ", "&#32;")
    found = _BLOCK.match(body)
    if found is None:
        return space + inline(body)
    if found[1]:
        return f"{space}\\{found[1]}{inline(body[1:])}"
    return f"{space}{found[2]}\\{found[3]}{inline(body[found.end() :])}"


def lines(text: str, indent: str = "") -> str:
    """Text of one line or several; each break of its own stays one."""
    return f"\\\n{indent}".join(line(each) for each in _shown_lines(text))


def _shown_lines(text: str) -> list[str]:
    """The lines of a text without blank ones around it; a break after the last line would be a stray sign."""
    found = [each.rstrip() for each in text.split("\n")]
    while len(found) > 1 and not found[-1]:
        found.pop()
    while len(found) > 1 and not found[0]:
        del found[0]
    return found


def cell(text: str) -> str:
    return _NEWLINE.sub("<br>", inline(text).replace("|", "\\|")).strip()


def heading(text: str) -> str:
    """Text after the signs of a heading: in one line, and none of it taken for the closing signs."""
    one_line = inline(_NEWLINE.sub(" ", text).strip())
    return re.sub(r"#+$", lambda m: "\\#" * len(m[0]), one_line)


def fence(text: str, info: str = "", indent: str = "") -> str:
    """Text in a block of code, word for word: its fence is longer than any in the text."""
    longest = max((len(found) for found in re.findall(r"`{3,}", text)), default=2)
    bars = "`" * (longest + 1)
    return "\n".join(indent + each if each else each for each in (bars + info, *text.split("\n"), bars))


def words(runs: Words, where: Where = "inline", indent: str = "") -> str:
    """Runs with their marks."""
    if where == "lines" and len(runs) == 1 and not (runs[0].bold or runs[0].italic or runs[0].code):
        return lines(runs[0].text, indent)  # what a person wrote
    parts: list[str] = []
    for at, run in enumerate(runs):
        if run.code and run.text.strip() and "\n" not in run.text:
            parts.append(_code(run.text, where))
            continue
        drawn = _piece(run.text, where, at == 0, indent)
        body = drawn.strip(" ")
        if (run.bold or run.italic) and body:
            marks = "**" * run.bold + "*" * run.italic
            start = drawn.index(body)
            drawn = drawn[:start] + marks + body + marks + drawn[start + len(body) :]
        parts.append(drawn)
    return "".join(parts).strip()


def _piece(text: str, where: Where, first: bool, indent: str) -> str:
    if where == "cell":
        return _NEWLINE.sub("<br>", inline(text).replace("|", "\\|"))
    if where == "inline":
        return inline(_NEWLINE.sub(" ", text))
    start, *rest = text.split("\n")
    drawn = [line(start) if first else inline(start), *(line(each) for each in rest)]
    return f"\\\n{indent}".join(each.rstrip(" \t") if at < len(rest) else each for at, each in enumerate(drawn))


def _code(text: str, where: Where) -> str:
    ticks = "`" * (max((len(found) for found in re.findall("`+", text)), default=0) + 1)
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    body = text.replace("|", "\\|") if where == "cell" else text
    return f"{ticks}{pad}{body}{pad}{ticks}"
