"""All that was captured, wherever one is: actions, decisions, what is parked, notes, the evaluation; and what was removed."""

from __future__ import annotations

from typing import Any

from workshop.language import t
from workshop.session import evaluation
from workshop.session.changes import RestoreItem
from workshop.session.model import LOGS, Item, live
from workshop.tui.pane import Pair
from workshop.tui.piles import Line, PilesPane
from workshop.tui.rows import EMPTY, Row, View, bold, columns, cut, faint, row

SIGNS = {"actions": "!", "decisions": "=", "parked": "?", "notes": ""}
ALWAYS = ("actions", "decisions", "parked")  # shown also where there is nothing, with the key that fills them


class CapturedPane(PilesPane):
    subject = "captured"
    piles = (*LOGS, "removed")

    def __init__(self, host: Any, pile: str = "") -> None:
        """`pile`: where the cursor begins."""
        super().__init__(host)
        self.private = bool(host.notes_open or host.room_open)  # what is only for the facilitator may be seen
        lines = self.lines()
        self.cursor = next((at for at, line in enumerate(lines) if line.pile == pile), 0)

    def items(self, pile: str) -> list[Item]:
        if pile == "removed":
            return [item for log in LOGS for item in getattr(self.session, log).values() if item.gone]
        if pile == "notes" and not self.private:
            return []
        return list(live(getattr(self.session, pile)))

    def words_of(self, item: Item) -> str:
        if item.id in self.session.evaluation:
            return evaluation.line_of(self.session, item)
        return super().words_of(item)

    # drawing
    def view(self, width: int, height: int) -> View:
        """The message row lies under the sheet: what there is to say stands on its last row."""
        said = self.host.message
        if not said or height < 8:
            return super().view(width, height)
        view = super().view(width, height - 2)
        rows = [*view.rows, *[EMPTY] * (height - 1 - len(view.rows)), row(cut(said, width))]
        return View(rows, view.line)

    def head(self, pile: str, count: int, width: int) -> list[Row]:
        lang, first = self.lang, pile == self.piles[0]
        title = [EMPTY, row(bold(t("captured.title", lang))), EMPTY] if first else []
        hidden = sum(1 for _ in live(self.session.notes)) if pile == "notes" and not self.private else 0
        if hidden:
            words = t("captured.notes_hidden", lang, n=hidden)
            return [*title, Row(columns([faint(t("captured.notes", lang))], [faint(words)], width))]
        if not count and pile not in ALWAYS:
            return title
        head = Row(columns([faint(t(f"captured.{pile}", lang))], [faint(str(count))] if count else [], width))
        empty = [] if count else [row(faint(cut(t(f"captured.{pile}_empty", lang), width)))]
        return [*title, head, *empty]

    def side(self, pile: str, item: Item) -> str:
        if pile == "removed":
            return t(f"session.log.{next(log for log in LOGS if item.id in getattr(self.session, log))}", self.lang)
        return super().side(pile, item)

    # keys
    def pairs(self) -> list[Pair]:
        found = super().pairs()
        return found if self.writing or self.moving else [*found, Pair("z", "keys.close")]

    def every_pair(self) -> list[Pair]:
        return [*self.pairs(), *([] if self.writing or self.moving else [Pair("f", "keys.notes")])]

    def pairs_of(self, line: Line) -> list[Pair]:
        if line.pile == "removed":
            return [Pair("Enter", "keys.bring_back")]
        done = [Pair("Space", "keys.done")] if line.pile in ("actions", "parked") else []
        add = [Pair("a", "keys.add")] if line.pile in SIGNS else []
        return [Pair("Enter", "keys.edit"), *done, *add, Pair("d", "keys.remove")]

    def key(self, key: str) -> bool:
        if key == "z" and not self.moving:
            self.host.close_sheet()
            return True
        if key == "f" and not self.moving:
            self.private = not self.private
            self._kept = ((), {})
            return True
        line = self.at(self.lines())
        if key == "a" and not self.moving and (line is None or line.pile in SIGNS):
            self.host.act_capture(SIGNS[line.pile] if line is not None else "!")
            return True
        if key == "escape" and self.moving:
            self.moving = ""
            return True
        return super().key(key)

    def do_key(self, key: str, line: Line) -> bool:
        if line.pile != "removed":
            return super().do_key(key, line)
        if key in ("enter", "space") and line.item is not None:
            self.host.do(RestoreItem(id=line.item.id))
            return True
        return False
