import pytest

from conversations.intake.read import read as read_message
from tests.conversations.catalogue import cafe
from tests.conversations.places import SmallPlaces

CAFE, PLACES = cafe(), SmallPlaces()
HERS, OURS, HOUSE = "081312345678", "081234567890", "(021) 7654321"


def phones(text: str) -> tuple[str, ...]:
    reading = read_message(text, catalogue=CAFE, places=PLACES, region="ID")
    return tuple(phone.e164 for phone in reading.phones)


@pytest.mark.parametrize(
    "text",
    [
        f"Pengirim: Toko Mawar {OURS}\nPenerima: Siti\nHP Penerima: {HERS}",
        f"wa saya {OURS}, hp penerima {HERS}",
        f"{HERS} kalau nggak diangkat {HOUSE}",
        f"HP {HERS}, kantor {HOUSE}",
        f"tel {HERS} atau {HOUSE}",
        f"no nya {OURS}\neh maaf salah, {HERS}",
        f"Nama: Siti\nHP: {OURS}\nralat no hp {HERS}",
        f"[12/11, 09:15] +62 {OURS[1:]}: 2 croissant\n[12/11, 09:16] +62 {OURS[1:]}: buat Siti {HERS}",
        f"my number {OURS}, receiver {HERS}",
        f"croissant 2, saya {HERS}",
        f"wa {HERS}, kalo ga diangkat telp istri saya {OURS}",
        f"I'm on {OURS} if you have questions, but the courier should call her on {HERS}",
        f"Siti, hp {HERS}. If the courier can't find the place please call me {OURS}",
        f"hp {HERS}\nI'm Wei Jie, {OURS}, call me if she's not in",
        f"HP {HERS}, kalau tdk diangkat hub. suami {OURS}",
        f"celular {HERS}. La plata se la paso por Nequi a su número, el {OURS}",
        f"antar ke rumah mama, telp mama {HOUSE} hp {HERS}",
        f"HP {HERS} (suami {OURS})",
        f"Pengirim: Dapur Mama Ratih {OURS}\nPenerima: Bpk. Hendra ({HERS} / kantor {HOUSE})",
        f"kirim buat adik saya ya, Gilang {HERS}. nomerku yg {OURS}",
        f"hp dia {HERS}, nomerku yg {OURS} kalau ada apa2",
        f"Cell nya {HERS}, bayad via GCash galing sa {OURS}",
        f"{OURS} yung GCash na pangbayad, pag ide-deliver na {HERS} po tawagan",
        f"CP nya {HERS}. Bayad ko, {OURS} number ko",
        f"Her mobile is {HERS}, mine is {OURS}",
        f"CP {HERS} gcash po ang bayad, galing sa {OURS} (sa kuya ko po yun)",
        f"kirim ke kakak sy Ratna {HERS}. wa sy {OURS}",
    ],
)
def test_the_phone_that_is_the_customers_is_told_from_the_others(text: str) -> None:
    assert phones(text) == ("+6281312345678",)


def test_two_mobiles_of_nobody_in_particular_stay_a_question() -> None:
    assert len(phones(f"{OURS} / {HERS}")) == 2
    assert len(phones(f"hp {OURS}, hp {HERS}")) == 2


def test_an_extension_is_no_quantity() -> None:
    reading = read_message(f"croissant 2, kantor {HOUSE} ext. 14", catalogue=CAFE, places=PLACES, region="ID")
    assert [(item.text, item.quantity) for item in reading.items] == [("croissant", 2)]


def test_a_phone_that_is_to_follow_is_not_the_senders() -> None:
    assert phones(f"kirim atas nama toko saya {OURS}, penerima Lestari, nomor hp dia nyusul ya") == ()


@pytest.mark.parametrize(
    ("written", "name", "phones"),
    [
        ("Attn: Ms Olivia Brown. Old no. 0878 1111 2345 is dead, call 0878 2222 2345", "Olivia Brown", ["2345"]),
        ("Penerima: Dewi Lestari, Bandung, hp 0813 2214 5567", "Dewi Lestari", ["5567"]),
        ("Penerima = Agus Salim S.Kom., M.M.; hp 0813 2214 5567", "Agus Salim", ["5567"]),
        (
            "Nama: Yoga Adi\nnomorku 0896 1773 5502, bukan yg di bio ya, 0838 4096 2715 itu udah dipake adekku",
            "Yoga Adi",
            ["5502"],
        ),
        ("Nama: Rina Dewi\nHP 0813 2214 5567\nralat, jadi yang menerima Hasan Basri, HP 0812 774 8390", None, ["8390"]),
        ("Send it to my colleague Mr. Tan Wei Ming, 0813 2214 5567", "Tan Wei Ming", ["5567"]),
        ("kirim ke Budi aja. eh atau ke Anton ya? 0813 2214 5567", None, ["5567"]),
        ("Name: Rina Dewi\nI'll tell you her number tomorrow, mine is 0815 1122 3344", "Rina Dewi", []),
    ],
)
def test_who_gets_it_and_whose_phone_it_is(written: str, name: str | None, phones: list[str]) -> None:
    text = f"croissant 2\n{written}\nJl. Merdeka 10 Bandung 40111"
    reading = read_message(text, catalogue=CAFE, places=PLACES, region="ID")
    assert (reading.name.full if reading.name else None) == name
    assert [phone.e164[-4:] for phone in reading.phones] == [each[-4:] for each in phones]
