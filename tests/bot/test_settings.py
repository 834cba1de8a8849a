from pathlib import Path

import pytest

from bot.settings import DeskSettings, Settings, SettingsError, load, unknown_names

TOKEN = "123456789:AAHcanarycanarycanarycanary"  # noqa: S105  # of nobody's bot
KEY = "bbb_live_canary"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ORDERDESK_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("ORDERDESK_ORDERS_API_KEY", KEY)


def mistakes(monkeypatch: pytest.MonkeyPatch, **settings: str) -> str:
    for name, value in settings.items():
        monkeypatch.setenv(f"ORDERDESK_{name.upper()}", value)
    with pytest.raises(SettingsError) as raised:
        load(Settings)
    return str(raised.value)


def test_token_and_key_are_enough() -> None:
    settings = load(Settings)
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.orders_api_url == "https://api.bitbybit.studio/customer/open/v1"
    assert settings.owners == ()


def test_owners_are_numbers_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERDESK_OWNERS", " 1, 22 ,")
    assert load(Settings).owners == (1, 22)


def test_a_file_gives_settings_too_and_the_environment_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("ORDERDESK_REGION=my\nORDERDESK_CURRENCY=MYR\n")
    monkeypatch.setenv("ORDERDESK_CURRENCY", "sgd")
    settings = load(Settings)
    assert (settings.region, settings.currency) == ("MY", "SGD")


def test_a_trailing_slash_is_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORDERDESK_TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    assert load(Settings).telegram_api_url == "http://127.0.0.1:8081"


def test_what_is_missing_is_named_with_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORDERDESK_TELEGRAM_TOKEN")
    assert mistakes(monkeypatch) == (
        "ORDERDESK_TELEGRAM_TOKEN is missing: set it to the bot's token, as BotFather gives it."
    )


def test_an_empty_setting_is_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ORDERDESK_ORDERS_API_KEY is missing" in mistakes(monkeypatch, orders_api_key="")


def test_every_mistake_has_one_line_and_no_line_has_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "telegram_token": "canary canary",
        "telegram_api_url": "canary",
        "orders_api_url": "ftp://canary",
        "orders_api_key": "canary\nx: y",
        "orders_api_key_header": "canary:",
        "region": "canary",
        "currency": "canary",
        "language": "canary",
        "owners": "1,canary",
        "quiet_seconds": "canary",
        "pause_minutes": "-1",
        "updates_per_minute": "9",
        "keep_messages_days": "canary",
        "keep_drafts_days": "0",
    }
    said = mistakes(monkeypatch, **wrong)
    assert [line.partition(" ")[0] for line in sorted(said.splitlines())] == sorted(
        f"ORDERDESK_{name}".upper() for name in wrong
    )
    assert "canary" not in said


def test_a_command_asks_only_for_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ORDERDESK_TELEGRAM_TOKEN")
    monkeypatch.delenv("ORDERDESK_ORDERS_API_KEY")
    assert load(DeskSettings).data_dir == Path("data")


def test_a_misspelt_setting_is_noticed() -> None:
    assert unknown_names({"ORDERDESK_OWNER": "1", "ORDERDESK_REGION": "ID", "HOME": "/"}) == ("ORDERDESK_OWNER",)


def test_secrets_do_not_show_themselves() -> None:
    assert TOKEN not in repr(load(Settings))
    assert KEY not in repr(load(Settings))
