"""A generated shop of any size: names like those of real marketplaces, the same in every run."""

import random
from decimal import Decimal
from itertools import product

from conversations.order import Variant
from storage.catalogue import complete

COLOURS_OF_ONE = 4


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_GOODS = _listed("""
    Kaos Kemeja Celana Jaket Sweater Gamis Mukena Hijab Bergo Sarung Daster Rok Topi Sepatu Sandal Tas Dompet Handuk
    Sprei Selimut Botol Tumbler Lampu Kabel Charger Case Masker Serum Toner Sabun Sampo Parfum Kopi Teh Madu Sambal
    Keripik Abon Bakso Rendang Kurma Beras Popok Buku
""")
_KINDS = _listed("""
    Polos Katun Rayon Denim Kulit Linen Kanvas Rajut Premium Oversize Slim Anak Pria Wanita Bayi Jumbo Mini Travel
    Sport Klasik Harian Batik Bordir Motif Lipat Anyaman Organik Pedas Manis Original
""")
_COLOURS = _listed("""
    Hitam Putih Merah Biru Hijau Kuning Coklat Abu Pink Ungu Oranye Navy Maroon Cream Tosca Khaki Mocca Sage Lilac
    Army
""")
_SIZES = (
    ("S", "M", "L", "XL"), ("38", "39", "40", "41", "42"), ("250gr", "500gr", "1kg"), ("100ml", "250ml", "500ml", "1L"),
)  # fmt: skip
_SYLLABLES = _listed("""
    ra ma ki lo ve na ti su da re mi ko pa la si ne ru ba to fa ni mo ga sa li de ro ta vi ka zu el an ar in or us
""")


def big_shop(size: int, seed: int) -> tuple[Variant, ...]:
    """`size` variants, about fifteen a product."""
    chance = random.Random(seed)  # noqa: S311  # goods, not secrets
    models = sorted({_model(chance) for _ in range(4_000)})
    found: list[Variant] = []
    number = 0
    while len(found) < size:
        number += 1
        name = f"{chance.choice(_GOODS)} {chance.choice(_KINDS)} {chance.choice(models)}"
        if chance.random() < 0.3:
            name += f" {chance.randint(1, 60)}"
        code = "".join(word[:2] for word in name.split()).upper()
        keys = product(chance.sample(_COLOURS, COLOURS_OF_ONE), chance.choice(_SIZES))
        price = Decimal(chance.randrange(5_000, 900_000, 500))
        found += (
            Variant(
                f"v{number:05}-{at:02}",
                f"p{number:05}",
                name,
                f"{colour} / {value}",
                f"{code}{number:05}-{colour[:3].upper()}-{value.upper()}",
                price,
            )
            for at, (colour, value) in enumerate(keys)
        )
    return complete(found[:size])


def _model(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()
