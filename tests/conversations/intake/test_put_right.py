"""Who gets it and where, as it is put right behind the first saying of it."""

import pytest

from conversations.order import Variant
from tests.conversations.catalogue import SmallCatalogue
from tests.conversations.reader import Reader

read = Reader(SmallCatalogue([Variant("s4", "p1", "Sandal", "40"), Variant("s1", "p1", "Sandal", "41")]))


@pytest.mark.parametrize(
    ("text", "region", "street"),
    [
        ("Jl. Sepakat 2 No. 45 RT 31, Bandung\nrumahnya no 54 ya kebalik td", "ID", "Jl. Sepakat 2 No. 54 RT 31"),
        ("Jl. Melati No. 14, Bandung. Rumah no 41 bukan 14", "ID", "Jl. Melati No. 41"),
        ("Gedung Tirta Lt. 5, Jl. Melati 3, Bandung\nLt. 5 tolong diubah menjadi Lt. 6", "ID", "Gedung Tirta Lt. 6"),
        ("Villa 3, Jl. Melati No. 88, Bandung. Oh, and we're in Villa 5, not Villa 3", "ID", "Villa 5"),
        ("C/ Colón 22, 2º B, 46004 Valencia\nY es el 3º B, no el 2º B", "ES", "C/ Colón 22, 3º B"),
        ("Jl. Melati No. 14, Bandung. Rumah no 12, nomor tadi salah", "ID", "Jl. Melati No. 12"),
    ],
)
def test_a_number_of_the_house_is_put_right(text: str, region: str, street: str) -> None:
    reading = read(text, region)
    assert reading.address.street.startswith(street)
    assert "88" not in street or reading.address.street.count("Villa") == 1


@pytest.mark.parametrize(
    "text",
    [
        "Jl. Melati No. 14, Bandung\nsandal no 41 bukan 40",  # of shoes
        "Jl. Melati No. 14, Bandung\nsandal no 41 salah",
        "Jl. Melati No. 14, Bandung\nrumahnya no 54 ya kebalik",  # 14 turned round is no 54
    ],
)
def test_other_numbers_leave_the_street_as_it_is(text: str) -> None:
    assert read(text).address.street == "Jl. Melati No. 14"


def test_a_payment_and_a_courier_that_are_given_up_are_taken_back() -> None:
    extras = read(
        "sandal 41 1, bayar COD, kirim JNE\nbayarnya ga jadi COD, transfer aja. SiCepat saja, bukan JNE"
    ).extras
    assert (extras.payment, extras.courier) == ("transfer", "SiCepat")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("penerima: dr. Andi Saputra Sp.A\nhp: 0813 2222 4444", "Andi Saputra"),
        ("u.p. Bagian Umum, Ibu Sri Rahayu, hp 0811 567 890", "Sri Rahayu"),
        ("nama Yudi Setiawan no 0852 1111 3333 eh salah 0852 1111 3334", "Yudi Setiawan"),
        ("It's for my mum, Margaret Lee, her number is +65 9123 4567. Mine is +65 8234 5678", "Margaret Lee"),
        ("Nama: Agus\nEh penerimanya istri saya aja, Wulan Sari, nomor 0813 1234 0000", None),  # asked
    ],
)
def test_who_gets_it(text: str, name: str | None) -> None:
    found = read(f"sandal 41 1\n{text}\nJl. Melati No. 14, Bandung").name
    assert (found.full if found else None) == name
