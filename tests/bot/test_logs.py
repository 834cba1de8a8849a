"""Lines of the log that can't be written."""

import errno
import io
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


class Full(io.StringIO):
    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def kept() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("kept")
def test_a_line_that_finds_no_room_doesnt_end_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    logs.set_up()
    structlog.get_logger().error("no room to work; trying again")


@pytest.mark.usefixtures("kept")
def test_lines_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    structlog.get_logger("bot").warning("a message waits", chat=7001)
    assert 'level=warning event="a message waits" chat=7001' in capsys.readouterr().err
