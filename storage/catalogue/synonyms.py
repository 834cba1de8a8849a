"""Words of shops that mean the same in Indonesian, English, Malay, Spanish and Filipino, with how people shorten them.

Each line of a table is one meaning. A word on several lines has several meanings ("arroz": raw and cooked rice), and
the lines aren't joined by it. Left out is what only resembles: navy isn't blue, maroon isn't red, "besar" isn't L.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

_COLOURS = """
hitam, hideung, ireng, itam, item, htm, hitm, htam, black, blk, negro, negra, itim
putih, bodas, pth, ptih, white, wht, blanco, blanca, puti, puting
merah, beureum, abang, mrh, merh, red, rojo, roja, pula
biru, bru, blue, blu, azul, asul, bughaw
navy, dark blue
biru muda, light blue, azul claro, mapusyaw na asul
biru langit, sky blue, celeste
navy, nvy, azul navy, biru navy, dongker, donker, marino, biru dongker, biru donker, biru tua, navy blue, azul marino
hijau, ijo, hjo, hjau, hijo, ijau, green, grn, verde, berde, luntian
hijau tua, dark green, verde oscuro
hijau muda, light green, verde claro
kuning, kng, kuing, yellow, ylw, amarillo, amarilla, dilaw
coklat, cokelat, cklt, coklt, cokla, brown, brwn, brn, marron, cafe, kayumanggi, kayu manggi, perang
abu, abu abu, abuabu, grey, gray, gry, gris, kelabu, abo, kulay abo, plomo, abuhin
pink, pnk, merah muda, merah jambu, rosa, rosado, rosada, rosas
ungu, ung, purple, violet, morado, morada, lila, ube
oranye, orange, oren, orens, jingga, orn, naranja, anaranjado, kahel, dalandan
emas, gold, dorado, ginto
perak, silver, slvr, plateado, pilak
krem, cream, krim, crem, crm, crema
marun, maroon, merah marun, merah maroon, granate, burgundy, merah hati, guinda, vino, vinotinto
tosca, toska, tosqa, turquoise, turquesa, hijau tosca, hijau toska
army, hijau army, army green, verde militar, hijau tentara
mocca, moka, moca, mocha, moka coklat
khaki, khaky, caqui
rose, rosa, rosas, mawar, ros
bening, transparan, transparent, clear, transparente, lutsinar, malinaw
beige, beis, bej
lilac, lilak
sage, hijau sage, sage green
nude, nud
warna warni, multicolor, multicolour, multicolores, pelangi, rainbow
"""

_SIZES = """
s, small, sml
m, medium, med, mdm, mediano, mediana
l, large, lrg
xl, extra large, xlarge, x large, extralarge
xxl, 2xl, double xl, xx large, double extra large, 2 xl
xxxl, 3xl, triple xl, 3 xl
xxxxl, 4xl, 4 xl
5xl, 5 xl
xs, extra small, xsmall, x small
all size, allsize, one size, free size, freesize, onesize, talla unica
besar, bsr, gede, large, big, grande, malaki
kecil, kcl, small, chico, chica, pequeno, pequena, maliit
sedang, sdg, medium, sederhana, mediano, mediana, katamtaman
panjang, pjg, pnjg, long, largo, larga, mahaba
pendek, pdk, pndk, short, corto, corta, maikli, maiksi
jumbo, jmb, giant
dewasa, adult, adulto, matanda
anak, kids, kid, children, child, kanak kanak, budak, ninos, nino, bata
bayi, baby, bebe, sanggol
pria, cowok, cowo, laki laki, men, mens, man, lelaki, hombre, caballero, panlalaki
wanita, cewek, cewe, perempuan, women, womens, woman, ladies, mujer, pambabae
pasang, psg, pair, pairs, par, pares
lembar, lbr, sheet, sheets, hoja, hojas, helai
"""

_MATERIALS = """
katun, cotton, ktn, kapas, algodon, bulak
kulit, leather, cuero, piel, balat
denim, jeans, jins, jean
sutra, sutera, silk, seda
wol, wool, lana, bulu domba
linen, lino
kayu, wood, wooden, madera, kahoy
bambu, bamboo, buluh, kawayan
plastik, plastic, plastico
kaca, glass, vidrio, cristal, salamin
besi, iron, hierro, bakal
baja, steel, acero, keluli
stainless, nirkarat, inox, inoxidable
karet, rubber, getah, goma
kertas, paper, papel
beludru, velvet, baldu, terciopelo
renda, lace, encaje
rajut, knit, knitted, tejido
kanvas, canvas, lona
parasut, parachute
"""

_FOODS = """
kopi, coffee, cafe, kape, kpi
teh, tea, te, tsaa
susu, milk, leche, gatas, ssu
gula, sugar, azucar, asukal
gula aren, palm sugar, gula merah, gula melaka, brown sugar
garam, salt, sal, asin
air, water, agua, tubig
coklat, cokelat, chocolate, choco, chocolat, tsokolate
beras, rice, arroz, bigas
nasi, rice, arroz, kanin
minyak, oil, aceite, langis
minyak goreng, migor, cooking oil, aceite vegetal
madu, honey, miel, pulot
hutan, forest, wild, bosque
abon, floss, serunding
ayam, chicken, pollo, manok
sapi, beef, daging sapi, daging lembu, res, baka
kambing, goat, mutton, cabra
ikan, fish, pescado, isda
udang, shrimp, prawn, prawns, camaron, camarones, hipon
telur, telor, egg, eggs, huevo, huevos, itlog
keju, cheese, queso, keso
mentega, butter, mantequilla, mantikilya
roti, bread, pan, tinapay
mie, mi, mee, noodle, noodles, fideos, pansit
tepung, flour, harina, harina de trigo, arina
pisang, banana, platano, saging
singkong, cassava, ubi kayu, yuca, kamoteng kahoy
kentang, potato, papa, patata, patatas
mangga, mango, manga
jeruk, orange, limau, naranja, dalandan
lemon, limon, jeruk lemon
stroberi, strawberry, fresa, presa
kelapa, coconut, coco, niyog
kurma, dates, kurmas, datiles
kacang, nuts, nut, peanut, peanuts, mani
almond, almendra, badam
melati, jasmine, jazmin, sampaguita
bawang, onion, cebolla, sibuyas
bawang putih, garlic, ajo
cabai, cabe, chili, chilli, chile, sili, cili
bumbu, seasoning, spice, spices, rempah, condimento
jahe, ginger, halia, jengibre, luya
kunyit, turmeric, curcuma
pedas, pedes, pds, spicy, hot, picante, maanghang
manis, mns, sweet, dulce, matamis
asin, salty, salado, masin, maalat
asam, sour, acido, masam, maasim
dingin, cold, iced, es, ice, frio, ais, malamig
panas, hot, caliente, mainit
goreng, fried, frito, prito
panggang, baked, roasted, horneado, bakar
bubuk, ground, molido, molida, giling, giniling, powder, powdered, serbuk, polvo, pulbos
biji, bijian, beans, bean, whole bean, whole beans, en grano, granos, grano
celup, uncang, tea bag, teabag, tea bags, teabags
keripik, kripik, chips, crackers, kerepek
brownies, brownis, bronis, brownie
kopi susu, kopsus
kue, cake, kek, pastel, keyk
kue kering, cookies, cookie, biskut, galletas
beku, frozen, sejuk beku, congelado
kemasan, pack, packed
halus, alus
original, ori, orig, asli
vanila, vanilla, vainilla, vanilya
"""

_GOODS = """
type, tipe, tipo
meter, metros, metro, metre, metres, meters, mtr
baseball, beisbol, bisbol
ocean, oceano, laut, samudra
kaos, kaus, tshirt, t shirt, tee, camiseta, baju kaos, playera, polera, remera, franela, oblong
kemeja, shirt, kmj, camisa
baju, clothes, ropa, damit
celana, pants, trousers, seluar, pantalon, pantalones
rok, skirt, falda, palda
gaun, dress, vestido, bestida
gamis, jubah, abaya
jaket, jacket, jaquet, chaqueta, chamarra, dyaket, campera, casaca, chompa
hijab, kerudung, jilbab, krudung, tudung, headscarf
tas, bag, beg, bolso, bolsa
tas ransel, ransel, backpack, mochila, beg galas, morral, rucksack
tas selempang, selempang, sling bag, slingbag, crossbody, beg silang, bandolera, bolso cruzado, mariconera
dompet, wallet, billetera, cartera, pitaka, monedero
sepatu, shoes, shoe, kasut, zapatos, zapatillas, sapatos, spatu
sneakers, sneaker, sepatu kets, kets, tenis, zapatillas, rubber shoes, trainers, deportivas
sandal, sandals, sandalias, sandalyas, selipar, sendal, chanclas, tsinelas
topi, hat, cap, gorra, sombrero, sumbrero, cachucha, jockey
kaos kaki, kaus kaki, socks, sock, stokin, calcetines, calcetas, soquetes, medias, medyas
botol, bottle, botella, bote, btl
botol minum, botol air, water bottle, drinking bottle, botella, botella agua, botellas agua, tomatodo, garrafa
gelas, glass, vaso, baso
tumbler, tumblr, termo, vaso termico, termos, termico
cangkir, cup, taza, tasa, cawan
handuk, towel, tuala, toalla, tuwalya
handuk mandi, bath towel, bath towels, tuala mandi, toalla bano, toallas bano
180x200, king, king size
160x200, queen, queen size
sprei, seprai, bed sheet, bedsheet, cadar, sabana
bantal, pillow, almohada, unan
selimut, blanket, manta, kumot
lengan panjang, long sleeve, long sleeves, long sleeved, manga larga
segi empat, segi4, segiempat, segi 4
popok, pampers, diaper, diapers, nappy, lampin, panal, panales
buku, book, libro, aklat
buku tulis, notebook, exercise book, cuaderno, kuwaderno
kabel, cable, cbl, kable
type c, usb c, usbc, tipo c, usb type c, usb tipo c
lampu, lamp, light, luz, bulb, lightbulb, bombilla, bombillo, foco, ampolleta, lampara, ilaw
baterai, batre, batere, battery, batteries, bateri, bateria, baterya, pila, pilas
masker, mask, face mask, face masks, pelitup muka, mascarilla, mask muka, tapabocas, cubrebocas, barbijo
sabun, soap, jabon, sabon
sampo, shampoo, champu, syampu
lip cream, lipcream, lipstik, lipstick, labial, gincu, lip matte
matte, matt, mate
tripod, tripode, tripie
ring light, aro luz, anillo luz, lampu ring
power bank, powerbank, bateria portatil, cargador portatil, pwrbank, pb
serum, suero
mix, campur, surtido, variado, assorted, halo halo
parfum, perfume, minyak wangi, pewangi, pabango
sarung, sarong, malong
mukena, telekung
sapu tangan, handkerchief, panuelo, panyo
sunscreen, sunblock, tabir surya, protector solar, protectores solares, bloqueador, bloqueador solar
hoodie, hoody, sudadera, buzo canguro, poleron, canguro
toner, tonik, tonico
facial wash, face wash, cleanser, sabun muka, pencuci muka, limpiador, limpiador facial
kolagen, collagen, colageno, kolajen
casing, case, kesing, funda, carcasa
pengisi daya, charger, cas, carger, cargador
"""


def _read(*tables: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for line in filter(None, "\n".join(tables).splitlines()):
        meaning = [phrase.strip() for phrase in line.split(",")]
        for phrase in meaning:
            found.setdefault(phrase, {}).update(dict.fromkeys(other for other in meaning if other != phrase))
    return {phrase: tuple(others) for phrase, others in found.items()}


SYNONYMS: Final = MappingProxyType(_read(_COLOURS, _SIZES, _MATERIALS, _FOODS, _GOODS))
"""What people write (folded, one space between words) -> everything that means the same."""
LONGEST: Final = max(len(phrase.split()) for phrase in SYNONYMS)
"""Words of the longest phrase."""
LINKS: Final = frozenset(["na", "ng", "yung", "yang", "yg", "nya", "de", "del", "con", "of", "the", "with"])
"""Words that join a product's words, and name nothing."""


def phrases(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where in `words` a phrase of two words or more stands that has synonyms (start, end), the longest first."""
    for length in range(LONGEST, 1, -1):
        for start in range(len(words) - length + 1):
            if " ".join(words[start : start + length]) in SYNONYMS:
                yield start, start + length


def one_word(phrase: str) -> str:
    """How a phrase stands in the index: as one word."""
    return phrase.replace(" ", "")
