"""A Document as the data that `report.typ` sets: plain lists and dicts of JSON, in the order of reading.

A text is a string, or a list of pieces `{t, b, i, c}` where it has marks. What is longer than its column and has no place to
break gets one (`soft`), which is the only thing done to words. Measures are in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape
from typing import Any

from workshop.language import t
from workshop.report import document as d
from workshop.report import fonts
from workshop.report.figures.svg import ALONE, backed, size_of
from workshop.report.look import tint
from workshop.report.writers.pdf.breaking import soft, tied
from workshop.report.writers.pdf.measures import LETTERS, LONG_WORD, TEXT_HEIGHT, WHOLE
from workshop.text import fold, is_blank

Data = dict[str, Any]
Drawn = Callable[["Pages", d.AnyBlock, int], Iterator[Data]]
"""What makes a block, at the level of its chapter's heading, into data."""


class Pages:
    """One document on its way to the page. `data` is what is set; `texts` all the words in it, once `data` was asked for."""

    def __init__(self, source: d.Document, drawn: Drawn) -> None:
        self.source = source
        self.drawn = drawn
        self.lang = source.lang
        self.texts: list[str] = []
        self.accent = source.look.accent
        self.anchors = _anchors(source)

    # ------------------------------------------------------------------------------------------------------ the whole

    def data(self) -> Data:
        look, cover = self.source.look, self.source.cover
        draft = f"{self.say('report.draft')} {cover.version}".strip() if cover.draft else ""
        return {
            "lang": self.lang,
            "title": self.own(cover.title),
            "name": self.own(look.name),
            "accent": self.accent,
            "tint": tint(self.accent, 0.08),
            "logo": {"data": list(look.logo), "kind": look.logo_kind} if look.logo else None,
            "head": self.own(cover.title if fold(cover.client) in fold(cover.title) else f"{cover.client} · {cover.title}"),
            "side": self.own(" · ".join(filter(None, (draft, cover.edition)))),
            "foot": self.own(" · ".join(filter(None, (cover.day_drawn, look.confidential)))),
            "draft": draft,
            "words": {key: self.say(f"report.{key}") for key in ("contents", "missing", "next", "warning", "draft")},
            "cover": self.cover(cover),
            "flow": list(self.flow()),
        }

    def say(self, key: str, **values: object) -> str:
        return t(key, self.lang, **values)

    def cover(self, cover: d.Cover) -> Data:
        named = {
            "workshop": cover.workshop if cover.workshop != cover.title else "",
            "day": cover.day_drawn,
            "place": cover.place,
            "facilitator": cover.facilitator,
        }
        facts = [{"title": self.say(f"report.cover.{key}"), "text": self.own(text, 40)} for key, text in named.items() if text]
        people = [{"name": self.own(one.name, 40), "roles": self.own(", ".join(one.roles), 40)} for one in cover.participants]
        return {
            "client": self.own(cover.client, 40),
            "purpose": self.words(cover.purpose, 60),
            "edition": self.own(cover.edition),
            "confidential": self.own(self.source.look.confidential),
            "facts": facts,
            "people": people,
            "participants": self.say("report.cover.participants"),
            "contents": len(self.source.chapters) > 2,
            "breaks": any(len(word) > LONG_WORD for word in cover.title.split()),
        }

    # ----------------------------------------------------------------------------------------------------------- flow

    def flow(self) -> Iterator[Data]:
        """Headings and blocks in order. What is wider than an upright page has pages of its own, on their side, and what leads
        up to it comes along: the headings that would else stand alone, and its question; so does a soft word after it.
        Headings with what little stands under them are kept together."""
        waiting: list[Data] = []  # since the last heading that began a part
        aside: Data | None = None  # pages on their side, which the next may still belong to
        for one in self.upright():
            if one["k"] in _ASIDE:
                lead: list[Data] = []
                while waiting and (waiting[-1]["k"] in _HEADS or waiting[-1].get("lead")):
                    lead.insert(0, waiting.pop())
                if aside is not None:
                    yield aside
                yield from _together(waiting)
                waiting, aside = [], {**one, "lead": lead, "tail": []}
                continue
            if aside is not None:
                if one["k"] == "para" and one["role"] == "soft" and not one.get("lead"):
                    aside["tail"].append(one)
                    continue
                yield aside
                aside = None
            if one["k"] in _HEADS and waiting and not _leads_to(waiting, one):
                yield from _together(waiting)
                waiting = []
            waiting.append(one)
        if aside is not None:
            yield aside
        yield from _together(waiting)

    def upright(self) -> Iterator[Data]:
        for chapter, level in _levels(self.source.chapters, 1):
            breaks = level == 1 and chapter.kind in ("raw", "appendix")
            yield self.heading(self.own(chapter.title, 30), level, chapter.anchor, self.own(chapter.kicker), breaks)
            for at, block in enumerate(chapter.blocks):
                for one in self.drawn(self, block, level):
                    yield {**one, "lead": True} if at == 0 and one["k"] == "para" else one

    def heading(self, words: str, level: int, anchor: str, kicker: str = "", breaks: bool = False) -> Data:
        if is_blank(words):  # a thing whose words somebody took away by hand; PDF/UA has no heading without words
            words = "–"
        return {"k": "heading", "level": min(level, 6), "words": words, "anchor": anchor, "kicker": kicker, "breaks": breaks}

    # ---------------------------------------------------------------------------------------------------------- words

    def own(self, text: str, room: int = 60) -> str:
        """A text of one style, as it is drawn where about `room` signs have room in a line."""
        if text:
            self.texts.append(text)
        return soft(tied(text), room)

    def words(self, words: d.Words, room: int = 60) -> Any:
        if all(not (run.bold or run.italic or run.code) for run in words):
            return self.own(d.text_of(words), room)
        return [{"t": self.own(run.text, room), "b": run.bold, "i": run.italic, "c": run.code} for run in words]

    def entry(self, entry: d.Entry, room: int = 60) -> Data:
        beside = " · ".join(filter(None, (entry.by, entry.note)))
        return {"w": self.words(entry.words, room), "n": self.own(beside, room), "l": entry.level}

    def entries(self, entries: Iterable[d.Entry], room: int = 60) -> list[Data]:
        return [self.entry(entry, room) for entry in entries]

    def cell(self, cell: d.Cell, room: int = 30) -> Data:
        if cell.missing:
            return {"missing": True}
        made: Data = {"e": self.entries(cell.drawn, room)}
        if cell.short and cell.link in self.anchors:
            made |= {"ref": self.own(f"→ {cell.reference}"), "link": cell.link}
        return made

    def plain_cell(self, text: str, room: int = 30) -> Data:
        return {"e": [{"w": self.own(text, room), "n": "", "l": 0}]} if text else {"e": []}

    # -------------------------------------------------------------------------------------------------------- pictures

    def drawing(self, svg: str, title: str, width: float, height: float = TEXT_HEIGHT) -> Data:
        """A picture of a fixed size, no wider than `width` and no higher than a page."""
        across, down = size_of(svg)
        scale = min(LETTERS, width / across, height / down) if across and down else 1
        found = re.search(r'aria-label="([^"]*)"', svg)
        said = unescape(found[1]) if found else title
        self.texts.append(said)
        drawn = coloured(fonts.apart(backed(svg)), self.accent)
        return {"svg": drawn, "alt": said or title or "–", "width": round(across * scale, 2)}

    def strip(self, svg: str, said: str, width: float, height: float) -> Data:
        """A fluid picture, given a width."""
        space = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        framed = svg.replace("<svg ", f"<svg {space}", 1)
        framed = framed.replace(">", f"><style>{ALONE}</style>", 1)
        return {"svg": coloured(framed, self.accent), "alt": said or "–", "width": width}


