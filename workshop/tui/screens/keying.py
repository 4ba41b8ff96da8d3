"""How a screen answers keys, pastes and clicks: to the line, to the pane, or as one of its commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual import events, on
from textual.screen import Screen

from workshop import language, limits
from workshop.language import t
from workshop.text import clean
from workshop.tui import actions
from workshop.tui.keyrow import pair_at
from workshop.tui.pane import Pair, Pane
from workshop.tui.widgets.body import Body
from workshop.tui.widgets.line import WritingLine
from workshop.tui.widgets.painted import Painted


class Keying(Screen[Any]):
    """The half of a screen that is told what a person does. (`screens.base` is the half that draws.)"""

    name_of_screen = "base"
    message: str
    last_message = ""  # what stood there when the key at hand came
    is_small: bool
    active: Body
    active_pane: Pane
    sheet_open: bool
    lang: str

    def __init__(self) -> None:
        super().__init__()
        self.pairs_drawn: list[Pair] = []

    @property
    def bound(self) -> actions.Bound:
        """The keys of this screen, the user's own among them."""
        return actions.bound(self.name_of_screen, self.app.own_keys)  # type: ignore[attr-defined]

    # what the other half does
    def draw(self) -> None: ...
    def say(self, message: str, ink: Any = "ink") -> None: ...
    def close_sheet(self) -> None: ...

    # keys
    def on_key(self, event: events.Key) -> None:
        """Nothing has the keyboard: for a moment, while a line comes up or goes, Textual lets go of it. What is typed then is
        for what is about to have it."""
        event.stop()
        event.prevent_default()
        if not self.keyed(event, self):
            self.active.line.take(event)

    def on_paste(self, event: events.Paste) -> None:
        """The same of what is pasted."""
        event.stop()
        self.active.on_paste(event)

    def keyed(self, event: events.Key, origin: Any) -> bool:
        """A key, wherever it arrived. Keys typed ahead lie in the queue of what had the focus then; they are for what has the
        keyboard now. False: it is text for the line it arrived at."""
        if event.key.startswith("alt+") and event.is_printable:
            # Esc and a letter right after it reach us as one key, and no key of ours has Alt: it would be typed as text
            self.keyed(events.Key("escape", "\x1b"), None)
            return self.keyed(events.Key(event.key.removeprefix("alt+"), event.character), None)
        line = self.active.line
        if self.is_small:
            return self._keyed_unseen(event, line, origin)
        # a sheet that was opened a moment ago has no size yet, and its line no place; what is typed is for it all the same
        opening = self.active_pane.writing and not self.active.size.height
        if not line.display and not opening:
            character = event.character if event.is_printable else None
            self.press(character if character and character != " " else event.key, bool(character))
            return True
        key = line.for_others(event)
        if key is None:
            if origin is line:
                return False
            line.take(event)
        elif key == "ctrl+j":
            if line.multiline:
                line.insert("\n")
        else:
            self.line_key(line, key)
        return True

    def _keyed_unseen(self, event: events.Key, line: WritingLine, origin: Any) -> bool:
        """In a window too small to show anything: text goes on to the line, what would change anything else waits."""
        if event.key in ("ctrl+q", "ctrl+c"):
            self.app.leave()  # type: ignore[attr-defined]
        at_the_line = origin is line or self.focused is line
        return not (at_the_line and line.for_others(event) is None)

    def press(self, key: str, printable: bool = False) -> None:
        """A key in Choosing (or in Writing where no line is open, as in a cell that takes a figure)."""
        known = key if printable and self.active_pane.writing else self.bound.meant(key)
        self._answer(known, self.bound.action(key), key, printable)

    def press_for(self, key: str) -> None:
        """What a key does from the start, whichever the user has for it: from a click, help or the palette."""
        self._answer(key, self.bound.usually(key), key, len(key) == 1)

    def _answer(self, key: str, action: actions.Action | None, given: str, printable: bool) -> None:
        """`key` as the panes know it ("" none), the action it stands for, and what was `given`."""
        self._forget_message()
        pane = self.active_pane
        if key == "escape":
            if self.sheet_open:
                if not pane.key("escape"):
                    self.close_sheet()
            elif pane.writing:
                pane.escape("")
            else:
                pane.key("escape")
        elif key and pane.key(key):
            pass
        elif action is not None and not action.of_pane and not (pane.writing and printable):
            self.run_action_of(action)
        elif printable and given in self.signs and (pane.writing or given != "?"):
            self.sign(given)  # a cell that takes a figure is an empty line too; in Choosing `?` is help
        elif printable and not self.sheet_open:
            writing = "screen.writing_takes_figures" if pane.has_places else "screen.nothing_asked"
            self.say(t(self.unknown_letter or (writing if pane.writing else "screen.choosing_now"), self.lang))
        self.draw()

    signs = ""  # what opens the capture line where there are no words
    unknown_letter = ""  # what is said of a letter that means nothing here, where it is not as in a step: a catalog key

    def line_key(self, line: WritingLine, key: str) -> None:
        """A key in Writing that is not for the text."""
        text, pane = line.value, self.active_pane
        self._forget_message()
        self._tell(line)
        if key.startswith("sign:"):
            self.sign(key[5:])
        elif key == "enter":
            pane.enter(text)
        elif key == "escape":
            if self.sheet_open:
                self.close_sheet()
            else:
                pane.escape(text)
        elif self.sheet_open and pane.move(key, text):
            pass
        elif action := self.bound.of_lines.get(key):
            self.run_action_of(action)
        else:
            pane.move(key, text)
        self.draw()
        self.line_touched()

    def take_paste(self, text: str) -> None:
        """A paste: cells and things where the pane makes such of it, else text on the line. Never read as commands."""
        from workshop.session.pasted import read

        if len(text) > limits.PASTE:
            self._too_long(len(text), limits.PASTE)
            return
        if len(text) > limits.ANSWER and _lines(text) > limits.ITEMS:  # neither things nor a text: told before it is read
            self.say(t("session.too_many_items", self.lang, n=limits.ITEMS), "warn")
            return
        line, pane, found = self.active.line, self.active_pane, read(text)
        written = line.value if line.display else ""
        if not found.things:
            return
        if pane.take_cells(found, written):
            pass
        elif len(found.things) == 1 and line.display:
            one = found.lines[0] if line.is_empty and not line.multiline else clean(text, multiline=line.multiline)
            self._write_pasted(line, one)
        elif not pane.paste(found.lines, written):
            if line.display:
                self._write_pasted(line, found.block if line.multiline else " ".join(found.lines))
            else:
                self.say(t("screen.nowhere_to_paste", self.lang))
        self.draw()
        self.line_touched()

    def _write_pasted(self, line: WritingLine, text: str) -> None:
        """Onto the line, whole; or not at all, where that is more than an answer holds."""
        if len(line.text) + len(text) > limits.ANSWER:
            self._too_long(len(line.text) + len(text), limits.ANSWER)
            return
        line.write(text)

    def _too_long(self, n: int, most: int) -> None:
        self.say(t("session.too_long", self.lang, n=n, limit=most), "warn")

    @on(WritingLine.Typed)
    def _typed(self, event: WritingLine.Typed) -> None:
        event.stop()
        body = self.active
        grown = body.line.styles.height is not None and body.line.styles.height.value != body.line.rows_needed
        if self._tell(body.line) or grown:
            body.draw()
        self.line_touched()

    def _tell(self, line: WritingLine) -> bool:
        """The pane knows what is written, at the latest before the key that follows. True: something is drawn by it."""
        if line.told == line.text:
            return False
        line.told = line.text
        return self.active_pane.typed(line.text)

    # clicks
    @on(Painted.Clicked)
    def _clicked(self, event: Painted.Clicked) -> None:
        event.stop()
        if event.painted.id == "keys" and event.painted.rows:
            if found := pair_at(event.painted.rows[0], event.x):
                self.click_key(*found)
        elif event.painted is self.active and (event.target is not None or event.press):
            self._forget_message()
            if event.press:
                self.active_pane.click_sign(event.target, event.x, event.press)
            else:
                self.active_pane.click(event.target, event.x)
            self.draw()
            self.line_touched()
        elif event.painted.id == "agenda" and event.target is not None and not self.sheet_open:
            self.click_agenda(event.target)

    def wheel(self, body: Body, way: int) -> None:
        """The wheel, over the body that has the keyboard."""
        if body is self.active and not self.is_small:
            self._forget_message()
            self.active_pane.wheel(way)
            self.draw()
            self.line_touched()

    def click_key(self, drawn: str, at: int = -1) -> None:
        """A pair of the key row does what its key does. Where it names several, the one under the pointer (`at`), else the last
        of them (↑↓ goes down)."""
        known = (*self.pairs_drawn, *self.active_pane.every_pair())
        pair = next((pair for pair in known if self.worded(pair)[0] == drawn), None)
        if pair is None:
            return
        self.click_pair(pair, at if len(pair.key) == len(drawn) else -1)

    def click_pair(self, pair: Pair, at: int = -1) -> None:
        """The same of a pair; `at`: how far into its keys, -1 where that is not known."""
        line = self.active.line
        key = pair.press or actions.pressed(pair.key)
        if at >= 0 and not (line.display and line.text):
            several = actions.parts(pair.key)
            under = next((actions.pressed(sign) for begins, sign in several if begins == at), "")
            key = key if under.isdigit() and not pair.press else under or key  # without `press` figures are an example
        if not key:
            return
        if not line.display:
            self.press_for(key)
        elif line.is_empty and key in line.signs:
            self.line_key(line, f"sign:{key}")
        elif len(key) == 1 or key == "ctrl+j":
            line.insert(key if len(key) == 1 else "\n")
        elif (action := self.bound.usually(key)) is not None and not action.of_pane:
            self._forget_message()
            self.run_action_of(action)
            self.draw()
        else:
            self.line_key(line, key)

    def worded(self, pair: Pair, writing: bool | None = None) -> tuple[str, str]:
        """A pair as it is drawn: with the user's key; the space bar has a name of its own in each language."""
        key = self.bound.shown(pair.key, self.active_pane.writing if writing is None else writing)
        words = t(pair.words, self.lang, following=language.name(language.after(self.lang)))
        return t("keys.space_bar", self.lang) if key == "Space" else key, words

    def click_agenda(self, target: object) -> None:
        """A step of the agenda was clicked."""

    def sign(self, sign: str) -> None:
        """`!`, `=`, `?` first on an empty line."""

    def line_touched(self) -> None:
        """What is half-typed has changed: the run screen keeps a draft."""

    def _forget_message(self) -> None:
        self.last_message, self.message = self.message, ""

    # commands
    def run_action_of(self, action: actions.Action) -> None:
        method: Callable[[], None] | None = getattr(self, f"act_{action.id}", None)
        if method is not None:
            method()

    def act_leave(self) -> None:
        self.app.leave()  # type: ignore[attr-defined]


def _lines(text: str) -> int:
    """How many lines there is something on."""
    return sum(1 for line in text.splitlines() if line.strip())
