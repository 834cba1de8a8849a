"""Messages without capitals: which of their words may be names, by leaving out all that are known to be others."""

import re

from conversations.address_words import AREA_WORD, STREET_WORD
from conversations.characters import words
from conversations.intake.labels import LABELS
from conversations.intake.words import (
    ASKING,
    BEFORE_NAME_NUMBER,
    CANCELLATION,
    CORRECTION,
    CORRECTION_SMALL,
    COURIER,
    FILLER,
    HEADING,
    HONORIFICS,
    KIN,
    MEASURES,
    NAME_PARTICLES,
    ORDER,
    PAYMENT,
    PLACES_AND_TIMES,
    POLITE,
    SENDING,
)
from conversations.quantities import COLLECTIVES, UNITS, parse_quantity

# Words of every sentence: Indonesian, English, Spanish, Filipino.
_FUNCTION_WORDS = words("""
    ini itu yang dan atau karena krn supaya spy biar agar jangan tidak bukan belum blm akan bisa harus masih semua
    setiap banyak sedikit sekali sangat lebih paling kurang cukup kalau kalo klo jika apa mana kapan siapa kenapa
    gimana bagaimana disini disana kesini kesana dibungkus bungkus dikirim ditransfer dianter titip dititip taruh
    simpan ambil buruan cepat cepet aman rapi bagus baik baru lama kosong habis penuh ramai sepi jauh sudah udah
    pernah selalu sering kadang bareng pesannya kirimnya bayarnya alamatnya nomornya hpnya namanya ongkirnya
    harganya totalnya diskon promo gratis ongkir senin selasa rabu kamis jumat sabtu minggu januari februari maret
    april mei juni juli agustus september oktober november desember lebaran natal ultah kado hadiah acara kondangan
    wisuda seragam this that these those with without they them their there here where when what which who will
    would should could can may must not no yes was were been being are is am be it its if then than as at by on off
    out up down over under into onto from about after before until between because so but also only just very much
    more most some any all both each every other another same such own too soon later again once please gift address
    phone number name door gate lobby leave left right front back next near call text msg message reach anytime
    available monday tuesday wednesday thursday friday saturday sunday cash card paid pay payment receipt invoice
    bill total price discount estos estas este esta eso esa con sin pero porque cuando donde como más mas menos muy
    ya también todo todos toda nada algo hasta desde entre sobre por una uno unos unas que quien cual cuál cuánto
    puede pueden favor entrega entregar dirección teléfono celular casa puerta lunes martes miércoles jueves viernes
    sábado domingo pago efectivo tarjeta ito iyan iyon ang mga kung kapag dahil para habang bago pagkatapos saan
    kailan sino paano bakit lahat wala meron hindi oo opo bukas ngayon mamaya kahapon miyerkules huwebes biyernes
    sabado linggo bayad padala paki pakisend pakipadala ipadala ipapadala tatanggap ship shipping mailing kayak kyk
    kaya kyak spt seperti retira retirar recoge recoger
    pati ama samo sma ambek karo lan jeung sareng deng lawan ug saka tsaka tapos además más plus serta kemudian lalu
    beserta
    place restok restock stok kegedean kekecilan kebesaran sempit longgar
    packing dipacking bubble buble wrap kardus dus aman rapi rapih hati pecah bocor kaca tebal double dobel fragile
    tolong
    mohon harap already has have got had bentar sebentar bntr next time dia nya kasih sisipkan
    dengan dgn sz td tdi udh gede banget anaknya anak
    envuelto envuelta envueltos envueltas envolver envuelve empaquetado regalo regalito gpp gapapa gada
""")
_KNOWN = frozenset().union(
    _FUNCTION_WORDS, ASKING, BEFORE_NAME_NUMBER, CORRECTION, CORRECTION_SMALL, FILLER, HEADING, HONORIFICS, KIN,
    MEASURES, NAME_PARTICLES, ORDER, PLACES_AND_TIMES, POLITE, SENDING, UNITS, COLLECTIVES,
    (word for label in LABELS for word in label.split()),
)  # fmt: skip
_OTHERS = (STREET_WORD, AREA_WORD, CANCELLATION, COURIER, PAYMENT)
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?:['-][^\W\d_]+)*(?![^\W_])")
_INITIAL = re.compile(r"(?<= )[^\W\d_]\.(?=[\s,)]|\Z)")  # "rangga dwi s."
_VOWEL = re.compile(r"[aeiouyáéíóú]")
_SUFFIXED = re.compile(r"(?:nya|kan)\Z")
_LONGEST_NAME = 4  # letters, of one that ends so


def with_capitals(plain: str) -> str:
    """The text with a capital on each word that may be of a name; as long as `plain`."""
    others = [match.span() for pattern in _OTHERS for match in pattern.finditer(plain)]
    letters = list(plain)
    for match in _WORD.finditer(plain):
        if _may_be_a_name(match.group()) and not any(start <= match.start() < end for start, end in others):
            letters[match.start()] = _capital(letters[match.start()])
    for match in _INITIAL.finditer(plain):
        letters[match.start()] = _capital(letters[match.start()])
    return "".join(letters)


def _capital(letter: str) -> str:
    """Its capital where that is one letter, as that of "ß" isn't: the text keeps its length."""
    capital = letter.upper()
    return capital if len(capital) == 1 else letter


def is_everyday(word: str) -> bool:
    """Whether a word in small letters is one of any message: politeness, ordering, quantities, places, times."""
    return word in _KNOWN or CANCELLATION.fullmatch(word) is not None


def _may_be_a_name(word: str) -> bool:
    if word in _KNOWN or not _VOWEL.search(word) or parse_quantity(word) is not None:
        return False
    return not (_SUFFIXED.search(word) and len(word) > _LONGEST_NAME)
