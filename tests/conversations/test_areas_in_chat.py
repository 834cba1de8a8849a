"""After an import of regions: what follows from the district and the village that a customer wrote."""

import pytest

from tests.chat import Chat
from tests.regions import import_regions

ORDER = "2 croissant, Budi Santoso 081234567890"


@pytest.fixture
def informed(chat: Chat) -> Chat:
    import_regions(chat.folder)
    return chat


def test_city_province_and_postcode_are_filled_in_from_the_village_and_its_district(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Veteran 100, Kel. Sumbersari, Kec. Lowokwaru")
    informed.sees(
        "Address: Jl. Veteran 100, Kel. Sumbersari, Kec. Lowokwaru, Malang, Jawa Timur 65145",
        "(city, province and postcode filled in from the village)",
        "Is everything right?",
    )


def test_without_the_import_everything_is_asked_as_before(chat: Chat) -> None:
    chat.says(f"{ORDER}, Jl. Veteran 100, Kel. Sumbersari, Kec. Lowokwaru")
    chat.sees("Which city or regency?")
    import_regions(chat.folder)
    chat.says("Malang")
    chat.sees("Malang, Jawa Timur 65145", "(province and postcode filled in)")


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("Jl. Veteran 100, Sumbersari, Lowokwaru", "Sumbersari, Lowokwaru, Malang, Jawa Timur 65145"),
        ("Jl. Veteran 100\nSumbersari, Lowokwaru\nMalang", "Sumbersari, Lowokwaru, Malang, Jawa Timur 65145"),
        ("Jl. Veteran 100 Sumbersari Lowokwaru", "Sumbersari, Lowokwaru, Malang, Jawa Timur 65145"),
        ("Jl. Melati 3 Sungai Jawi, Pontianak Kota", "Pontianak Kota, Pontianak, Kalimantan Barat 78113"),
        ("Jl. Melati 3 kel karangpilang kec karang pilang", "Surabaya, Jawa Timur 60221"),
        ("Jl. Pemuda 150, Sekayu, Semarang Tengah, Kota Semarang", "Semarang, Jawa Tengah 50132"),
        ("Jl. Raya 5 Ds. Pepelegi, Sidoarjo", "Sidoarjo, Jawa Timur 61256"),
        ("Jl. Raya 5 Kec. Waru 61256", "Kabupaten Sidoarjo, Jawa Timur 61256"),
        ("Jl. Raya 5, Lowokwaru, Malang 65141", "Lowokwaru, Malang, Jawa Timur 65141"),
        ("Jl. Kaliurang 5, Caturtunggal, Depok 55281", "Kabupaten Sleman, Daerah Istimewa Yogyakarta 55281"),
        ("Jl. Kaliurang 5, Caturtunggal, Depok", "Kabupaten Sleman, Daerah Istimewa Yogyakarta 55281"),
        ("Jl. Raya 5, Babakan, Bandung 42176", "Babakan, Bandung, Kabupaten Serang, Banten 42176"),
        ("Jl. Raya 5, Babakan, Bandung 40222", "Babakan, Bandung, Jawa Barat 40222"),
        ("Jl. Raya 5 Kel. Dandangan Kec. Kota, Kediri", "Kel. Dandangan, Kec. Kota, Kediri, Jawa Timur 64121"),
        ("Jl. Melati 3, Sungaijawi, Pontianak Kota, Pontianak", "Pontianak Kota, Pontianak, Kalimantan Barat 78113"),
        ("Jl. Juanda 5, Depok, Jawa Barat 16431", "Depok, Jawa Barat 16431"),
    ],
)
def test_an_address_is_read_with_its_district_and_village(informed: Chat, where: str, address: str) -> None:
    informed.says(f"{ORDER}, {where}")
    informed.sees(address, "Is everything right?")


@pytest.mark.parametrize(
    ("where", "question"),
    [
        ("Jl. Raya 5 Kec. Waru", "Which city or regency?"),
        ("Jl. Raya 5 Kec. Waru, Jawa Timur", "Which city or regency?"),
        ("Jl. Raya 5, Pasteur, Jawa Barat", "Which city or regency?"),
        ("Jl. Sumbersari 5, Malang", "Which postcode?"),
        ("Jl. Raya 5 Kec. Coblong, Bandung", "Which postcode?"),
        ("Jl. Raya 5 Kel. Sekayu, Bandung", "Which postcode?"),
        ("Jl. Veteran 100, Kel. Sumbersari, Kec. Lowokwaru 40132", "Which city or regency?"),
    ],
)
def test_what_may_mean_several_things_is_asked(informed: Chat, where: str, question: str) -> None:
    informed.says(f"{ORDER}, {where}")
    informed.sees(question)


def test_what_followed_from_a_village_follows_from_the_next_one(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Dago 5 Kel. Dago, Bandung")
    informed.sees("Bandung, Jawa Barat 40135")
    informed.edits(f"{ORDER}, Jl. Dago 5 Kel. Dago, Bandung", f"{ORDER}, Jl. Dago 5 Kel. Lebak Gede, Bandung")
    informed.sees("Kel. Lebak Gede, Bandung, Jawa Barat 40132", "(province and postcode filled in)")


def test_what_is_typed_takes_the_place_of_what_followed(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Dago 5 Kel. Dago, Bandung")
    for words in ("Change", "Address", "Postcode"):
        informed.taps(words)
    informed.says("40111")
    informed.sees("Bandung, Jawa Barat 40111", "(province filled in from the city)")
    informed.says("Surabaya")
    informed.sees("Kel. Dago, Surabaya, Jawa Timur 40111")


def test_other_countries_are_read_as_before(chat: Chat) -> None:
    import_regions(chat.folder)
    chat.region = "SG"
    chat.says("2 croissant, Grace Lim 9123 4501, Blk 123 Ang Mo Kio Ave 3, Singapore 560123")
    chat.sees("Singapore, Singapore 560123", "(province filled in from the city)")


def test_in_indonesian(chat: Chat) -> None:
    import_regions(chat.folder)
    chat.says("/language")
    chat.taps("Bahasa Indonesia")
    chat.says(f"{ORDER}, Jl. Veteran 100, Kel. Sumbersari, Kec. Lowokwaru")
    chat.sees("(kota, provinsi, dan kode pos diisi dari kelurahan)")
