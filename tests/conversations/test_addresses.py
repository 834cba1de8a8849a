import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.address_parts import take_address
from conversations.addresses import PostcodeProblem, check_postcode, missing_parts, read_address
from conversations.countries import part_names
from conversations.order import Address

from .bad_text import LONG, assert_quick, naughty
from .places import SmallPlaces

PLACES = SmallPlaces()
JABAR, YOGYA, JAKARTA = "Jawa Barat", "Daerah Istimewa Yogyakarta", "Daerah Khusus Ibukota Jakarta"


def read(text: str, region: str = "ID", known: Address | None = None) -> Address:
    return read_address(text, PLACES, region, known or Address())


def parts(address: Address) -> tuple[str, ...]:
    return address.street, address.area, address.city, address.province, address.postcode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jl. Merdeka 10, Bandung, Jawa Barat 40111", ("Jl. Merdeka 10", "", "Bandung", JABAR, "40111")),
        ("12 Jalan Sudirman, Bandung 40113", ("12 Jalan Sudirman", "", "Bandung", JABAR, "40113")),
        ("Jl. Merdeka 10 Bandung 40111 lantai 2", ("Jl. Merdeka 10", "", "Bandung", JABAR, "40111")),
        ("d/a Toko Berkah, Jl. Merdeka 10, Bandung", ("d/a Toko Berkah, Jl. Merdeka 10", "", "Bandung", JABAR, "")),
        ("Jl. Merdeka 10 Bandung 08123", ("Jl. Merdeka 10", "", "Bandung", JABAR, "")),
        ("Jl. Merdeka 10 Malang\nJl. Apel 3 Medan", ("", "", "", "", "")),
        ("Jl. Merdeka 10\nBandung\nJabar\n40111", ("Jl. Merdeka 10", "", "Bandung", JABAR, "40111")),
        ("Kirim ke: Jl. Merdeka 10 kota Bandung prov. West Java", ("Jl. Merdeka 10", "", "Bandung", JABAR, "")),
        (
            "Jl. Kaliurang Km 5,6 Gg. Pandega Marta No 7, Caturtunggal, Depok, Sleman, DIY 55281",
            ("Jl. Kaliurang Km 5,6 Gg. Pandega Marta No 7", "Caturtunggal, Depok", "Kabupaten Sleman", YOGYA, "55281"),
        ),
        (
            "Jl. Cendrawasih Gg. III No. 4 RT.002/RW.009 Kel. Sidodadi Kec. Samarinda Ulu, Samarinda, Kaltim 75123",
            (
                "Jl. Cendrawasih Gg. III No. 4 RT.002/RW.009",
                "Kel. Sidodadi, Kec. Samarinda Ulu",
                "Samarinda",
                "Kalimantan Timur",
                "75123",
            ),
        ),
        (
            "jln ahmad yani no.77 rt2 rw4 ds. Pepelegi kec. Waru kab. Sidoarjo jatim 61256",
            ("jln ahmad yani no.77 rt2 rw4", "ds. Pepelegi, kec. Waru", "Kabupaten Sidoarjo", "Jawa Timur", "61256"),
        ),
        ("Jl. Raya 5, Bandung Kab., Jabar 40622", ("Jl. Raya 5", "", "Kabupaten Bandung", JABAR, "40622")),
        ("Jl. Raya 5, Bandung kab 40622", ("Jl. Raya 5", "", "Kabupaten Bandung", JABAR, "40622")),
        ("Jl. Braga 5, Bandung, Jabar 40111 depan bank", ("Jl. Braga 5", "", "Bandung", JABAR, "40111")),
        ("Sleman, Yogyakarta 55281", ("", "", "Kabupaten Sleman", YOGYA, "55281")),
        ("Jl. Sudirman Kav 5, Jakarta Selatan, DKI", ("Jl. Sudirman Kav 5", "", "Jakarta Selatan", JAKARTA, "")),
        (
            "Jl. Pusat Kota 5, Kota Baru Parahyangan, Bandung",
            ("Jl. Pusat Kota 5", "Kota Baru Parahyangan", "Bandung", JABAR, ""),
        ),
        ("Pasar Baru Blok C-12 no 5", ("Pasar Baru Blok C-12 no 5", "", "", "", "")),
        ("Jl. Merdeka ٤٠١١١", ("Jl. Merdeka", "", "", "", "40111")),
    ],
)
def test_an_indonesian_address_in_one_message_is_read(text: str, expected: tuple[str, ...]) -> None:
    assert parts(read(text)) == expected


