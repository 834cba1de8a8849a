"""Answers that are none, or are another question's; and what is said about facts that don't go together."""

import pytest

from conversations.events import CustomersFound
from conversations.order import Address, Customer, Name, Phone
from tests.chat import Chat

from .conftest import Open

PASTE = "2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung 40111"


@pytest.mark.parametrize(
    ("typed", "kept"), [("Jl Mawar 5", "Jl Mawar 5"), ("jalan mawar no 5, Bandung", "Bandung, Jawa Barat")]
)
def test_a_street_is_no_name_and_is_kept(chat: Chat, typed: str, kept: str) -> None:
    chat.says("2 croissant")
    chat.says("081234567890")
    chat.says(typed)
    chat.sees("took that as the address", kept, "What is the customer's name?")
    assert chat.draft.name is None


@pytest.mark.parametrize("typed", ["Budi 081234", "makasih kak", "ok", "Terima kasih banyak ya"])
def test_numbers_and_thanks_are_no_name(chat: Chat, typed: str) -> None:
    chat.says("2 croissant")
    chat.says("081234567890")
    chat.says(typed)
    chat.sees("isn't a name", "What is the customer's name?")
    assert chat.draft.name is None


@pytest.mark.parametrize("name", ["Toko 88", "Ani", "Puri Handayani", "Oki"])
def test_unusual_names_are_names(chat: Chat, name: str) -> None:
    chat.says("2 croissant")
    chat.says("081234567890")
    chat.says(name)
    chat.sees(f"Order for {name}")


@pytest.mark.parametrize("typed", ["thanks", "ok", "makasih", "ok kak makasih ya"])
def test_thanks_are_no_street_and_no_city(chat: Chat, typed: str) -> None:
    for words in ("2 croissant", "081234567890", "Budi", "Bandung 40111", typed):
        chat.says(words)
    chat.sees("I can't read a street in", "Which street and house number?")
    chat.says("Jl. Merdeka 10")
    chat.sees("Jl. Merdeka 10, Bandung, Jawa Barat 40111", "Is everything right?")


def test_in_indonesian_too(opened: Open) -> None:
    chat = opened(language="id")
    for words in ("2 croissant", "081234567890", "makasih"):
        chat.says(words)
    chat.sees("“makasih” bukan nama", "Siapa nama")
    chat.says("Jl Mawar 5")
    chat.sees("saya simpan sebagai alamat", "Siapa nama")


def test_who_has_sent_the_city_is_asked_for_the_street(chat: Chat) -> None:
    for words in ("2 croissant", "081234567890", "Budi", "Bandung"):
        chat.says(words)
    chat.sees("Which street and house number?")
    assert chat.last.labels == []


