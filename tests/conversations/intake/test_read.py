from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.intake.read import read as read_message
from conversations.intake.reading import Reading
from conversations.order import Address, Extras, Name, Phone, Variant
from tests.conversations.bad_text import assert_quick, naughty
from tests.conversations.catalogue import SmallCatalogue, cafe
from tests.conversations.places import SmallPlaces

CAFE, PLACES = cafe(), SmallPlaces()
GULA_AREN, GULA_AREN_LITRE, VANILA, CROISSANT, TEH_TARIK = "v1", "v2", "v3", "v4", "v5"
BUDI = Phone("+6281234567890")


def read(text: str, region: str = "ID", catalogue: SmallCatalogue = CAFE) -> Reading:
    return read_message(text, catalogue=catalogue, places=PLACES, region=region)


def bought(reading: Reading) -> list[tuple[str, int | None]]:
    """The certain items; a test that uses it fails when an item is in doubt."""
    assert all(item.certain for item in reading.items), reading.items
    return [(item.candidates[0], item.quantity) for item in reading.items]


def test_the_message_of_the_design_is_read_in_full() -> None:
    small = SmallCatalogue(each for each in CAFE.variants((GULA_AREN, VANILA, CROISSANT)) if each)
    reading = read(
        "kak mau order kopi susu gula aren 2 sama croissant 1, kirim ke Budi Santoso\n"
        "0812-3456-7890, Jl. Merdeka 10 Bandung 40111",
        catalogue=small,
    )
    assert bought(reading) == [(GULA_AREN, 2), (CROISSANT, 1)]
    assert reading.name == Name("Budi", "Santoso")
    assert reading.phones == (BUDI,)
    assert reading.address == Address(
        "Jl. Merdeka 10", city="Bandung", province="Jawa Barat", postcode="40111", country="ID", filled=("province",)
    )
    assert reading.unused == ()
    assert reading.parts == ("items", "phone", "name", "address")


def test_words_that_fit_several_variants_are_a_question() -> None:
    (item,) = read("kopi susu").items
    assert not item.certain
    assert item.candidates[:3] == (GULA_AREN, GULA_AREN_LITRE, VANILA)
    assert item.quantity is None


def test_a_form_is_read_field_by_field() -> None:
    reading = read(
        "Format Order\nNama: Ibu Rina Wulandari\nNo HP: 0812-3456-7890\nAlamat: Pasar Baru lantai 2 RT 03 RW 05\n"
        "Kelurahan: Braga\nKecamatan: Sumur Bandung\nKota: Bandung\nProvinsi: Jawa Barat\nKode Pos: 40111\n"
        "Pesanan: Croissant Butter\nJumlah: 2\nEkspedisi: JNE REG\nCatatan: -"
    )
    assert bought(reading) == [(CROISSANT, 2)]
    assert reading.name == Name("Rina", "Wulandari")
    assert reading.phones == (BUDI,)
    assert reading.address == Address(
        "Pasar Baru lantai 2 RT 03 RW 05",
        "Kelurahan Braga, Kecamatan Sumur Bandung",
        "Bandung",
        "Jawa Barat",
        "40111",
        "ID",
    )
    assert reading.extras.courier == "JNE REG"
    assert reading.extras.note == ""
    assert reading.unused == ()


def test_a_form_with_values_on_the_next_line_and_empty_fields() -> None:
    reading = read(
        "Nama:\nBudi Santoso\nNo HP:\n081234567890\nAlamat:\nJl. Merdeka 10\nBandung\n\nPesanan:\n- croissant 2"
    )
    assert reading.name == Name("Budi", "Santoso")
    assert reading.phones == (BUDI,)
    assert (reading.address.street, reading.address.city) == ("Jl. Merdeka 10", "Bandung")
    assert bought(reading) == [(CROISSANT, 2)]
    assert read("Nama: -\nHP:\nPesanan: croissant 2").name is None


def test_a_labelled_place_that_no_table_knows_is_taken_as_written() -> None:
    address = read("Kota: Atlantis\nProvinsi: Jabar").address
    assert (address.city, address.province, address.filled) == ("Atlantis", "Jawa Barat", ())


