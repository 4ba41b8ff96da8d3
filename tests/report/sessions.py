"""Workshops that were held, made through the Desk: what a report is built from."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from workshop.scenario.load import parse
from workshop.scenario.parts import Scenario
from workshop.session import changes as c
from workshop.session.begin import begin
from workshop.session.book import Book
from workshop.session.desk import Desk

LIBRARY = Path(__file__).parents[2] / "scenarios"
START = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PEOPLE = ("Maria Åkesson", "Örjan Sjöström", "Åsa Björk", "Nils Ödman", "Eva Strömqvist")


def scenario_of(text: str) -> Scenario:
    loaded = parse(text, "test.toml")
    assert loaded.scenario is not None, [str(fault) for fault in loaded.errors]
    return loaded.scenario


class Clock:
    """A morning that goes by as it is told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def __call__(self) -> float:
        return self.seconds


def desk_of(text: str, clock: Clock | None = None, **header: object) -> Desk:
    """A Desk at a session of the scenario in `text`, begun at nine o'clock in Stockholm."""
    scenario = scenario_of(text)
    clock = clock or Clock()
    session = begin(scenario, text, now=START, **header)  # type: ignore[arg-type]
    return Desk(scenario, session, now=clock.now, clock=clock)


STAGES: dict[str, dict[str, object]] = {
    "Något skaver": {
        "does": ["Märker att väggfärgen från i våras har släppt i två trapphus", "Fotar och skickar till Peter på kontoret"],
        "feels": -1,
        "info": ["Är det färgen eller underlaget?", "Kan man måla över?"],
        "info_freq": "En gång per reklamation",
        "triggers": ["Hyresvärden ringer", "Besiktningen är på torsdag"],
        "data_in": ["Batchnummer", "Bild på skadan"],
        "data_out": ["Svar inom två timmar"],
        "channels": ["Telefon", "Mms", "Butik"],
        "pains": ["Ingen svarar före sju", "Får prata med tre personer och börja om varje gång"],
        "opportunities": ["En bild räcker för att få ett första svar"],
        "activities": ["Skicka bild, få svar: ett nummer för akuta färgfrågor"],
    },
    "Letar": {
        "does": ["Söker på mobilen i bilen", "Frågar i målarnas grupp på Facebook"],
        "feels": 0,
        "info": ["Vilken färg tål fukt?", "Torktid vid åtta grader", "Pris per liter för 40 liter"],
        "info_freq": "Ett par gånger i veckan",
        "triggers": ["Ett inlägg från en kollega"],
        "data_in": ["Sökord", "Vilka produktblad som öppnas"],
        "data_out": ["Rätt produktblad på första träffen"],
        "channels": ["Sök", "Facebook", "Produktblad"],
        "pains": ["Produktbladen är pdf:er på elva sidor som inte går att läsa i en telefon"],
        "opportunities": ["Korta svar där målare redan frågar"],
        "activities": ["Film: så räknar du ut åtgången på trettio sekunder", "Produktblad som går att läsa i mobilen"],
    },
    "Jämför": {
        "does": ["Jämför tre färger med samma slutresultat", "Räknar om priset till företagsrabatt i huvudet"],
        "feels": -1,
        "info": ["Mitt pris", "Finns det hemma i Västerås?"],
        "info_freq": "Varje inköp",
        "triggers": ["Jobbet börjar på måndag"],
        "data_in": ["Kundnummer"],
        "data_out": ["Pris med rabatten inräknad"],
        "channels": ["Webb", "Telefon", "Kassa"],
        "pains": ["Webben visar listpris, kassan ett annat", "Rabatten står i ett mejl från 2023"],
        "opportunities": ["Samma pris överallt"],
        "activities": ["Visa kundens eget pris på webben"],
    },
    "Beställer": {
        "does": ["Ringer in ordern från bilen", "Ber om leverans till arbetsplatsen"],
        "feels": 1,
        "info": ["När kommer den?", "Kan någon annan kvittera?"],
        "info_freq": "Två till tre gånger i veckan",
        "triggers": ["Färgen tar slut klockan tre"],
        "data_in": ["Adress till arbetsplatsen", "Vem som tar emot"],
        "data_out": ["Orderbekräftelse i ett sms"],
        "channels": ["Telefon", "Sms", "Order"],
        "pains": ["Adressen måste bokstaveras varje gång"],
        "opportunities": ["Beställ det vanliga med ett svar på ett sms"],
        "activities": ["Beställ om med sms: ”samma som sist”"],
    },
    "Väntar och tar emot": {
        "does": ["Håller målare på plats utan färg", "Ringer och frågar var bilen är"],
        "feels": -2,
        "info": ["Var är bilen?", "Hinner den före lunch?"],
        "info_freq": "Tre fyra gånger samma förmiddag",
        "triggers": ["Fyra målare står still"],
        "data_in": ["Bilens position", "Avvikelser från chauffören"],
        "data_out": ["Ny tid så fort den är känd", "Ett namn att ringa"],
        "channels": ["Sms", "Chaufför", "Växel"],
        "pains": [
            "Ingen hör av sig när det blir sent",
            "Vi ringde fyra gånger på en förmiddag och fick fyra olika besked: på väg, lastas, kommer efter lunch och till "
            "slut att bilen hade gått till fel stadsdel. Under tiden stod fyra målare still, och hyresvärden stod bredvid. "
            "Det var inte förseningen som gjorde mig arg, det var att ingen visste och att ingen ville säga det.",
        ],
        "opportunities": ["Säg till innan kunden undrar"],
        "activities": ["Sms vid avvikelse, med ett namn att ringa", "Karta med bilens läge"],
    },
    "Målar": {
        "does": ["Blandar, provar en vägg, fortsätter"],
        "feels": 2,
        "info": ["Torktid mellan strykningarna"],
        "info_freq": "Varje dag",
        "triggers": ["Lukten i trapphuset"],
        "data_in": [],
        "data_out": ["Påminnelse om andra strykningen"],
        "channels": ["Burken"],
        "pains": [],
        "opportunities": ["Qr-kod på burken med torktider"],
        "activities": ["Qr-kod på burken: torktid för vädret just nu"],
    },
    "Kommer igen": {
        "does": ["Berättar för en annan målare", "Sparar kvittot i handskfacket"],
        "feels": 1,
        "info": ["Vad gick åt?"],
        "info_freq": "Efter varje jobb",
        "triggers": ["Fakturan kommer"],
        "data_in": ["Omdöme", "Vad som blev över"],
        "data_out": ["Åtgång per jobb"],
        "channels": ["Faktura", "Mejl"],
        "pains": ["Fakturan säger inte vilket jobb den hör till"],
        "opportunities": ["Märk fakturan med arbetsplatsen"],
        "activities": ["Fakturan märkt med arbetsplats"],
    },
}