def test_a_changed_address_is_announced(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("Jl. Melati 5, Bandung 40115")
    chat.sees("Address changed: Jl. Merdeka 10, 40111 → Jl. Melati 5, 40115.", "Is everything right?")


def test_an_address_changed_by_a_corrected_message_is_announced(opened: Open) -> None:
    chat = opened(language="id")
    chat.says(PASTE)
    chat.edits(PASTE, PASTE.replace("10 Bandung", "12 Bandung"))
    chat.sees("Alamat diganti: Jl. Merdeka 10 → Jl. Merdeka 12.")


def test_phone_and_address_changed_together_are_both_announced(chat: Chat) -> None:
    chat.says(PASTE)
    chat.edits(PASTE, PASTE.replace("10 Bandung", "12 Bandung").replace("7890", "7891"))
    chat.sees("Address changed: Jl. Merdeka 10 → Jl. Merdeka 12.")


def test_an_address_that_is_the_same_or_more_of_it_is_no_change(chat: Chat) -> None:
    chat.says("2 croissant, kirim ke Budi Santoso 0812-3456-7890, Jl. Merdeka 10 Bandung")
    chat.says("Jl. Merdeka 10 Bandung 40111")
    chat.sees_no("Address changed")
    chat.says("Jl. Merdeka 10 Bandung 40111")
    chat.sees_no("Address changed")


def test_a_city_of_another_province_is_questioned(chat: Chat) -> None:
    chat.says(PASTE.replace("Bandung 40111", "Bandung, Jawa Tengah 50111"))
    chat.sees("Bandung is in Bandung, Jawa Barat, not where the address says: please check.")
    chat.taps("Check the province")
    chat.taps("Jawa Barat")
    chat.sees("Bandung, Jawa Barat")
    chat.sees_no("Bandung is in")


def test_a_province_given_alone_is_questioned(opened: Open) -> None:
    chat = opened(language="id")
    for words in ("2 croissant", "081234567890", "Budi", "Jl. Merdeka 10, Bandung 40111", "provinsi Jawa Tengah"):
        chat.says(words)
    chat.sees("Bandung ada di Bandung, Jawa Barat, bukan di tempat yang tertulis")
    chat.taps("Cek provinsi")


def test_the_note_names_courier_and_payment(chat: Chat) -> None:
    chat.says(f"{PASTE}\nJNE, COD\ncatatan: pagar hijau")
    chat.taps("Create order")
    assert notes(chat) == "Courier: JNE\nPayment: COD\npagar hijau"


def test_the_note_speaks_the_language_of_the_seller(opened: Open) -> None:
    chat = opened(language="id")
    chat.says(f"{PASTE}\nJNE, COD")
    chat.taps("Buat pesanan")
    assert notes(chat) == "Kurir: JNE\nPembayaran: COD"


def notes(chat: Chat) -> str:
    (request,) = [effect.request.notes for effect in chat.effects if hasattr(effect, "request")]
    return str(request)


def found(chat: Chat, first: str, last: str) -> None:
    phone = Phone("+6281234567890")
    address = Address("Jl. Asia Afrika 8", "", "Bandung", "Jawa Barat", "40112", "ID")
    chat.shop_knows(CustomersFound(chat.draft.id, phone.e164, (Customer("c1", Name(first, last), phone, (address,)),)))


def test_a_phone_that_is_anothers_in_the_shop_is_said(chat: Chat) -> None:
    chat.says(PASTE.replace("Budi Santoso", "Siti Aminah"))
    found(chat, "Budi", "Santoso")
    chat.sees("This number is Budi Santoso's in your shop.", "Order for Siti Aminah")
    chat.taps("Create order")
    chat.sees("Saved, sending")


def test_a_phone_of_an_earlier_order_under_another_name_is_said(opened: Open) -> None:
    chat = opened(language="id")
    chat.says(PASTE)
    chat.taps("Buat pesanan")
    chat.shop_creates("1001", 50_000)
    chat.says(PASTE.replace("Budi Santoso", "Siti Aminah"))
    chat.sees("Di toko Anda, nomor ini milik Budi Santoso.")


def test_a_phone_that_is_theirs_in_the_shop_is_not_said(chat: Chat) -> None:
    chat.says(PASTE.replace("Budi Santoso", "Budi"))
    found(chat, "Budi", "Santoso")
    chat.sees_no("in your shop")


def test_which_one_can_be_answered_with_none(chat: Chat) -> None:
    chat.says("2 croissant, 1 kaos senja")
    chat.sees("Which “")
    chat.taps("Leave it out")
    chat.sees_no("Which “")
    assert [line.variant.product_name for line in chat.draft.lines] == ["Croissant Butter"]


def test_thanks_are_no_address(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("change the address")
    chat.says("thanks")
    chat.sees("Jl. Merdeka 10")
    chat.sees_no("Address: thanks")


def test_thanks_are_no_product(chat: Chat) -> None:
    chat.says(PASTE)
    chat.says("makasih kak")
    chat.sees("Is everything right?")
    chat.sees_no("makasih")