def test_a_paste_in_lines_is_read() -> None:
    reading = read(
        "croissant 2\nteh tarik 3 pcs\n\nSiti\n081234567890\nJl. Asia Afrika 8, Bandung, Jawa Barat 40111\n"
        "JNE, transfer BCA"
    )
    assert bought(reading) == [(CROISSANT, 2), (TEH_TARIK, 3)]
    assert reading.name == Name("Siti")
    assert reading.address.street == "Jl. Asia Afrika 8"
    assert (reading.extras.courier, reading.extras.payment) == ("JNE", "transfer BCA")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("2 croissant", [(CROISSANT, 2)]),
        ("x2 croissant", [(CROISSANT, 2)]),
        ("croissant x 2 ya kak", [(CROISSANT, 2)]),
        ("٢ croissant", [(CROISSANT, 2)]),
        ("croissant setengah lusin", [(CROISSANT, 6)]),
        ("dua croissant dan satu teh tarik", [(CROISSANT, 2), (TEH_TARIK, 1)]),
        ("let me have a croissant x2", [(CROISSANT, 2)]),
        ("I'd like 2 croissant and teh tarik", [(CROISSANT, 2), (TEH_TARIK, 1)]),
        ("croissant, 2 pcs", [(CROISSANT, 2)]),
        ("one dozen croissant", [(CROISSANT, 12)]),
        ("dua croissant satu teh tarik", [(CROISSANT, 2), (TEH_TARIK, 1)]),
        ("dua puluh croissant dua lusin teh tarik", [(CROISSANT, 20), (TEH_TARIK, 24)]),
        ("croissant 2 teh tarik 3", [(CROISSANT, 2), (TEH_TARIK, 3)]),
        ("2 croissant 3 teh tarik", [(CROISSANT, 2), (TEH_TARIK, 3)]),
        ("1. croissant 2\n2. teh tarik 1", [(CROISSANT, 2), (TEH_TARIK, 1)]),
        ("Order:\n1. croissant = 2\n2) teh tarik (1)", [(CROISSANT, 2), (TEH_TARIK, 1)]),
        ("2 croissant @25rb + 1 teh tarik Rp 15.000", [(CROISSANT, 2), (TEH_TARIK, 1)]),
        ("kopi susu gula aren 1 L 3", [(GULA_AREN_LITRE, 3)]),
        ("kopi susu gula aren 250 ml 2, yang 1 L 1", [(GULA_AREN, 2), (GULA_AREN_LITRE, 1)]),
        ("kopi susu 3 in 1 isi 10, 5 pak", [("v6", 5)]),
        ("sabun dan sampo bayi 2", [("v10", 2)]),
        ("croissant", [(CROISSANT, None)]),
        ("croissant sama teh tarik", [(CROISSANT, 1), (TEH_TARIK, 1)]),
    ],
)
def test_items_and_their_quantities(text: str, items: list[tuple[str, int | None]]) -> None:
    reading = read(text)
    assert bought(reading) == items
    assert reading.unused == ()


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("croissant 2, teh tarik 1\nteh tarik ga jadi deh", [(CROISSANT, 2)]),
        ("croissant 2, teh tarik 1, croissant nya 3 aja", [(CROISSANT, 3), (TEH_TARIK, 1)]),
        ("croissant 2 eh jadi 3", [(CROISSANT, 3)]),
        ("Croissant 2, teh tarik 1. Wait, make the croissant 4", [(CROISSANT, 4), (TEH_TARIK, 1)]),
    ],
)
def test_second_thoughts_win(text: str, items: list[tuple[str, int | None]]) -> None:
    assert bought(read(text)) == items


@pytest.mark.parametrize("change", ["make the muffin 4", "muffin ga jadi"])
def test_a_second_thought_that_fits_no_item_makes_every_quantity_a_question(change: str) -> None:
    reading = read(f"croissant 2, teh tarik 1. Wait, {change}")
    assert bought(reading) == [(CROISSANT, None), (TEH_TARIK, None)]
    assert change in reading.unused
    assert bought(read("croissant 2. Wait")) == [(CROISSANT, 2)]


def test_a_number_that_may_be_a_variant_or_a_quantity_is_a_question() -> None:
    (item,) = read("lip cream matte 12").items
    assert (item.certain, item.quantity) == (False, None)
    assert set(item.candidates) == {"v8", "v9"}


