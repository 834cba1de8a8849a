"""Second thoughts in everyday words, and what must not hide or pass for an item."""

import pytest

from conversations.intake.corrections import read_change
from conversations.intake.words import CANCELLATION
from conversations.order import Name, Variant
from storage.places import Regions
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Reader

SHOP = SmallCatalogue(
    [
        Variant("c", "p1", "Cushion", "Shade 21"),
        Variant("k2", "p2", "Keripik Singkong", "250gr"),
        Variant("k5", "p2", "Keripik Singkong", "500gr"),
        Variant("th", "p3", "Tumbler", "Hitam"),
        Variant("tp", "p3", "Tumbler", "Putih"),
        Variant("m", "p4", "Madu Hutan", ""),
        Variant("g6", "p5", "Gamis Anak", "6-7 th"),
    ]
)
read = Reader(SHOP)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("cushion 1, madu hutan 2\ncushion nya g jd ya", [("m", 2)]),
        ("tumbler putih 3, madu hutan 1. Sorry, only 2 tumblers please", [("tp", 2), ("m", 1)]),
        ("tumbler putih 3, madu hutan 1. Actually 1 tumbler is enough", [("tp", 1), ("m", 1)]),
        ("tumbler hitam 1, madu hutan 2. Paki gift wrap po at wag na lagyan ng presyo", [("th", 1), ("m", 2)]),
        ("un tumbler putih y otro hitam", [("tp", 1), ("th", 1)]),
        ("tumbler (putih, not the hitam) 2", [("tp", 2)]),
        ("tumbler (two of the putih)", []),
        ("tumbler putih 3. Eh tumblernya hitam aja kak", [("th", 3)]),
        ("tumbler putih 3\ntumblernya hitam juga deh", []),
        ("tumbler putih 3\neh tumbler nya hitam aja biar ga samaan", [("th", 3)]),
        ("tumbler putih 3\neh tumblernya yg hitam aja jgn putih", [("th", 3)]),
        ("cukup 2 aja, madu hutan itu", []),
        ("tumbler hitam 2\nsatunya putih ya", [("th", 1), ("tp", 1)]),
        ("tumbler hitam 3\nyg dua putih deh", [("th", 1), ("tp", 2)]),
        ("3 tumbler hitam. Make one of them putih please", [("th", 2), ("tp", 1)]),
        ("tumbler hitam 1\nsatunya putih ya", []),  # of one there is no other
        ("tumbler hitam 5\ntumblernya 3 hitam 2 putih aja", [("th", 3), ("tp", 2)]),
        ("tumbler hitam 3, madu hutan 1\nyang hitam satu aja, sisanya putih", [("th", 1), ("m", 1), ("tp", 2)]),
        # What is left of the honey is no tumbler, although the honey has another place now.
        ("cushion 4, madu hutan 5, tumbler hitam 1\nmadunya 2 aja\ncushionnya batal\nsisanya putih", [("m", 2)]),
        ("madu hutan 2, tumbler putih 1\noh iya tumblernya yang hitam", [("m", 2), ("th", 1)]),
        ("madu hutan 2, tumbler putih 1\nmadunya setengah lusin deh", [("m", 6), ("tp", 1)]),
        ("keripik singkong 250gr 2\nkeripiknya 500gr aja", [("k5", 2)]),
        ("tumbler hitam 3, madu hutan 2\neh tumblernya jadi hitam 2 putih 1", [("m", 2), ("th", 2), ("tp", 1)]),
        ("3 tumbler hitam. Eh jap, tumbler tu buat 2 hitam 1 putih la", [("th", 2), ("tp", 1)]),
        ("tres tumbler hitam. Perdón, de los tumbler mejor dos hitam y uno putih", [("th", 2), ("tp", 1)]),
        ("tumbler hitam 3\neh tambah tumbler hitam 2 putih 1", [("tp", 1)]),  # twice black: asked
    ],
)
def test_more_second_thoughts_are_followed(text: str, items: list[tuple[str, int | None]]) -> None:
    assert read.sure(text) == items


def test_a_gram_is_no_negation() -> None:
    assert CANCELLATION.search("keripik 250 g jadi 2") is None
    assert CANCELLATION.search("keripiknya g jadi") is not None


def test_another_size_with_a_count_of_its_own_may_take_the_place_of_what_it_is_called_after() -> None:
    assert read.sure("keripik singkong 250gr 5\ntrus keripiknya yg 500gr aja 2") == []
    assert read.sure("keripik singkong 250gr 5\ntrus tambah keripiknya yg 500gr aja 2") == [("k2", 5), ("k5", 2)]


