"""Messages composed of the people in our own and the shop's products: what is meant is known, and the shape varies.

A few of a product's variants stand there in the ways that people list them, with second thoughts, with other people's
phones, in forms, prose and chats. Which way a count belongs shows only there.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality.chats import Row, rows

SEEDS = (1, 2, 3)
COUNT = 1000
# What customers call the products, by the number in their ids.
_CALLED = {
    1: "kaos polos 24s", 2: "kaos 30s", 3: "kemeja flanel", 4: "kemeja linen", 5: "celana chino", 6: "celana jogger",
    7: "kulot highwaist", 8: "gamis amara", 10: "pashmina ceruty", 11: "segi empat voal", 12: "bergo jersey",
    13: "mukena travel", 14: "daster rayon", 15: "baju koko", 16: "sarung wadimor", 17: "hoodie", 18: "jaket bomber",
    20: "topi baseball", 21: "sepatu sneakers", 22: "sandal gunung", 23: "flat shoes", 24: "tas ransel",
    25: "tas selempang", 26: "dompet kulit", 27: "baju kurung", 28: "tudung bawal", 32: "kabel type c",
    33: "charger 65w", 34: "power bank 10000", 36: "earbuds pro 4", 37: "lampu led", 42: "kopi gayo",
    43: "kopi robusta", 44: "teh hijau", 45: "madu hutan", 46: "sambal roa", 47: "sambal bawang", 49: "keripik pisang",
    50: "rendang", 52: "bakso frozen", 53: "dimsum ayam", 54: "nastar", 56: "brownies", 57: "kurma ajwa",
    58: "minyak goreng", 60: "gula aren", 62: "cireng rujak", 64: "serum niacinamide", 65: "sunscreen", 68: "lip cream",
    69: "cushion", 70: "masker kf94", 73: "kolagen drink", 74: "minyak telon", 75: "parfum", 76: "sprei katun",
    77: "handuk mandi", 78: "botol minum", 81: "tumbler",
}  # fmt: skip
_OPTIONS = {
    "Hitam": ("hitam", "item", "black", "htm"),
    "Putih": ("putih", "white", "pth"),
    "Hijau": ("hijau", "ijo"),
    "Abu": ("abu", "abu2"),
    "Mangga isi 10": ("mangga",),
    "Berry isi 10": ("berry",),
    "Hijau Army": ("army", "hijau army"),
    "01 Nude": ("nude", "01"),
    "02 Rosewood": ("rosewood", "02"),
    "03 Cherry": ("cherry",),
    "12 Brick": ("brick",),
    "1 Meter": ("1m", "1 meter"),
    "2 Meter": ("2m", "2 meter"),
}
_ONE = ("{name} {n}", "{n} {name}", "{name} {n} pcs", "{name} x{n}", "{name} ({n})", "{n}x {name}")
_TWO = (
    "{product} {one} {n} {other} {m}",
    "{product} {one} {n}, {other} {m}",
    "{product} {one} {n} pcs, yang {other} {m} pcs",
    "{product} ({one} {n}, {other} {m})",
    "{product}:\n- {one} {n}\n- {other} {m}",
    "{n} {product} {one}, {m} yang {other}",
    "{total} {product}, {n} {one} {m} {other}",
    "{product} {one}={n}, {other}={m}",
    "{product} {one} x{n}, {other} x{m}",
    "{product} {n} {one} {m} {other}",
)
_EACH = ("{product} {one} & {other} masing2 {n}", "{product} {one} sama {other} @{n}")
_CHANGED = ("eh {name} jadi {n} ya", "ralat, {name} jadi {n}", "{name} nya jadi {n} aja kak")
_CANCELLED = ("{name} batal ya", "eh {name} ga jadi", "cancel {name} ya kak", "yang {name} dibatalkan aja")
_OTHERS = (
    "",
    "",
    "Pengirim: Toko Melati {phone}",
    "kalau ga diangkat hubungi {phone} ya",
    "dropship an Bu Sari {phone}",
)
_REMARKS = ("", "tolong packing yg rapi ya kak", "buat kado ultah", "ditunggu resinya ya", "patokan sebelah masjid")
_SHAPES = (
    "Nama: {name}\nNo HP: {phone}\nAlamat: {address}\nPesanan:\n{items}",
    "*Penerima* : {name}\n*Telp* : {phone}\n*Alamat* : {address}\n*Order* :\n{items}",
    "siang kak mau pesan\n{items}\nkirim ke {name}, {address}, {phone}",
    "halo kak\n{items}\n\n{name}\n{address}\n{phone}",
    "{name}\n{address}\n{phone}\n\n{items}",
    "{items}\nkirim ke {address} a.n {name} {phone}",
    "[10:01, 1/2/25] Rina: {items}\n[10:04, 1/2/25] Admin: alamat?\n[10:07, 1/2/25] Rina: {name}\n{address}\n{phone}",
    "Bu Rina: {items}\nAdmin: siap kak, alamatnya?\nBu Rina: {name}, {address}, {phone}",
)


@dataclass(slots=True)
class _Line:
    name: str
    variant: str
    count: int


def written(own: Path, catalogue: Path, out: Path, *, seed: int) -> None:
    """Writes `COUNT` cases as the scorer takes them; the same ones for the same seed."""
    with out.open("w", encoding="utf-8") as lines:
        for case in _cases(own, catalogue, seed):
            lines.write(json.dumps(case, ensure_ascii=False) + "\n")


def _cases(own: Path, catalogue: Path, seed: int) -> Iterator[Row]:
    chance = random.Random(seed)  # noqa: S311  # no secret: the same cases again
    people = [
        case for case in rows(own) if case["lang"] == "id" and case["region"] == "ID" and _whole(case["expected"])
    ]
    products: dict[str, list[Row]] = {}
    for variant in json.loads(catalogue.read_text(encoding="utf-8"))["variants"]:
        products.setdefault(variant["product_id"], []).append(variant)
    for at in range(COUNT):
        yield _case(f"{seed}-{at}", chance, chance.choice(people), products)


def _whole(expected: Row) -> bool:
    return all(expected[part] for part in ("first_name", "phone_e164", "address1", "city", "province", "zip"))


def _case(name: str, chance: random.Random, person: Row, products: dict[str, list[Row]]) -> Row:
    expected = dict(person["expected"])
    written, lines = _ordered(chance, products)
    thought = ""
    line = chance.choice(lines)
    if (chosen := chance.random()) < 0.2:
        line.count += chance.choice((1, 2))
        thought = chance.choice(_CHANGED).format(name=line.name, n=line.count)
    elif chosen < 0.3 and len(lines) > 1:
        lines.remove(line)
        thought = chance.choice(_CANCELLED).format(name=line.name)
    parts = (
        expected["address1"],
        expected["address2"],
        f"{expected['city']}, {expected['province']} {expected['zip']}",
    )
    message = chance.choice(_SHAPES).format(
        items="\n".join(written),
        name=" ".join(filter(None, (expected["first_name"], expected["last_name"]))),
        phone=f"0{expected['phone_e164'].removeprefix('+62')}",
        address=", ".join(filter(None, parts)),
    )
    other = chance.choice(_OTHERS).format(phone=f"0812{chance.randrange(10**8):08}")
    ordered = [{"variant_id": line.variant, "quantity": line.count} for line in lines]
    return {
        **person,
        "id": name,
        "text": "\n".join(filter(None, (message, chance.choice(_REMARKS), other, thought))),
        "expected": {**expected, "items": ordered},
        "must_ask": [],
    }


def _ordered(chance: random.Random, products: dict[str, list[Row]]) -> tuple[list[str], list[_Line]]:
    """One to three products as they are written, and what is meant by it."""
    written: list[str] = []
    lines: list[_Line] = []
    for number in chance.sample(sorted(_CALLED), chance.choice((1, 1, 2, 3))):
        product, variants = _CALLED[number], products[f"prd_{number:03}"]
        several = len(variants) > 1 and chance.random() < 0.5
        chosen = [_line(chance, product, variant) for variant in chance.sample(variants, 2 if several else 1)]
        lines += chosen
        if not several:
            written.append(chance.choice(_ONE).format(name=chosen[0].name, n=chosen[0].count))
            continue
        shape = chance.choice(_TWO + _EACH)
        if shape in _EACH:
            chosen[1].count = chosen[0].count
        one, other = (line.name.removeprefix(f"{product} ") for line in chosen)
        n, m = (line.count for line in chosen)
        written.append(shape.format(product=product, one=one, other=other, n=n, m=m, total=n + m))
    return written, lines


def _line(chance: random.Random, product: str, variant: Row) -> _Line:
    title: str = variant["variant_title"]
    if title == "Default Title":
        options: list[Any] = []
    elif title in _OPTIONS:
        options = [chance.choice(_OPTIONS[title])]
    else:
        options = [
            chance.choice(_OPTIONS.get(word, (word.lower() if len(word) > 2 else word,))) for word in title.split(" / ")
        ]
    return _Line(" ".join((product, *options)), variant["id"], chance.choice((1, 1, 2, 2, 3, 4, 6)))
