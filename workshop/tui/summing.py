"""What the facilitator writes at the end: what came out of it, a finding a line. It is the first thing in the report, and
nothing else writes there."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.session.changes import SetHeader
from workshop.session.model import Session
from workshop.tui.piles import LINE_ROWS, Line
from workshop.tui.rows import LineAt, Row, Span, cut, faint, row, wrap

PILE = "summary"


def findings(session: Session) -> list[str]:
    return [line.strip() for line in session.summary.split("\n") if line.strip()]


class Summing:
    """The findings as lines of the closing, the last of them to be written."""

    host: Any
    cursor: int
    writing: bool
    editing: str

    def summary_lines(self) -> list[Line]:
        """One for each finding, and one for the next; `stop` is its place."""
        return [Line(PILE, stop=at) for at in range(len(findings(self.host.desk.session)) + 1)]

    @property
    def summing(self) -> bool:
        return self.editing.startswith(f"{PILE}:")

    def finding(self, at: int) -> str:
        found = findings(self.host.desk.session)
        return found[at] if at < len(found) else ""

    def draw_finding(self, line: Line, index: int, rows: list[tuple[int, Row]], width: int, height: int) -> LineAt | None:
        here = index == self.cursor
        said = self.finding(line.stop)
        mark: Any = "▌" if here else ""
        back: Any = "focus" if here else ""
        if here and self.writing and self.summing:
            ghost = cut(t("review.summary_ghost", self.host.lang), width - 1)
            at = LineAt(len(rows), 0, width, max(1, min(LINE_ROWS, height - 3)), ghost)
            rows.append((index, Row((), "›", "focus")))
            rows += [(-1, Row((), "", "focus"))] * (min(self.host.line_rows, at.rows) - 1)
            return at
        if said:
            drawn = wrap(said, width, 2) if here else (cut(said, width),)
            rows += [(index if not n else -1, Row((Span(one, "ink", here),), mark, back, index)) for n, one in enumerate(drawn)]
        elif here or not line.stop:
            words = "review.summary_more" if line.stop else "review.summary_empty"
            rows.append((index, row(faint(cut(t(words, self.host.lang), width)), mark=mark, back=back, target=index)))
        else:
            rows.append((index, row(target=index)))
        return None

    def write_finding(self, at: int) -> None:
        self.editing, self.writing = f"{PILE}:{at}", True
        self.host.set_line(self.finding(at))

    def keep_finding(self, text: str) -> bool:
        """The line is kept in its place, a blank one taken out. Whether it was written and there is a next one to write."""
        at = int(self.editing.partition(":")[2])
        found = findings(self.host.desk.session)
        was = found[at : at + 1]
        found[at : at + 1] = [text.strip()] if text.strip() else []
        if found != findings(self.host.desk.session):
            self.host.do(SetHeader(key="summary", value="\n".join(found)))
        return bool(text.strip()) and not was

    def drop_finding(self, at: int) -> None:
        found = findings(self.host.desk.session)
        if at < len(found):
            what = found.pop(at)
            if self.host.do(SetHeader(key="summary", value="\n".join(found))):
                self.host.say(t("run.removed", self.host.lang, what=cut(what, 40)))