def test_a_number_that_may_be_the_size_of_the_one_product_is_no_quantity_either() -> None:
    milk = SmallCatalogue([Variant("v1", "p1", "Susu UHT 2 Liter"), Variant("v2", "p2", "Nastar Toples 500gr")])
    for text in ("susu uht 2", "nastar toples 500"):
        (item,) = read(text, catalogue=milk).items
        assert (item.certain, item.quantity) == (True, None)
    assert bought(read("2 susu uht, nastar toples x3", catalogue=milk)) == [("v1", 2), ("v2", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "- croissant 2 (less sugar)\n- teh tarik 1",
        "croissant (less sugar) 2\nteh tarik 1",
        "2 croissant [less sugar], teh tarik 1",
        "croissant 2 (less sugar\nteh tarik 1",
    ],
)
def test_a_remark_in_brackets_hides_no_item_and_is_a_note(text: str) -> None:
    reading = read(text)
    assert bought(reading) == [(CROISSANT, 2), (TEH_TARIK, 1)]
    assert reading.extras.note == "Croissant Butter: less sugar"
    assert reading.unused == ()


def test_a_remark_goes_with_what_is_in_doubt_and_is_added_to_the_note() -> None:
    reading = read("boba 2 (less ice)\ncatatan: titip satpam\ncroissant 2 ga pedas")
    assert [(item.text, item.quantity) for item in reading.items] == [("boba", 2), ("croissant", 2)]
    assert reading.extras.note == "titip satpam; boba: less ice"
    assert reading.unused == ("ga pedas",)


def test_brackets_and_words_behind_the_quantity_may_name_the_variant() -> None:
    assert bought(read("kopi susu gula aren 2 1 L")) == [(GULA_AREN_LITRE, 2)]
    assert bought(read("kopi susu gula aren 2 (1 L)")) == [(GULA_AREN_LITRE, 2)]


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("croissant 2 @25rb, teh tarik 3 Rp 45.000", ()),
        ("croissant 2 @20.000", ("@20.000",)),
        ("croissant @ Rp 20.000 2", ("@ Rp 20.000",)),
        ("croissant 2 15rb\nteh tarik 1", ("15rb",)),
        ("croissant 2 50.000", ("50.000",)),
        ("kopi susu 2 @20.000", ("@20.000",)),
    ],
)
def test_a_price_that_is_not_the_catalogues_is_shown_back(text: str, unused: tuple[str, ...]) -> None:
    reading = read(text)
    assert reading.items
    assert reading.unused == unused


@pytest.mark.parametrize("heading", ["Order baru", "*Order baru*", "pesanan baru:", "New order", "orderan masuk kak"])
def test_a_heading_is_no_item(heading: str) -> None:
    reading = read(f"{heading}\ncroissant 2")
    assert bought(reading) == [(CROISSANT, 2)]
    assert reading.unused == ()


def test_a_size_alone_is_of_the_item_before_in_its_colour() -> None:
    keys = ("Hitam / M", "Hitam / L", "Abu / M", "Abu / L")
    small = SmallCatalogue(Variant(f"v{at}", "p1", "Hoodie Senja", key) for at, key in enumerate(keys))
    assert bought(read("hoodie senja hitam M 2, L 1", catalogue=small)) == [("v0", 2), ("v1", 1)]
    assert bought(read("hoodie senja abu M 2 hitam 1", catalogue=small)) == [("v2", 2), ("v0", 1)]


def test_a_measure_behind_a_number_makes_it_no_quantity() -> None:
    small = SmallCatalogue([Variant("v1", "p1", "Gula Aren Cair", "250 ml")])
    assert not any(item.certain and item.quantity for item in read("gula aren cair 1 L", catalogue=small).items)


def test_a_quantity_that_cannot_be_is_shown_back() -> None:
    reading = read("croissant 10000, teh tarik 1")
    assert bought(reading) == [(TEH_TARIK, 1)]
    assert reading.unused == ("croissant 10000",)


def test_a_wrong_postcode_alone_in_its_line_is_no_quantity() -> None:
    reading = read("croissant\n4011")
    assert bought(reading) == [(CROISSANT, None)]
    assert reading.unused == ("4011",)


