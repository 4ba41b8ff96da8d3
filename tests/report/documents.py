"""A document with every kind of block in it, filled with what a workshop could have said."""

from __future__ import annotations

from datetime import date

from workshop.report.document import (
    Action,
    ActionsTable,
    Axis,
    Bar,
    Bars,
    Bullets,
    Cell,
    Chapter,
    Column,
    Conclusion,
    Corner,
    Cover,
    Curve,
    Decision,
    DecisionsTable,
    Document,
    DotPlot,
    DotRow,
    Entry,
    Figure,
    Heading,
    JourneyMap,
    KeyValues,
    Lane,
    MatrixPlot,
    Node,
    Notice,
    Number,
    Pair,
    Paragraph,
    Participant,
    Pile,
    Piles,
    PlotPoint,
    Point,
    Quote,
    Ranked,
    Ranking,
    RawAnswers,
    RawGroup,
    RawQuestion,
    Row,
    RowGroup,
    Series,
    Stage,
    Table,
    Threshold,
    Tree,
    plain,
)
from workshop.text import Run


def say(*texts: str) -> tuple[Entry, ...]:
    return tuple(Entry(words=plain(text)) for text in texts)


def cell(*texts: str) -> Cell:
    return Cell(entries=say(*texts))


def number(value: float) -> Number:
    return Number(value=value, drawn=f"{value:+g}".replace("-", "−") if value else "0")


STAGES = (
    "Behov uppstår",
    "Söker inspiration",
    "Jämför alternativ",
    "Besöker butik eller webb",
    "Köper",
    "Får hem den",
    "Rekommenderar",
)
FEELINGS = (
    (1, "Går bra"),
    (2, "Lätt och roligt"),
    (0, "Varken eller"),
    (-1, "Trögt"),
    (1, "Går bra"),
    (-2, "Nära att ge upp"),
    (2, ""),
)
LANES = {
    "Gör": (
        ("Märker att den gamla kaffebryggaren läcker", "Blir irriterad varje morgon"),
        ("Frågar kollegor på lunchen", "Bläddrar i sociala flöden", "Sparar bilder på kök hon gillar"),
        ("Öppnar sex flikar och läser tester", "Försöker förstå skillnaden mellan modellerna"),
        ("Går förbi butiken på lunchen för att känna på ytan", "Frågar om lagersaldo"),
        ("Lägger i varukorgen på mobilen, tvekar vid frakten och slutför på datorn hemma",),
        ("Väntar på avi", "Hämtar paketet hos ombudet", "Packar upp tillsammans med barnen"),
        ("Berättar för grannen", "Får en värvningskod och beställer filter på abonnemang"),
    ),
    "Behöver veta": (
        ("Vad som är fel", "Om det går att laga"),
        ("Vad andra har valt",),
        ("Mått, energi, ljudnivå", "Total kostnad över fem år"),
        ("Lagersaldo i realtid", "Öppettider"),
        ("Slutpris inklusive frakt", "Leveransdag"),
        ("Var är paketet?",),
        ("Vad hon får för att tipsa", "Hur abonnemanget avslutas"),
    ),
    "Hur ofta": (
        ("1 gång",),
        ("3–4 gånger i veckan",),
        ("Dagligen i en vecka",),
        ("Per besök",),
        ("Per steg",),
        ("2–3 gånger per dygn",),
        ("Varje kvartal",),
    ),
    "Triggas av": (
        ("Läckan på köksbänken", "Grannens nya maskin"),
        ("Ett inlägg från någon hon litar på",),
        ("Löningen den 25:e",),
        ("Hon är ändå i stan",),
        ("Fri retur i 60 dagar",),
        ("Sms från transportören",),
        ("Första kalla morgonen",),
    ),
    "Data in": (
        ("Sökord", "Ärendetyp"),
        ("Samtycke",),
        ("Filter, sidvisningar per modell",),
        ("Geoposition",),
        ("Order, adress",),
        ("Kolli-id", "Avvikelsekod"),
        ("Omdöme",),
    ),
    "Kanaler": (
        ("Sök", "Chatt", "Kundtjänst"),
        ("Instagram", "Nyhetsbrev"),
        ("Webb", "Mejl"),
        ("App", "Butik"),
        ("Mobil", "Kassa", "Sms"),
        ("Transportör", "Sms"),
        ("Mejl", "App"),
    ),
    "Skaver": (
        ("Läckaget syns först när bänken är blöt",),
        ("Råden pekar åt olika håll",),
        ("Totalkostnaden går inte att räkna ut",),
        ("Saldot på webben stämmer inte i butiken",),
        ("Frakten visas först i sista steget",),
        (
            "Ingen berättar att paketet är försenat",
            "Avin kom till fel ombud",
            "Realisationsvinstbeskattningsöverenskommelseförhandlingsprotokollet krävdes",
        ),
        (),
    ),
    "Aktiviteter": (
        ("Felsökningssida med film, 90 sekunder",),
        ("Serie om fem inlägg: ”Morgonens första kopp”",),
        ("Jämför-vy med total ägandekostnad", "Skicka som pdf"),
        ("Reservera i butik med bekräftelse på sms",),
        ("Visa frakt redan på produktsidan", "Påminnelse om övergiven varukorg efter två timmar"),
        ("Proaktivt sms vid avvikelse, med ett namn att ringa",),
        ("Värvningsprogram", "Filterabonnemang med paus"),
    ),
}


