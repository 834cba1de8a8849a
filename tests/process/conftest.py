from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.chat import Chat
from tests.process.desk import Desk, opened_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def chat(desk: Desk) -> Chat:
    """The owner's chat."""
    return desk.person()
