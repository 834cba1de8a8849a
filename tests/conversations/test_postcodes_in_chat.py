"""After an import of regions: postcodes and cities that are offered, and those that are questioned."""

import pytest

from tests.chat import Chat
from tests.regions import import_regions

ORDER = "2 croissant, Budi Santoso 081234567890"


@pytest.fixture
def informed(chat: Chat) -> Chat:
    import_regions(chat.folder)
    return chat


def test_the_postcodes_of_a_district_are_offered(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Dago 5 Kec. Coblong, Bandung")
    informed.sees("Which postcode?")
    informed.sees_buttons("40132", "40135")
    informed.taps("40135")
    informed.sees("Bandung, Jawa Barat 40135", "Is everything right?")
    informed.sees_no("postcode filled in")


def test_a_village_that_is_a_bare_name_gets_its_postcode_offered(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Pemuda 150, Sekayu, Semarang")
    informed.sees("Which postcode?")
    informed.taps("50132")
    informed.sees("Semarang, Jawa Tengah 50132", "Is everything right?")


def test_a_district_behind_the_house_number_needs_no_comma(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Panjang No 3 Kebon Jeruk Jakbar")
    informed.sees("Which postcode?")
    informed.sees_buttons("11510", "11530")


def test_the_name_of_a_street_says_nothing_of_the_district(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Kebon Jeruk 3, Jakbar")
    informed.sees("Which postcode?")
    assert informed.last.labels == []


def test_another_postcode_than_those_offered_may_be_typed(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Dago 5 Kec. Coblong, Bandung")
    informed.says("40133")
    informed.sees("Bandung, Jawa Barat 40133", "Is everything right?")


def test_the_cities_that_have_such_a_district_are_offered(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Raya 5 Kec. Waru")
    informed.sees("Which city or regency?")
    informed.sees_buttons("Kabupaten Pamekasan", "Kabupaten Sidoarjo")
    informed.taps("Kabupaten Sidoarjo")
    informed.sees("Kec. Waru, Kabupaten Sidoarjo, Jawa Timur", "Which postcode?")
    informed.taps("61256")
    informed.sees("Kabupaten Sidoarjo, Jawa Timur 61256", "Is everything right?")


def test_the_city_of_a_postcode_is_offered(informed: Chat) -> None:
    informed.says("2 croissant, Budi Santoso 081234567890")
    informed.says("Jl. Raya 5, kode pos 40161")
    informed.sees("Which city or regency?")
    informed.taps("Bandung")
    informed.sees("Bandung, Jawa Barat 40161", "Is everything right?")


def test_nothing_is_offered_without_the_import(chat: Chat) -> None:
    chat.says(f"{ORDER}, Jl. Dago 5 Kec. Coblong, Bandung")
    chat.sees("Which postcode?")
    assert chat.last.labels == []


@pytest.mark.parametrize(
    ("where", "warning"),
    [
        ("Jl. Merdeka 10, Bandung 65145", "65145 is a postcode of Malang, Jawa Timur: please check."),
        ("Jl. Merdeka 10, Bandung 65999", "65999 is a postcode of Jawa Timur: please check."),
        ("Jl. Merdeka 10, Kab. Bandung 44174", "44174 is a postcode of Kabupaten Garut, Jawa Barat: please check."),
    ],
)
def test_a_postcode_of_another_place_is_questioned_and_can_be_changed(informed: Chat, where: str, warning: str) -> None:
    informed.says(f"{ORDER}, {where}")
    informed.sees(warning, "Is everything right?")
    informed.taps("Check the postcode")
    informed.sees("Which postcode?")
    informed.says("40132")
    informed.sees_no("65145", "65999", "44174")
    informed.sees("40132", "Is everything right?")


def test_the_postcodes_that_would_agree_are_offered_in_its_place(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Dago 5 Kec. Coblong, Bandung 65145")
    informed.taps("Check the postcode")
    informed.sees_buttons("40132", "40135", "Leave as it is")
    informed.taps("40132")
    informed.sees("Bandung, Jawa Barat 40132", "Is everything right?")
    informed.sees_no("please check")


def test_a_questioned_postcode_does_not_stop_the_order(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Merdeka 10, Bandung 65145")
    informed.taps("Check the postcode")
    informed.taps("Leave as it is")
    informed.taps("Create order")
    informed.sees("Saved, sending…")


def test_the_regency_and_the_city_of_one_name_are_told_apart_by_the_postcode(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Raya 5, Losari, Singosari, Malang 65153")
    informed.sees("65153 is a postcode of Kabupaten Malang, Jawa Timur: please check.")
    informed.taps("Check the city")
    informed.sees("Which city or regency?")
    informed.taps("Kabupaten Malang")
    informed.sees("Singosari, Kabupaten Malang, Jawa Timur 65153", "Is everything right?")
    informed.sees_no("please check")


def test_they_are_told_apart_by_the_district_too(informed: Chat) -> None:
    informed.says(f"{ORDER}, Jl. Raya 5, Losari, Singosari, Malang")
    informed.sees("Malang, Jawa Timur 65153", "65153 is a postcode of Kabupaten Malang, Jawa Timur: please check.")
    informed.taps("Check the city")
    informed.taps("Kabupaten Malang")
    informed.sees("Singosari, Kabupaten Malang, Jawa Timur 65153", "Is everything right?")
    informed.sees_no("please check")


@pytest.mark.parametrize(
    "where",
    [
        "Jl. Merdeka 10, Bandung 40161",
        "Jl. Merdeka 10, Bandung 40999",
        "Jl. Kaliurang 5, Caturtunggal, Depok, Sleman 55281",
        "Jl. Panjang 3, Jakarta 11530",
        "Jl. Panjang 3, Jakbar 11530",
        "Jl. Merdeka 10, Bandung 99999",
    ],
)
def test_a_postcode_that_agrees_is_not_questioned(informed: Chat, where: str) -> None:
    informed.says(f"{ORDER}, {where}")
    informed.sees("Is everything right?")
    informed.sees_no("please check")


def test_a_postcode_is_not_questioned_without_the_import(chat: Chat) -> None:
    chat.says(f"{ORDER}, Jl. Merdeka 10, Bandung 65145")
    chat.sees("Is everything right?")
    chat.sees_no("please check")


def test_in_indonesian(informed: Chat) -> None:
    informed.says("/language")
    informed.taps("Bahasa Indonesia")
    informed.says(f"{ORDER}, Jl. Merdeka 10, Bandung 65145")
    informed.sees("65145 adalah kode pos Malang, Jawa Timur: tolong dicek.")
    informed.taps("Cek kode pos")
    informed.sees("Kode posnya berapa?")