_HEADS = frozenset(("heading", "rawhead"))
_ASIDE = frozenset(("map", "wide"))


def _leads_to(waiting: list[Data], head: Data) -> bool:
    """Whether nothing but headings and a question has been set, which would stand alone at the foot of a page without what
    comes under the new heading."""
    if waiting[-1]["k"] in _HEADS:
        return True
    over = waiting[-2] if len(waiting) > 1 and waiting[-1].get("lead") else {}
    return over.get("k") in _HEADS and over["level"] < head["level"]


def _together(blocks: list[Data]) -> Iterator[Data]:
    """The blocks as they are, or as one that is not divided; the heading that begins on a new page stays outside."""
    while blocks and blocks[0].get("breaks"):
        yield blocks[0]
        blocks = blocks[1:]
    if len(blocks) > 1 and sum(map(_lines, blocks)) <= WHOLE:
        yield {"k": "together", "blocks": blocks}
    else:
        yield from blocks


def _lines(data: Any) -> int:
    """About how many lines it takes; a picture takes too many."""
    if isinstance(data, dict):
        if "svg" in data:
            return WHOLE + 1 if data["width"] > 200 else 1
        return sum(_lines(each) for key, each in data.items() if key not in _NOT_DRAWN)
    if isinstance(data, list):
        return sum(map(_lines, data))
    return 1 + len(data) // 90 if isinstance(data, str) and data else 0


_NOT_DRAWN = frozenset(("k", "anchor", "role", "link", "level", "n", "ref", "number", "count", "place", "figure", "letter"))


def coloured(svg: str, accent: str) -> str:
    """A picture in the accent asked for: its colours stand in its style, which comes before any word."""
    head, mark, rest = svg.partition("</style>")
    return head.replace(d.ACCENT, accent) + mark + rest


def _levels(chapters: Sequence[d.Chapter], level: int) -> Iterator[tuple[d.Chapter, int]]:
    for chapter in chapters:
        yield chapter, level
        yield from _levels(chapter.chapters, level + 1)


def _anchors(source: d.Document) -> frozenset[str]:
    """Where links may lead: what has a name and is set."""
    found = {chapter.anchor for chapter in source.walk()}
    for block in source.blocks():
        if isinstance(block, d.Heading | d.RawAnswers):
            found.add(block.anchor)
        if isinstance(block, d.RawAnswers):
            found |= {group.anchor for group in block.groups}
    return frozenset(found - {""})
