"""A translation service on loopback for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.translation.service import FakeService, running


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeService]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as started:
        yield started
