"""The writing line: a text area of one row (or a few) laid over the body where the words are to stand.

It owns the keys of the state *Writing*: every printable key is text; Enter, and whatever would leave the line, the screen
answers. A paste of several lines is never read as commands.

The screen is called, not sent a message: a message would stand in the queue behind keys typed ahead, and an Enter would be read
after the words that follow it.
"""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from workshop.text import clean
from workshop.tui.actions import UNDOING, Action
from workshop.tui.hacks import pasted

LEAVES_WHEN_EMPTY = {"left", "right", "home", "end", "delete", "backspace"}


class WritingLine(TextArea):
    DEFAULT_CSS = """
    WritingLine {
        layer: line; border: none; padding: 0; height: 1; width: 10; display: none; scrollbar-size: 0 0; overflow-x: hidden;
        background: $background; color: $ink;
        &:focus { border: none; background-tint: transparent; }
        &.on-focus { background: $focus; }
        &.on-surface { background: $surface; }
        &.behind { color: $faint; text-style: $faint-style; }
        & .text-area--cursor-line { background: transparent; }
        & .text-area--placeholder { color: $faint; text-style: $faint-style; }
        &:light .text-area--cursor { color: $input-cursor-foreground; background: $input-cursor-background; }
    }
    """

    class Folded(Message):
        """Its width is another: the text may take other rows."""

    class Typed(Message):
        """The text was changed by a person."""

        def __init__(self, line: WritingLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, compact=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self.most_rows = 1
        self.multiline = False
        self.signs = ""
        self.told = ""  # the text that the pane knows of

    @property
    def value(self) -> str:
        """What is written, cleaned as everything that enters."""
        return clean(self.text, multiline=self.multiline)

    @property
    def is_empty(self) -> bool:
        return not self.text

    def put(self, text: str, cursor: int | None = None) -> None:
        """Show this text with the cursor at its end (or after so many characters). Not reported as typed."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        self.told = text
        self.move_cursor(self.document.end if cursor is None else self._location(cursor))

    @property
    def cursor(self) -> int:
        """The cursor as a count of characters from the start."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(line)) + 1 for line in range(row)) + column

    def _location(self, cursor: int) -> tuple[int, int]:
        row = 0
        while row < self.document.line_count - 1 and cursor > len(self.document.get_line(row)):
            cursor -= len(self.document.get_line(row)) + 1
            row += 1
        return row, min(cursor, len(self.document.get_line(row)))

    @property
    def rows_needed(self) -> int:
        """How many rows the text takes at this width, at most `most_rows`."""
        return max(1, min(self.wrapped_document.height, self.most_rows))

    async def _on_hide(self, event: events.Hide) -> None:  # type: ignore[override]  # two bases, two kinds
        """Told late, of a line that was put away and is up again by now: it keeps the keyboard. (Textual 8.2.8 would let go of
        it, to nobody where the line is the only one in its parent.)"""
        if self.display:
            event.prevent_default()

    async def _on_key(self, event: events.Key) -> None:
        if not self.screen.keyed(event, self):  # type: ignore[attr-defined]
            self.take(event)
        event.stop()
        event.prevent_default()

    def take(self, event: events.Key) -> None:
        """A key for the text: written or obeyed here and now. (Textual would let it rise to the application first, and what was
        typed after it would come before it; a key may also have been typed ahead, before this line was open.)"""
        if event.is_printable and event.character:
            start, end = self.selection
            self._replace_via_keyboard(event.character, start, end)
            return
        if (action := self._commands.get(event.key)) is not None and action.id in UNDOING:
            self.undo() if action.id == "undo" else self.redo()
            return
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            name, _, selects = binding.action.partition("(")
            name = {"delete_to_end_of_line_or_delete_line": "delete_to_end_of_line"}.get(name, name)
            method = getattr(self, f"action_{name}")
            method(True) if selects.startswith("True") else method()

    def for_others(self, event: events.Key) -> str | None:
        """The key as the screen must answer it; None where it is for the text."""
        key = event.key
        if self.is_empty and event.character and event.character in self.signs:
            return f"sign:{event.character}"
        if key == "ctrl+c" and not self.selection.is_empty:
            return None  # what is selected is copied; nobody means to leave
        action = self._commands.get(key)
        ours = (
            (action is not None and (self.is_empty or action.id not in UNDOING))
            or key in ("enter", "escape", "tab", "shift+tab", "ctrl+j")
            or (key == "up" and self._row() == 0)
            or (key == "down" and self._row() == self.wrapped_document.height - 1)
            or (self.is_empty and key in LEAVES_WHEN_EMPTY)
        )
        return key if ours else None

    @property
    def _commands(self) -> dict[str, Action]:
        """The keys that belong to the screen also while one writes."""
        found: dict[str, Action] = self.screen.bound.of_lines  # type: ignore[attr-defined]
        return found

    def _row(self) -> int:
        """The wrapped row of the cursor."""
        return self.wrapped_document.location_to_offset(self.cursor_location).y

    def write(self, text: str) -> None:
        """Put text where the cursor is, in the place of what is selected."""
        start, end = self.selection
        self._replace_via_keyboard(text, start, end)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.screen.take_paste(pasted(event.text))  # type: ignore[attr-defined]

    def on_resize(self) -> None:
        self.post_message(self.Folded())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self))
