from hypothesis import given
from hypothesis import strategies as st

from conversations.order import Name, Phone
from conversations.vcards import as_message, is_vcard
from tests.conversations.intake.test_read import read

CARD = """BEGIN:VCARD
VERSION:3.0
N:Santoso;Budi;;;
FN:Budi Santoso
item1.TEL;type=CELL;waid=6281234567890:+62 812-3456-7890
ADR;TYPE=HOME:;;Jl. Merdeka 10;Bandung;Jawa Barat;40111;Indonesia
NOTE:titip satpam\\, jangan
  dibel
END:VCARD
"""


def test_an_entry_is_read_like_a_form() -> None:
    reading = read(as_message(CARD))
    assert reading.name == Name("Budi", "Santoso")
    assert reading.phones == (Phone("+6281234567890"),)
    address = reading.address
    assert (address.street, address.city, address.postcode) == ("Jl. Merdeka 10", "Bandung", "40111")
    assert reading.extras.note == "titip satpam, jangan dibel"


def test_old_phones_write_names_in_quoted_printable() -> None:
    name = "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:P=C3=A9rez;Jos=C3=\r\n=A9;;;"
    card = f"BEGIN:VCARD\r\nVERSION:2.1\r\n{name}\r\nEND:VCARD"
    assert as_message(card) == "Name: José Pérez"


def test_two_numbers_are_both_there() -> None:
    card = CARD.replace("NOTE:", "TEL:0813-1111-2222\nNOTE:")
    assert len(read(as_message(card)).phones) == 2


def test_a_message_is_no_entry() -> None:
    assert not is_vcard("2 croissant")
    assert is_vcard("\n" + CARD.lower())


@given(st.text())
def test_whatever_stands_in_an_entry_is_read_or_left_out(text: str) -> None:
    assert isinstance(as_message(f"BEGIN:VCARD\n{text}\nEND:VCARD"), str)
