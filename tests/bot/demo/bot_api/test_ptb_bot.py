"""python-telegram-bot's own Bot understands the answers, and what it really sends is understood."""

import asyncio
import datetime as dt

import pytest
import telegram
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.bot.demo.bot_api.desk import Desk


async def test_a_message_goes_from_a_person_to_the_bot_and_back(desk: Desk, bot: telegram.Bot) -> None:
    await desk.does("send", text="/new 2 kopi 😀")
    (update,) = await bot.get_updates(timeout=5, allowed_updates=["message", "callback_query"])
    assert update.message is not None
    assert update.message.text == "/new 2 kopi 😀"
    assert update.message.entities[0].type == "bot_command"
    assert update.message.date == dt.datetime.fromtimestamp(desk.clock.now, dt.UTC)

    keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("One", callback_data="1")]])
    sent = await bot.send_message(
        desk.person,
        "😀 <b>Which one?</b>",
        parse_mode="HTML",
        reply_markup=keyboard,
        link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        reply_parameters=telegram.ReplyParameters(update.message.message_id),
    )

    assert sent.text == "😀 Which one?"
    assert sent.parse_entities() == {sent.entities[0]: "Which one?"}
    assert sent.reply_markup == keyboard
    assert (await desk.chat())["messages"][-1]["text"] == "😀 Which one?"
    assert await desk.broken_rules() == []


async def test_entities_survive_the_way_through_ptb(desk: Desk, bot: telegram.Bot) -> None:
    entities = [
        telegram.MessageEntity("bold", 3, 4),
        telegram.MessageEntity("text_link", 0, 2, url="https://example.com"),
    ]
    sent = await bot.send_message(desk.person, "😀 kopi", entities=entities)
    assert sorted(sent.entities, key=lambda entity: entity.offset) == [entities[1], entities[0]]


async def test_a_tap_is_answered_and_its_card_edited(desk: Desk, bot: telegram.Bot) -> None:
    card = await desk.send("Card")
    await desk.does("press", message_id=card["message_id"], data="go")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "go"
    await update.callback_query.answer("Working", show_alert=True)
    edited = await update.callback_query.edit_message_text("Done")
    assert isinstance(edited, telegram.Message)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="not modified"):
        await update.callback_query.edit_message_text("Done")
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()
    assert await desk.broken_rules() == []


async def test_ptb_reads_every_kind_of_update(desk: Desk, bot: telegram.Bot) -> None:
    await desk.does("contact", phone_number="6281", first_name="Ani", vcard="BEGIN:VCARD", user_id=7)
    await desk.does("location", latitude=1.5, longitude=2.5)
    await desk.does("photo", caption="c")
    await desk.does("sticker")
    await desk.does("voice")
    await desk.does("document", file_name="a.txt", mime_type="text/plain", content="x")
    said = await desk.does("send", text="x", forward_from="Customer")
    await desk.does("press", message_id=99, data="old")
    await desk.does("block", blocked=True)
    await desk.does("block", blocked=False)
    said = await desk.does("send", text="y", reply_to_message_id=said["message_id"])
    await desk.does("edit", message_id=said["message_id"], text="z")

    updates = await bot.get_updates()

    messages = [update.message for update in updates if update.message]
    assert messages[0].contact == telegram.Contact("6281", "Ani", user_id=7, vcard="BEGIN:VCARD")
    assert messages[1].location == telegram.Location(2.5, 1.5)
    assert len(messages[2].photo) == 3
    assert messages[3].sticker is not None
    assert messages[4].voice is not None
    assert messages[5].document is not None
    assert isinstance(messages[6].forward_origin, telegram.MessageOriginHiddenUser)
    assert messages[7].reply_to_message is not None
    tap = next(update.callback_query for update in updates if update.callback_query)
    assert tap.message is not None
    assert not tap.message.is_accessible
    changes = [update.my_chat_member for update in updates if update.my_chat_member]
    assert [change.new_chat_member.status for change in changes] == ["kicked", "member"]
    assert updates[-1].edited_message is not None
    assert updates[-1].edited_message.text == "z"


async def test_a_file_goes_both_ways(desk: Desk, bot: telegram.Bot) -> None:
    content = bytes(range(256)) + b"\r\n--\r\n"
    sent = await bot.send_document(desk.person, content, filename="ö 1.bin", caption="*c*", parse_mode="MarkdownV2")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("ö 1.bin", 262, "c")
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    page = await desk.http.get(f"/people/{desk.person}/file/{sent.document.file_id}")
    assert page.content == content

    again = await bot.send_document(desk.person, sent.document.file_id)
    assert again.document is not None
    assert again.document.file_id == sent.document.file_id
    photo = await bot.send_photo(desk.person, b"not really a picture")
    assert len(photo.photo) == 1
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("nothing")

    await desk.does("document", file_name="o.csv", mime_type="text/csv", content="a;ö")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    received = await update.message.document.get_file()
    assert bytes(await received.download_as_bytearray()) == "a;ö".encode()
    assert await desk.broken_rules() == []


async def test_the_bot_introduces_itself(desk: Desk, bot: telegram.Bot) -> None:
    me = await bot.get_me()
    assert me.is_bot
    assert me.id == 123456789
    commands = [telegram.BotCommand("new", "New order")]
    await bot.set_my_commands(commands, scope=telegram.BotCommandScopeChat(desk.person), language_code="id")
    got = await bot.get_my_commands(scope=telegram.BotCommandScopeChat(desk.person), language_code="id")
    assert list(got) == commands
    await bot.delete_my_commands()
    await bot.set_my_description("Takes orders")
    await bot.set_my_short_description("Orders")
    chat = await bot.get_chat(desk.person)
    assert (chat.id, chat.type) == (desk.person, "private")
    await bot.send_chat_action(desk.person, "typing")
    keyboard = telegram.ReplyKeyboardMarkup(
        [[telegram.KeyboardButton("Number", request_contact=True)]], resize_keyboard=True, one_time_keyboard=True
    )
    message = await bot.send_message(desk.person, "x", reply_markup=keyboard)
    await bot.send_message(desk.person, "x", reply_markup=telegram.ReplyKeyboardRemove())
    assert await bot.delete_message(desk.person, message.message_id)
    await bot.set_webhook("https://127.0.0.1:9/hook", secret_token="abc", allowed_updates=["message"])  # noqa: S106
    assert (await bot.get_webhook_info()).allowed_updates == ("message",)
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.log_out()
    assert await bot.close()
    assert await desk.broken_rules() == []


async def test_ptb_raises_its_own_errors(desk: Desk, bot: telegram.Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # RetryAfter warns without it
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(desk.person, "a" * 4097)
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await bot.send_message(desk.person, "a < b", parse_mode="HTML")
    with pytest.raises(InvalidToken):
        await bot.send_dice(desk.person)
    await desk.control("fail", method="sendMessage", times=1, status=429, retry_after=3)
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(desk.person, "x")
    assert wait.value.retry_after == dt.timedelta(seconds=3)
    await desk.control("fail", method="sendMessage", times=1, status=502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(desk.person, "x")
    for how in ("reset", "cut"):
        await desk.control("fail", method="sendMessage", times=1, how=how)
        with pytest.raises(NetworkError):
            await bot.send_message(desk.person, "x")
    await desk.does("block", blocked=True)
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(desk.person, "x")


async def test_two_pollers_conflict(desk: Desk, bot: telegram.Bot) -> None:
    await bot.get_updates(offset=-1)
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await desk.polling()
    await desk.result("getUpdates")
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older