def test_what_is_ordered_but_not_sold_stays_an_item_and_chatter_does_not() -> None:
    boba, croissant = read("pesan boba 2, croissant 1").items
    assert (boba.text, boba.quantity, boba.candidates, boba.certain) == ("boba", 2, (), False)
    assert croissant.certain
    reading = read("kemarin enak banget\ncroissant 2")
    assert len(reading.items) == 1
    assert reading.unused == ("kemarin enak banget",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2 croissant, a.n Bu Siti Aminah, 081234567890", Name("Siti", "Aminah")),
        ("2 croissant atas nama budi santoso", Name("Budi", "Santoso")),
        ("2 croissant untuk Budi", Name("Budi")),
        ("croissant 2 kirim ke Pak Joko di Jl. Bandung 5, Surabaya 60111", Name("Joko")),
        ("Ahmad Faiz bin Roslan\n081234567890\n2 croissant", Name("Ahmad", "Faiz bin Roslan")),
        ("Mrs. Kartini Hadi, 081234567890", Name("Kartini", "Hadi")),
        ("BUDI SANTOSO\n081234567890", Name("BUDI", "SANTOSO")),
        ("Siti 0812-3456-7890 Jl. Merdeka No. 5", Name("Siti")),
        ("kirim ke rumah ya, Rina 081234567890", Name("Rina")),
        ("2 croissant utk dikirim bsk pagi jam 8 ke alamat biasa ya, a/n Rina", Name("Rina")),
        ("2 croissant\nan. Joko Prabowo\n081234567890", Name("Joko", "Prabowo")),
        ("2 croissant a.n. Joko Prabowo", Name("Joko", "Prabowo")),
        ("Kirim ke:\nBpk. H. Muhammad Ali bin Abdullah, S.Kom\nJl. Merdeka 5", Name("Muhammad", "Ali bin Abdullah")),
        ("John Smith, 12 Jalan Sudirman, Bandung 40113", Name("John", "Smith")),
        ("Namaku Sri Lestari, 081234567890", Name("Sri", "Lestari")),
        ("soy Inés Robles, 081234567890", Name("Inés", "Robles")),
        ("Kepada Yth. Bpk Joko Prabowo / 081234567890", Name("Joko", "Prabowo")),
        ("~ Joko Prabowo ~\n081234567890", Name("Joko", "Prabowo")),
        ("Penerima: Joko Prabowo, rumah cat hijau no 5", Name("Joko", "Prabowo")),
        ("kirim ke mama saya ya:\nIbu Sri Lestari (081234567890)", Name("Sri", "Lestari")),
        ("Ahmad Faiz b. Roslan, 081234567890", Name("Ahmad", "Faiz b. Roslan")),
    ],
)
def test_names(text: str, name: Name) -> None:
    assert read(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "2 croissant untuk besok ya",
        "ongkir ke Bandung berapa?",
        "No HP 081234567890",
        "Croissant Butter\n081234567890",
        "Bandung\n081234567890",
        "kirim ke Bandung ya",
        "Halo kak",
        "kirim ke HP 081234567890",
        "2 croissant, transfer ke BCA 8610123456 a.n. Siti",
        "kirim ke kantor ya",
        "kirim ke toko",
        "hantar ke rumah mak saya ye",
        "kirim ke mama saya ya kak",
        "BTN Mawar Indah\n081234567890",
        "Penerima: Bandung",
        "Pengirim: Budi Santoso",
        "krm rumah aja",
        "kirim besok ke alamat biasa",
        "send me an espresso",
        "Kirim ke:\nJl. Merdeka 10 Bandung",
        "Budi Santoso",
    ],
)
def test_nothing_else_becomes_a_name(text: str) -> None:
    assert read(text).name is None


def test_a_landmark_is_a_note_and_does_not_swallow_the_city() -> None:
    reading = read("Jl. Merdeka 10 dekat masjid, Bandung 40111")
    assert (reading.address.street, reading.address.city) == ("Jl. Merdeka 10", "Bandung")
    assert reading.extras.note == "dekat masjid"
    assert reading.unused == ()


def test_an_item_ends_where_its_sending_begins() -> None:
    reading = read("2 croissant utk dikirim ke alamat biasa ya")
    assert bought(reading) == [(CROISSANT, 2)]
    assert reading.unused == ("dikirim ke alamat biasa ya",)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Jl. Merdeka 10 Bandung 40111 jam 3 sore ya", "jam 3 sore"),
        ("croissant 2 besok pagi jam 8.30", "besok pagi jam 8.30"),
        ("order u/ besok:\ncroissant 2, titip satpam", "titip satpam; besok"),
    ],
)
def test_when_it_is_wanted_is_a_note(text: str, note: str) -> None:
    reading = read(text)
    assert reading.extras.note == note
    assert reading.address.street in ("", "Jl. Merdeka 10")
    assert reading.unused == ()


def test_the_addresses_of_several_people_are_not_made_one() -> None:
    one_line = "1) Ibu Ani jl a no 1 Malang 2) Pak Budi jl b no 2 Medan 3) Bu Cici jl c no 3 Padang"
    for text in (
        one_line,
        one_line.replace(" 2)", "\n2)"),
        "Ani, jl a 1, Malang\nBudi, jl b 2, Medan",
        "1) jl a 2) jl b",
    ):
        reading = read(text)
        assert (reading.address, reading.name, reading.items) == (Address(), None, ())
        assert "jl a" in " ".join(reading.unused)


