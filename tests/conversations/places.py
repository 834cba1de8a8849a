"""A small table of places in memory, with the interface that the conversation knows."""

import re

from conversations.context import Area, Place

_CITIES = {
    "Jawa Barat": [
        "Bandung", "Kabupaten Bandung", "Bogor", "Kabupaten Bogor", "Depok", "Bekasi", "Kabupaten Bekasi", "Cimahi",
        "Kabupaten Garut", "Sukabumi", "Cirebon",
    ],
    "Daerah Khusus Ibukota Jakarta": ["Jakarta Pusat", "Jakarta Selatan", "Jakarta Barat", "Jakarta Timur"],
    "Jawa Tengah": ["Semarang", "Kabupaten Semarang", "Surakarta", "Magelang"],
    "Daerah Istimewa Yogyakarta": ["Yogyakarta", "Kabupaten Sleman", "Kabupaten Bantul"],
    "Jawa Timur": ["Surabaya", "Malang", "Kabupaten Malang", "Kabupaten Sidoarjo", "Kediri"],
    "Banten": ["Tangerang", "Tangerang Selatan", "Kabupaten Tangerang"],
    "Sumatera Utara": ["Medan"],
    "Sumatera Barat": ["Padang"],
    "Lampung": ["Bandar Lampung"],
    "Sumatera Selatan": ["Palembang"],
    "Kalimantan Timur": ["Samarinda", "Balikpapan"],
    "Bali": ["Denpasar", "Kabupaten Badung"],
    "Sulawesi Selatan": ["Makassar"],
}  # fmt: skip
_PROVINCES = {
    "jabar": "Jawa Barat", "west java": "Jawa Barat", "dki jakarta": "Daerah Khusus Ibukota Jakarta",
    "dki": "Daerah Khusus Ibukota Jakarta", "jakarta": "Daerah Khusus Ibukota Jakarta", "jateng": "Jawa Tengah",
    "central java": "Jawa Tengah", "diy": "Daerah Istimewa Yogyakarta", "di yogyakarta": "Daerah Istimewa Yogyakarta",
    "yogyakarta": "Daerah Istimewa Yogyakarta", "jatim": "Jawa Timur", "east java": "Jawa Timur",
    "west sumatra": "Sumatera Barat", "sumbar": "Sumatera Barat", "kaltim": "Kalimantan Timur",
    **{name.casefold(): name for name in _CITIES},
}  # fmt: skip


_ELSEWHERE = {
    "SG": {"singapore": Place("Singapore", "Singapore")},
    "MY": {"sabah": Place("", "Sabah"), "kuala lumpur": Place("", "Kuala Lumpur")},
    "PH": {"negros oriental": Place("", "Negros Oriental")},
    "CO": {"bogotá d.c": Place("", "Bogotá"), "antioquia": Place("", "Antioquia")},
}


_KNOWN = {"CL": ("Santiago", "Concepción"), "CO": ("Cali",), "MY": ("Kajang",)}


class SmallPlaces:
    """A few dozen Indonesian cities, and a few places of other countries."""

    def __init__(self) -> None:
        names: dict[str, list[Place]] = {}
        for province, cities in _CITIES.items():
            for city in cities:
                place = Place(city, province)
                names.setdefault(city.casefold(), []).append(place)
                bare = city.removeprefix("Kabupaten ")
                if bare == city:
                    names.setdefault(f"kota {city}".casefold(), []).append(place)
                elif bare not in cities:
                    names.setdefault(bare.casefold(), []).append(place)
        self._provinces = {("ID", name): province for name, province in _PROVINCES.items()}
        self._cities = {("ID", name): tuple(found) for name, found in names.items()}
        for country, listed in _ELSEWHERE.items():
            for name, place in listed.items():
                self._provinces[country, name] = place.province
                if place.city:
                    self._cities[country, name] = (place,)
        self._patterns = {
            country: re.compile(
                r"\b(?:" + "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True)) + r")\b"
            )
            for country in ("ID", *_ELSEWHERE)
            if (known := [name for each, name in (*self._cities, *self._provinces) if each == country])
        }

    def city(self, text: str, country: str) -> tuple[Place, ...]:
        return self._cities.get((country, _spelled(text)), ())

    def known_city(self, text: str, country: str) -> str:
        return next((city for city in _KNOWN.get(country, ()) if city.casefold() == text.casefold()), "")

    def province(self, text: str, country: str) -> str | None:
        return self._provinces.get((country, _spelled(text)))

    def find(self, text: str, country: str) -> tuple[tuple[int, int, Place], ...]:
        if country not in self._patterns:
            return ()
        lower = "".join(each.lower() if len(each.lower()) == 1 else each for each in text)
        found = []
        for match in self._patterns[country].finditer(lower):
            cities = self.city(match.group(), country)
            place = cities[0] if cities else Place("", self._provinces[country, match.group()])
            found.append((*match.span(), place))
        return tuple(sorted(found, key=lambda each: each[0] - each[1]))

    def areas(self, text: str, country: str) -> tuple[tuple[int, int, Area], ...]:
        del text, country
        return ()

    def postcode(self, code: str, country: str) -> tuple[Place, ...]:
        del code, country
        return ()


def _spelled(text: str) -> str:
    return re.sub(r"^kab(?:upaten)?\b\.?", "kabupaten", " ".join(text.casefold().split())).rstrip(".")
