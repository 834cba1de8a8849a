from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chat import Chat

Open = Callable[..., Chat]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens chats with any settings, each with a database of its own."""
    chats: list[Chat] = []

    def chat(**settings: object) -> Chat:
        folder = tmp_path / str(len(chats))
        folder.mkdir()
        chats.append(Chat(folder, **settings))
        return chats[-1]

    yield chat
    for each in chats:
        each.close()


@pytest.fixture
def chat(opened: Open) -> Chat:
    return opened()
