"""A whole order, from the first message to its number, through the real process."""

import pytest

from tests.process.chat import Chat
from tests.process.desk import E164, KEY, NAME, PASTE, PHONE, STREET, Desk
from tests.process.waiting import eventually

ADDRESS_FIELDS = {"firstName", "lastName", "phone", "address1", "city", "province", "country", "zip"}


def test_a_new_customers_order_step_by_step(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says("/start")
    chat.sees("What is the customer ordering?")
    chat.says("kopi susu gula aren 250 ml")
    chat.sees("how many?")
    chat.says("2")
    chat.taps("Add another")
    chat.sees("What else?")
    chat.says("croissant")
    chat.sees("Croissant Butter", "how many?")
    chat.taps("1")
    chat.taps("Next: customer")
    chat.sees("phone number?")
    chat.says("0812 3456")
    chat.sees("too short")
    chat.says(PHONE)
    chat.sees("What is the customer's name?")
    chat.says("Ratnasari")
    chat.sees("Where should it go?")
    chat.says(STREET)
    chat.sees("Which city or regency?")
    chat.says("Bandung")
    chat.sees("Which postcode?")
    chat.says("40111")
    chat.sees("Jawa Barat 40111", "Is everything right?")
    chat.taps("Create order")
    chat.sees("Order 1001 created. Total Rp61.000")

    (post,) = desk.posts
    order = post["json"]
    assert [item["quantity"] for item in order["lineItems"]] == [2, 1]
    assert order["shippingAddress"]["lastName"] == "-", "people with one name have the configured last name"
    assert [order["orderNumber"] for order in desk.orders] == ["1001"]


@pytest.mark.parametrize(
    ("language", "create", "created"),
    [
        ("en", "Create order", "Order 1001 created. Total Rp50.000"),
        ("id", "Buat pesanan", "Pesanan 1001 dibuat. Total Rp50.000"),
    ],
)
def test_a_paste_and_a_tap_create_an_order_with_the_documented_fields_only(
    desk: Desk, language: str, create: str, created: str
) -> None:
    chat = desk.person(language=language)
    desk.starts()
    chat.says(PASTE)
    chat.sees(NAME, STREET, "Rp50.000")
    chat.taps(create)
    chat.sees(created)

    (post,) = desk.posts
    assert post["path"] == "/customer/open/v1/orders"
    assert post["headers"]["x-api-key"] == KEY
    assert post["headers"]["content-type"] == "application/json"
    order = post["json"]
    (tag,) = order["tags"]
    assert tag.startswith("tg-")
    assert order.keys() == {"lineItems", "shippingAddress", "customer", "notes", "tags"}
    assert [item.keys() for item in order["lineItems"]] == [{"productVariantId", "quantity"}]
    assert order["shippingAddress"].keys() <= ADDRESS_FIELDS
    assert order["shippingAddress"]["phone"] == E164
    assert order["shippingAddress"]["province"] == "Jawa Barat"
    assert order["customer"] == {"firstName": "Ratnasari", "lastName": "Wibisana", "phone": E164}
    assert order["notes"].endswith(tag)


def test_two_orders_have_two_tags(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    chat.says(PASTE.replace("2 croissant", "3 croissant"))
    chat.taps("Create order")
    chat.sees("Order 1002 created. Total Rp75.000")
    first, second = (post["json"]["tags"] for post in desk.posts)
    assert first != second


def test_the_key_goes_under_the_header_and_to_the_base_that_the_settings_name(desk: Desk, chat: Chat) -> None:
    desk.starts(orders_api_url=f"{desk.shop}/customer/api/open/v1/", orders_api_key_header="x-bitbybit-key")
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    (post,) = desk.posts
    assert post["headers"]["x-bitbybit-key"] == KEY
    assert "x-api-key" not in post["headers"]
    assert post["path"] == "/customer/api/open/v1/orders"


def test_a_known_customers_saved_address_is_offered_and_the_order_names_the_customer(desk: Desk, chat: Chat) -> None:
    desk.starts()
    chat.says("2 croissant")
    chat.taps("Next: customer")
    chat.sees("phone number?")
    chat.says("0857-1234-5678")
    shown = chat.sees("Sulastri: where should it go?")
    chat.presses(shown, next(label for label in shown.labels if "Malioboro" in label))
    chat.taps("Create order")
    chat.sees("Order 1001 created")
    (post,) = desk.posts
    assert post["json"]["customerId"] == "cus_6d700dvge6d6kh6p"
    assert "customer" not in post["json"]


def test_a_stranger_gets_one_sentence_and_nothing_else(desk: Desk, chat: Chat) -> None:
    desk.starts()
    stranger = desk.person("Tono", number=9009)
    stranger.says(PASTE)
    stranger.sees("This order desk is private.")
    stranger.forges(stranger.newest.message, "whatever:1:create")
    stranger.sends("sticker")
    stranger.says("/help")
    eventually(lambda: len(stranger.messages) >= 3, stranger.screen)
    private = ("This order desk is private. Ask its owner to invite you.", [])
    assert [shown.looks for shown in stranger.messages] == [private] * 3  # a tap has no answer but its own
    chat.is_up_to_date()
    assert desk.posts == []


def test_a_group_is_pointed_to_the_private_chat_by_commands_only(desk: Desk, chat: Chat) -> None:
    desk.starts()
    group = {"id": -100200300, "type": "supergroup", "title": "Warung"}
    person = {"id": chat.person, "is_bot": False, "first_name": "Sari", "language_code": "en"}

    def hears(text: str, number: int) -> None:
        message = {"message_id": number, "date": 1_790_000_000, "chat": group, "from": person, "text": text}
        desk.controls("update", message=message)

    hears("2 croissant", 5)
    hears("/new", 6)
    hears("thanks all", 7)
    hears("/start", 8)
    desk.has_calls("sendMessage", 2)
    chat.is_up_to_date()
    sent = [call["params"] for call in desk.calls_of("sendMessage")]
    to_group = [params["text"] for params in sent if int(params["chat_id"]) == group["id"]]
    assert to_group == ["I take orders in a private chat only. Please write to me there."] * 2
