"""Finding on the run screen: to the place a word stands in, with the word marked, on to the next; and replacing it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from workshop.language import t
from workshop.text import fold_signs
from workshop.tui.pane import Pair
from workshop.tui.screens.copying import Copying

if TYPE_CHECKING:
    from workshop.session.finding import Hit, Written


class Finding(Copying):
    go_to: Any
    act_review: Any
    _sought = ""
    _found_at = -1
    _others = False  # whether it stands in more places

    def act_find(self) -> None:
        from workshop.tui.sheets.finding import FindPane

        if not self.sheet_open:
            self.open_sheet(FindPane(self, self._sought, max(0, self._found_at)), 0)

    def act_find_next(self) -> None:
        self._find_on(1)

    def act_find_previous(self) -> None:
        self._find_on(-1)

    def _find_on(self, way: int) -> None:
        """The next place (or the one before) of what was looked for last, round from the last to the first."""
        from workshop.session import finding

        hits = finding.find(self.book, self._sought)
        if not self._sought:
            self.act_find()
        elif not hits:
            self.say(t("finding.gone", self.lang))
        elif not self.sheet_open:
            self.go_to_hit(self._sought, hits, (max(self._found_at, -1 if way > 0 else 0) + way) % len(hits))

    def go_to_hit(self, wanted: str, hits: list[Hit], index: int) -> None:
        """The place of a text, with what was looked for marked in it."""
        self._sought, self._found_at, self._others = wanted, index, len(hits) > 1
        self.close_sheets()
        one = hits[index].written
        if not self._go(one):
            return
        keys = {"key": self.key_of("find_next"), "back": self.key_of("find_previous")}
        place = t("finding.here", self.lang, n=str(index + 1), of=str(len(hits)), **keys) if len(hits) > 1 else ""
        self.say(place or t("finding.only", self.lang))
        self.active.marked = fold_signs(wanted.strip())[0]
        self.draw()

    def first_pairs(self) -> list[Pair]:
        """While what was found is marked: on to the other places."""
        found = super().first_pairs()
        if not self.body.marked or not self._others or self.sheet_open:
            return found
        return [*found, Pair("Ctrl+G", "finding.keys.next", "ctrl+g"), Pair("Ctrl+R", "finding.keys.previous", "ctrl+r")]

    def _go(self, one: Written) -> bool:
        if one.stop is not None:
            if self.reviewing or one.stop != self.stop:
                self.go_to(one.stop)
                if one.stop != self.stop:
                    return False  # what is half-typed was refused: one stays
            elif not self.pane.leave(self.line_text):
                return False
            self.pane.to_text(one.of, one.across, one.field, one.by, one.id)
        elif one.pile:
            self.act_captured(one.pile)
            self.active_pane.to_text(one.of, "", one.field, "", one.id)
        elif one.field == "summary":
            self.act_review()
        elif one.id:
            self.act_people()
        else:
            self.say(t("finding.no_place", self.lang, where=one.where))
            return False
        return True

    def replace_hits(self, wanted: str, new: str, hits: list[Hit]) -> None:
        """All of them in one undo; the session as it was is kept among the earlier versions."""
        from workshop.session import finding

        sitting = self.app.sitting  # type: ignore[attr-defined]
        if sitting is None or sitting.opened.saver is None:
            self.say(t("run.read_only", self.lang), "warn")
            return
        changes = [hit.written.become(finding.replaced(hit, wanted.strip(), new)) for hit in hits]
        with suppress(OSError):
            sitting.keep_version()
        if not changes or self.do(*changes):
            self._sought, self._found_at = new, -1
            self.close_sheets()
            self.say(t("finding.done", self.lang, n=len(changes)))
            self.draw()

    def key_of(self, id: str) -> str:
        return self._key(id)

    def _forget_message(self) -> None:
        super()._forget_message()
        for body in (self.body, self.sheet):
            body.marked = ""
