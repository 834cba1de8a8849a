"""Bubbles, buttons, edits: what a person sees of the bot."""

import pytest
from playwright.sync_api import Locator, expect

from tests.bot.demo.chat_page.conftest import RINA, ChatPage, ScriptedBot

pytestmark = pytest.mark.browser

NAUGHTY = (
    "<img src=x onerror=alert(1)>",
    "<script>document.title = 'owned'</script>",
    "&lt;b&gt; & *not bold* _nor this_ `nor code`",
    "مرحبا بالعالم 👩‍👩‍👧‍👦 𝒦opi ﷽",
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
)


def keyboard(*rows: list[tuple[str, str]]) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in rows]}


def spinner(chat: ChatPage, label: str) -> Locator:
    return chat.button(label).get_by_test_id("spinner")


@pytest.mark.parametrize("text", NAUGHTY)
def test_text_from_people_and_bots_is_never_markup(started: ChatPage, bot: ScriptedBot, text: str) -> None:
    started.says(text)
    assert bot.next_update("message")["text"] == text
    bot.says(text)

    texts = started.find("bubble-text")
    expect(texts).to_have_count(3)
    assert texts.all_text_contents()[1:] == [text, text]
    assert started.page.locator("#log img, #log script").count() == 0
    assert started.page.title() == "Orderdesk chat"


def test_entities_are_counted_in_utf16_units(started: ChatPage, bot: ScriptedBot) -> None:
    text = "👍🏽 total Rp61.000 here or there"
    at = text.encode("utf-16-le").index("Rp".encode("utf-16-le")) // 2
    entities = [
        {"type": "bold", "offset": at, "length": 8},
        {"type": "italic", "offset": at, "length": 2},
        {"type": "text_link", "offset": at + 9, "length": 4, "url": "https://example.com/"},
    ]
    bot.says(text, entities=entities)

    bubble = started.bubbles("total")
    expect(bubble.locator("strong")).to_have_text("Rp61.000")
    expect(bubble.locator("strong em")).to_have_text("Rp")
    expect(bubble.locator("a")).to_have_attribute("href", "https://example.com/")
    assert bubble.get_by_test_id("bubble-text").text_content() == text


def test_links_that_would_run_code_are_plain_text(chat: ChatPage) -> None:
    # The Bot API refuses them; whoever speaks for it must not be trusted with it.
    rendered = chat.page.evaluate(
        """async () => {
          const { renderText } = await import("/static/entities.js");
          const box = document.createElement("div");
          box.append(renderText("a b c", [
            { type: "text_link", offset: 0, length: 1, url: "javascript:alert(1)" },
            { type: "text_link", offset: 2, length: 1, url: "data:text/html,x" },
            { type: "bold", offset: 4, length: 99 },
            { type: "bold", offset: 40, length: 2 },
          ]));
          return box.innerHTML;
        }"""
    )

    assert rendered == "<span>a</span> <span>b</span> <strong>c</strong>"


def test_addresses_in_plain_words_are_links(started: ChatPage, bot: ScriptedBot) -> None:
    bot.says("The map: https://example.com/?q=1,2.")
    expect(started.bubbles("The map").locator("a")).to_have_attribute("href", "https://example.com/?q=1,2")


def test_a_link_that_starts_a_bot_tells_the_bot_so(started: ChatPage, bot: ScriptedBot) -> None:
    marked = [{"type": "bold", "offset": 0, "length": 7}]
    bot.says("Come in: https://t.me/local_desk_bot?start=AAAA-bbbb_1", entities=marked)
    started.bubbles("Come in").get_by_role("button", name="https://t.me").click()
    assert bot.next_update("message")["text"] == "/start AAAA-bbbb_1"


def test_a_tap_spins_until_it_is_answered(started: ChatPage, bot: ScriptedBot) -> None:
    bot.says("Order for Budi", reply_markup=keyboard([("Create order", "create")], [("Change", "change")]))
    expect(spinner(started, "Create order")).to_be_hidden()
    started.stops_its_clock()
    started.button("Create order").click()

    query = bot.next_update("callback_query")
    assert query["data"] == "create"
    expect(spinner(started, "Create order")).to_be_visible()
    expect(spinner(started, "Change")).to_be_hidden()
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Creating…")
    expect(spinner(started, "Create order")).to_be_hidden()
    expect(started.find("toast")).to_have_text("Creating…")


