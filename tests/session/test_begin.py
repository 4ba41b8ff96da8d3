"""A new session of a scenario."""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta

import pytest

from tests.session.changing import ALL_KINDS, NOW, every_kind
from workshop.errors import Refused
from workshop.session.begin import begin
from workshop.store.codec import decode, encode


def test_a_session_holds_what_it_needs_to_run_on_another_computer_years_later():
    session = begin(every_kind(), ALL_KINDS, client="Acme AB", lang="en", people=["Anna", " ", "Bo\n"], now=NOW)
    assert session.snapshot == ALL_KINDS
    assert session.scenario.id == "every_kind"
    assert session.scenario.sha256 == hashlib.sha256(ALL_KINDS.encode()).hexdigest()
    assert session.title == "Acme AB, every kind"
    assert [(person.id, person.name) for person in session.people] == [("p1", "Anna"), ("p2", "Bo")]
    assert session.teams["pairs"] == {"t1": ("p1", "p2")}
    assert session.created == session.changed == NOW
    assert decode(encode(session)).session == session


def test_the_title_is_the_scenarios_in_the_language():
    assert begin(every_kind(), "", lang="sv", now=NOW).title == "Alla sorter"
    assert begin(every_kind(), "", title=" Vår egen\n", lang="sv", now=NOW).title == "Vår egen"


def test_ids_sort_by_when_they_were_begun_and_are_uuids_of_version_7():
    made = [begin(every_kind(), "", now=NOW + timedelta(seconds=n)).uuid for n in range(5)]
    assert made == sorted(made)
    assert {uuid.UUID(one).version for one in made} == {7}
    assert {uuid.UUID(one).variant for one in made} == {uuid.RFC_4122}
    assert begin(every_kind(), "", now=NOW).uuid != begin(every_kind(), "", now=NOW).uuid


def test_only_their_number_may_be_known_and_alone_there_is_nobody_to_name():
    assert [person.name for person in begin(every_kind(), "", people=3, now=NOW).people] == ["", "", ""]
    assert begin(every_kind(), "", people=3, alone=True, now=NOW).people == ()
    with pytest.raises(Refused):
        begin(every_kind(), "", people=501, now=NOW)