def test_the_province_is_filled_in_from_the_city_and_said_to_be() -> None:
    address = read("Jl. Merdeka 10 Bandung 40111")
    assert parts(address) == ("Jl. Merdeka 10", "", "Bandung", JABAR, "40111")
    assert address.filled == ("province",)
    assert address.country == "ID"
    assert missing_parts(address) == ()


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        (
            "Blk 123 Ang Mo Kio Ave 3 #08-45, Singapore 560123",
            "SG",
            ("Blk 123 Ang Mo Kio Ave 3 #08-45", "", "Singapore", "Singapore", "560123"),
        ),
        ("10 Orchard Road 238841", "SG", ("10 Orchard Road", "", "Singapore", "Singapore", "238841")),
        (
            "Lot 5, Lorong Kenari 8, Kampung Air, 88000 Kota Kinabalu, Sabah",
            "MY",
            ("Lot 5, Lorong Kenari 8, Kampung Air", "", "Kota Kinabalu", "Sabah", "88000"),
        ),
        (
            "#45 Rizal Ave, Brgy Poblacion, Dumaguete City, Negros Oriental",
            "PH",
            ("#45 Rizal Ave", "Brgy Poblacion", "Dumaguete City", "Negros Oriental", ""),
        ),
        (
            "Cra 7 # 45-32 Apto 501, Barrio Chapinero, Bogotá D.C.",
            "CO",
            ("Cra 7 # 45-32 Apto 501", "Barrio Chapinero", "Bogotá", "", ""),
        ),
        ("10 Downing Street, London SW1A 2AA", "GB", ("10 Downing Street", "", "London", "", "SW1A 2AA")),
    ],
)
def test_an_address_of_another_country_is_read_by_its_own_forms(
    text: str, region: str, expected: tuple[str, ...]
) -> None:
    assert parts(read(text, region)) == expected


def test_a_city_state_is_city_and_province_by_itself() -> None:
    assert read("10 Orchard Road 238841", "SG").filled == ("city", "province")


@pytest.mark.parametrize(
    "street", ["Jl. Asia Afrika 8", "Jl. Medan Merdeka", "Jl. Bandung 5", "Jalan Raya Bogor KM 30"]
)
def test_the_name_of_a_place_behind_a_street_word_is_the_street(street: str) -> None:
    assert parts(read(street)) == (street, "", "", "", "")
    assert read(f"{street}, Surabaya").city == "Surabaya"


def test_a_house_number_before_its_street_is_kept_without_a_colon_behind_the_label() -> None:
    assert read("Alamat No 7 Lorong Kenari, Bandung 40132").street == "No 7 Lorong Kenari"


def test_a_written_kabupaten_is_kept_because_a_city_has_the_same_name() -> None:
    assert read("Kab. Bandung").city == "Kabupaten Bandung"
    assert read("Kabupaten Bekasi").city == "Kabupaten Bekasi"
    assert read("Kota Bekasi").city == "Bekasi"


def test_a_district_named_after_its_city_is_not_the_city_but_says_it() -> None:
    address = read("Jl. Pemuda 150, Sekayu, Semarang Tengah, Kota Semarang")
    assert (address.area, address.city) == ("Sekayu, Semarang Tengah", "Semarang")
    address = read("Jl. Pemuda 150, Kec. Semarang Tengah")
    assert (address.area, address.city) == ("Kec. Semarang Tengah", "Semarang")


@pytest.mark.parametrize(
    "text",
    ["Jl. Merdeka 10 Bandung 4011", "Jl. Merdeka 10, 401111", "Jl. Merdeka 10 4011", "Jl. Merdeka 10, kode pos 4011"],
)
def test_a_wrong_looking_postcode_is_neither_a_postcode_nor_part_of_the_street(text: str) -> None:
    address = read(text)
    assert (address.street, address.postcode) == ("Jl. Merdeka 10", "")
    unused = take_address(text, PLACES, "ID", whole=True).unused
    assert [text[start:end][:4] for start, end in unused] == ["4011"]


