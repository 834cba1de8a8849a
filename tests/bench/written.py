"""Questions about the shared catalogue in the words of messages, written before the search was tuned on them."""

from collections.abc import Iterator, Sequence

from conversations.order import Variant
from tests.bench.questions import Question

# What somebody types | the label that is meant, or as much of it as they say.
_WRITTEN = """
kaos polos 24s item XL | Kaos Polos Cotton Combed 24s · Hitam / XL
kaos 30s navi M | Kaos Polos Cotton Combed 30s · Navy / M
flanel merah ukuran L | Kemeja Flanel Kotak · Merah / L
linen shirt white | Kemeja Linen Lengan Panjang · Putih
chino khaki 32 | Celana Chino Slim · Khaki / 32
joger abu2 M | Celana Jogger · Abu / M
kulot moka | Celana Kulot Highwaist · Mocca
gamis amara sage L | Gamis Syari Amara · Sage Green / L
gamis amara marun xl | Gamis Syari Amara · Maroon / XL
pasmina ceruti dusty | Hijab Pashmina Ceruty · Dusty Pink
krudung segiempat voal krem | Hijab Segi Empat Voal · Cream
bergo hitam | Bergo Instan Jersey · Hitam
mukena parasut ungu | Mukena Travel Parasut · Ungu
daster batik merah | Daster Rayon Bali · Batik Merah
koko putih L | Baju Koko Kurta · Putih / L
sarung wadimor ijo | Sarung Tenun Wadimor · Hijau
hoodie oversize black XL | Sweater Hoodie Oversize · Hitam / XL
jaket bomber army | Jaket Bomber · Army / L
kaus kaki putih | Kaos Kaki Pendek isi 3 pasang · Putih
topi navy | Topi Baseball Polos · Navy
sneakers white 42 | Sepatu Sneakers Runner · Putih / 42
sepatu runer htm 41 | Sepatu Sneakers Runner · Hitam / 41
sendal gunung 40 | Sandal Gunung Trekker · 40
flatshoes nude 38 | Flat Shoes Ballerina · Nude / 38
ransel 40 liter hijau | Tas Ransel Explorer 40L · Hijau Army
sling bag mini coklat | Tas Selempang Mini · Coklat
dompet pria brown | Dompet Kulit Pria · Coklat
baju kurung blue M | Baju Kurung Moden · Biru / M
bawal black | Tudung Bawal · Hitam
iphone15 128 biru | iPhone 15 · 128GB / Blue
casing iphone 13 | Case iPhone 13 Clear · Bening
kabel type c 2m | Kabel Data Type C · 2 Meter
casan gan putih | Charger GaN 65W · Putih
powerbank 20rb mah | Power Bank 20000mAh · Hitam
pb 10000 putih | Power Bank 10000mAh · Putih
tws pro 4 hitam | TWS Earbuds Pro 4 · Hitam
led 12 watt kuning | Lampu LED 12W · Kuning
batre aa | Baterai AA isi 4
tripod | Tripod HP 1.7m
kopi 3in1 isi 30 | Kopi Susu 3 in 1 · Isi 30 sachet
gayo 200 biji | Kopi Arabika Gayo · 200gr / Biji
coffee robusta 1 kilo | Kopi Robusta Lampung · 1kg / Bubuk
green tea melati | Teh Hijau Celup isi 25 · Melati
madu 500 | Madu Hutan Asli · 500ml
sambel roa lv 3 | Sambal Roa · Level 3
sambal bu tini pedes | Sambal Bawang Bu Tini · Extra Pedas
kripik singkong balado 500 | Keripik Singkong · Balado 500gr
keripik pisang keju | Keripik Pisang Lampung · Keju
abon pedas | Abon Sapi · Pedas 100gr
beef floss original | Abon Sapi · Original 100gr
bakso urat | Bakso Frozen isi 50 · Urat
dimsum original | Dimsum Ayam isi 20 · Original
brownis almond | Brownies Panggang · Almond
kurma 1 kg | Kurma Ajwa · 1kg
cooking oil 2L | Minyak Goreng 2 Liter
beras 10 kilo | Beras Pandan Wangi · 10kg
palm sugar 250 gram | Gula Aren Bubuk · 250gr
pecel pedas | Bumbu Pecel · Pedas
pempek b | Pempek Palembang · Paket B
niacinamid 20 ml | Serum Niacinamide 10% · 20ml
sunblock spf50 50ml | Sunscreen SPF 50 · 50ml
lipcream cherry | Lip Cream Matte · 03 Cherry
cushion 23 | Cushion Foundation · Shade 23
mask kf94 black | Masker KF94 isi 10 · Hitam
vit c 60 | Vitamin C 1000mg · Isi 60
kolagen mangga | Kolagen Drink · Mangga isi 10
parfume rose | Parfum EDP 35ml · Rose
sprei 180 | Sprei Katun · 180x200
towel pink | Handuk Mandi Premium · Pink
bote blue 1 liter | Botol Minum 1 Liter · Biru
diapers XL | Popok Celana · XL isi 26
tumblr white | Tumbler 500ml · Putih
"""


def written(variants: Sequence[Variant]) -> Iterator[Question]:
    """Those of the questions whose products `variants` have."""
    for line in _WRITTEN.strip().splitlines():
        text, meant = line.split(" | ")
        right = frozenset(variant.id for variant in variants if variant.label.startswith(meant))
        if right:
            yield Question("written by hand", text, right)
