"""The report handed over: which files, which edition, where to; how far it has come; what to know before it is sent."""

from __future__ import annotations

import contextlib
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from rich.cells import cell_len

from workshop import crashes, language
from workshop.errors import WorkshopError
from workshop.language import t
from workshop.session.book import Book
from workshop.tui.pane import Pair, Pane
from workshop.tui.rows import EMPTY, Ink, Row, Span, View, accent, bold, columns, cut, faint, pad, row, soft, warn, wrap
from workshop.tui.steps.window import window

FORMATS = ("pdf", "docx", "pptx", "xlsx", "html", "md", "ics", "csv", "svg", "png", "json")
"""In the order of how often a client asks for them."""
USUAL = ("pdf", "docx")
CHOICES = ("edition", "draft", "lang")
NAME = 24  # cells of a format's name, or of what is chosen
SIZE = 10  # cells of how large it is
LABEL = 13  # of the latter, in a window narrower than this many
NARROW = 66
WIDTH = 92


class Made(NamedTuple):
    """What has become of a format."""

    names: tuple[str, ...] = ()
    size: int = 0  # bytes
    failed: bool = False


class ExportPane(Pane):
    subject = "export"
    host: Any
    wide = True

    def __init__(self, host: Any, book: Book, folder: Path) -> None:
        from workshop.report import choices

        super().__init__(host)
        self.book = book
        self.folder = folder
        self.editions = choices.editions(book, host.lang)
        self.languages = choices.languages(book)
        self.values = {"edition": self.editions[0].id, "draft": "no", "lang": self.languages[0]}
        self.chosen = set(_usual(host.app.settings.report_formats))
        self.made: dict[str, Made] = {}
        self.at_work = ""  # the format that is being written
        self.writing_now = False
        self.remarks: list[str] = []
        self.trouble = ""
        self.cursor = self.first = 0

    # what there is to choose
    @property
    def lines(self) -> list[str]:
        return [*FORMATS, *(one for one in CHOICES if len(self._options(one)) > 1), "folder"]

    @property
    def line(self) -> str:
        return self.lines[min(self.cursor, len(self.lines) - 1)]

    def _options(self, name: str) -> list[tuple[str, str]]:
        """Ids and words of a choice."""
        lang = self.host.lang
        if name == "edition":
            return [(one.id, one.title) for one in self.editions]
        if name == "draft":
            return [("no", t("export.no_mark", lang)), ("yes", t("export.as_draft", lang))]
        return [(one, language.name(one)) for one in self.languages]

    @property
    def finished(self) -> bool:
        """All that is chosen is written, as it is chosen now."""
        return not self.writing_now and bool(self.chosen) and self.chosen <= self.made.keys()

    # drawing
    def view(self, width: int, height: int) -> View:
        width = min(width, WIDTH)
        head = [EMPTY, row(bold(cut(self._sentence(), width))), EMPTY]
        rows: list[tuple[int, Row]] = []
        for index, name in enumerate(self.lines):
            if name not in FORMATS and (not index or self.lines[index - 1] in FORMATS):
                rows.append((-1, EMPTY))
            rows.append((index, self._row(index, name, width)))
        known = self._to_know(width)
        room = max(3, height - len(head))
        if len(rows) + len(known) <= room:
            return View([*head, *(one for _, one in rows), *known])
        known = known[: max(0, min(len(known), room // 3))]
        at = next(place for place, (index, _) in enumerate(rows) if index == self.cursor)
        self.first, end = window(len(rows), at, self.first, lambda _: 1, room - len(known))
        shown = [one for _, one in rows[self.first : end]]
        if self.first:
            shown.insert(0, row(faint(t("list.earlier", self.host.lang, n=self.first))))
        if end < len(rows):
            shown.append(row(faint(t("list.more", self.host.lang, n=len(rows) - end))))
        return View([*head, *shown, *known])

    def _sentence(self) -> str:
        lang, n = self.host.lang, len(self.chosen)
        if self.writing_now:
            return t("export.writing", lang)
        if self.finished:
            return t("export.written", lang, n=sum(len(self.made[name].names) for name in self.chosen))
        who = self.book.session.client
        return t("export.for_client" if who else "export.for_nobody", lang, n=n, client=who)

    def _row(self, index: int, name: str, width: int) -> Row:
        here = index == self.cursor
        spans = self._format(name, here, width) if name in FORMATS else self._choice(name, here, width)
        return Row(spans, "▌" if here else "", "focus" if here else "", index)

    def _format(self, name: str, here: bool, width: int) -> tuple[Span, ...]:
        lang, is_chosen = self.host.lang, name in self.chosen
        made = self.made.get(name)
        ink: Ink = "ink" if is_chosen else "soft"
        left = [accent("●  ") if is_chosen else faint("○  "), Span(pad(t(f"export.{name}", lang), NAME), ink, here)]
        if made is None:
            at_work = self.writing_now and name == self.at_work
            return columns(left, [soft(t("export.at_work", lang))] if at_work else [], width)
        if made.failed:
            return columns(left, [warn(t("export.failed", lang))], width)
        names = made.names[0] if len(made.names) == 1 else t("export.files", lang, n=len(made.names), first=made.names[0])
        if not made.names:
            return columns([*left, faint(t("export.nothing", lang))], [], width)
        size = language.number(max(1, round(made.size / 1024)), lang, 0)
        room = width - 3 - NAME - SIZE - 4
        if cell_len(names) > room > 1:  # files of one session differ at their ends
            names = f"…{names[-(room - 1) :]}"
        return columns([*left, soft(names)], [soft("✓"), faint(pad(t("export.size", lang, n=size), SIZE, "right"))], width)

    def _choice(self, name: str, here: bool, width: int) -> tuple[Span, ...]:
        label = NAME if width >= NARROW else LABEL
        spans = [Span("   "), Span(pad(t(f"export.{name}_row", self.host.lang), label), "soft", here)]
        if name == "folder":
            return columns([*spans, Span(_at_home(self.folder))], [], width)
        for id, words in self._options(name):
            is_so = self.values[name] == id
            spans += [accent("● ") if is_so else faint("○ "), Span(words, "ink" if is_so else "soft"), Span("   ")]
        return columns(spans, [], width)

    def _to_know(self, width: int) -> list[Row]:
        """What went wrong, and what the one who hands it over should know."""
        lang = self.host.lang
        if self.trouble:
            return [EMPTY, *(row(warn(line)) for line in wrap(self.trouble, width, 0))]
        if not self.remarks:
            return []
        head = Row(columns([faint(t("export.to_know", lang))], [faint(str(len(self.remarks)))], width))
        return [EMPTY, head, *(line for remark in self.remarks for line in _told(remark, width))]

    # keys
    def pairs(self) -> list[Pair]:
        if self.writing_now:
            return []
        turns = "keys.choose_file" if self.line in FORMATS else "keys.turn"
        enter = "keys.change" if self.line == "folder" else "keys.open_folder" if self.finished else "keys.write_files"
        return [
            Pair("Enter", enter),
            *([Pair("Space", turns)] if self.line != "folder" else []),
            Pair("a", "keys.all_files"),
            Pair("↑↓", "keys.move"),
        ]

    def key(self, key: str) -> bool:
        if self.writing_now:
            return key in ("enter", "space", "up", "down")
        name = self.line
        if key in ("up", "down"):
            self.cursor = max(0, min(len(self.lines) - 1, self.cursor + (1 if key == "down" else -1)))
        elif key in ("home", "end"):
            self.cursor = 0 if key == "home" else len(self.lines) - 1
        elif key == "space" and name in FORMATS:
            self.chosen ^= {name}
        elif key in ("space", "left", "right") and name in CHOICES:
            self._turn(name, -1 if key == "left" else 1)
        elif key == "a":
            self.chosen = set() if len(self.chosen) == len(FORMATS) else set(FORMATS)
        elif key == "enter" and name == "folder":
            self.host.ask_name(t("export.folder_row", self.host.lang), str(self.folder), self._go_to)
        elif key == "enter" and self.finished:
            self._open()
        elif key == "enter" and self.chosen:
            self._write()
        elif key == "enter":
            self.trouble = t("export.none_chosen", self.host.lang)
        else:
            return False
        return True

    def click(self, target: object, x: int) -> None:
        if isinstance(target, int):
            if target == self.cursor:
                self.key("space" if self.line != "folder" else "enter")
            self.cursor = target

    def _turn(self, name: str, way: int) -> None:
        ids = [id for id, _ in self._options(name)]
        self.values[name] = ids[(ids.index(self.values[name]) + way) % len(ids)]
        self._forget()

    def _forget(self) -> None:
        """What is written is not what is chosen any more."""
        self.made, self.remarks, self.trouble = {}, [], ""

    def _go_to(self, text: str) -> None:
        if text.strip():
            self.folder = Path(text.strip()).expanduser()
            self._forget()

    def _open(self) -> None:
        from workshop.tui.exporting import open_folder

        if not open_folder(self.folder):
            self.trouble = t("export.folder_is", self.host.lang, folder=str(self.folder))

    # the writing
    def _write(self) -> None:
        self._forget()
        self.writing_now = True
        Thread(target=self._work, args=([name for name in FORMATS if name in self.chosen],), daemon=True).start()

    def _work(self, formats: list[str]) -> None:
        """In a thread of its own: what is typed goes on. One format at a time, so that one that fails stops no other."""
        from workshop import report
        from workshop.tui.exporting import reason

        app = self.host.app
        seen: list[str] = []
        for name in formats:
            self._tell(app, name, None, ())
            try:
                written = report.export(
                    Book(self.book.scenario, self.book.session, earlier=self.book.earlier),
                    self.folder,
                    [name],
                    edition=self.values["edition"],
                    draft=self.values["draft"] == "yes",
                    lang=self.values["lang"],
                    settings=app.settings,
                )
            except (WorkshopError, OSError) as error:
                self._tell(app, name, Made(failed=True), (), reason(error))
                continue
            except Exception as error:  # one writer that breaks ends neither the others nor the workshop
                self._tell(app, name, Made(failed=True), (), t("crash.export", app.lang, log=crashes.log(error)))
                continue
            remarks = [str(remark) for one in written for remark in one.warnings]
            fresh = [remark for remark in dict.fromkeys(remarks) if remark not in seen]
            seen += fresh
            sizes = sum(one.path.stat().st_size for one in written)
            self._tell(app, name, Made(tuple(one.path.name for one in written), sizes), fresh)
        with contextlib.suppress(RuntimeError):  # the program has ended
            app.call_from_thread(self._done)

    def _tell(self, app: Any, name: str, made: Made | None, remarks: Any, trouble: str = "") -> None:
        def told() -> None:
            self.at_work = name
            if made is not None:
                self.made[name] = made
            self.remarks += remarks
            self.trouble = trouble or self.trouble
            self._redraw()

        with contextlib.suppress(RuntimeError):
            app.call_from_thread(told)

    def _done(self) -> None:
        self.writing_now, self.at_work = False, ""
        for name, made in list(self.made.items()):
            if made.failed:
                del self.made[name]
        self._redraw()

    def _redraw(self) -> None:
        if self.host.is_up and self.host.sheet_open:
            self.host.redraw()


def _told(remark: str, width: int) -> list[Row]:
    first, *rest = wrap(remark, width - 3, 0)[:3]
    return [row(warn("▲  "), Span(first)), *(row(Span("   "), Span(line)) for line in rest)]


def _usual(setting: str | None) -> list[str]:
    """The formats that are chosen from the start."""
    named = [name.strip().lower() for name in (setting or "").split(",")]
    return list(FORMATS) if "all" in named else [name for name in named if name in FORMATS] or list(USUAL)


def _at_home(folder: Path) -> str:
    """A path as people write it."""
    try:
        return f"~/{folder.resolve().relative_to(Path.home())}"
    except (ValueError, OSError, RuntimeError):
        return str(folder)
