"""What came out of a vote: order, dots, sums, how many people, what changed since the round before, where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from workshop import language
from workshop.language import t
from workshop.session.results import Tallied
from workshop.tui.air import aired
from workshop.tui.rows import EMPTY, Ink, Row, Span, columns, cut, faint, fit, pad, row, soft, width_of, wrap
from workshop.tui.steps.vote_ballots import VoteBallots
from workshop.tui.steps.window import window

REASONS = 3  # rows


class VoteShown(VoteBallots):
    # ------------------------------------------------------------------------------------------------ what came out
    def shown_rows(self, width: int, height: int) -> list[Row]:
        lang, step = self.lang, self.step
        round_ = self.book.latest(step, self.stop.at)
        found = self.book.votes(step, self.stop.at, self.of)
        earlier = self.book.votes(step, self.stop.at, self.of, round_ - 1) if round_ > 1 else ()
        before = {one.item.id: one.place for one in earlier}
        people = self.book.voters(step, self.stop.at, self.of)
        rows = [self._sum(found, people, round_, width), EMPTY]
        at_hand = found[min(self.cursor, len(found) - 1)]
        below = self._differ(found, people, width) + self._reasons(at_hand, width)
        below = below if len(below) + 8 <= height else []
        bar = max(6, min(24, width - 56))
        moved = 10 if before else 0
        words = max(10, width - 4 - bar - 8 - 10 - moved)
        scrolls = len(found) + 3 + len(below) > height
        room = height - len(rows) - len(below) - (1 if self.going_on < len(found) else 0)
        self.first, end = window(len(found), self.cursor, self.first, lambda _: 1, room)
        if self.first:
            rows.append(row(faint(cut(t("list.earlier", lang, n=self.first), width))))
        most = max((one.share or 0 for one in found), default=0) or 1
        for index in range(self.first, end):
            if index == self.going_on:
                said = t("vote.go_on", lang, n=index)
                if found[index - 1].place and found[index].place == found[index - 1].place:
                    said += ", " + t("vote.tie", lang)
                rows.append(row(Span("─" * max(0, width - width_of([Span(said)]) - 1), "rule"), soft(f" {said}")))
            one, leads = found[index], index < self.going_on and bool(found[index].share)
            ink: Ink = "ink" if leads else "soft"
            here = index == self.cursor and (scrolls or bool(one.reasons))
            spans = [
                Span(pad(str(one.place or ""), 2, "right") + "  ", ink),
                Span(pad(cut(self.text_of(one.item), words - 2), words), ink, here),
                Span(pad(self._bar(one, bar, most), bar), "accent" if leads else "soft"),
                Span(pad(language.number(one.total, lang) if one.place else "", 6, "right") + "  ", ink),
                faint(pad(t("vote.of", lang, n=min(one.voters, people), of=people) if one.voters and people > 1 else "", 10)),
            ]
            if before:
                spans.append(soft(pad(self._moved(one.place, before.get(one.item.id)), moved, "right")))
            rows.append(Row(fit(spans, width), "▌" if here else "", "", ("item", index)))
        if end < len(found):
            rows.append(row(faint(cut(t("list.more", lang, n=len(found) - end), width))))
        return aired(rows, height - len(below), self.host.density) + below

    def _sum(self, found: Sequence[Tallied], people: int, round_: int, width: int) -> Row:
        lang = self.lang
        head = [soft(t("vote.round", lang, n=round_) + "   ")] if round_ > 1 else []
        if self.step.way == "rank":
            said = t("vote.sum_rank", lang, n=people)
        else:
            whole = int(sum(one.total for one in found))
            key = "vote.sum_dots" if self.step.way == "dots" else "vote.sum_points"
            unknown = self.counted() and not self.counted_voters  # dots on the wall, from nobody knows how many
            said = t(key, lang, n=whole) + (" " + t("vote.from_people", lang, n=people) if people and not unknown else "")
        before = [faint(t("vote.round", lang, n=round_ - 1).lower())] if round_ > 1 else []
        return Row(columns([*head, soft(said)], before, width))

    def _bar(self, one: Tallied, width: int, most: float) -> str:
        """A dot for each, where they fit; else its part of the longest."""
        if self.step.way == "dots" and most and one.share and one.total / one.share * most <= width:
            return "●" * round(one.total)
        return "━" * round(width * (one.share or 0) / most)

    def _moved(self, place: int | None, before: int | None) -> str:
        if place is None or before is None:
            return ""
        if place == before:
            return t("vote.same", self.lang)
        return f"{'↑' if place < before else '↓'} {t('vote.from', self.lang, n=before)}"

    def _differ(self, found: Sequence[Tallied], people: int, width: int) -> list[Row]:
        """Where they differ most, in one sentence."""

        def spread(one: Tallied) -> float:
            given = [float(vote) for vote in one.votes if vote is not None]
            mean = sum(given) / len(given) if given else 0.0
            return sum((vote - mean) ** 2 for vote in given)

        widest = max(found, key=spread, default=None)
        if widest is None or people < 3 or not spread(widest):
            return []
        item = cut(self.text_of(widest.item), width // 2)
        if self.step.way == "dots":
            given = t("vote.dots_from", self.lang, n=int(widest.total))
            said = t("vote.differ", self.lang, item=item, given=given, n=widest.voters, people=people)
        else:
            votes = self._places(widest) if self.step.way == "rank" else [vote for vote in widest.votes if vote is not None]
            low, high = min(votes), max(votes)
            mean = language.number(round(sum(votes) / len(votes), 1), self.lang, 1)
            key = "vote.differ_rank" if self.step.way == "rank" else "vote.differ_points"
            figures = {"low": language.number(low, self.lang), "high": language.number(high, self.lang)}
            said = t(key, self.lang, item=item, mean=mean, **figures)
        return [EMPTY, *(row(soft(line)) for line in wrap(said, min(width, 84), 0))]

    def _places(self, one: Tallied) -> list[int]:
        """The places it was given, one a ballot; what a ballot leaves out comes after the last it ranked."""
        ranks = [cell.get("rank") or {} for cell in self.ballots().values()]
        return [rank.get(one.item.id, len(rank) + 1) for rank in ranks]

    def _reasons(self, one: Tallied, width: int) -> list[Row]:
        """What those said who gave the choice at hand anything."""
        if not one.reasons:
            return []
        width = min(width, 84)
        lines = wrap(" · ".join(one.reasons), width, 0)
        if len(lines) > REASONS:
            lines = (*lines[: REASONS - 1], cut(" ".join(lines[REASONS - 1 :]), width))
        return [EMPTY, *(row(soft(line)) for line in lines)]