def test_food_from_the_village_is_no_street() -> None:
    small = SmallCatalogue([Variant("v1", "p1", "Nasi Goreng Kampung")])
    assert bought(read("nasi goreng kampung 2", catalogue=small)) == [("v1", 2)]
    assert read("Kampung Baru RT 2 RW 3, Bandung").address.street == "Kampung Baru RT 2 RW 3"


@pytest.mark.parametrize("text", ["08123", "croissant 2\n08123", "Jl. Merdeka 10 Bandung 08123"])
def test_a_phone_that_only_begins_is_no_postcode(text: str) -> None:
    reading = read(text)
    assert reading.address.postcode == ""
    assert reading.unused == ("08123",)


@pytest.mark.parametrize(
    "stamp",
    [
        "[12/11 09:15] ",
        "[12/11/24, 09.15.33] ",
        "[09:15, 12/11/2024] ",
        "12/11/24, 09:15 - ",
        "12/11/24, 9:15 PM - ",
        "[21/6/25, 10:33:05 PTG] ",
        "[21/6/25, 10:33:05 a. m.] ",
    ],
)
def test_what_a_chat_export_puts_before_a_message_is_no_part_of_it(stamp: str) -> None:
    reading = read(f"{stamp}Mbak Ayu: 2 croissant\n{stamp}Mbak Ayu: Nama: Rina\n{stamp}Mbak Ayu: 081234567890")
    assert bought(reading) == [(CROISSANT, 2)]
    assert (reading.name, reading.phones) == (Name("Rina"), (BUDI,))
    assert reading.unused == ()
    assert read(f"{stamp}+62 812-3456-7890: 2 croissant").phones == (BUDI,)


def test_punctuation_alone_is_nothing_unused() -> None:
    assert read("croissant 2 · . Leave at the door please\n---\n* *").unused == ("Leave at the door please",)


@pytest.mark.parametrize(
    ("text", "courier", "payment"),
    [
        ("via GoSend instant ya, COD", "GoSend instant", "COD"),
        ("pakai J&T", "J&T", ""),
        ("kirim pake sicepat reg, bayar via BCA", "sicepat reg", "bayar via BCA"),
        ("Ekspedisi: AnterAja\nPembayaran: transfer BCA", "AnterAja", "transfer BCA"),
        ("POS", "POS", ""),
        ("kode pos 40111", "", ""),
        ("Ekspedisi: -", "", ""),
    ],
)
def test_courier_and_payment_are_taken_when_written(text: str, courier: str, payment: str) -> None:
    extras = read(text).extras
    assert (extras.courier, extras.payment) == (courier, payment)


def test_two_phones_are_both_given_unless_a_label_says_which() -> None:
    assert len(read("081234567890 atau 081312345678").phones) == 2
    assert read("dari 081312345678\nNo HP: 081234567890").phones == (BUDI,)


@pytest.mark.parametrize(
    "text", ["0812 3456", "No HP: 0812 3456", "Rp 15.000", "croissant 10000", "Budi Santoso", "asdf qwer"]
)
def test_what_is_not_understood_is_unused_and_nothing_else(text: str) -> None:
    reading = read(text)
    assert reading.parts == ()
    assert "".join(reading.unused) in text
    assert reading.unused


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("total Rp 61.000", "61000"),
        ("totalnya 61rb ya kak", "61000"),
        ("Total: 61,000", "61000"),
        ("total 1,5jt", "1500000"),
        ("Total 200rb + ongkir 12rb = 212rb", "200000"),
    ],
)
def test_a_stated_total_is_read_without_the_shipping(text: str, total: str) -> None:
    reading = read(text)
    assert reading.stated_total == Decimal(total)
    assert reading.items == ()


@given(st.text(), st.sampled_from(["ID", "SG", "US", "XX", ""]))
def test_no_text_breaks_the_reader(text: str, region: str) -> None:
    assert_sound(text, read(text, region))


_PIECES = [
    "croissant", "kopi susu", "2", "x3", "dan", ",", "\n", "Nama:", "HP:", "081234567890", "Jl. Merdeka 10", "Bandung",
    "40111", "kirim ke", "Budi", "ga jadi", "eh jadi", "total", "61rb", "JNE", "Pesanan:", "Alamat:", "-", "lusin",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map(" ".join))
def test_no_mixture_of_what_people_write_breaks_the_reader(text: str) -> None:
    assert_sound(text, read(text))