def test_two_postcodes_are_a_doubt_and_neither_is_taken() -> None:
    assert read("Jl. Merdeka 10 Bandung 40111 / 40112").postcode == ""


def test_parts_come_one_by_one_and_in_any_order() -> None:
    address = Address(country="ID")
    for text in ("40111", "Bandung", "Jl. Merdeka 10"):
        address = read(text, known=address)
    assert parts(address) == ("Jl. Merdeka 10", "", "Bandung", JABAR, "40111")


def test_another_city_takes_the_province_that_followed_from_the_first_with_it() -> None:
    address = read("Surabaya", known=read("Jl. Merdeka 10 Bandung"))
    assert (address.city, address.province, address.filled) == ("Surabaya", "Jawa Timur", ("province",))


def test_a_province_that_was_typed_stays_and_is_no_longer_filled() -> None:
    address = read("Jawa Barat", known=read("Bandung"))
    assert (address.province, address.filled) == (JABAR, ())
    assert read("Cimahi", known=address).filled == ()


def test_a_phone_beside_the_address_is_no_part_of_it() -> None:
    address = read("Jl. Merdeka 10, No. HP: 0812-3456-7890, Bandung 40111")
    assert parts(address) == ("Jl. Merdeka 10", "", "Bandung", JABAR, "40111")


def test_missing_parts_are_named_in_the_order_of_asking() -> None:
    assert missing_parts(Address()) == ("street", "city", "province", "postcode")
    assert missing_parts(Address(street="Jl. Merdeka 10", province=JABAR)) == ("city", "postcode")


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("40111", "ID", "40111"),
        (" 40 111. ", "ID", "40111"),
        ("Kode pos: 40111", "ID", "40111"),
        ("４０１１１", "ID", "40111"),
        ("560123", "SG", "560123"),
        ("sw1a 2aa", "GB", "SW1A 2AA"),
        ("154-0023", "JP", "154-0023"),
        ("12345", "XX", "12345"),
    ],
)
def test_a_postcode_is_checked_by_its_countrys_form(text: str, country: str, code: str) -> None:
    assert check_postcode(text, country) == code


@pytest.mark.parametrize("text", ["4011", "401111", "", "Bandung", "4011O", "-", "0" * 9000])
def test_what_is_no_postcode_comes_back_with_an_example(text: str) -> None:
    problem = check_postcode(text, "ID")
    assert isinstance(problem, PostcodeProblem)
    assert problem.example == "40111"
    assert len(problem.typed) <= 60


def test_parts_have_the_names_of_their_country() -> None:
    assert part_names("ID").province == "province"
    assert part_names("JP").province == "prefecture"
    assert part_names("US").postcode == "zip"
    assert part_names("IN").postcode == "pin"
    assert part_names("XX").postcode == "postal"


@given(st.text(), st.sampled_from(["ID", "SG", "MY", "US", "GB", "XX", ""]))
def test_no_text_breaks_the_address_parser(text: str, region: str) -> None:
    read(text, region)
    check_postcode(text, region)


_PIECES = [
    "Jl. ",
    "Bandung",
    "Kab. ",
    "Kec. ",
    "No ",
    "10",
    "40111",
    "4011",
    ", ",
    " ",
    "\n",
    "DIY",
    "Jawa Barat",
    "Budi",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_every_piece_lies_in_the_text_and_no_digit_of_a_part_is_invented(text: str) -> None:
    taken = take_address(text, PLACES, "ID", whole=True)
    for _, start, end in taken.where:
        assert 0 <= start < end <= len(text)
    assert taken.address.postcode in text
    assert all(piece in " ".join(text.split()) for piece in taken.address.street.split(", "))


def test_naughty_strings_do_not_break_the_address_parser() -> None:
    for text in naughty():
        read(text)
        check_postcode(text, "ID")


def test_very_long_text_is_read_in_good_time() -> None:
    assert_quick(read)
    assert_quick(lambda text: take_address(text, PLACES, "ID", whole=False), LONG)
