"""A customer journey as a script would write it: the changes, one a line, and every text in the order of the report."""

from __future__ import annotations

import json
from typing import Any

from tests.report.sessions import STAGES

ODD = "*Inte* [fet] `kod` <b>&amp; a|b_c_ 1. #hej ~~nej~~ \\ 100 % “åäö” 日本 🎉"
"""Signs that mean something to Markdown, HTML and terminals: they are words here."""


def script(odd: str = ODD) -> tuple[list[dict[str, Any]], list[str]]:
    changes: list[dict[str, Any]] = []
    said: list[str] = []

    def do(change: str, **values: Any) -> None:
        changes.append({"change": change, **values})

    def say(change: str, text: str, key: str = "text", **values: Any) -> None:
        said.append(text)
        do(change, **{key: text}, **values)

    say("SetField", "Peter", "value", step="persona", field="name")
    say("SetField", "Driver målarfirma med fyra anställda", "value", step="persona", field="situation")
    say("AddEntry", "Få färgen innan laget kommer", step="persona", field="wants")
    say("AddEntry", odd, step="persona", field="wants")
    say("SetField", "Fyrtio liter väggfärg", "value", step="purchase", field="what")
    ids = [f"stage{number}" for number in range(1, len(STAGES) + 1)]
    do("AddItems", step="stages", texts=list(STAGES), ids=ids)
    said.extend(STAGES)
    for of, answers in zip(ids, STAGES.values(), strict=True):
        for field, value in answers.items():
            if isinstance(value, str):
                say("SetField", value, "value", step="grid", of=of, field=field)
            elif isinstance(value, list):
                for number, entry in enumerate(value):
                    id = f"{of}{field.replace('_', '')[:8]}{number}"
                    say("AddEntry", entry, step="grid", of=of, field=field, id=id)
            else:
                do("SetField", step="grid", of=of, field=field, value=value)
    for number, of in enumerate(ids):
        do("Place", step="known", item=of, place=("seen", "heard", "guess")[number % 3])
    do("Ballot", step="moments", by="p1", gives={"stage5": 2, "stage3": 1})
    do("Ballot", step="moments", by="p2", gives={"stage5": 1, "stage1": 2})
    do("Put", step="map", item="stage5activiti0", x=2, y=9)
    say("AddItem", "Sms vid avvikelse", step="moves", fields={"owner": "Åsa", "due": "2026-12-04"})
    say("SetField", "Ringa innan kunden ringer.", "value", step="takeaway", by="p1")
    say("SetField", "Fråga först.", "value", step="takeaway", by="p2")
    say("Capture", "Vi visar kundens eget pris överallt", what="decision", fields={"why": "Två priser är värre än ett högt"})
    say("Capture", "Egen app eller webb?", what="parked")
    return changes, said


def lines(changes: list[dict[str, Any]]) -> str:
    """The file: with a comment, a blank line, and a line end as Windows has it."""
    written = [json.dumps(each, ensure_ascii=number % 2 == 0) for number, each in enumerate(changes)]
    return "# En kundresa\r\n\n" + "\n".join(written) + "\n"
