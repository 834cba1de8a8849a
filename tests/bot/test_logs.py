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
def set_up() -> Iterator[None]:
    before = structlog.get_config()
    logs.set_up()
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("set_up")
def test_a_line_that_finds_no_room_doesnt_end_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    structlog.get_logger().error("no room to work; trying again")


@pytest.mark.usefixtures("set_up")
def test_lines_go_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger().warning("a message waits", chat=7001)
    assert 'level=warning event="a message waits" chat=7001' in capsys.readouterr().err