def test_an_alert_waits_to_be_read(started: ChatPage, bot: ScriptedBot) -> None:
    bot.says("Order for Budi", reply_markup=keyboard([("Discard", "discard")]))
    started.button("Discard").click()
    query = bot.next_update("callback_query")
    bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Really?", show_alert=True)

    expect(started.find("alert-text")).to_have_text("Really?")
    started.find("alert-ok").click()
    expect(started.find("alert")).to_have_count(0)


def test_a_spinner_ends_after_15_seconds_without_an_answer(started: ChatPage, bot: ScriptedBot) -> None:
    bot.says("Order for Budi", reply_markup=keyboard([("Create order", "create")]))
    started.stops_its_clock()
    started.button("Create order").click()
    bot.next_update("callback_query")
    expect(spinner(started, "Create order")).to_be_visible()
    started.page.clock.fast_forward("00:15")

    expect(spinner(started, "Create order")).to_be_hidden()


def test_a_card_edited_while_the_finger_is_down_keeps_the_tap(started: ChatPage, bot: ScriptedBot) -> None:
    card = bot.says("Kopi: 1", reply_markup=keyboard([("+", "r1:plus")]))
    started.button("+").hover()
    started.page.mouse.down()
    bot.call(
        "editMessageText",
        chat_id=RINA,
        message_id=card["message_id"],
        text="Kopi: 2",
        reply_markup=keyboard([("+", "r2:plus")]),
    )
    expect(started.button("+")).to_have_attribute("data-callback-data", "r2:plus")
    started.page.mouse.up()

    assert bot.next_update("callback_query")["data"] == "r1:plus"


def test_an_edit_changes_the_bubble_in_place_without_a_jump(started: ChatPage, bot: ScriptedBot) -> None:
    messages = [bot.says(f"Line {number}\n" * 3) for number in range(15)]
    expect(started.bubbles("Line 14")).to_be_visible()
    started.find("log").evaluate("log => log.scrollTo(0, 500)")
    expect(started.find("scroll-down")).to_be_visible()
    reading = started.bubbles("Line 7").first
    before = reading.bounding_box()
    first = messages[0]["message_id"]
    bot.call("editMessageText", chat_id=RINA, message_id=first, text="A much longer text\n" * 12)
    expect(started.bubbles("A much longer text").get_by_test_id("edited")).to_be_attached()

    after = reading.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 1


def test_who_reads_old_messages_is_told_of_new_ones(started: ChatPage, bot: ScriptedBot) -> None:
    for number in range(15):
        bot.says(f"Line {number}\n" * 3)
    expect(started.bubbles("Line 14")).to_be_in_viewport()
    started.find("log").evaluate("log => log.scrollTo(0, 0)")
    expect(started.find("scroll-down")).to_be_visible()
    bot.says("First news")
    bot.says("Second news")
    expect(started.find("scroll-count")).to_have_text("2")
    expect(started.bubbles("Second news")).not_to_be_in_viewport()
    started.find("scroll-down").click()

    expect(started.bubbles("Second news")).to_be_in_viewport()
    expect(started.find("scroll-down")).to_be_hidden()


def test_a_deleted_message_is_gone(started: ChatPage, bot: ScriptedBot) -> None:
    message = bot.says("Wrong chat")
    expect(started.bubbles("Wrong chat")).to_be_visible()
    bot.call("deleteMessage", chat_id=RINA, message_id=message["message_id"])

    expect(started.bubbles("Wrong chat")).to_have_count(0)


def test_the_header_says_that_the_bot_is_typing(started: ChatPage, bot: ScriptedBot) -> None:
    started.stops_its_clock()
    bot.call("sendChatAction", chat_id=RINA, action="typing")
    expect(started.find("status")).to_have_text("typing…")
    bot.says("Here it is")

    expect(started.find("status")).to_have_text("bot")
