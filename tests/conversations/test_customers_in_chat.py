"""Phones, names, addresses, and customers who are known."""

import pytest

from conversations.effects import LookUpCustomer
from conversations.events import CustomersFound, OrderCreated
from conversations.order import Address, Customer, Name, Phone
from tests.chat import Chat

from .conftest import Open
from .test_parts_in_any_order import led

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"
PHONE = "+6281234567890"
HOME = Address("Jl. Asia Afrika 8", "", "Bandung", "Jawa Barat", "40112", "ID")


BUDI = Name("Budi", "Santoso")


def known(chat: Chat, name: Name = BUDI, phone: str = PHONE) -> None:
    chat.shop_knows(CustomersFound(chat.draft.id, phone, (Customer("c1", name, Phone(phone), (HOME,)),)))


def ordered(chat: Chat, words: str = PASTE) -> None:
    chat.says(words)
    chat.taps("Create order")
    chat.shop_creates("1001", 50_000)


def test_a_repeat_customer_costs_a_phone_number_and_two_taps(chat: Chat) -> None:
    ordered(chat)
    chat.waits(hours=30)
    chat.says("081234567890")
    chat.sees("1 earlier order")
    chat.taps("Same as last time")
    chat.taps("Create order")
    chat.sees("Saved, sending")


@pytest.mark.parametrize("state", ["queued", "sending", "paused", "uncertain", "asked about", "created unread"])
def test_the_same_order_on_its_way_is_asked_about_too(chat: Chat, state: str) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    match state:
        case "sending":
            chat.shop_sends()
        case "paused":
            chat.shop_is_unreachable()
        case "uncertain":
            chat.shop_does_not_answer()
        case "asked about":
            chat.shop_does_not_find_it()
        case "created unread":
            chat.shop_says(OrderCreated(chat.submitted.id))
    chat.waits(minutes=5)
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("was sent 5 minutes ago and has no number yet. Create another one?")
    chat.taps("Create it anyway")
    chat.sees("Saved, sending…")


