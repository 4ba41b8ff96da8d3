"""The report as one HTML page that needs nothing else: styles and pictures are in it, nothing is fetched, nothing runs.

Every text is escaped where it is written. The page forbids scripts and loading outright (a Content-Security-Policy with the
checksum of its own style sheet), so that even a fault here could not make a client's words act.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from workshop.language import t
from workshop.report.document import Document, JourneyMap, Remark
from workshop.report.writers.html.blocks import drawn
from workshop.report.writers.html.page import STAGES_ACROSS, Page, el, one_line


def write(document: Document) -> str:
    """The whole report; the same document gives the same text."""
    style = _style(document)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    body = "\n".join(Page(document, drawn).document())
    return "\n".join(
        [
            "<!doctype html>",
            el("html", lang=document.lang, open=True),
            "<head>",
            '<meta charset="utf-8">',
            el("meta", http_equiv="Content-Security-Policy", content=policy, open=True),
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            el("title", one_line(document.title), text=True),
            f"<style>{style}</style>",
            f'</head>\n<body>\n<div class="page">\n{body}\n</div>\n</body>\n</html>\n',
        ]
    )


def remarks(document: Document) -> tuple[Remark, ...]:
    """Maps that had to be divided."""
    return tuple(
        Remark(
            kind="split",
            text=t("report.remark.split", document.lang, title=block.title, n=len(block.parts(STAGES_ACROSS))),
            anchor=block.anchor,
        )
        for block in document.blocks()
        if isinstance(block, JourneyMap) and len(block.stages) > STAGES_ACROSS
    )


@cache
def _sheet() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def _style(document: Document) -> str:
    """The style sheet, and the lines at the edge of each printed page, which are the document's own."""
    cover, draft = document.cover, t("report.draft", document.lang)
    look = document.look
    left = " · ".join(filter(None, (cover.client, cover.title)))
    version = f"{draft} {cover.version}".strip() if cover.draft else cover.edition
    right = " · ".join(filter(None, (version, cover.day_drawn)))
    small = 'font: 8pt Inter, "Segoe UI", Arial, sans-serif; color: #5f646d;'
    margins = {
        "@top-left": _css(one_line(left)[:90]),
        "@top-right": _css(one_line(right)[:60]),
        "@bottom-left": _css(one_line(" · ".join(filter(None, (look.confidential, look.name))))[:110]),
        "@bottom-right": 'counter(page) " / " counter(pages)',
    }
    boxes = " ".join(f"{box} {{ content: {content}; {small} }}" for box, content in margins.items())
    first = "@page :first { @top-left { content: none } @top-right { content: none } }"
    # On a dark screen the page keeps its own colour: the consultant's was chosen for paper.
    own = f"@media print, not (prefers-color-scheme: dark) {{ :root {{ --accent: {look.accent} }} }}\n" if look.colour else ""
    return f"{_sheet()}{own}@page {{ {boxes} }}\n{first}\n"


def _css(text: str) -> str:
    """A CSS string: every sign but letters and figures by its number, so that none can end it."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
