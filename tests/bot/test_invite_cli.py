"""`orderdesk invite`, beside a running bot and without one."""

import io
from pathlib import Path

import pytest

from bot.invite_cli import NO_LINK, run_invite
from bot.settings import InviteSettings, load


def test_it_needs_neither_token_nor_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert load(InviteSettings).telegram_token is None


def test_without_the_bots_name_it_says_why_there_is_no_link(tmp_path: Path) -> None:
    out, errors = io.StringIO(), io.StringIO()
    assert run_invite(tmp_path, "owner", lambda: "", out=out, errors=errors) == 0
    assert "/start " in out.getvalue()
    assert errors.getvalue().strip() == NO_LINK


def test_with_a_token_the_link_has_the_bots_name(tmp_path: Path) -> None:
    out = io.StringIO()
    run_invite(tmp_path, "agent", lambda: "kopi_bot", out=out)
    assert "https://t.me/kopi_bot?start=" in out.getvalue()
