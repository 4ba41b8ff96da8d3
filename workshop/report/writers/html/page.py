"""The frame of the page, its words and its cells."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import escape

from workshop.language import t
from workshop.report import document as d

MEDIA = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}

STAGES_ACROSS = 8
"""So many columns of a map go on one page on its side."""


def el(name: str, inside: str = "", css: str = "", /, *, open: bool = False, text: bool = False, **attributes: str) -> str:
    """An element. `inside` is HTML already, but for `text=True`, which escapes it. Attributes are always escaped, and left
    out where empty; an underscore in a name is a hyphen. `open`: no end tag."""
    given = {"class": css, **attributes}
    drawn = "".join(f' {key.strip("_").replace("_", "-")}="{escape(value)}"' for key, value in given.items() if value)
    end = "" if open else f"{escape(inside) if text else inside}</{name}>"
    return f"<{name}{drawn}>{end}"


say_text = partial(el, text=True)


def one_line(text: str) -> str:
    return " ".join(text.split())


class Page:
    """One document on its way to HTML: its words in its language, and how deep in it we are."""

    def __init__(self, document: d.Document, draw: Callable[[Page, d.AnyBlock], str]) -> None:
        self.source = document
        self.draw = draw
        self.say: Callable[..., str] = partial(t, lang=document.lang)
        self.level = 2

    # ------------------------------------------------------------------------------------------------------ the frame

    def document(self) -> Iterator[str]:
        yield "".join(self.cover())
        yield "<main>"
        for chapter in self.source.chapters:
            yield from self.chapter(chapter, 2)
        yield "</main>"
        foot = [self.source.look.confidential]
        foot.append(self.say("report.colophon", uuid=self.source.uuid) if self.source.uuid else "")
        if any(foot):
            yield say_text("footer", " · ".join(filter(None, foot)), "colophon")

    def cover(self) -> Iterator[str]:
        cover, say = self.source.cover, self.say
        yield el("header", "", "cover", open=True)
        look = self.source.look
        if look.logo and look.logo_kind in MEDIA:
            data = base64.b64encode(look.logo).decode()
            yield el(
                "img", "", "logo", open=True, src=f"data:{MEDIA[look.logo_kind]};base64,{data}", alt=look.name or cover.title
            )
        for stamp in (say("report.draft") if cover.draft else "", cover.edition):
            if stamp:
                yield say_text("p", stamp, "stamp")
        if cover.client:
            yield say_text("p", cover.client, "client")
        yield say_text("h1", cover.title)
        if cover.purpose:
            yield el("p", self.words(cover.purpose), "purpose")
        yield el("div", "", "clock")
        facts = [
            (say("report.cover.workshop"), cover.workshop if cover.workshop != cover.title else ""),
            (say("report.cover.day"), cover.day_drawn),
            (say("report.cover.place"), cover.place),
            (say("report.cover.facilitator"), " · ".join(filter(None, (cover.facilitator, self.source.look.name)))),
            (say("report.cover.version"), cover.version if cover.draft else ""),
        ]
        pairs = [el("div", say_text("dt", title) + say_text("dd", text)) for title, text in facts if text]
        if cover.participants:
            names = ", ".join(
                escape(person.name) + (" " + say_text("span", ", ".join(person.roles), "note") if person.roles else "")
                for person in cover.participants
            )
            pairs.append(el("div", say_text("dt", say("report.cover.participants")) + el("dd", names), "people"))
        if pairs:
            yield el("dl", "".join(pairs), "facts")
        if len(self.source.chapters) > 2:
            yield el("nav", self.contents(self.source.chapters, 2), "contents", aria_label=say("report.contents"))
        yield "</header>"

    def contents(self, chapters: Sequence[d.Chapter], levels: int) -> str:
        if not chapters or not levels:
            return ""
        lines = [
            el("li", say_text("a", chapter.title, href=f"#{chapter.anchor}") + self.contents(chapter.chapters, levels - 1))
            for chapter in chapters
        ]
        return el("ul", "".join(lines))

    def chapter(self, chapter: d.Chapter, level: int) -> Iterator[str]:
        yield el("section", "", f"{chapter.kind}{' part' if level > 2 else ''}", open=True)
        if chapter.kicker:
            yield say_text("p", chapter.kicker, "kicker")
        yield say_text(f"h{min(level, 5)}", chapter.title, id=chapter.anchor)
        self.level = level
        for block in chapter.blocks:
            yield self.draw(self, block)
        for inner in chapter.chapters:
            yield from self.chapter(inner, level + 1)
        yield "</section>"

    def head(self, text: str, below: int = 1, anchor: str = "", before: str = "") -> str:
        """A heading so many levels below the chapter's own. `before` is HTML."""
        return el(f"h{min(self.level + below, 6)}", before + escape(text), id=anchor)

    # ---------------------------------------------------------------------------------------------------------- words

    def words(self, words: d.Words) -> str:
        """Runs with their marks."""
        found = []
        for run in words:
            drawn = escape(run.text)
            for marked, tag in ((run.code, "code"), (run.italic, "em"), (run.bold, "strong")):
                drawn = el(tag, drawn) if marked else drawn
            found.append(drawn)
        return "".join(found)

    def said(self, words: d.Words | str) -> str:
        """What a person wrote: its spaces and lines kept, its direction its own."""
        return el("span", self.words(d.plain(words) if isinstance(words, str) else words), "said", dir="auto")

    def entry(self, entry: d.Entry) -> str:
        return self.said(entry.words) + "".join(
            " " + say_text("span", text, css) for css, text in (("by", entry.by), ("note", entry.note)) if text
        )

    def entries(self, entries: Iterable[d.Entry], tag: str = "ul", css: str = "plain") -> str:
        return el(tag, "".join(el("li", self.entry(entry)) for entry in entries), css)

    def note(self, text: str) -> str:
        return " " + say_text("span", text, "note") if text else ""

    # ---------------------------------------------------------------------------------------------------------- cells

    def missing(self) -> str:
        return say_text("span", self.say("report.missing"), "missing")

    def cell(self, cell: d.Cell) -> str:
        if cell.missing:
            return self.missing()
        drawn = cell.drawn
        text = self.entries(drawn, css="") if len(drawn) > 1 else "".join(self.entry(entry) for entry in drawn)
        if cell.short and cell.link:
            text += " " + say_text("a", f"→ {cell.reference}", href=f"#{cell.link}")
        return text

    def pairs(self, pairs: Sequence[d.Pair]) -> str:
        rows = []
        for pair in pairs:
            several = len(pair.cell.entries) > 1
            value = el("dd", self.entries(pair.cell.entries) if several else self.cell(pair.cell))
            rows.append(el("div", say_text("dt", pair.title) + value))
        return el("dl", "".join(rows), "pairs")

    def region(self, css: str, title: str, inside: str) -> str:
        """What may be broader than the page: it is pushed aside in a frame of its own, also by keyboard."""
        return el("div", inside, f"wide {css}", role="region", tabindex="0", aria_label=one_line(title) or "…")
