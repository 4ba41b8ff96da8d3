"""A workshop as large as they come: twenty stages in twelve lanes, answers of 3,000 signs, two hundred parked questions,
pictures as signs, and words as long as Swedish allows. Every writer is tried on it (`large`, `large_document`)."""

from __future__ import annotations

from datetime import UTC, date
from functools import cache

from tests.report.sessions import LIBRARY, PEOPLE, Clock, desk_of
from workshop.report.build import build
from workshop.report.document import Document
from workshop.session import changes as c
from workshop.session.desk import Desk

COMPOUND = "Realisationsvinstbeskattningsöverenskommelseförhandlingsprotokoll"
LONG = (
    "Vi ringde fyra gånger på en förmiddag och fick fyra olika besked, och ingen av dem som svarade visste vad den förra hade "
    "lovat. " * 24
)[:3000]
SIGNS = ("👍 fungerar", "👨‍👩‍👧‍👦 hela familjen med", "🇸🇪 bara i Sverige", "nästan ½ klart → 80 % ✓", "★ viktigt ☐ inte gjort")
ADDRESS = "https://example.com/" + "lagersaldo-per-butik/" * 6 + "?q=" + "x" * 120
STAGES = 20


@cache
def large() -> Desk:
    clock = Clock()
    text = (LIBRARY / "customer-journey.toml").read_text(encoding="utf-8").replace("\nmax = 9\n", f"\nmax = {STAGES}\n")
    desk = desk_of(
        text, clock, title=f"Kundresan: {COMPOUND.lower()} för hela kedjan", client="Färghuset Mälaren AB", people=PEOPLE
    )
    desk.do(c.SetField(step="persona", field="name", value="Peter 😀"))
    desk.do(c.SetField(step="persona", field="situation", value=LONG))
    desk.do(c.AddItems(step="stages", texts=[_stage(n) for n in range(STAGES)], ids=[f"stage{n:02}" for n in range(STAGES)]))
    lists = ("does", "info", "triggers", "data_in", "data_out", "channels", "pains", "opportunities", "activities")
    for n in range(STAGES):
        of = f"stage{n:02}"
        desk.do(c.SetField(step="grid", of=of, field="feels", value=(n * 7) % 5 - 2))
        desk.do(c.SetField(step="grid", of=of, field="info_freq", value="Två till tre gånger per dygn tills det är framme"))
        for at, field in enumerate(lists):
            said = [f"{_TEXTS[(n + at) % len(_TEXTS)]}", f"{SIGNS[(n * at) % len(SIGNS)]}"]
            if n % 7 == 3 and field == "pains":
                said[0] = LONG
            if n == 5 and field == "data_in":
                said[1] = ADDRESS
            for k, entry in enumerate(said):
                desk.do(c.AddEntry(step="grid", of=of, field=field, text=entry, id=f"s{n:02}{at}entry{k}"[:16]))
        desk.do(c.Place(step="known", item=of, place=("seen", "heard", "guess")[n % 3]))
    for n in range(200):
        desk.do(c.Capture(what="parked", text=f"{n + 1}. {_TEXTS[n % len(_TEXTS)]} {SIGNS[n % len(SIGNS)]}", step="grid"))
    for n in range(40):
        fields: dict[str, object] = {"owner": PEOPLE[n % 5]} if n % 4 else {}
        if n % 3:
            fields["due"] = date(2026, 12, 1 + n % 28)
        desk.do(c.Capture(what="action", text=f"{_TEXTS[n % len(_TEXTS)]} (åtgärd {n + 1})", step="grid", fields=fields))
    desk.do(c.Capture(what="decision", text=LONG[:900], step="grid", fields={"why": LONG}))
    return desk


@cache
def large_document() -> Document:
    return build(large().book, zone=UTC)


def _stage(n: int) -> str:
    return (
        f"Etapp {n + 1}: {COMPOUND.lower()}"
        if n == 2
        else ("Väntar och tar emot", "Jämför", "Letar", "Målar")[n % 4] + f" {n + 1}"
    )


_TEXTS = (
    "Leveransbekräftelsesystemets felmeddelandehantering",
    "Ringer och frågar var bilen är",
    f"Läser {COMPOUND.lower()} i bilen",
    "Söker på mobilen mellan två jobb",
    "Jämför tre färger med samma slutresultat",
    ADDRESS[:70],
)
