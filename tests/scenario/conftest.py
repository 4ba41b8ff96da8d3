from __future__ import annotations

from collections.abc import Iterator

import pytest

from workshop import language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = language.current()
    language.use("en")
    yield
    language.use(before)