def assert_sound(text: str, reading: Reading) -> None:
    for _, span in reading.where:
        assert 0 <= span.start < span.end <= len(text)
    for item in reading.items:
        assert item.certain <= (len(item.candidates) == 1)
        assert len(item.candidates) <= 50
    assert all(piece in text for piece in reading.unused)


def test_naughty_strings_do_not_break_the_reader() -> None:
    for text in naughty():
        assert_sound(text, read(text))


def test_very_long_text_is_read_in_good_time() -> None:
    assert_quick(read)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Name's Kevin Hartanto, 0812-3456-7890", Name("Kevin", "Hartanto")),
        ("saya Yoga\n0812-3456-7890", Name("Yoga")),
        ("Nombre y apellidos: Jordi Puig", Name("Jordi", "Puig")),
        ("First name: Wei Ming\nLast name: Tan", Name("Wei Ming", "Tan")),
        ("kirim ke mama saya", None),
    ],
)
def test_names_are_what_stands_behind_the_words_for_them(text: str, name: Name | None) -> None:
    assert read(text).name == name


def test_emoji_and_keycaps_are_bullets() -> None:
    reading = read("1️⃣ croissant 2\n2️⃣ teh tarik 1\n👤Rina Wati📱081234567890🏠Jl. Merdeka 10 Bandung 40111")
    assert bought(reading) == [(CROISSANT, 2), (TEH_TARIK, 1)]
    assert reading.name == Name("Rina", "Wati")
    assert reading.address.street == "Jl. Merdeka 10"
    assert reading.unused == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Penerima: dr. Anita Rahayu, Sp.A", Name("Anita", "Rahayu")),
        ("Nama: Budi Santoso, S.Pd., M.Si", Name("Budi", "Santoso")),
        ("Ibu Salamah (Majelis Taklim)", Name("Salamah")),
    ],
)
def test_degrees_and_what_stands_in_brackets_are_no_name(written: str, name: Name) -> None:
    assert read(f"croissant 2\n{written}\nJl. Merdeka 10 Bandung 40111\n081234567890").name == name


def test_a_unit_behind_the_street_belongs_to_it() -> None:
    reading = read("croissant 2, 25 Tampines St 81, #05-112, S(520825)", region="SG")
    assert reading.address.street == "25 Tampines St 81, #05-112"


def test_the_district_of_a_city_says_the_city() -> None:
    reading = read("croissant 2, jl mawar 3 bandung timur 40111")
    assert reading.address.city == "Bandung"
    assert reading.address.street == "jl mawar 3 bandung timur"


def test_the_name_behind_the_postcode_is_found_without_capitals() -> None:
    reading = read("croissant 2 dikirim ke jl.pahlawan 10 kota bandung 40111 a/n susi susanti no wa 085721234567")
    assert reading.name == Name("Susi", "Susanti")
    assert reading.address.postcode == "40111"


def test_a_bank_may_be_a_building_and_a_postcode_no_courier() -> None:
    reading = read("croissant 2, MENARA BCA Lt. 35, JL. MERDEKA 10 BANDUNG KODE POS 40111")
    assert reading.extras == Extras()
    assert reading.address.street == "MENARA BCA Lt. 35, JL. MERDEKA 10"


def test_numbers_of_a_forms_lines_are_not_shown_as_unused() -> None:
    assert read("1. Nama: Rina\n2. No HP: 081234567890\n3. Pesanan: croissant 2").unused == ()


def test_fields_parted_by_a_sign_are_a_form() -> None:
    reading = read("Rina Wati#Jl. Merdeka 10#Bandung#40111#081234567890#croissant 2, teh tarik 1#JNE")
    assert bought(reading) == [(CROISSANT, 2), (TEH_TARIK, 1)]
    assert reading.name == Name("Rina", "Wati")
    assert (reading.address.street, reading.address.postcode) == ("Jl. Merdeka 10", "40111")


def test_a_house_number_of_four_figures_is_no_postcode() -> None:
    address = read("croissant 2\nSofía Benítez\nBv. Oroño 1245, Rosario, Santa Fe (2000)", region="AR").address
    assert (address.street, address.postcode) == ("Bv. Oroño 1245", "2000")


@pytest.mark.parametrize("chatter", ["I will pay cash", "thank you so much", "ditunggu kabarnya ya"])
def test_a_word_of_intent_orders_nothing_by_itself(chatter: str) -> None:
    assert bought(read(f"croissant 2. {chatter}")) == [(CROISSANT, 2)]


