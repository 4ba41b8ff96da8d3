"""A new session by ear: for whom, who takes part, when. Asked only of somebody at a terminal, and only what was not given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop import language
from workshop.language import t
from workshop.plain import grammar
from workshop.plain.hearing import Hearing
from workshop.plain.speaking import Speaking
from workshop.text import is_blank

ASKED = ("client", "title", "people", "start", "end")


def ask(speaking: Speaking, hearing: Hearing, title: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a new session with what was answered: `title`, `client`, `people` (names with commas, or how many),
    `start` and `end` (times of day). An empty line leaves one out. Raises `Ended`: then nothing is begun."""
    found = dict(given)
    speaking.say(t("plain.new", title=title))
    for name in ASKED:
        if found.get(name) or (found.get("alone") and name not in ("title", "client")):
            continue
        while True:
            client = str(found.get("client") or "").strip()
            called = f"{client}, {title[:1].lower()}{title[1:]}" if client else title
            speaking.say(t(f"plain.new_{name}", title=called))
            text = grammar.read(hearing.line(lambda: None).text).text
            if is_blank(text):
                break
            if name in ("start", "end"):
                clock = language.parse_clock(text)
                if clock is None:
                    speaking.refuse(t("new.no_time", given=text))
                    continue
                found[name] = clock
            else:
                found[name] = text
            break
    return found
