"""Being several people, and staying connected."""

from collections.abc import Iterator

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from playwright.sync_api import Page, expect

from bot.demo.bot_api import LocalTelegram
from tests.bot.demo.chat_page.conftest import RINA, SAM, TOKEN, ChatPage, ScriptedBot, serving_chat
from tests.process.waiting import refusing_port

pytestmark = pytest.mark.browser


@pytest.fixture
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal("asyncio") as running:
        yield running


def test_each_person_has_an_own_chat_and_an_own_draft(started: ChatPage, bot: ScriptedBot) -> None:
    started.find("composer").fill("Rina's half-written order")
    started.person("Sam").click()
    expect(started.find("start")).to_be_visible()
    expect(started.find("composer")).to_have_value("")
    started.says("hello from Sam")
    assert bot.next_update("message")["from"]["id"] == SAM
    started.person("Rina").click()

    expect(started.bubbles("/start")).to_be_visible()
    expect(started.bubbles("hello from Sam")).to_have_count(0)
    expect(started.find("composer")).to_have_value("Rina's half-written order")


def test_the_others_unread_messages_are_counted(started: ChatPage, bot: ScriptedBot) -> None:
    started.person("Sam").click()
    started.says("hello")
    bot.next_update("message")
    started.person("Rina").click()
    bot.says("one", SAM)
    bot.says("two", SAM)
    unread = started.person("Sam").get_by_test_id("unread")
    expect(unread).to_have_text("2")
    started.person("Sam").click()

    expect(started.bubbles("two")).to_be_visible()
    expect(unread).to_be_hidden()


def test_a_person_is_added_and_writes_at_once(chat: ChatPage, bot: ScriptedBot) -> None:
    chat.find("add-person").click()
    chat.find("field-name").fill("Siti Nur Rahma")
    chat.find("field-language_code").select_option("id")
    chat.find("field-name").press("Enter")
    expect(chat.person("Siti")).to_have_attribute("aria-pressed", "true")
    chat.find("start").click()

    sender = bot.next_update("message")["from"]
    assert (sender["first_name"], sender["last_name"], sender["language_code"]) == ("Siti", "Nur Rahma", "id")


def test_the_address_says_who_one_is(chat: ChatPage, url: str) -> None:
    chat.page.goto(f"{url}/#{SAM}")
    expect(chat.person("Sam")).to_have_attribute("aria-pressed", "true")
    chat.page.reload()

    expect(chat.person("Sam")).to_have_attribute("aria-pressed", "true")


def test_a_lost_connection_comes_back_with_what_was_missed(portal: BlockingPortal, page: Page) -> None:
    telegram = LocalTelegram(tokens=[TOKEN])
    telegram.add_person("Rina", id=RINA)
    chat = ChatPage(page)
    with refusing_port() as port:
        with portal.wrap_async_context_manager(serving_chat(telegram, port)) as url:
            bot = ScriptedBot(url)
            page.goto(url)
            chat.find("start").click()
            bot.next_update("message")
            chat.find("composer").fill("half-written")
            bot.close()
        expect(chat.find("status")).to_have_text("connecting…")

        with portal.wrap_async_context_manager(serving_chat(telegram, port)) as again:
            bot = ScriptedBot(again)
            bot.says("You missed this")
            expect(chat.bubbles("You missed this")).to_be_visible()
            expect(chat.find("status")).to_have_text("bot")
            expect(chat.find("composer")).to_have_value("half-written")
            bot.close()


def test_a_page_without_a_bot_waits_for_it(portal: BlockingPortal, page: Page) -> None:
    telegram = LocalTelegram()
    telegram.add_person("Rina", id=RINA)
    chat = ChatPage(page)
    with portal.wrap_async_context_manager(serving_chat(telegram)) as url:
        page.goto(url)
        expect(chat.find("status")).to_have_text("waiting for the bot…")
        expect(chat.find("start")).to_be_disabled()
        bot = ScriptedBot(url)
        expect(chat.find("status")).to_have_text("bot")
        expect(chat.find("start")).to_be_enabled()
        bot.close()


def test_where_nobody_is_one_is_asked_to_be_somebody(portal: BlockingPortal, page: Page) -> None:
    chat = ChatPage(page)
    with portal.wrap_async_context_manager(serving_chat(LocalTelegram(tokens=[TOKEN]))) as url:
        page.goto(url)
        chat.find("field-name").fill("Rina")
        chat.find("dialog-submit").click()

        expect(chat.find("start")).to_be_enabled()


def test_what_could_not_be_sent_comes_back_into_the_composer(portal: BlockingPortal, page: Page) -> None:
    telegram = LocalTelegram()
    telegram.add_person("Rina", id=RINA)
    chat = ChatPage(page)
    with portal.wrap_async_context_manager(serving_chat(telegram)) as url:
        page.goto(url)
        expect(chat.find("status")).to_have_text("waiting for the bot…")
        chat.stops_its_clock()
        chat.says("2 kopi")

        expect(chat.find("toast")).to_contain_text("no bot")
        expect(chat.find("composer")).to_have_value("2 kopi")
