"""Every text of a document changed at once, and what is seen of a written page."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from workshop.report.document import Document, RawAnswers, text_of
from workshop.text import Run

KEPT = frozenset({"anchor", "link", "id", "kind", "role", "lang", "uuid", "edition_id", "look"})
"""What is no text but a name or a choice."""


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same document with every text that is drawn put through `change`."""
    if isinstance(value, Run):
        return Run(change(value.text), value.bold, value.italic, value.code) if value.text else value
    if isinstance(value, Struct):
        names = [name for name in value.__struct_fields__ if name not in KEPT]
        if type(value).__name__ == "Corner":
            names = ["title", "text"]
        if type(value).__name__ == "Document":
            names.remove("edition")
        return replace(value, **{name: with_texts(getattr(value, name), change) for name in names})
    if isinstance(value, tuple):
        return tuple(with_texts(each, change) for each in value)
    return change(value) if isinstance(value, str) and value else value


def texts(value: Any) -> Iterator[str]:
    """Every text of a document."""
    found: list[str] = []
    with_texts(value, lambda text: (found.append(text), text)[1])  # type: ignore[func-returns-value]
    yield from found


def entered(document: Document) -> Iterator[str]:
    """What people said, as it stands word for word: each answer with who gave it and what it is about."""
    for block in document.blocks():
        if isinstance(block, RawAnswers):
            for group in block.groups:
                yield group.title
                for question in group.questions:
                    yield from (text_of(entry.words) for entry in question.entries)
                    yield from (entry.by for entry in question.entries)


class Page(HTMLParser):
    """What a browser would make of a page: its tags with the names of their attributes, and what is read."""

    VOID = frozenset({"meta", "col", "br"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[tuple[str, str]] = []
        self.data: list[str] = []
        self.said: list[str] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self._said_at: int | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.values += [(name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)
        if ("class", "said") in attrs:
            self._said_at = len(self.open)
            self.said.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.values += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if self._said_at == len(self.open):
            self._said_at = None
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)
        if self._said_at is not None:
            self.said[-1] += data

    def handle_comment(self, data: str) -> None:
        self.unbalanced.append(f"<!--{data}")

    def handle_pi(self, data: str) -> None:
        self.unbalanced.append(f"<?{data}")

    def of(self, name: str) -> list[str]:
        return [value for key, value in self.values if key == name]


_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def markdown_tokens(text: str) -> list[Token]:
    """Without the front matter, which is no Markdown."""
    if text.startswith("---\n"):
        text = text[text.index("\n---\n") + 5 :]
    return _MARKDOWN.parse(text)


def inline_tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def read(markdown: str, *, table: bool = False) -> str:
    """What is read of a piece of Markdown in a paragraph, or in a cell of a table."""
    source = f"| a |\n| --- |\n| {markdown} |" if table else markdown
    found = []
    for token in inline_tokens(markdown_tokens(source)):
        if token.type in ("text", "code_inline", "text_special"):
            found.append(token.content)
        elif token.type in ("hardbreak", "softbreak") or (token.type == "html_inline" and token.content == "<br>"):
            found.append("\n")
        else:
            found.append(f"[{token.type}]")
    whole = "".join(found)
    return whole.removeprefix("a") if table else whole


# ------------------------------------------------------------------------------------------ words, however they were set


def squeezed(text: str) -> str:
    """A text without what a page may put in or take out: spaces, line breaks, hyphens, places to break, marks over letters."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if c.isalnum())


def lacking(said: Iterable[str], seen: str) -> list[str]:
    """The words of what was said that are not to be seen. `seen`: what was read back from a file."""
    there = squeezed(seen)
    words = {word for text in said for word in text.split()}
    return sorted(word for word in words if squeezed(word) not in there)