def test_what_is_only_asked_for_is_a_question() -> None:
    assert read.sure("madu hutan 2\nalso is the cushion in stock? just asking") == [("m", 2)]
    assert read("madu hutan 2\nis the cushion in stock? just asking").extras.payment == ""


def test_an_hour_is_no_size() -> None:
    assert read.sure("madu hutan 2, I ran out of it at 6am") == [("m", 2)]


def test_something_put_right_behind_the_payment_is_no_part_of_it() -> None:
    reading = read(
        "Producto: tumbler hitam 2\nNombre: Ana Soto\nTel: 33 1845 5613\n"
        "Pago: transferencia. Ah, y el tumbler que sean 3 también",
        "MX",
    )
    assert reading.extras.payment == "transferencia"
    assert [(item.candidates, item.quantity) for item in reading.items] == [(("th",), 3)]


def test_a_product_in_what_was_taken_as_the_street_is_asked_about() -> None:
    reading = read("tumbler hitam 2\nCamino y necesito un Madu Hutan, C/ Mayor 4, 28012 Madrid", "ES")
    assert [(item.candidates, item.quantity) for item in reading.items] == [(("th",), 2), (("m",), None)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("madu hutan 2\nkpd Pak Wagiman\nDk. Ngemplak RT 03/RW 07", Name("Wagiman")),
        ("madu hutan 2\nHantar kpd Nur Alia binti Rahman, Blok L23", Name("Nur", "Alia binti Rahman")),
        ("madu hutan 2\nIpadala lang sa Rosalinda Abellana, Purok 3", Name("Rosalinda", "Abellana")),
        ("madu hutan 2\nDikirim maring umahe Pak Slamet, RT 04 RW 02", Name("Slamet")),
        ("madu hutan 2\nKirim ke gampong Lamgugob, Jl. Utama 14. a.n. Nurul Mawaddah, hp 082276418830", None),
        ("madu hutan 2\nPenerima: Agnes Lunyi anak Jaban\nJalan Matang 5", Name("Agnes", "Lunyi anak Jaban")),
    ],
)
def test_who_gets_it_in_more_words(text: str, name: Name | None) -> None:
    assert read(text).name == (name or Name("Nurul", "Mawaddah"))


@pytest.mark.parametrize(
    ("text", "region", "city", "postcode"),
    [
        ("C/ Embajadores 84, 3º B, Lavapiés, 28012 Madrid, España", "ES", "Madrid", "28012"),
        ("C/ Toledo 84, Getafe, 28901 Madrid, España", "ES", "Getafe", "28901"),
        ("1427 Dapitan St., Sampaloc, Manila 1008", "PH", "Manila", "1008"),
        ("18-G Lebuh Presgrave, 10300 George Town, Pulau Pinang", "MY", "George Town", "10300"),
    ],
)
def test_a_city_and_its_postcode_abroad(text: str, region: str, city: str, postcode: str) -> None:
    address = Reader(SHOP, Regions.load())(text, region).address
    assert (address.city, address.postcode) == (city, postcode)
    assert address.street.split(maxsplit=1)[0] == text.split(maxsplit=1)[0]


@pytest.mark.parametrize(
    "later",
    [
        "sama nama penerimanya ganti adek aku ya, Reskiawati",
        "Ah, y el apellido es Ortiz, no Ortega",
        "Sa asawa ko na lang po ipangalan, Rosalie Villanueva",
        "wrong name, sorry! Rosalie Villanueva",
    ],
)
def test_a_name_that_is_put_right_later_is_asked_for(later: str) -> None:
    text = f"madu hutan 2\nkirim ke Mariana Ortega Ruiz, Jl. Merdeka 10 Bandung, 082293145570\n{later}"
    assert read(text).name is None
    assert Name("Mariana", "Ortega Ruiz") in read(text).names


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("hp 0822 9314 5570\noiya nomor tadi udah ga aktif, pake 0853 4218 6609 aja", ["+6285342186609"]),
        ("hp 0822 9314 5570, nomor ini udah ga aktif nanti aku kasih yg baru", []),
        ("hp 0822 9314 5570 kalau ga aktif ke 0853 4218 6609", ["+6282293145570"]),
        ("hp 0822 9314 5570, kalau nomor ga aktif titip satpam", ["+6282293145570"]),
    ],
)
def test_a_phone_that_is_nobodys_any_more_is_asked_for(text: str, phones: list[str]) -> None:
    assert [phone.e164 for phone in read(f"madu hutan 2\n{text}").phones] == phones