def test_an_order_that_was_refused_or_given_up_is_no_second_one(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Create order")
    chat.shop_rejects("no such variant")
    chat.taps("Create order")
    chat.sees("Saved, sending…")
    chat.shop_does_not_find_it()
    chat.taps("Give up")
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("Saved, sending…")


def test_the_same_order_within_a_day_is_asked_about(chat: Chat) -> None:
    ordered(chat)
    chat.waits(hours=2)
    chat.says(PASTE)
    chat.taps("Create order")
    chat.sees("2 hours ago", "1001")
    chat.taps("Create it anyway")
    chat.sees("Saved, sending")


def test_the_shop_is_asked_who_has_the_phone(chat: Chat) -> None:
    chat.says("2 croissant")
    chat.says("081234567890")
    assert LookUpCustomer(chat.draft.id, Phone(PHONE)) in chat.effects
    known(chat)
    chat.sees("Order for Budi Santoso")
    chat.sees_buttons("Jl. Asia Afrika 8,…ng, Jawa Barat 40112")
    chat.taps(chat.last.labels[0])
    chat.sees_buttons("Create order")


def test_late_news_of_a_customer_never_overwrites_what_was_typed(chat: Chat) -> None:
    chat.says("2 croissant")
    chat.says("081234567890")
    chat.says("Siti Aminah")
    before = chat.draft
    known(chat)
    assert chat.draft.name == Name("Siti", "Aminah")
    assert chat.draft.revision == before.revision
    chat.says("Jl. Merdeka 10, Bandung 40111")
    before = chat.draft
    known(chat, Name("Siti", "Aminah"))
    assert (chat.draft.revision, chat.draft.address) == (before.revision, before.address)


def test_news_of_another_phone_changes_nothing(chat: Chat) -> None:
    chat.says("2 croissant")
    chat.says("081234567890")
    before = chat.draft
    known(chat, phone="+6281311112222")
    assert chat.draft == before


def test_a_name_that_came_with_a_phone_goes_with_it_but_a_typed_one_stays(chat: Chat) -> None:
    ordered(chat)
    ordered(chat, "1 croissant, kirim ke Siti 0813-1111-2222, Jl. Melati 5 Surabaya 60111")
    chat.says("/new")
    chat.says("081234567890")
    chat.sees("Order for Budi Santoso")
    chat.says("081311112222")
    led(chat, ["[Change this one]"])
    chat.sees("Order for Siti")
    chat.says("/new")
    chat.says("2 croissant")
    chat.says("081299998888")
    chat.says("Tono")
    chat.says("081311112222")
    led(chat, ["[Change this one]"])
    chat.sees("Order for Tono")


def test_several_phones_are_asked_about_in_pages(chat: Chat) -> None:
    chat.says("\n".join(f"0812-3456-78{n}" for n in range(10, 22)))
    chat.sees("Which one")
    assert len(chat.last.labels) == 9
    chat.taps("More")
    chat.taps("+62 812-3456-7821")
    assert chat.draft.phone == Phone("+6281234567821")


@pytest.mark.parametrize("typed", ["0812 3456", "0812345678901234567", "+62 812 0"])
def test_a_phone_that_cannot_be_is_shown_as_read(chat: Chat, typed: str) -> None:
    chat.says("2 croissant")
    led(chat, ["[Next: customer]"])
    chat.says(typed)
    chat.sees(typed, "for example", "phone number?")
    assert chat.draft.lines


def test_a_shared_contact_keeps_its_name_through_the_question_whose_it_is(chat: Chat) -> None:
    chat.says(PASTE)
    chat.shares_contact("+6281311112222", "siti", "aminah")
    chat.sees_buttons("New order", "Change this one")
    chat.shares_contact("+6281311112222", "siti", "aminah")
    chat.taps("New order")
    assert chat.draft.phone == Phone("+6281311112222")
    assert chat.draft.name is not None
    assert chat.draft.name.full == "siti aminah"


def test_one_name_is_a_whole_name_and_the_api_gets_the_setting(chat: Chat) -> None:
    chat.says("2 croissant, kirim ke Suharto 0812-3456-7890, Jl. Merdeka 10 Bandung 40111")
    chat.sees("Order for Suharto")
    chat.taps("Create order")
    (request,) = [effect.request for effect in chat.effects if hasattr(effect, "request")]
    assert (request.name, request.last_name) == (Name("Suharto"), "-")


def test_a_city_state_needs_no_city_and_no_province(opened: Open) -> None:
    chat = opened(region="SG")
    for words in ("2 croissant", "81234567", "Mei Ling", "10 Anson Road 079903"):
        chat.says(words)
    chat.sees_buttons("Create order")
    assert (chat.draft.address.city, chat.draft.address.province) == ("Singapore", "Singapore")


def test_another_city_takes_its_own_province_along(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("kota Surabaya")
    chat.taps("Change")
    chat.taps("Address")
    chat.taps("City")
    chat.says("Atlantis")
    chat.sees("Which province?")
    chat.says("Jawa Timur")
    chat.sees_buttons("Create order")


def test_a_part_that_is_known_can_be_left_as_it_is(chat: Chat) -> None:
    chat.says(PASTE)
    before = chat.draft
    for part in ("Phone", "Name", "Address"):
        chat.taps("Change")
        chat.taps(part)
        chat.taps("Leave as it is")
        chat.sees_buttons("Create order")
    assert (chat.draft.phone, chat.draft.name, chat.draft.address) == (before.phone, before.name, before.address)


def test_extras_name_their_limits_and_tags_are_parted_at_commas(chat: Chat) -> None:
    chat.says(PASTE)
    chat.taps("Change")
    chat.taps("Note")
    chat.says("x" * 501)
    chat.sees("501", "500")
    chat.says("pagar hijau")
    chat.taps("Change")
    chat.taps("Tags")
    chat.says("grosir, langganan, grosir,")
    chat.sees("Note: pagar hijau", "Tags: grosir, langganan")
    chat.edits("pagar hijau", "pagar biru")
    assert chat.draft.extras.note == "pagar biru"


def test_a_location_of_one_customer_is_not_the_next_ones(chat: Chat) -> None:
    chat.shares_location(-6.9, 107.6)
    chat.sees("Note: https://maps.google.com/")
    chat.says("/new")
    assert chat.draft.extras.note == ""
    assert len(chat.drafts()) == 2