@pytest.mark.parametrize(
    ("written", "area", "city"),
    [
        ("Av. Providencia 1550 depto 1203, Providencia, Santiago", "Providencia", "Santiago"),
        ("Av. Providencia 1550, Providencia", "", ""),
        ("Pasaje 3 #12, Centro, Concepción, Chile", "Centro", "Concepción"),
    ],
)
def test_the_greater_cities_abroad_are_cities_behind_a_street(written: str, area: str, city: str) -> None:
    address = read(f"croissant 2. A nombre de Rosa Rojas, {written}. 9 8765 4321", region="CL").address
    assert (address.area, address.city) == (area, city)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("va para mi hermana Lucía Fernández, su móvil 081234567890", "Lucía Fernández"),
        ("buat kakak saya Indah Sari 081234567890", "Indah Sari"),
        ("kirim ke mama saya, 081234567890", None),
        ("Contact: Made 081234567890", "Made"),
        ("Kontak: Ibu Yosefina Bria, S.Pd (081234567890)", "Yosefina Bria"),
        ("kirim k Bpk. I Wayan Sudana, 081234567890", "I Wayan Sudana"),
        ("nurul hidayah binte ahmad 081234567890", "Nurul Hidayah binte Ahmad"),
        ("soy Rosa Montes vivo en Bandung 081234567890", "Rosa Montes"),
        ("Rajesh Kumar s/o Muthu 081234567890", "Rajesh Kumar s/o Muthu"),
    ],
)
def test_whose_relative_somebody_is_does_not_hide_the_name(written: str, name: str | None) -> None:
    found = read(f"croissant 2\n{written}\nJl. Merdeka 10 Bandung 40111").name
    assert (found.full if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("croissant 2, kirim ke rina wati, jl. merdeka 10 bandung 40111", "Rina Wati"),
        ("croissant 2 buat rina wati, jl. merdeka 10 bandung 40111", "Rina Wati"),
        ("croissant 2\nbu endang\njl. merdeka 10 bandung 40111", "Endang"),
        ("croissant 2\njl. merdeka 10 bandung 40111\nrina 081234567890", "Rina"),
        ("CROISSANT 2 KIRIM KE RINA WATI, JL. MERDEKA 10 BANDUNG 40111", "Rina Wati"),
        ("croissant 2 buat oleh oleh ya\njl. merdeka 10 bandung 40111", None),
        ("croissant 2\ntolong dibungkus rapi\njl. merdeka 10 bandung 40111", None),
        ("croissant 2, kirim ke alamat biasa, jl. merdeka 10 bandung 40111", None),
    ],
)
def test_names_are_found_without_capitals_and_among_nothing_but_capitals(text: str, name: str | None) -> None:
    found = read(text).name
    assert (found.full if found else None) == name


def test_what_stands_between_the_street_and_the_city_is_nobody() -> None:
    reading = read("croissant 2\nJl. Merdeka 10\nCihapit\nBandung 40111")
    assert reading.name is None


@pytest.mark.parametrize(
    "text",
    [
        "Budi Santoso, Jl. Merdeka 10 Bandung 40111 081234567890: croissant 2 teh tarik 1",
        "Nama: Budi Santoso HP 1: 081234567890 Alamat: Jl. Merdeka 10 Bandung 40111 Pesanan: croissant 2, teh tarik 1",
        "*Nama :* Budi Santoso *Alamat :* Jl. Merdeka 10 Bandung 40111 *Order :* croissant 2, teh tarik 1",
    ],
)
def test_what_is_ordered_behind_an_address_is_not_lost(text: str) -> None:
    reading = read(text)
    assert bought(reading) == [(CROISSANT, 2), (TEH_TARIK, 1)]
    assert reading.address.street == "Jl. Merdeka 10"


def test_an_address_begins_with_its_number_behind_a_long_sentence() -> None:
    reading = read("hi could I please get 2 croissant for Mary Villanueva 112 Mabini St, Lipa City", region="PH")
    assert reading.address.street == "112 Mabini St"
    assert [item.quantity for item in reading.items] == [2]


