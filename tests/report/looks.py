"""A document with every look a result, a sort or a list can have."""

from __future__ import annotations

from datetime import date

from tests.report.documents import say
from workshop.report.document import (
    AnyBlock,
    Bar,
    Bars,
    Cell,
    Chapter,
    Column,
    Cover,
    Document,
    Entry,
    Number,
    Pile,
    Piles,
    Row,
    RowGroup,
    Table,
    Threshold,
    plain,
)


def _number(value: float | None) -> Number | None:
    return Number(value=value, drawn=f"{value:.1f}".replace(".", ",")) if value is not None else None


PROFILE = Bars(
    title="Mognad",
    look="radar",
    low=0,
    high=5,
    rows=tuple(
        Bar(title=title, number=_number(now), before=_number(before))
        for title, now, before in (
            ("Kundförståelse", 3.4, 2.1),
            ("Ledning och styrning", 2.0, 1.5),
            ("Data", 1.2, 1.4),
            ("Kompetensförsörjning i hela organisationen", 4.1, None),
            ("Teknik", None, 2.0),
        )
    ),
    thresholds=(Threshold(value=3, title="Redo för nästa steg: minst 3"),),
)
LANES = Piles(
    look="lanes",
    piles=(
        Pile(title="Gör först", text="Ut inom två veckor.", entries=say("Sms vid avvikelse", "Skicka bild, få svar")),
        Pile(title="Planera", entries=say("Karta med bilens läge")),
        Pile(title="Låt bli", entries=()),
    ),
)
CYCLE = Piles(
    look="cycle",
    piles=tuple(
        Pile(title=title, text=text, entries=say(*entries))
        for title, text, entries in (
            ("Växer", "Satsa och mät.", ("Adventskalendern", "Jobbannonser")),
            ("Mognar", "", ("Nyhetsbrevet",)),
            ("Klingar av", "Släpp taget.", ("Mässan där ingen längre stannar till vid montern",)),
            ("Börjar om", "", ()),
        )
    ),
)
DAYS: tuple[tuple[str, date | None, str], ...] = (
    ("Första luckan öppnas", date(2026, 12, 1), "Instagram"),
    ("Lucia på lagret", date(2026, 12, 13), "Film"),
    ("Rean börjar", date(2027, 1, 2), "Butik"),
    ("Någon gång i vår", None, "Podd"),
)


def _cell(text: str, day: date | None = None) -> Cell:
    return Cell(entries=(Entry(words=plain(text)),) if text else (), value=day)


CALENDAR = Table(
    look="calendar",
    columns=(Column(title="Inlägg"), Column(title="Dag", kind="date"), Column(title="Kanal", kind="choice")),
    groups=(
        RowGroup(
            rows=tuple(
                Row(id=f"row{at}", cells=(_cell(text), _cell(day.isoformat() if day else "", day), _cell(channel)))
                for at, (text, day, channel) in enumerate(DAYS)
            )
        ),
    ),
)


def looks(lang: str = "sv") -> Document:
    blocks: dict[str, AnyBlock] = {"Profil": PROFILE, "Banor": LANES, "Kretslopp": CYCLE, "Dagar": CALENDAR}
    chapters = tuple(
        Chapter(kind="exercise", title=title, anchor=title.lower(), blocks=(block,)) for title, block in blocks.items()
    )
    return Document(lang=lang, cover=Cover(title="Alla former", client="Kök & Kaffe AB"), chapters=chapters, uuid="0198-a")
