"""Indonesia's provinces, kota and kabupaten, in every spelling that addresses use.

A kota goes by its bare name ("Bandung"); a kabupaten too where no kota has that name ("Sleman"), otherwise, or where
somebody wrote "Kab.", it is "Kabupaten Bandung".
"""

import json
from importlib.resources import files
from typing import Any

from conversations.context import Place
from storage.folding import words
from storage.places.country import Country

SAME = {
    "kab": "kabupaten",
    "kodya": "kota",
    "kotamadya": "kota",
    "kep": "kepulauan",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "prop": "provinsi",
    "adm": "administrasi",
    "sumatra": "sumatera",
    "jkt": "jakarta",
    "bdg": "bandung",
    "brt": "barat",
    "sel": "selatan",
    "sltn": "selatan",
    "tgh": "tengah",
    "tim": "timur",
    "tmr": "timur",
    "utr": "utara",
}


def indonesia() -> Country:
    provinces = _read("indonesia.json")
    spellings = _read("spellings_id.json")
    country = Country(SAME)
    kotas = {kota for province in provinces for kota in province["kota"]}
    for province in provinces:
        for kota in province["kota"]:
            for name in (kota, *spellings["kota"].get(kota, ())):
                _add_kota(country, name, Place(kota, province["name"]))
    for province in provinces:
        for kabupaten in province["kabupaten"]:
            # "Kab. Mlg": what is short for a kota is short for the kabupaten of its name.
            shared = spellings["kota"].get(kabupaten, ())
            for name in (kabupaten, *spellings["kabupaten"].get(kabupaten, ()), *shared):
                _add_kabupaten(country, name, kabupaten, province["name"], is_kota_too=kabupaten in kotas)
            # "Banjar" is a kota in Jawa Barat and a kabupaten in Kalimantan Selatan: it names both.
            if kabupaten in kotas and kabupaten not in province["kota"]:
                country.add_city(kabupaten, Place(f"Kabupaten {kabupaten}", province["name"]))
    # No city by law, but what most people there write as one.
    for name in ("Jakarta", "Jkt", "Kota Jakarta", "Jakarta City"):
        country.add_city(name, Place("Jakarta", "DKI Jakarta"))
    for province in provinces:
        for name in (province["name"], *spellings["provinces"].get(province["name"], ())):
            country.add_province(name, province["name"])
            country.add_province(f"Provinsi {name}", province["name"])
            country.add_province(_joined(name), province["name"])
    return country


def _add_kota(country: Country, name: str, place: Place) -> None:
    for written in (name, f"Kota {name}", f"Kota Administrasi {name}", f"{name} City"):
        country.add_city(written, place)
    for joined in (_joined(name), f"kota{_joined(name)}"):
        country.add_city(joined, place, only_if_free=True)


def _add_kabupaten(country: Country, name: str, kabupaten: str, province: str, *, is_kota_too: bool) -> None:
    full = Place(f"Kabupaten {kabupaten}", province)
    for written in (f"Kabupaten {name}", f"Kabupaten Administrasi {name}", f"{name} Regency"):
        country.add_city(written, full)
    for label in ("kab", "kabupaten"):
        country.add_city(f"{label}{_joined(name)}", full, only_if_free=True)
    if not is_kota_too:
        country.add_city(name, Place(kabupaten, province))
        country.add_city(_joined(name), Place(kabupaten, province), only_if_free=True)


def _joined(name: str) -> str:
    """The name in one word, as hurried people write it."""
    return "".join(word for word, _, _ in words(name))


def _read(name: str) -> Any:
    return json.loads(files("storage.places").joinpath(name).read_text("utf-8"))