def test_both_of_a_kind_are_asked_about_where_they_are_changed_together() -> None:
    assert read.sure("tumbler hitam 1\ntumbler putih 1\nmadu hutan 2\njust do both tumblers in hitam instead") == [
        ("m", 2)
    ]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("Cel. de ella 33 2145 9087, tel. de casa 33 3615 2048", "+523321459087"),
        ("Cel 33 2145 9087, or 33 3615 2048 pag di macontact yung una", "+523321459087"),
        ("No lama 33 2145 9087 dah tak guna, no baru 33 3615 2048", "+523336152048"),
    ],
)
def test_the_phone_to_call_first(text: str, phone: str) -> None:
    assert [each.e164 for each in read(f"madu hutan 2\n{text}", "MX").phones] == [phone]


def test_a_variant_that_is_taken_back_in_another_language_is_asked_about() -> None:
    assert read.sure("madu hutan 2, tumbler putih 2, tumbler hitam 1. Black one no, sorry") == [("m", 2), ("tp", 2)]


def test_what_is_wanted_for_something_cancelled_takes_no_other_items_place() -> None:
    text = "tumbler putih 2, keripik singkong 250gr 3\neh yg 250gr batal, ganti 500gr 2 aja"
    assert read.sure(text) == [("tp", 2), ("k5", 2)]


def test_a_product_with_a_count_in_a_note_is_asked_about() -> None:
    reading = read("Nama: Suparman\nOrder: tumbler putih 3\nTambahan: keripik singkong yang 250gr 2 bungkus")
    assert [(item.certain, item.quantity) for item in reading.items] == [(True, 3), (False, None)]


def test_only_so_many_in_spanish() -> None:
    assert read.sure("tumbler putih 3 y 1 madu hutan. Perdón, que sean 2 tumbler nada más") == [("tp", 2), ("m", 1)]


def test_a_state_in_short_stands_before_a_phone_too() -> None:
    text = "2 tumbler putih, Calle Hidalgo 214, Col. Centro, C.P. 37000, León, Gto. Cel 442 318 7605"
    assert Reader(SHOP, Regions.load())(text, "MX").address.province == "Guanajuato"


def test_another_variant_in_brackets_is_asked_about() -> None:
    assert read.sure("madu hutan 1\ntumbler putih x2 (no, change it to hitam)") == [("m", 1)]


def test_a_number_in_a_name_goes_before_a_place_in_the_list() -> None:
    items = ("lip cream 12 brick", "lip cream 03 cherry", "parfum")
    cancelled = read_change(
        "eh yang nomor 03 ga jadi",
        items,
        lambda _: (),
        lambda *_: False,
        lambda at: at - 1 if at <= len(items) else None,
    )
    assert cancelled == ("cancel", 1)


def test_a_dozen_behind_something_in_question_is_asked_about() -> None:
    assert read.sure("2 tavu lusin tumbler hitam\nmadu hutan 1") == [("m", 1)]


def test_a_sigh_is_nobody_but_a_name_may_end_with_one() -> None:
    assert read("2 tumbler hitam\nkirim ke Rachel Oh, Jl. Merdeka 10 Bandung, 081234567890").name == Name(
        "Rachel", "Oh"
    )
    assert read("2 tumbler hitam, Jl. Merdeka 10 Bandung, 081234567890\nThanks. Ah").name is None


@pytest.mark.parametrize(
    "text",
    [
        "tumbler hitam 2, madu hutan 1\nhitam nya gajadi kak, ganti yg puthi aja",
        "> tumbler hitam 2\n> tumblre sgae\n> madu hutan 1",
        "> madu hutan 1\n> tumblre hitam, isang piraso",
        "madu hutan 1. Hello, after 2 hitam tumblre",
    ],
)
def test_what_may_be_ordered_and_is_misspelt_is_a_question(text: str) -> None:
    assert ("m", 1) in read.sure(text)
    assert read.questions(text) == 1


def test_a_wish_with_the_sign_of_a_list_is_none() -> None:
    assert read.questions("- madu hutan 1\n- tumbler hitam 2\n- tolong dibungkus rapi") == 0


def test_what_stays_as_it_was_is_no_question() -> None:
    assert read.sure("tumbler hitam 1, madu hutan 2\ntumblernya jadi 3 aja, madunya tetap ya") == [("th", 3), ("m", 2)]


def test_a_full_name_goes_before_how_somebody_is_called() -> None:
    text = "Ini bu Endang. madu hutan 2\nNama lengkap Endang Setyowati, nomer hp 0857 2640 7183"
    assert read(text).name == Name("Endang", "Setyowati")
