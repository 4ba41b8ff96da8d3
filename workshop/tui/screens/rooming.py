"""The run screen's hand on the room's window: it follows what stands here, unless it is blank, held or shows another page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop.language import t
from workshop.session.flow import Stop
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import Span, faint, warn
from workshop.tui.screens.facilitating import Facilitating

if TYPE_CHECKING:
    from workshop.session.room import Subject  # what makes its pages is loaded when the first one is made
    from workshop.store.leading import Leading

ROOM_ACTIONS = ("blank", "hold", "room", "room_earlier", "room_later")
DOT = "."
ROOM_TO_SAY = 120  # columns from which it is also said that all is as it should be
LOOK = 1.0  # seconds between looks for a room's window


class Rooming(Facilitating):
    _room_waits = False
    _room_failed = False

    def ready(self) -> None:
        if self.room is not None:
            self.set_interval(LOOK, self._look_for_window)
        super().ready()

    @property
    def room(self) -> Leading | None:
        """None: alone, or only reading; then there is no room."""
        sitting = self.app.sitting  # type: ignore[attr-defined]
        found: Leading | None = sitting.room if sitting is not None else None
        return found

    @property
    def opening(self) -> bool:
        """Whether what was agreed last time is gone through."""
        return False

    @property
    def room_open(self) -> bool:
        """Whether a room's window follows; without one, this screen is taken to be the projector."""
        return self.room is not None and self.room.open

    @property
    def not_here(self) -> tuple[str, ...]:
        """Commands that mean nothing in this session: alone there is no room to lead."""
        return ROOM_ACTIONS if self.room is None else ()

    # what stands there
    def show_pane(self, pane: Pane) -> None:
        """Another step begins with the page that comes up by itself."""
        if self.room is not None and self.room.chosen is None:
            self.room.turn = 0
        super().show_pane(pane)

    def _draw(self) -> None:
        super()._draw()
        if self.room is not None and not self._room_waits:
            self._room_waits = True
            self.call_after_refresh(self._tell_room)  # the hand at the keys comes first

    def _tell_room(self) -> None:
        from workshop.session.room import clock_of

        self._room_waits = False
        room = self.room
        if room is None or not self.is_up:
            return
        try:
            room.show(self.book, self._place_at_hand(), lambda: clock_of(self._running_timer()))
        except OSError as error:
            if not self._room_failed and room.open:
                from workshop.store.faults import reason

                self._room_failed = True
                self.say(t("room.cannot", self.lang, why=reason(error)), "warn")
        except Exception:
            # The room keeps the page it has: whatever is wrong with the next one must not end a workshop under way.
            if self.app.is_headless:
                raise

    def _running_timer(self) -> Any:
        return None if self.reviewing else self._desk.timer(*self.stop)

    def _place_at_hand(self) -> Subject:
        from workshop.session.room import At

        if self.reviewing:
            return "opening" if self.opening else "actions"
        of, field, use = self.pane.place()
        parts = use.split("|")
        across = parts[1] if len(parts) == 4 and getattr(self.book.scenario.step_by_id[self.stop.step], "across", None) else ""
        return At(Stop(*self.stop), of, field, across)

    def _look_for_window(self) -> None:
        room = self.room
        if room is None or not self.is_up or not room.looked():
            return
        self._take_dot()
        self.say(t("room.opened" if room.open else "room.closed", self.lang))
        self.draw()

    def _take_dot(self) -> None:
        """A clicker's black button sends `.`: while a room's window is open it is one on an empty line as well."""
        signs = self.signs.replace(DOT, "")
        self.signs = self.body.line.signs = signs + DOT if self.room_open else signs

    def sign(self, sign: str) -> None:
        if sign == DOT:
            self.act_blank()
        else:
            super().sign(sign)

    # commands
    def act_blank(self) -> None:
        """The black button of a clicker, too: without a room's window it does nothing."""
        if self.room is not None and self.room_open:
            self.room.blank = not self.room.blank
            self.draw()

    def act_hold(self) -> None:
        room = self._with_window()
        if room is not None:
            if room.held or room.chosen is not None:
                blank = room.blank
                room.follow()
                room.blank = blank  # that is another key's
            else:
                room.held = True
            self.draw()

    def act_room_earlier(self) -> None:
        self._page_by(-1)

    def act_room_later(self) -> None:
        self._page_by(1)

    def _page_by(self, way: int) -> None:
        room = self._with_window()
        if room is None:
            return
        self._tell_room()
        before = room.page
        if not room.page_by(way):
            return
        self._tell_room()
        if room.page is not None and before is not None:
            same = room.page.turn == before.turn
            self.say(t("room.no_page" if same else "room.paged", self.lang, n=room.page.number, of=room.page.pages))
        self.draw()

    def act_room(self) -> None:
        from workshop.tui.sheets.showing import ShowingPane

        if self.room is None:
            self.say(t("room.alone" if self._desk.session.alone else "room.reading", self.lang))
        elif not self.sheet_open:
            self.open_sheet(ShowingPane(self), 0)

    def _with_window(self) -> Leading | None:
        if self.room_open:
            return self.room
        self.say(t("room.alone" if self._desk.session.alone else "room.none_open", self.lang))
        return None

    # said on this screen
    def room_spans(self) -> list[Span]:
        """In the header, where the room sees something else than what stands here."""
        room = self.room
        if room is None or not room.open:
            return []
        if room.state:
            return [Span("   "), warn(t(f"room.is_{room.state}", self.lang))]
        return [Span("   "), faint(t("room.follows", self.lang))] if self.size.width >= ROOM_TO_SAY else []

    def first_pairs(self) -> list[Pair]:
        """First in the key row: what lets the room follow again."""
        room = self.room
        if room is None or not room.open or self.sheet_open:
            return []
        if room.blank:
            return [Pair(DOT if self.pane.writing else "b", "keys.unblank")]
        return [Pair("h", "keys.follow")] if room.state and not self.pane.writing else []

    def room_pairs(self) -> list[Pair]:
        room = self.room
        if room is None or not room.open or room.page is None:
            return []
        pages = [Pair("j k", "keys.room_pages", "j")] if room.page.pages > 1 else []
        return [*pages, Pair("o", "keys.room")]