def journey() -> JourneyMap:
    feelings = Curve(
        title="Känner",
        low=-2,
        high=2,
        low_label="Nära att ge upp",
        high_label="Lätt och roligt",
        series=(
            Series(
                points=tuple(
                    Point(title=stage, number=number(v), label=label)
                    for stage, (v, label) in zip(STAGES, FEELINGS, strict=True)
                )
            ),
        ),
    )
    lanes: list[Lane | Curve] = [
        Lane(title=title, cells=tuple(cell(*texts) for texts in cells)) for title, cells in LANES.items()
    ]
    lanes.insert(1, feelings)
    return JourneyMap(
        anchor="grid-map",
        title="Etapp för etapp",
        stages=tuple(
            Stage(
                title=t,
                starred=t in ("Köper", "Får hem den"),
                note="7 prickar" if t == "Får hem den" else "5 prickar" if t == "Köper" else "",
            )
            for t in STAGES
        ),
        lanes=tuple(lanes),
        subject=(
            Pair(title="Vem", cell=cell("Karin, 41, driver målarfirma med fyra anställda")),
            Pair(title="Vill", cell=cell("En lugn morgon", "Slippa tänka på bryggaren i fem år")),
        ),
    )


LONG = "Vi ringde dem fyra gånger under hösten och fick fyra olika besked om samma leverans. " * 6


def splitting() -> Tree:
    def part(title: str, purpose: str, measure: str, channel: str, made_as: str) -> Node:
        fields = zip(("Syfte", "Mått", "Kanal", "Format"), (purpose, measure, channel, made_as), strict=True)
        return Node(title=title, fields=tuple(Pair(title=name, cell=cell(text)) for name, text in fields if text))

    return Tree(
        title="Dela upp",
        nodes=(
            Node(
                title="Vårkampanjen: ”Allt för altanen”",
                children=(
                    part(
                        "Så oljar du altanen på en förmiddag",
                        "Visa att vi kan",
                        "Engagemang",
                        "Instagram",
                        "Stående film, 40 s",
                    ),
                    part("På lördag visar Kjell i butiken", "Få hit folk", "Konvertering", "Facebook", "Händelse"),
                    part("Altanolja, tre för två till söndag", "Sälja", "Konvertering", "Nyhetsbrev", "Bild"),
                ),
            ),
            Node(
                title="Platsannonsen",
                note="gick mindre bra",
                children=(
                    part("En dag på lagret med Åsa", "Visa hur vi har det", "Räckvidd", "TikTok", "Film"),
                    part(
                        "Vi söker två till kundtjänst, sök före den 15 mars",
                        "Få ansökningar",
                        "Konvertering",
                        "LinkedIn",
                        "Text",
                    ),
                ),
            ),
        ),
    )


