"""Whether it was worth the time: every mark a dot, the mean with its spread, and the words as they were said, nobody's name by
them."""

from __future__ import annotations

from collections import Counter

from workshop.report.document import AnyBlock, Bullets, Chapter, DotPlot, DotRow, Entry, Pair, plain
from workshop.report.sections.common import pair
from workshop.report.view import View
from workshop.session.evaluation import Tally, tally
from workshop.session.logged import MARK


def evaluation(view: View) -> Chapter | None:
    found = tally(view.session)
    blocks: list[AnyBlock] = []
    if found.mean is not None:
        counts = tuple(sorted(Counter(float(mark) for mark in found.marks).items()))
        spread = view.t("voices.spread", low=found.low, high=found.high) if found.low != found.high else ""
        note = ", ".join(filter(None, (view.t("evaluation.answers", n=len(found.marks)), spread)))
        row = DotRow(title=view.t("evaluation.title"), counts=counts, mean=view.number(found.mean, digits=1), note=note)
        labels = ((float(MARK.min), view.t("evaluation.low")), (float(MARK.max), view.t("evaluation.high")))
        blocks.append(DotPlot(rows=(row,), low=MARK.min, high=MARK.max, labels=labels))
    if found.words:
        blocks.append(Bullets(entries=tuple(Entry(words=plain(word)) for word in found.words)))
    if not blocks:
        return None
    title = view.t("chapter.evaluation")
    return Chapter(kind="evaluation", title=title, anchor=view.anchor("evaluation"), blocks=tuple(blocks))


def headline(view: View) -> list[Pair]:
    """For what is read first: `4,3 av 5 (6 svar)`."""
    found: Tally = tally(view.session)
    if found.mean is None:
        return []
    mean = view.number(found.mean, digits=1).drawn
    words = view.t("evaluation.of", mean=mean, high=MARK.max, answers=view.t("evaluation.answers", n=len(found.marks)))
    return [pair(view.t("evaluation.title"), words)]
