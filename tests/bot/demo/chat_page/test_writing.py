"""Typing, editing, sharing: what a person sends."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.bot.demo.chat_page.conftest import RINA, SHOP, ChatPage, ScriptedBot
from tests.browser import PHONE

pytestmark = pytest.mark.browser


def test_start_is_the_first_thing_to_tap(chat: ChatPage, bot: ScriptedBot) -> None:
    chat.find("start").click()

    assert bot.next_update("message")["text"] == "/start"
    expect(chat.find("welcome")).to_be_hidden()
    expect(chat.bubbles("/start")).to_have_attribute("data-outgoing", "true")


def test_the_sample_goes_into_the_composer_and_is_sent_with_enter(started: ChatPage, bot: ScriptedBot) -> None:
    started.find("sample").click()
    expect(started.find("composer")).to_have_value(re.compile("^2 kopi susu gula aren"))
    started.find("composer").press("Enter")

    assert bot.next_update("message")["text"].endswith("Jl. Merdeka 10 Bandung 40111")
    expect(started.find("composer")).to_have_value("")
    expect(started.find("sample")).to_be_hidden()


def test_shift_and_enter_break_the_line(started: ChatPage, bot: ScriptedBot) -> None:
    composer = started.find("composer")
    composer.press_sequentially("2 kopi")
    composer.press("Shift+Enter")
    composer.press_sequentially("1 teh")
    composer.press("Enter")

    assert bot.next_update("message")["text"] == "2 kopi\n1 teh"


def test_pasted_lines_stay_lines(started: ChatPage, bot: ScriptedBot) -> None:
    lines = "\n".join(f"{number} kopi" for number in range(1, 13))
    started.page.evaluate("text => navigator.clipboard.writeText(text)", lines)
    started.find("composer").focus()
    started.page.keyboard.press("Control+V")
    started.find("send").click()

    assert bot.next_update("message")["text"] == lines


def test_what_was_typed_first_arrives_first(started: ChatPage, bot: ScriptedBot) -> None:
    for number in range(10):
        started.says(f"message {number}")

    assert [bot.next_update("message")["text"] for _ in range(10)] == [f"message {number}" for number in range(10)]


def test_an_own_message_is_edited_in_place(started: ChatPage, bot: ScriptedBot) -> None:
    started.says("2 kopi susu")
    sent = bot.next_update("message")
    started.find("composer").fill("a draft")
    bubble = started.bubbles("2 kopi susu")
    bubble.hover()
    bubble.get_by_test_id("bubble-menu").click()
    started.find("menu-edit").click()
    expect(started.find("edit-bar")).to_be_visible()
    expect(started.find("composer")).to_have_value("2 kopi susu")
    started.says("3 kopi susu")

    edited = bot.next_update("edited_message")
    assert (edited["message_id"], edited["text"]) == (sent["message_id"], "3 kopi susu")
    expect(started.bubbles("3 kopi susu").get_by_test_id("edited")).to_be_visible()
    expect(started.find("edit-bar")).to_be_hidden()
    expect(started.find("composer")).to_have_value("a draft")


def test_escape_leaves_editing_and_gives_the_draft_back(started: ChatPage, bot: ScriptedBot) -> None:
    started.says("2 kopi susu")
    bot.next_update("message")
    expect(started.bubbles("2 kopi susu")).to_be_visible()
    started.find("composer").press("ArrowUp")
    expect(started.find("composer")).to_have_value("2 kopi susu")
    started.find("composer").press("Escape")

    expect(started.find("edit-bar")).to_be_hidden()
    expect(started.find("composer")).to_have_value("")


def test_a_right_click_offers_to_copy(started: ChatPage, bot: ScriptedBot) -> None:
    bot.says("Order 1001 created.")
    started.bubbles("Order 1001").get_by_test_id("bubble-text").click(button="right")
    expect(started.find("menu-edit")).to_have_count(0)
    started.stops_its_clock()
    started.find("menu-copy").click()
    expect(started.find("toast")).to_have_text("Copied.")

    assert started.page.evaluate("navigator.clipboard.readText()") == "Order 1001 created."


def test_a_long_press_opens_the_menu_which_stays_when_the_finger_is_lifted(
    browser: Browser, url: str, bot: ScriptedBot
) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True) as context:
        chat = ChatPage(context.new_page())
        chat.page.goto(url)
        chat.find("composer").fill("2 kopi susu")
        chat.find("send").tap()
        bot.next_update("message")
        place = chat.bubbles("2 kopi susu").get_by_test_id("bubble-text").bounding_box()
        assert place
        finger = context.new_cdp_session(chat.page)
        touch = {"x": place["x"] + 5, "y": place["y"] + 5}
        finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [touch]})
        expect(chat.find("menu-edit")).to_be_visible()
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        chat.find("menu-edit").tap()

        expect(chat.find("composer")).to_have_value("2 kopi susu")


def test_a_menu_is_closed_by_escape_and_by_a_tap_elsewhere(started: ChatPage) -> None:
    started.find("attach").click()
    started.page.keyboard.press("Escape")
    expect(started.find("menu")).to_have_count(0)
    expect(started.find("attach")).to_be_focused()
    started.find("attach").click()
    started.find("log").click()

    expect(started.find("menu")).to_have_count(0)


def test_commands_are_listed_and_filtered_while_typed(started: ChatPage, bot: ScriptedBot) -> None:
    commands = {"new": "Start an order", "drafts": "Open orders", "new_shop": "Another shop"}
    bot.call("setMyCommands", commands=[{"command": name, "description": text} for name, text in commands.items()])
    started.find("commands").click()
    expect(started.find("command")).to_have_count(3)
    started.find("composer").press_sequentially("/ne")
    expect(started.find("command")).to_have_text(["/newStart an order", "/new_shopAnother shop"])
    started.find("composer").press("ArrowDown")
    started.find("composer").press("Enter")

    assert bot.next_update("message")["text"] == "/new_shop"
    expect(started.find("composer")).to_have_value("")
    expect(started.find("command-list")).to_be_hidden()


def test_the_own_phone_number_is_shared_from_the_menu(started: ChatPage, bot: ScriptedBot) -> None:
    started.find("attach").click()
    started.find("attach-own-contact").click()

    contact = bot.next_update("message")["contact"]
    assert contact == {
        "phone_number": "6281200001001",
        "first_name": "Rina",
        "last_name": "Wijaya",
        "user_id": RINA,
    }
    expect(started.find("attachment")).to_contain_text("Rina Wijaya")


def test_another_contact_is_shared_with_the_keyboard_alone(started: ChatPage, bot: ScriptedBot) -> None:
    started.find("attach").press("Enter")
    started.page.keyboard.press("ArrowDown")
    started.page.keyboard.press("Enter")
    started.page.keyboard.type("Budi Santoso")
    started.page.keyboard.press("Tab")
    started.page.keyboard.type("+62 812-3456-7890")
    started.page.keyboard.press("Enter")

    contact = bot.next_update("message")["contact"]
    assert contact == {"phone_number": "+62 812-3456-7890", "first_name": "Budi", "last_name": "Santoso"}


def test_a_reply_keyboard_shares_the_contact_it_asks_for(started: ChatPage, bot: ScriptedBot) -> None:
    keyboard = [[{"text": "Share my number", "request_contact": True}], [{"text": "Skip"}]]
    bot.says("Your number?", reply_markup={"keyboard": keyboard, "one_time_keyboard": True})
    started.find("reply-button").filter(has_text="Share my number").click()

    assert bot.next_update("message")["contact"]["user_id"] == RINA
    expect(started.find("reply-keyboard")).to_be_hidden()


def test_a_reply_keyboard_stays_until_the_bot_removes_it(started: ChatPage, bot: ScriptedBot) -> None:
    bot.says(
        "Which language?", reply_markup={"keyboard": [["English", "Indonesia"]], "input_field_placeholder": "Language"}
    )
    expect(started.find("composer")).to_have_attribute("placeholder", "Language")
    started.find("reply-button").filter(has_text="Indonesia").click()
    assert bot.next_update("message")["text"] == "Indonesia"
    expect(started.find("reply-keyboard")).to_be_visible()
    bot.says("Baik.", reply_markup={"remove_keyboard": True})

    expect(started.find("reply-keyboard")).to_be_hidden()
    expect(started.find("composer")).to_have_attribute("placeholder", "Message")


def test_location_photo_file_sticker_and_voice_are_sent(started: ChatPage, bot: ScriptedBot) -> None:
    def attach(kind: str, **fields: str) -> None:
        started.find("attach").click()
        started.find(f"attach-{kind}").click()
        for name, value in fields.items():
            started.find(f"field-{name}").fill(value)
        if fields:
            started.find("dialog-submit").click()

    attach("location", latitude="-6.9", longitude="107.6")
    assert bot.next_update("message")["location"] == {"latitude": -6.9, "longitude": 107.6}
    attach("photo", caption="the receipt")
    assert bot.next_update("message")["caption"] == "the receipt"
    attach("document", file_name="order.txt", content="2 kopi\n1 teh")
    assert bot.next_update("message")["document"]["file_name"] == "order.txt"
    attach("sticker")
    assert bot.next_update("message")["sticker"]
    attach("voice")
    assert bot.next_update("message")["voice"]


def test_the_shop_is_one_link_away(chat: ChatPage) -> None:
    expect(chat.find("shop-link")).to_have_attribute("href", SHOP)
