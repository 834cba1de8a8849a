import pytest

from conversations.intake.labels import fields
from tests.conversations.intake.test_read import CROISSANT, bought, read


def values(text: str) -> dict[str, str]:
    return {field.key: text[field.start : field.end] for field in fields(text)}


def test_lines_with_labels_are_fields() -> None:
    assert values("Nama : Rina\n* No. HP: 0812\nKOTA=Bandung") == {"name": "Rina", "phone": "0812", "city": "Bandung"}


@pytest.mark.parametrize("text", ["Nama:", "Nama: -", "Nama:  \nKota: Bandung", "Nama: n/a"])
def test_an_empty_field_is_there_and_empty(text: str) -> None:
    assert values(text)["name"] == ""


def test_a_value_may_stand_on_the_next_line() -> None:
    assert values("Nama:\nRina\nKota:\nBandung") == {"name": "Rina", "city": "Bandung"}
    assert values("Pesanan:\n- kopi 2\n- teh 1\n\nterima kasih") == {"items": "- kopi 2\n- teh 1"}


def test_a_label_inside_a_line_holds_to_the_end_of_its_piece() -> None:
    assert values("Make it 3. Recipient: Mrs. Kartini Hadi, 0819") == {"name": "Mrs. Kartini Hadi"}


@pytest.mark.parametrize("text", ["", "halo kak", "jam 10:30", "nama saya Rina", "kotak: 2"])
def test_other_text_has_no_fields(text: str) -> None:
    assert fields(text) == ()


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Nma", "name"),
        ("Nmr Tlpn", "phone"),
        ("Almt", "address"),
        ("Psnn", "items"),
        ("HP penerima", "phone"),
        ("Alamat kantor", "address"),
        ("HP pengirim", "sender"),
        ("Código postal", "postcode"),
    ],
)
def test_labels_without_vowels_and_with_whose_they_are(label: str, key: str) -> None:
    (field,) = fields(f"{label}: satu")
    assert field.key == key


@pytest.mark.parametrize("line", ["Kt: titip", "Info: tutup", "Xml: 3", "kota lama 5: jauh"])
def test_other_words_before_a_colon_are_no_labels(line: str) -> None:
    assert fields(line) == ()


def test_other_signs_stand_behind_the_labels_of_a_form() -> None:
    assert values("Nama#Ari\nHP#0857") == {"name": "Ari", "phone": "0857"}
    assert values("Name - Liam\nPh - 0491") == {"name": "Liam", "phone": "0491"}


def test_one_such_line_is_no_form() -> None:
    assert fields("to - from") == ()


def test_a_label_of_two_fields_says_neither() -> None:
    assert values("Nama & alamat: Rina, Jl. Merdeka 10") == {"heading": "Rina, Jl. Merdeka 10"}
    # A phone is known by itself.
    assert values("Nama & No HP: Rina 0812") == {"name": "Rina 0812"}
    assert values("Nombre y apellidos: Jordi Puig")["name"] == "Jordi Puig"


def test_labels_without_a_sign_on_lines_of_their_own_are_a_form() -> None:
    assert values("Nama\nRina\nNo HP\n0812\nKota\nBandung") == {"name": "Rina", "phone": "0812", "city": "Bandung"}


def test_two_words_alone_on_lines_are_no_form() -> None:
    assert values("Nama\nRina\nKota\nBandung") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Name: Rina Wati Address: Jl. Melati 3, Bandung Phone: 0812",
        "1. Name: Rina Wati\n2. Address: Jl. Melati 3, Bandung\n3. Phone: 0812",
    ],
)
def test_a_form_may_stand_in_one_line_or_be_numbered(text: str) -> None:
    assert values(text) == {"name": "Rina Wati", "address": "Jl. Melati 3, Bandung", "phone": "0812"}


@pytest.mark.parametrize("text", ["Calle y número: Jirón 5", "Pengiriman ke: Rina, PIC: Tono"])
def test_a_word_in_a_longer_label_begins_no_other_one(text: str) -> None:
    assert all(text[field.begin - 1 : field.begin] != " " or field.key == "name" for field in fields(text))


def test_what_is_ordered_ends_where_the_street_begins() -> None:
    assert values("Pedido:\n- 1 gorra\nRecibe Sofía\nBv. Oroño 12")["items"] == "- 1 gorra"


def test_a_symbol_may_stand_behind_a_label() -> None:
    assert values("Nama • Rina\nHP • 0812") == {"name": "Rina", "phone": "0812"}


def test_labels_may_have_no_sign_behind_them() -> None:
    form = values("Nama Rina Wati\nNo HP 0812\nAlamat Jl. Melati 3\nterima kasih")
    assert form == {"name": "Rina Wati", "phone": "0812", "address": "Jl. Melati 3"}
    assert values("nama saya Rina\nalamat biasa ya") == {}


def test_signs_of_messengers_around_words_say_nothing() -> None:
    reading = read("*Nama* : _Rina Wati_\n_No HP_ : *081234567890*\n*Order* : croissant *2*")
    assert reading.name is not None
    assert reading.name.full == "Rina Wati"
    assert bought(reading) == [(CROISSANT, 2)]


@pytest.mark.parametrize("label", ["Kab/Kota:", "*Kab/Kota* =", "4. KOTA :", "Kabupaten/Kota :"])
def test_a_labelled_city_goes_before_every_other(label: str) -> None:
    address = read(
        f"Nama: Rina\nHP: 081234567890\nAlamat: Jl. Surabaya Lama No. 5, Surabaya Timur\n{label} Bandung"
    ).address
    assert address.city == "Bandung"