@pytest.mark.parametrize(
    ("written", "name", "street"),
    [
        (
            "kirim ke Penginapan Melati, Jl. Merdeka 10\nu.p. Bpk. Yohanes",
            "Yohanes",
            "Penginapan Melati, Jl. Merdeka 10",
        ),
        ("alamat kirim:\nWahyu Hidayat\nJl. Merdeka 10 Bandung", "Wahyu Hidayat", "Jl. Merdeka 10"),
        ("Penerima: Rina Wati / 081234567890\nJl. Merdeka 10 Bandung", "Rina Wati", "Jl. Merdeka 10"),
        (
            "this goes to my villa please.\nRina Wati, Villa Kamboja, Jl. Merdeka 10",
            "Rina Wati",
            "Villa Kamboja, Jl. Merdeka 10",
        ),
    ],
)
def test_houses_and_people_are_told_apart(written: str, name: str, street: str) -> None:
    reading = read(f"croissant 2\n{written}")
    assert reading.name is not None
    assert (reading.name.full, reading.address.street) == (name, street)
    assert bought(reading) == [(CROISSANT, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "Jumlah barang: 2 pcs\nNama: Rina Wati\nBarang: croissant",
        "• 1) croissant - 2 box\n• 2) teh tarik - 1\nNama: Rina Wati",
        "1. Nama: Rina Wati / 2. HP: 081234567890 / 3. Pesanan: croissant 2",
    ],
)
def test_counts_of_forms_and_lists_are_no_others(text: str) -> None:
    reading = read(text)
    assert bought(reading)[0] == (CROISSANT, 2)
    assert [phone.e164 for phone in reading.phones] in ([], ["+6281234567890"])


@pytest.mark.parametrize(
    "text",
    [
        "kulo pesen croissant loro, karo teh tarik siji nggih",
        "abdi bade pesen croissant 2 sareng teh tarik hiji",
        "nyong arep tuku croissant 2 karo teh tarik siji",
        "croissant rong bungkus ambek teh tarik 1",
        "croissant duo sareng teh tarik ciek",
        "sa mo pesan croissant 2 deng teh tarik satu",
    ],
)
def test_people_write_as_they_speak_at_home(text: str) -> None:
    assert bought(read(text)) == [(CROISSANT, 2), (TEH_TARIK, 1)]


def test_labels_of_areas_may_stand_above_their_values() -> None:
    form = "NAMA\nRina Marlina\nALAMAT\nJl. Merdeka No 12\nKELURAHAN\nOesapa\nKECAMATAN\nKelapa Lima\nKOTA\nBandung"
    reading = read(f"{form}\nPESANAN\ncroissant 3 pcs")
    assert bought(reading) == [(CROISSANT, 3)]
    assert reading.address.area == "KELURAHAN Oesapa, KECAMATAN Kelapa Lima"


def test_where_something_is_left_is_nothing_that_is_ordered() -> None:
    reading = read("croissant 2\nteh tariknya batal deh, masih ada stok di rumah, 2 pak")
    assert [item.text for item in reading.items] == ["croissant"]


@pytest.mark.parametrize(
    "led_up",
    [
        "Tolong kirim par Bapak",
        "Tujuannya dr.",
        "Kirimkeun ka Teh",
        "Dikirim ten griyane Bu",
        "kirimno nang mbak",
        "krm k mb",
    ],
)
def test_who_gets_it_is_said_in_many_ways(led_up: str) -> None:
    name = read(f"croissant 2. {led_up} Sumarni, Jl. Merdeka 12 Bandung 40111, 081299990000").name
    assert name is not None
    assert name.full == "Sumarni"


def test_a_city_alone_says_where_it_goes() -> None:
    assert read("croissant 2. Kirimnya ke Bandung ya, alamat lengkap nanti nyusul").address.city == "Bandung"


def test_two_areas_may_have_one_label_above_them() -> None:
    form = "Nama:\nRina\nAlamat:\nJl. Merdeka 12\nKelurahan/Kecamatan:\nUmban Sari / Rumbai\nKota:\nBandung"
    assert "Umban Sari" in read(form).address.area


@pytest.mark.parametrize("written", ["Lasmaria Br. Ginting", "Rotua br Sitorus"])
def test_a_daughter_of_a_clan_is_no_banjar(written: str) -> None:
    name = read(f"croissant 2\n{written}\nJl. Merdeka 12 Bandung 40111\n081299990000").name
    assert name is not None
    assert name.full == written


def test_a_banjar_is_a_part_of_an_address() -> None:
    address = read("croissant 2\nJl. Raya Sesetan No. 6, Br. Kayumas, Denpasar 80223").address
    assert "Br. Kayumas" in address.area


def test_an_address_that_is_to_follow_is_none() -> None:
    reading = read("Nama: Rina\nAlamat: nyusul ya kak, masih nanya suami\nKota: Bandung\nPesanan: croissant 2")
    assert (reading.address.street, reading.address.area, reading.address.city) == ("", "", "Bandung")
    assert "nyusul ya kak, masih nanya suami" in reading.unused
