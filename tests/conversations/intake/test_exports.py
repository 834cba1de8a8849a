"""Chats that were exported or copied: who said what."""

from tests.conversations.intake.test_read import CROISSANT, TEH_TARIK, bought, read

EXPORT = """[12/11/25 10.02.11] Rina: kak, 2 croissant ya
[12/11/25 10.03.40] Toko Kopi: ada teh tarik juga kak
yang baru
[12/11/25 10.06.12] Rina: Rina Marlina, Jl. Merdeka 12 Bandung 40111, 081299990000"""


def test_what_the_shop_said_is_no_order_and_is_shown() -> None:
    reading = read(EXPORT)
    assert bought(reading) == [(CROISSANT, 2)]
    assert any("teh tarik" in unused for unused in reading.unused)


def test_of_two_who_write_the_one_without_a_phone_is_the_shop() -> None:
    assert bought(read(EXPORT.replace("Toko Kopi", "Joko"))) == [(CROISSANT, 2)]


def test_where_nobody_is_the_shop_everybody_is_read() -> None:
    chat = EXPORT.replace("Toko Kopi", "Joko").replace(", 081299990000", "")
    assert bought(read(chat)) == [(CROISSANT, 2), (TEH_TARIK, 1)]


def test_telegram_puts_who_and_when_on_a_line_of_their_own() -> None:
    chat = """Rina, [12.11.25 10:02]
kak, 2 croissant ya

Toko Kopi, [12.11.25 10:03]
ada teh tarik juga kak

Rina, [12.11.25 10:06]
Rina Marlina, Jl. Merdeka 12 Bandung 40111, 081299990000"""
    reading = read(chat)
    assert bought(reading) == [(CROISSANT, 2)]
    assert reading.name is not None
    assert reading.name.full == "Rina Marlina"


def test_a_chat_may_be_copied_without_its_stamps() -> None:
    chat = """Kak Rina: min, 2 croissant ya
Admin: ada teh tarik juga kak
Kak Rina: itu aja
Kak Rina: Rina Marlina
Kak Rina: Jl. Merdeka 12 Bandung 40111
Kak Rina: 081299990000"""
    reading = read(chat)
    assert bought(reading) == [(CROISSANT, 2)]
    assert reading.name is not None
    assert reading.name.full == "Rina Marlina"


def test_a_chat_may_have_lost_its_lines() -> None:
    reading = read(EXPORT.replace("\n", " "))
    assert bought(reading) == [(CROISSANT, 2)]
    assert reading.name is not None
    assert reading.name.full == "Rina Marlina"
