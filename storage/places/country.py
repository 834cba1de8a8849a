"""The places of one country: its cities, its provinces, and both as they occur in addresses."""

from collections.abc import Mapping

from conversations.context import Place
from storage.places.names import Names


class Country:
    """`same` are words that count as another one (see `Names`)."""

    def __init__(self, same: Mapping[str, str] | None = None) -> None:
        self.cities = Names(same)
        self.provinces = Names(same)
        self.all = Names(same)

    def add_city(self, name: str, place: Place, *, only_if_free: bool = False) -> None:
        for names in (self.cities, self.all):
            if only_if_free:
                names.add_if_free(name, place)
            else:
                names.add(name, place)

    def add_province(self, name: str, province: str, *, capitals: bool = False) -> None:
        """Cities are added first: inside an address a name that is both means the city."""
        place = Place(city="", province=province)
        self.provinces.add(name, place)
        if not self.cities.exactly(name):
            self.all.add(name, place, capitals=capitals)
