"""`workshop check` on a scenario with ten different mistakes reports ten, each at its line."""

from __future__ import annotations

from tests.scenario.marked import found, marked

TEN = """
format = 1
id = "ten_mistakes"
languages = ["sv", "en"]
title = { sv = "Tio fel", en = "Ten mistakes" }

[[step]]
id = "ideas"
kind = "lst" #! kind
title = "Ideas"
minutes = "5" #! quoted_number

[[step]]
id = "rating"
kind = "ask"
each = "ideas"
as = "choice"
options = ["Ja", "Nej"]
title.sv = "Betyg" #! language_missing

[[step]]
id = "dots"
kind = "vote"
titel = "Vote" #! unknown_key
from = "idees" #! unknown_name
dots = 3
points = 10 #! vote_several

[[step]]
id = "outcome"
kind = "result"
title = "Outcome"
value = "dots * 2" #! list_arithmetic
levels = [
  { id = "good", when = "share(rating, item == 'jaa') > 0.5", title = "Good" }, #! no_option
  { id = "bad", title = "Bad" },
]

[[step]]
id = "moves"
kind = "actions"
title = "Moves"
start = { from = "late", top = 3 } #! later

[[step]]
id = "late"
kind = "list"
title = "Late"

[[step]]
id = "ideas" #! id_twice
kind = "note"
title = "Again"
"""


def test_ten_mistakes_are_ten_faults_each_at_its_line() -> None:
    marked(TEN, head="")
    assert len({key for _, key in found(TEN)}) == len(found(TEN)) == 10


def test_mistakes_of_every_sort_at_once() -> None:
    """Not TOML, the wrong shape, a wrong reference and a missing text: one does not hide the other."""
    marked(
        """
format = 1
id = "sorts"
languages = ["sv", "en"]
title = "Sorts"

[[step]]
id = "one"
kind = "list"
title = “One” #! smart_quotes
[[step]]
id = "two"
kind = "list"
title = 2 #! wrong_type
[[step]]
id = "three"
kind = "vote"
title.sv = "Tre" #! language_missing
from = "tvo" #! unknown_name
dots = 3
""",
        head="",
    )