def journey(lang: str = "sv") -> Desk:
    """A customer journey of seven stages, held by five people at a paint shop."""
    clock = Clock()
    text = (LIBRARY / "customer-journey.toml").read_text(encoding="utf-8")
    desk = desk_of(text, clock, title="Kundresan: målaren som väntar", client="Färghuset Mälaren AB", people=PEOPLE, lang=lang)

    def at(step: str, minutes: float) -> None:
        clock.seconds += 1
        desk.enter(step)
        clock.seconds += minutes * 60

    at("welcome", 5)
    at("persona", 15)
    persona = {"name": "Peter", "situation": "Driver målarfirma med fyra anställda, beställer från bilen mellan två jobb"}
    for field, value in persona.items():
        desk.do(c.SetField(step="persona", field=field, value=value))
    for field, texts in {
        "wants": ["Få färgen innan laget kommer", "Slippa ringa"],
        "holds_back": ["Blev utan färg en hel dag i mars"],
        "interests": ["Dotterns hockey", "Gamla mopeder"],
    }.items():
        for entry in texts:
            desk.do(c.AddEntry(step="persona", field=field, text=entry))
    at("purchase", 6)
    for field, value in {
        "what": "Fyrtio liter väggfärg och det som råkade ta slut",
        "often": "Två till tre gånger i veckan",
        "latest": "I tisdags, trapphuset på Vasagatan.\nBilen kom 13.40.",
    }.items():
        desk.do(c.SetField(step="purchase", field=field, value=value))
    for entry in ("Peter väljer", "Firman betalar", "Laget använder", "Hyresvärden kan säga nej"):
        desk.do(c.AddEntry(step="purchase", field="by_whom", text=entry))
    at("stages", 9)
    desk.do(c.AddItems(step="stages", texts=list(STAGES), ids=[f"stage{n}" for n in range(1, 8)]))
    at("grid", 63)
    for stage, answers in zip((f"stage{n}" for n in range(1, 8)), STAGES.values(), strict=True):
        for field, value in answers.items():
            if isinstance(value, list):
                for n, entry in enumerate(value):
                    desk.do(
                        c.AddEntry(step="grid", of=stage, field=field, text=entry, id=f"{stage}{field.replace('_', '')[:6]}{n}")
                    )
            else:
                desk.do(c.SetField(step="grid", of=stage, field=field, value=value))
    desk.do(c.Capture(what="parked", text="Egen app eller webb? Kräver en teknisk förstudie", step="grid"))
    desk.do(
        c.Capture(
            what="decision",
            text="Vi visar kundens eget pris överallt",
            step="grid",
            fields={"why": "Två priser är värre än ett högt", "decided_by": "Maria Åkesson"},
        )
    )
    desk.do(c.Capture(what="note", text="Nils blev tyst när priserna kom upp, ring honom", step="grid"))
    at("pause", 12)
    at("dips", 4)
    at("known", 6)
    for n, place in enumerate(("seen", "guess", "heard", "seen", "seen", "guess", "guess"), 1):
        desk.do(c.Place(step="known", item=f"stage{n}", place=place))
    at("moments", 5)
    for voice, gives in {
        "p1": {"stage5": 2, "stage3": 1},
        "p2": {"stage5": 2, "stage1": 1},
        "p3": {"stage3": 2, "stage5": 1},
        "p4": {"stage4": 1, "stage5": 1, "stage3": 1},
        "p5": {"stage1": 1, "stage5": 2},
    }.items():
        desk.do(c.Ballot(step="moments", by=voice, gives=gives))
    at("better", 11)
    for stage, said, feels, sign, keeper in (
        ("stage5", "De ringde innan jag hann undra", 1, "Färre samtal till växeln före lunch", "Åsa"),
        ("stage3", "Jag såg mitt pris direkt", 1, "Inga kreditfakturor för fel pris", "Nils"),
        ("stage1", "Jag skickade en bild och fick svar", 1, "Svar inom två timmar", ""),
    ):
        for field, value in (("said_after", said), ("feels_then", feels), ("sign", sign), ("keeper", keeper)):
            if value:
                desk.do(c.SetField(step="better", of=stage, field=field, value=value))
    at("map", 15)
    for item, x, y in (
        ("stage1activi0", 3, 8),
        ("stage2activi0", 2, 4),
        ("stage2activi1", 7, 6),
        ("stage3activi0", 8, 9),
        ("stage4activi0", 4, 7),
        ("stage5activi0", 3, 10),
        ("stage5activi1", 9, 5),
        ("stage6activi0", 2, 3),
        ("stage7activi0", 3, 8),
    ):
        desk.do(c.Put(step="map", item=item, x=x, y=y))
    at("moves", 14)
    for text_, fields in (
        ("Sms vid avvikelse, med ett namn att ringa", {"owner": "Åsa Björk", "due": date(2026, 12, 4)}),
        ("Skicka bild, få svar: ett nummer för akuta färgfrågor", {"owner": "Örjan Sjöström", "due": date(2026, 12, 1)}),
        ("Fakturan märkt med arbetsplats", {"owner": "Eva Strömqvist"}),
        ("Beställ om med sms: ”samma som sist”", {"due": date(2027, 1, 15)}),
    ):
        desk.do(c.AddItem(step="moves", text=text_, fields=fields))
    desk.do(
        c.Capture(
            what="action",
            text="Prata med tre målare om ”Jämför” innan vi bygger",
            step="known",
            fields={"owner": "Maria Åkesson", "due": date(2026, 12, 8)},
        )
    )
    at("takeaway", 4)
    for voice, said in zip(
        ("p1", "p2", "p3", "p4", "p5"),
        (
            "Ringa innan kunden ringer.",
            "Fråga vad de ska måla innan jag frågar vilken färg.",
            "Skriva upp varför någon ringer.",
            "Titta på webbens pris när jag står i kassan.",
            "Följa med chauffören en morgon.",
        ),
        strict=True,
    ):
        desk.do(c.SetField(step="takeaway", by=voice, value=said))
    desk.leave()
    return desk


def book_of(desk: Desk) -> Book:
    return Book(desk.scenario, desk.session)