def document(lang: str = "sv") -> Document:
    gap = Cell(missing=True)
    exercises = (
        Chapter(
            kind="exercise",
            title="Etapp för etapp",
            anchor="grid",
            blocks=(
                Paragraph(words=plain("Hur har Karin det vid varje etapp, och vad kräver det av er?"), role="soft"),
                journey(),
            ),
        ),
        Chapter(
            kind="exercise",
            title="Där det avgörs",
            anchor="moments",
            blocks=(
                Bars(
                    title="Tre prickar var, sex har röstat",
                    high=8,
                    rows=tuple(
                        Bar(
                            title=t, number=Number(value=v, drawn=f"{v} prickar"), place=str(i + 1), note=f"av {n}", ahead=i < 2
                        )
                        for i, (t, v, n) in enumerate(
                            [
                                ("Får hem den", 7, 5),
                                ("Köper", 5, 4),
                                ("Jämför alternativ", 3, 3),
                                ("Besöker butik eller webb", 1, 1),
                            ]
                        )
                    ),
                ),
                Bars(
                    title="Tecken i varje fas",
                    high=100,
                    thresholds=(Threshold(value=70, title="så mycket krävs: 70 %"),),
                    rows=(
                        Bar(title="Fas 1", number=Number(value=83, drawn="83 %"), before=Number(value=60, drawn="60 %")),
                        Bar(
                            title="Fas 2, ett budskap i varje inlägg",
                            number=Number(value=40, drawn="40 %"),
                            before=Number(value=45, drawn="45 %"),
                            note="två tecken saknas",
                        ),
                        Bar(title="Fas 3", number=None, span=(20, 55), note="20 till 55 %"),
                    ),
                ),
                Ranking(
                    title="I ordning",
                    unit="summan av platserna",
                    rows=(
                        Ranked(place="1", title="Leveransen", number=number(7), ahead=True),
                        Ranked(place="2", title="Kassan", number=number(9), note="lika"),
                        Ranked(place="2", title="Sajten", number=number(9)),
                    ),
                ),
                DotPlot(
                    title="Hur säkra är ni?",
                    low=1,
                    high=5,
                    labels=((1, "Inte alls"), (5, "Helt")),
                    rows=(
                        DotRow(
                            title="Vi vet vilka vi vill nå",
                            counts=((2, 1), (4, 5)),
                            mean=Number(value=3.7, drawn="3,7"),
                            note="från 2 till 4",
                        ),
                        DotRow(
                            title="Vi svarar på frågor samma dag",
                            counts=((1, 3), (5, 3)),
                            mean=Number(value=3, drawn="3"),
                            note="från 1 till 5",
                        ),
                    ),
                ),
            ),
        ),
        Chapter(
            kind="exercise",
            title="Vad lönar sig?",
            anchor="map",
            blocks=(
                MatrixPlot(
                    title="Vad lönar sig?",
                    x=Axis(title="Insats", low="liten", high="stor"),
                    y=Axis(title="Effekt", low="liten", high="stor"),
                    corners=(
                        Corner(title="Gör först", x="low", y="high", text="Igång inom en månad."),
                        Corner(title="Planera in", x="high", y="high", text="Värt det, men dela upp det."),
                        Corner(title="Ta när det passar", x="low", y="low"),
                        Corner(title="Låt bli", x="high", y="low", text="Säg varför."),
                    ),
                    points=(
                        PlotPoint(letter="a", title="Visa frakt redan på produktsidan", x=2, y=9, place="Gör först"),
                        PlotPoint(
                            letter="b", title="Proaktivt sms vid avvikelse, med ett namn att ringa", x=3, y=8, place="Gör först"
                        ),
                        PlotPoint(letter="c", title="Jämför-vy med total ägandekostnad", x=8, y=8, place="Planera in"),
                        PlotPoint(letter="d", title="Värvningsprogram", x=9, y=3, place="Låt bli"),
                        PlotPoint(letter="e", title="Skicka som pdf", x=3, y=3, place="Ta när det passar"),
                        PlotPoint(letter="f", title="Felsökningssida", x=3, y=8, place="Gör först", note="oense"),
                    ),
                    unplaced=say("Filterabonnemang med paus"),
                ),
            ),
        ),
        Chapter(kind="exercise", title="Dela upp", anchor="parts", blocks=(splitting(),)),
        Chapter(
            kind="exercise",
            title="Gick det bra?",
            anchor="outcome",
            blocks=(
                Piles(
                    piles=(
                        Pile(title="Gick bra", entries=say("Vårkampanjen", "Filmen när badhuset öppnade igen")),
                        Pile(title="Gick mindre bra", entries=say("Platsannonsen"), text="Säg varför."),
                        Pile(title="Vet vi inte", entries=()),
                    )
                ),
                Table(
                    caption="Delarna",
                    columns=(
                        Column(title="Del", weight=2),
                        Column(title="Kommer ur", weight=1.5),
                        Column(title="Kanal"),
                        Column(title="Visningar", kind="number"),
                        Column(title="Klart", kind="date"),
                    ),
                    groups=(
                        RowGroup(
                            title="Gör först",
                            rows=(
                                Row(
                                    cells=(
                                        cell("Så oljar du altanen på en förmiddag"),
                                        cell("Vårkampanjen"),
                                        cell("Instagram"),
                                        Cell(entries=say("1 240"), value=1240),
                                        Cell(entries=say("12 dec"), value=date(2026, 12, 12)),
                                    )
                                ),
                            ),
                        ),
                        RowGroup(
                            title="Sedan",
                            rows=(
                                Row(
                                    cells=(
                                        cell("En dag på lagret", "med Åsa"),
                                        cell("Platsannonsen"),
                                        cell("TikTok"),
                                        Cell(entries=say("88"), value=88),
                                        gap,
                                    ),
                                    strong=True,
                                ),
                            ),
                        ),
                    ),
                ),
                Curve(
                    title="Känsla, i dag och om ett år",
                    low=-2,
                    high=2,
                    series=(
                        Series(
                            title="i dag",
                            points=tuple(
                                Point(title=t, number=number(v) if t != "Köper" else None)
                                for t, (v, _) in zip(STAGES, FEELINGS, strict=True)
                            ),
                        ),
                        Series(
                            title="om ett år",
                            points=tuple(
                                Point(title=t, number=number(min(v + 2, 2))) for t, (v, _) in zip(STAGES, FEELINGS, strict=True)
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Chapter(
            kind="exercise",
            title="Håller kartan?",
            anchor="ground",
            blocks=(
                Conclusion(
                    words=plain("Kartan bär, men inte överallt"),
                    figures=(
                        Figure(title="Gissar vi", number=Number(value=29, drawn="29 %")),
                        Figure(title="Har vi sett", number=Number(value=57, drawn="57 %")),
                        Figure(title="Ur", number=None, drawn="Fas 2"),
                    ),
                    text=(plain("Börja där ni har sett efter."),),
                    next="Vitt papper",
                ),
                Notice(words=plain("Siffror för färre än tre röster visas inte."), kind="note"),
                Notice(words=plain("Två svarade olika."), kind="warning"),
                Quote(words=plain("De hade redan blandat färgen\nnär jag kom"), by="Karin"),
                KeyValues(
                    pairs=(
                        Pair(title="Vad", cell=cell("Kaffebryggare, mellanklass")),
                        Pair(title="Vilka", cell=cell("Karin väljer", "Firman betalar", "Alla använder")),
                        Pair(title="Märks på", cell=gap),
                    )
                ),
                Heading(words=plain("Vidare")),
                Bullets(entries=say("Ringa sex kunder", "Pröva två rubriker"), ordered=True),
                Paragraph(
                    words=(
                        Run("Det "),
                        Run("viktigaste", bold=True),
                        Run(" står "),
                        Run("sist", italic=True),
                        Run(", i "),
                        Run("koden", code=True),
                        Run("."),
                    )
                ),
            ),
        ),
    )
    raw = tuple(
        RawAnswers(
            anchor=f"raw-{at}",
            number=f"S{at}",
            title=title,
            question=plain(question),
            groups=(
                RawGroup(
                    title=row,
                    anchor=f"raw-{at}-1",
                    questions=(
                        RawQuestion(
                            question=plain("Vad gör Karin här?"),
                            entries=(*say("Väntar på avi", LONG.strip()), Entry(words=plain("Hämtar\n  själv"), by="Bo")),
                        ),
                    ),
                ),
            ),
        )
        for at, (title, question, row) in enumerate(
            [("Etapp för etapp", "Hur har Karin det?", "Får hem den"), ("Varvet runt", "Vad gör du annorlunda?", "")], 1
        )
    )
    return Document(
        lang=lang,
        uuid="0198f6c2-5b7e-7c11-9d0a-3f5e0c1b2a77",
        cover=Cover(
            title="Kundresan: från läckande bryggare till lojal kund",
            workshop="Kundresan",
            client="Kök & Kaffe AB",
            day=date(2026, 11, 20),
            day_drawn="fredag 20 november 2026",
            place="Västerås",
            facilitator="Maria Åkesson",
            participants=(
                Participant(name="Örjan Sjöström", roles=("beslutar",)),
                Participant(name="Åsa Björk"),
                Participant(name="Nils Ödman"),
                Participant(name="Eva Strömqvist"),
            ),
            purpose=plain(
                "Kanalerna har ni var för sig, och någon sköter var och en. "
                "Kunden har bara ett ärende, och hon tar det genom allihop."
            ),
            draft=True,
            version="41",
        ),
        chapters=(
            Chapter(
                kind="summary",
                title="I korthet",
                anchor="summary",
                blocks=(
                    Bullets(
                        entries=say(
                            "7 etapper, lägst vid Får hem den (−2)", "3 beslut", "5 åtgärder: 1 saknar ägare, 1 saknar datum"
                        )
                    ),
                ),
            ),
            Chapter(
                kind="decisions",
                title="Beslut",
                anchor="decisions",
                blocks=(
                    DecisionsTable(
                        rows=(
                            Decision(
                                id="d1",
                                number="B1",
                                title="Vi visar fraktkostnaden på produktsidan",
                                why="Största tappet i kassan (38 %)",
                                by="Maria Åkesson",
                                origin="Etapp för etapp",
                                link="grid",
                            ),
                            Decision(
                                id="d2",
                                number="B2",
                                title="Ett sms-flöde ägs av kundtjänst, inte av marknad",
                                why="Två avsändare förvirrar",
                                by="Örjan Sjöström",
                                review=cell("fre 15 jan"),
                            ),
                            Decision(id="d3", number="B3", title="Värvningsprogrammet väntar till kvartal 2"),
                        )
                    ),
                ),
            ),
            Chapter(
                kind="actions",
                title="Åtgärder",
                anchor="actions",
                blocks=(
                    ActionsTable(
                        rows=(
                            Action(
                                id="a1",
                                number="A1",
                                title="Bygg en prototyp av jämför-vyn och testa med fem kunder",
                                owner="Maria Åkesson",
                                due=date(2026, 12, 1),
                                due_drawn="tis 1 dec",
                                origin="Vad lönar sig?",
                                link="map",
                            ),
                            Action(
                                id="a2",
                                number="A2",
                                title="Ta fram text till proaktivt sms vid leveransavvikelse",
                                owner="Örjan Sjöström",
                                due=date(2026, 12, 4),
                                due_drawn="fre 4 dec",
                                late=True,
                            ),
                            Action(
                                id="a3",
                                number="A3",
                                title="Kartlägg vilka fält transportörens API lämnar och hur ofta",
                                due=date(2026, 12, 8),
                                due_drawn="tis 8 dec",
                            ),
                            Action(
                                id="a4", number="A4", title="Spela in felsökningsfilm, 90 sekunder, textad", owner="Nils Ödman"
                            ),
                            Action(
                                id="a5",
                                number="A5",
                                title="Boka uppföljning, 60 minuter",
                                owner="Eva",
                                due=date(2026, 12, 5),
                                due_drawn="lör 5 dec",
                                done=True,
                            ),
                        )
                    ),
                ),
            ),
            Chapter(
                kind="parked",
                title="Parkerat och öppna frågor",
                anchor="parked",
                blocks=(
                    Bullets(
                        entries=(
                            Entry(words=plain("Butikspersonalens bonusmodell"), note="tas med HR"),
                            *say("Egen app eller webb? Kräver teknisk förstudie", "Hur gör vi med företagskunder?"),
                        )
                    ),
                ),
            ),
            Chapter(kind="section", title="Resan", anchor="s-along", chapters=exercises),
            Chapter(kind="raw", title="Alla svar, ord för ord", anchor="raw", blocks=raw),
        ),
    )
