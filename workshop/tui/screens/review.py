"""The closing: what is parked, one thing at a time; actions read aloud, with what is missing; decisions; what a later change
touched; what came out of it, in the facilitator's words; whether it was worth the time; and the workshop's last words."""

from __future__ import annotations

from workshop import language
from workshop.language import t
from workshop.session import evaluation, flow, recapture
from workshop.session.carried import is_carried
from workshop.session.changes import MarkDone, SetItemField
from workshop.session.model import Item, live
from workshop.tui.pane import Pair
from workshop.tui.piles import Line, PilesPane
from workshop.tui.rows import EMPTY, LineAt, Row, Span, columns, cut, faint, row, soft, wrap
from workshop.tui.summing import Summing

WORDS_ROWS = 3  # of what people said about the time


class ReviewPane(Summing, PilesPane):
    subject = "review"
    piles = ("parked", "actions", "decisions", "touched", "summary", "evaluation")

    # what there is
    def lines(self) -> list[Line]:
        found = [Line(pile, item) for pile in ("parked", "actions", "decisions") for item in self.items(pile)]
        found += [Line("touched", stop=stop) for stop in flow.review(self.host.book).touched]
        return [*found, *self.summary_lines(), Line("evaluation")]

    def items(self, pile: str) -> list[Item]:
        """What is dealt with is not gone through again: an answered question, an action of last time that is done."""
        found = live(getattr(self.session, pile))
        return [item for item in found if not (item.get("done") and (pile == "parked" or is_carried(item)))]

    # above
    def kicker(self) -> str:
        return t("review.title", self.host.lang)

    def question(self) -> str:
        open_ends = sum(
            line.pile == "touched"
            or (line.item is not None and line.pile == "parked" and not line.item.get("kept"))
            or (line.item is not None and bool(recapture.lacks(line.pile, line.item)))
            for line in self.lines()
        )
        return t("review.open_ends", self.host.lang, n=open_ends)

    # drawing
    def head(self, pile: str, count: int, width: int) -> list[Row]:
        lang = self.lang
        if pile == "touched" and not count:
            return []
        said = ""
        if pile == "evaluation":
            said = self._how_many()
        elif pile == "summary":
            said = t("review.summary_where", lang)
        elif count:
            left = sum(not item.get("kept") for item in self.items(pile)) if pile == "parked" else count
            said = t(f"review.{pile}_count", lang, n=left)
        head = Row(columns([faint(t(f"review.{pile}", lang))], [faint(said)] if said else [], width))
        return [head] if count else [head, row(faint(cut(t(f"review.{pile}_empty", lang), width)))]

    def side(self, pile: str, item: Item) -> str:
        if pile == "parked" and item.get("kept"):
            return t("review.kept", self.lang)
        return super().side(pile, item)

    def of_no_item(self, line: Line) -> str:
        book = self.host.book
        if line.pile == "touched":
            step = book.scenario.step_by_id[line.stop.step]
            return t("review.touched_step", self.lang, step=book.text(step.title))
        return ""

    def _draw(self, line: Line, index: int, rows: list[tuple[int, Row]], width: int, height: int) -> LineAt | None:
        if line.pile == "summary":
            return self.draw_finding(line, index, rows, width, height)
        if line.pile != "evaluation":
            return super()._draw(line, index, rows, width, height)
        here = index == self.cursor
        found = self._evaluated(width)
        if found:
            rows += [
                (index if not n else -1, Row(one, "▌" if here and not self.writing else "", "focus" if here else "", index))
                for n, one in enumerate(found)
            ]
        if not here or not self.writing:
            if not found:
                ghost = faint(cut(t("review.evaluation_empty", self.lang), width))
                rows.append((index, row(ghost, mark="▌" if here else "", back="focus" if here else "", target=index)))
            return None
        at = LineAt(len(rows), 0, width, 1, cut(t("review.evaluation_ghost", self.lang), width - 1))
        rows.append((index if not found else -1, row(mark="›", back="focus")))
        if said := self._heard():
            rows.append((-1, row(faint(cut("  " + said, width)), back="focus")))
        return at

    def _evaluated(self, width: int) -> list[tuple[Span, ...]]:
        """`5 5 4 4 5 3   medel 4,3   ”äntligen konkret”  ”lite fort”`, folded."""
        found = evaluation.tally(self.session)
        marks = " ".join(str(mark) for mark in found.marks)
        spans = [Span(cut(marks, width))] if marks else []
        if found.mean is not None and len(found.marks) > 1:
            mean = language.number(found.mean, self.lang, 1)
            spans.append(soft("   " + t("review.mean", self.lang, mean=mean, low=found.low, high=found.high)))
        words = "  ".join(t("review.word", self.lang, word=word) for word in found.words)
        rows = [tuple(spans)] if spans else []
        if words:
            lines = wrap(words, width, 0)
            if len(lines) > WORDS_ROWS:
                lines = (*lines[: WORDS_ROWS - 1], cut(" ".join(lines[WORDS_ROWS - 1 :]), width))
            rows += [(soft(line),) for line in lines]
        return rows

    def _how_many(self) -> str:
        said, there = len(evaluation.tally(self.session).marks), len(self.session.present)
        if not said:
            return ""
        return t("review.heard_of" if there > 1 and said <= there else "review.heard", self.lang, n=said, of=there)

    def _heard(self) -> str:
        """What the line on its way would say."""
        people = [person.name for person in self.session.present if person.name]
        said = evaluation.read(self.host.line_text, people)
        marks = [one.mark for one in said if one.mark is not None]
        if len(said) > 1:
            mean = language.number(sum(marks) / len(marks), self.lang, 1)
            return t("review.fingers", self.lang, n=len(marks), mean=mean)
        if not said:
            return ""
        one = said[0]
        parts = [str(one.mark) if one.mark else "", t("review.word", self.lang, word=one.word) if one.word else ""]
        if one.who:
            parts.append(t("review.nameless", self.lang) if self.session.names == "never" else one.who)
        return " · ".join(part for part in parts if part)

    def below(self, width: int) -> list[Row]:
        rows: list[Row] = []
        book = self.host.book
        closing = book.text(book.scenario.closing)
        if closing:
            rows.append(EMPTY)
            rows += [row(soft(text)) for text in wrap(closing, min(width, 84), 0)]
        return [*rows, EMPTY, row(faint(cut(t("review.then", self.lang), width)))]

    def pile_foot(self, pile: str, rows: list[tuple[int, Row]], width: int, height: int) -> LineAt | None:
        if pile == "actions" and (lacking := self.lacking(self.items("actions"))):
            rows += [(-1, EMPTY), (-1, row(Span(cut(lacking, width), "warn")))]
        return None

    # keys
    def pairs(self) -> list[Pair]:
        if self.writing and self.summing:
            return [Pair("Enter", "keys.adds")]
        if self.writing and self._evaluating:
            return [Pair("Enter", "keys.adds"), Pair("@", "keys.whose")]
        return super().pairs()

    def pairs_of(self, line: Line) -> list[Pair]:
        if self.column and line.item is not None:
            return [Pair("Enter", "keys.edit")]
        return {
            "parked": [
                Pair("Enter", "keys.make_action"),
                Pair("a", "keys.answer"),
                Pair("w", "keys.leave_parked"),
                Pair("d", "keys.drop"),
                Pair("Space", "keys.done"),
            ],
            "actions": [Pair("Enter", "keys.edit"), Pair("Space", "keys.done"), Pair("d", "keys.remove")],
            "decisions": [Pair("Enter", "keys.edit"), Pair("d", "keys.remove")],
            "touched": [Pair("Enter", "keys.go_there"), Pair("Space", "keys.still_holds")],
            "summary": self._summary_pairs(line),
            "evaluation": [Pair("Enter", "keys.write_marks")],
        }[line.pile]

    def _summary_pairs(self, line: Line) -> list[Pair]:
        if line.pile != "summary" or not self.finding(line.stop):
            return [Pair("Enter", "keys.add")]
        return [Pair("Enter", "keys.edit"), Pair("d", "keys.remove")]

    def do_key(self, key: str, line: Line) -> bool:
        item = line.item
        if line.pile == "evaluation" and key in ("enter", "a", "e"):
            self.editing, self.writing = "evaluation", True
            self.host.set_line("")
        elif line.pile == "evaluation":
            # a figure alone is already an answer
            if key not in "12345" or len(key) != 1:
                return False
            self.editing, self.writing = "evaluation", True
            self.host.set_line(key)
        elif line.pile == "summary" and key in ("enter", "a", "e"):
            self.write_finding(line.stop)
        elif line.pile == "summary" and key in ("d", "delete"):
            self.drop_finding(line.stop)
        elif line.pile == "touched" and key == "enter":
            self.host.go_to(line.stop)
        elif line.pile == "touched" and key == "space":
            self.host.do(MarkDone(step=line.stop.step, at=line.stop.at))
        elif line.pile == "parked" and item is not None and not self.column and key in ("enter", "a", "w"):
            self._walk(key, item, line)
        else:
            return super().do_key(key, line)
        return True

    def _walk(self, key: str, item: Item, line: Line) -> None:
        """A parked thing: now an action, answered here and now, or left for the report; and on to the next."""
        if key == "enter":
            self.become(item, "action")
        elif key == "a":
            self.column = self.fields(line).index("answer") + 1
            self.edit(line)
        elif self.host.do(SetItemField(id=item.id, field="kept", value=None if item.get("kept") else True)):
            self.point(self.cursor + 1, self.lines())

    @property
    def _evaluating(self) -> bool:
        return self.editing == "evaluation"

    def enter(self, text: str) -> None:
        if self.summing:
            at = self.cursor
            goes_on = self.keep_finding(text)
            self.escape("")
            if goes_on:
                self.point(at + 1, self.lines())
                self.write_finding(self.lines()[self.cursor].stop)
        elif not self._evaluating:
            super().enter(text)
        elif not text.strip():
            self.escape("")
        else:
            changes = recapture.evaluated(self.session, text)
            if not changes or self.host.do(*changes):
                self.host.set_line("")

    def escape(self, text: str) -> None:
        if self._evaluating:
            self.point(len(self.lines()) - 1, self.lines())
        super().escape(text)

    def go(self, of: str, field: str, use: str) -> None:
        if of.startswith("summary:") and of[8:].isdigit():
            places = [at for at, line in enumerate(self.lines()) if line.pile == "summary"]
            place = min(int(of[8:]), len(places) - 1)
            self.point(places[place], self.lines())
            self.write_finding(place)
        elif of == "evaluation":
            self.point(len(self.lines()) - 1, self.lines())
            self.editing, self.writing = of, True
            self.host.set_line("")
        else:
            super().go(of, field, use)


__all__ = ["ReviewPane"]
