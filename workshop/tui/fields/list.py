"""Several short entries in one place: Enter adds one, an empty line goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.language import t
from workshop.session.model import Item, live
from workshop.tui.fields.base import MOST_ROWS, Asked, FieldEditor, Hand, Line
from workshop.tui.rows import Span, cut, faint, wrap


class ListEditor(FieldEditor):
    stays = True

    def typed(self, asked: Asked) -> str:
        return ""

    def read(self, asked: Asked, text: str) -> Mapping[str, Any]:
        return {}  # entries are added by changes of their own

    def placeholder(self, asked: Asked) -> str:
        return t("ask.add_here", asked.lang) if entries(asked) else t("ask.first_entry", asked.lang)

    def is_answered(self, asked: Asked) -> bool:
        return bool(entries(asked))

    def words(self, asked: Asked) -> str:
        return "; ".join(" ".join(entry.text.split()) for entry in entries(asked))

    def lines(self, asked: Asked, width: int, hand: Hand | None = None) -> list[Line]:
        found = entries(asked)
        if not found:
            return [self.ghost(asked, width)]
        out: list[Line] = []
        for at, entry in enumerate(found):
            rows = wrap(entry.text, width)
            if len(out) + len(rows) > MOST_ROWS and at:
                out.append((faint(t("ask.more_entries", asked.lang, n=len(found) - at)),))
                break
            out += [(Span(line),) for line in rows[:MOST_ROWS]]
        return out

    def short(self, asked: Asked, width: int) -> Line:
        """The first entry and how many more there are."""
        found = entries(asked)
        if not found:
            return ()
        more = f" +{len(found) - 1}" if len(found) > 1 else ""
        first = cut(found[0].text, width - len(more))
        return (Span(first), faint(more)) if more else (Span(first),)


def entries(asked: Asked) -> tuple[Item, ...]:
    """The entries that are not gone."""
    value = asked.value
    return tuple(live(value)) if isinstance(value, tuple) else ()


class TextsEditor(FieldEditor):
    """A list as a field of an item: on one line, with semicolons between."""

    reads = True

    def typed(self, asked: Asked) -> str:
        return "; ".join(texts(asked))

    def read(self, asked: Asked, text: str) -> Mapping[str, Any]:
        found = [" ".join(part.split()) for part in text.split(";") if part.strip()]
        return {asked.field.id: found or None}

    def read_back(self, asked: Asked, text: str) -> str:
        n = sum(1 for part in text.split(";") if part.strip())
        return t("ask.several", asked.lang, n=n) if n else t("ask.semicolons", asked.lang)

    def is_answered(self, asked: Asked) -> bool:
        return bool(texts(asked))


def texts(asked: Asked) -> tuple[str, ...]:
    """The short texts of a list field of an item."""
    value = asked.value
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


IN_ITEM = TextsEditor()
EDITOR = ListEditor()
