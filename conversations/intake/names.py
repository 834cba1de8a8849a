"""The customer's name: behind words that lead up to it, or a capitalised line beside the phone or the address."""

import re
from collections.abc import Sequence

from conversations import characters
from conversations.address_words import AREA_WORD, STREET_ENDING, STREET_WORD
from conversations.intake.capitals import is_everyday
from conversations.intake.labels import LABELS
from conversations.intake.words import (
    ACCOUNT,
    ASKING,
    CORRECTION,
    FILLER,
    HONORIFICS,
    KIN,
    NAME_PARTICLES,
    ORDER,
    PLACES_AND_TIMES,
    POLITE,
    SELF_NAME_TRIGGER,
    SENDING,
    SURE_NAME_TRIGGER,
    WEAK_NAME_TRIGGER,
)
from conversations.order import Name
from conversations.quantities import UNITS, parse_quantity
from conversations.segments import segments, trim

_MOST_WORDS = 5
_ALSO_TITLES = frozenset({"uni", "uda", "kang", "teh", "ceu", "teteh", "neng", "koh", "cak", "bli", "gus", "ning"})
_TITLES = frozenset({"bu", "ibu", "pak", "bapak", "bpk", "mbak", "mas"})
_LABEL_WORDS = frozenset(word for label in LABELS for word in label.split())  # "kirim ke HP …" names nobody
_LABELLING = _LABEL_WORDS - NAME_PARTICLES - HONORIFICS
_ALSO_NAMES = frozenset({"ni", "ng", "i"})  # "Ni Luh Wati", "Rachel Ng", "I Wayan Sudana"
_ALSO_LAST_NAMES = frozenset({"an", "ho", "ko", "min", "do", "to", "yun", "mo", "om", "ta", "oh"})  # "Nguyen Van An"
# What somebody does stands behind the name, or what numbers them or their door: "Reza Divisi IT", "Valentina CC 103…".
_BEHIND_A_NAME = characters.words("""
    cc dni rut nit unit flat suite divisi bagian bag dept departemen staf staff security satpam resepsionis receptionist
""")
_HAMLET = re.compile(r"(?:dk\.|dukuh|dusun|dsn|banjar|lingkungan|kampung|kampong|gampong|nagari|desa)\s", re.IGNORECASE)
_ESTATE = re.compile(r"\s*(?:City|Residences?|Estate|Park|Regency)(?![^\W_])")
# A company or an office: "BPJS Kesehatan".
_ACRONYM = re.compile(r"(?-i:[A-Z]{3,5})(?= [A-Z][a-z])")
_PHONE_WORDS = frozenset(
    {"hp", "wa", "tel", "telp", "tlp", "cp", "cel", "cell", "phone", "no", "mobile", "ph", "nomor"}
)
_OTHER_LABELS = frozenset({"contact", "kontak", "address", "alamat", "alamatnya", "dirección", "direccion"})
_POSSESSIVES = frozenset({"su", "sus", "mi", "mis", "tu", "tus", "her", "his", "my", "our", "niya", "nya"})
_SIGHS = frozenset({"ah", "oh", "ay", "uy", "eh", "uf", "oops", "oya", "oiya", "hmm"})
_NO_NAMES = (
    (SENDING - NAME_PARTICLES | POLITE | ORDER | FILLER | PLACES_AND_TIMES | _POSSESSIVES) - HONORIFICS - NAME_PARTICLES
)
# "antar ke rumah Bu Endang"
_AT_HOME = re.compile(
    r"(?:rumah|rmh|griya(?:ne|nipun)|[ou]mah(?:e|ku)|kediaman|tempat|kos|kost|kosan|kantor|warung|kedai|toko)(?:nya)?\s+(?=(?:bu|ibu|pak|bpk|bapak|mba|mbak|kak|mas|bang|om|tante)\b)",
    re.IGNORECASE,
)
_NO_SMALL_NAMES = (
    SENDING | POLITE | ORDER | FILLER | PLACES_AND_TIMES | KIN | _LABEL_WORDS | UNITS | ASKING | CORRECTION
)
_LONGEST_WORD = 30
_LEAST_BEFORE_POLITENESS = 2  # words
_WORD = re.compile(r"[AaSsDd]/[LlPpOo](?![^\W_])|[^\W\d_]+(?:['.-][^\W\d_]+)*\.?")
_LAST_WORD = re.compile(r"\s([^\W\d_]+)\W*\Z")
_LAST_NAME = re.compile(r"[ ](?-i:[A-Z])[^\W\d_]+(?:[ ]*[.,:;(\n].*)?[ ]*", re.DOTALL)
_ARTICLE = re.compile(r"(?:la|el)\s+(?=(?:Sra|Sr|Srta|Dra|Dr|Lic|Ing|Arq|Profa?)\b)")
_EDGE = ' \t\r\n\x00,;:.()~*_"/|-'
_TO = frozenset({"ke", "kpd", "utk", "untuk", "buat", "an"})
# Where an address begins behind a name: "Siti Hajar No 27, …", "Wahyuni Jl. Kartini no 6".
_STREET_BEHIND = re.compile(
    r"[ ](?=(?:no|lot|blk|blok)\.?[ ]?\d|(?:jln?|jalan|gg|gang|perum(?:ahan)?|komplek|calle|avda|avenida|av)\.?[ ])",
    re.IGNORECASE,
)
_FLOOR = re.compile(r"(?<![^\W_])(?:lt|lantai|floor|blok)\.?\s?\d{1,3}[^\W\d_]?(?![^\W_])", re.IGNORECASE)
_BUSINESS = re.compile(
    r"(?<![^\W_])(?:Studio|Salon|Bengkel|Laundry|Cafe|Kafe|Resto|Restoran|Swalayan|Minimarket|Fotocopy|Catering|Store|Shop"
    r"|Boutique|Mart)(?![^\W_])"
)
# Indonesian degrees, with their dots: "S.Pd", "M.Si.", "Sp.A(K)"; and the commonest without.
_DEGREES = re.compile(
    r"(?:,\s*(?:(?:[A-Z][a-z]{0,3}\.){1,3}[A-Z]?[a-z]{0,3}\.?(?:\(K\))?|SE|SH|ST|SKM|MM|MT|MBA|PhD|Amd|SPd|MPd|MSi|Ners)"
    r"|\s(?:[A-Z][a-z]{0,3}\.){1,2}[A-Z][a-z]{0,3}\.?(?:\(K\))?)+\s*\Z"
)
_COMPANY = re.compile(
    r"(?:DKM|Yayasan|Panti|Koperasi|Kantor|Toko|Foto|SK|SJKC|SJKT|Kuarters|Dewan|Surau|Kedai|Warung|Hotel|Pasar|Apotek|Klinik|Butik|Ponpes|Pesantren|PT|CV|UD|TB|RS|RSUD|SD|SMP|SMA|SMK|BTN|PO|TK|PAUD|Penginapan|Villa|Homestay|Losmen|Wisma|Depot|Gereja|Masjid|Mushola|Puskesmas|Posyandu"
    r"|Universitas|Kampus|Biara|Pondok|Rumah|RM|Resto|Asrama|Kontrakan|Sekolah|Balai|Gudang|Studio|Laundry|Bengkel|Catering"
    r"|Cafe|Kafe|Warkop|Angkringan|Barbershop|Karang\s+Taruna|Majelis|Panitia|Komunitas|Himpunan|Ikatan|Kelompok|Yayasan|OSIS|BEM|Bagian|Bag|Divisi|Departemen|Dept|Department|Resepsionis|Receptionist|Front\s+(?:Desk|Office))\b"
)


_SMALL_BUSINESS = re.compile(
    rf"\A(?:{_COMPANY.pattern})|{_BUSINESS.pattern}|\A(?:foto|rm|rumah\s+makan|gudang|cafe|kedai)\b", re.IGNORECASE
)


def make_name(words: Sequence[str]) -> Name | None:
    """The name of the words: titles dropped, the first word and the rest; one word is a whole name."""
    left = list(words)
    if len(left) > 2 and left[0].casefold() not in HONORIFICS and left[1].casefold() in _TITLES:
        left = left[1:]  # "Ketemu Pak Bambang"
    if len(left) > 1 and left[0].casefold() in _ALSO_TITLES:
        left = left[1:]  # "Uni Yet"
    while left and (left[0].strip(".").casefold() in HONORIFICS or (len(left) > 1 and left[0] in POLITE)):
        left = left[1:]
    while len(left) > 1 and left[0].islower() and left[0] not in NAME_PARTICLES and left[1][:1].isupper():
        left = left[1:]  # "nama xyz Lilis Karlina", whatever it means
    while len(left) > 1 and left[0][:1].isupper() and left[0].strip(".").casefold() in HONORIFICS:
        left = left[1:]  # "my colleague Mr. Tan"
    if len(left) == 1 and left[0].casefold() in _SIGHS:
        return None  # "Rachel Oh" is called so
    return Name(left[0], " ".join(left[1:])) if left and len("".join(left).strip(".")) > 1 else None


def whole_name(plain: str, start: int, end: int) -> Name | None:
    """The name that a labelled value is: any words without a digit."""
    span = trim(plain, start, before_degree(plain, start, end), _EDGE)
    words = plain[slice(*span)].split() if span else []
    while len(words) > 1 and words[-1].strip("#.:/").casefold() in _PHONE_WORDS | _OTHER_LABELS:
        words.pop()  # "Rowena Bautista cp# …", "Kristoffer Lim Contact: …"
    if not words or len(words) > _MOST_WORDS + 1 or any(mark.isdigit() or mark == ":" for mark in "".join(words)):
        return None
    return None if span and _no_name(plain[slice(*span)]) else make_name(words)


def before_degree(plain: str, start: int, end: int) -> int:
    """Where a value ends without the degrees behind its name: "dr. Anita Rahayu, Sp.A"."""
    degrees = _DEGREES.search(plain[start:end])
    return start + degrees.start() if degrees else end


def first_name(plain: str, start: int, end: int) -> tuple[Name, int] | None:
    """The name that a labelled value is, or begins with where more stands behind it, and where it ends."""
    if (taken := plain.find("\0", start, end)) > start and plain[start:taken].strip():
        end = taken  # the phone, perhaps
    if (bracket := plain.find(" (", start, end)) > start and (name := whole_name(plain, start, bracket)):
        return name, bracket  # "Mbak Okta (resepsionis)"
    street = _STREET_BEHIND.search(plain, start, end)
    if street and "," not in plain[start : street.start()] and (name := whole_name(plain, start, street.start())):
        return name, street.start()
    pieces = segments(plain[start:end])
    behind = plain[start + pieces[0][1] : before_degree(plain, start, end)].split() if pieces else []
    labels = any(word.strip(",/:").casefold() in _LABELLING for word in behind)  # "Reyes, Complete address: …"
    first = whole_name(plain, start, start + pieces[0][1]) if len(pieces) > 1 and behind else None
    if first is not None and first.last:
        return first, start + pieces[0][1]  # "Dewi Lestari, Bandung"
    if not labels and (name := whole_name(plain, start, end)):
        return name, end
    if len(pieces) < 2 or not (name := whole_name(plain, start, start + pieces[0][1])):
        return None
    return name, start + pieces[0][1]


def _no_name(written: str) -> bool:
    """Whether it is rather a building, a company or somebody's mother: "BTN Griya Indah", "PT Maju", "mama saya"."""
    said = {word.strip(".").casefold() for word in written.split()}
    if written.islower() and _SMALL_BUSINESS.search(written):
        return True
    return bool(
        STREET_WORD.match(written)
        or _ACRONYM.match(written)
        or _HAMLET.match(written)
        or AREA_WORD.match(written)
        or STREET_ENDING.search(written)
        or _COMPANY.match(written[:1].upper() + written[1:])
        or _BUSINESS.search(written)
        or said & (KIN - NAME_PARTICLES) & set(written.split())
        or said <= KIN
    )


def begins_with_building(written: str) -> bool:
    """Whether it begins as the names of schools, shops and companies do, without a number but its floor's."""
    return bool(_COMPANY.match(written) or _ACRONYM.match(written)) and not any(
        map(str.isdigit, _FLOOR.sub("", written))
    )


def name_behind_trigger(plain: str, start: int, end: int, *, sure: bool) -> tuple[Name, int, int] | None:
    """The name behind "kirim ke", "a.n" and their like inside a segment, with the span of both.

    Not `sure`: behind words that are less telling, as who speaks says them too: "untuk", "saya".

    A segment that ends with such words says nothing about the next one: see `trigger_at_end`.
    """
    for trigger in (SURE_NAME_TRIGGER if sure else WEAK_NAME_TRIGGER).finditer(plain, start, end):
        home = _AT_HOME.match(plain, trigger.end(), end) if sure else None
        begin = home.end() if home else trigger.end()
        words, stop = _name_words(plain, begin, end, capitalised=not sure)
        # What a colon ends is a label of its own: "Nombre y apellidos: …".
        labelled = plain[stop:end].lstrip().startswith(":") and sure
        estate = _ESTATE.match(plain, stop, end) is not None  # "send to Green Lake City, Cluster …"
        bank = ACCOUNT.fullmatch(" ".join(words)) is not None  # "bayar ke Maybank"
        nobody = bank or labelled or estate or _no_name(" ".join(words))
        if words and not nobody and (name := make_name(words)):
            return name, trigger.start(), stop
        colon = plain.find(":", trigger.end(), end)  # "kirim ke kakak saya ya: Amelia Putri"
        if sure and not words and colon > 0 and (behind := capitalised_name(plain, colon + 1, end)):
            return behind, trigger.start(), end
    return None


def introduced_name(plain: str, start: int, end: int) -> tuple[Name, int, int] | None:
    """The name by which a message introduces who writes it, with the span of both."""
    for trigger in SELF_NAME_TRIGGER.finditer(plain, start, end):
        words, stop = _name_words(plain, trigger.end(), end, capitalised=True)
        if words and not _no_name(" ".join(words)) and (name := make_name(words)):
            return name, trigger.start(), stop
    return None


def trigger_at_end(plain: str, start: int, end: int) -> int | None:
    """Where the words begin by which a segment leads up to a name on the next line: "Kirim ke:"."""
    triggers = SURE_NAME_TRIGGER.finditer(plain, start, end)
    return next((trigger.start() for trigger in triggers if trigger.end() >= end), None)


def capitalised_name(plain: str, start: int, end: int) -> Name | None:
    """The name that a whole segment is: one to five words that begin with a capital."""
    start, end = trim(plain, start, end, _EDGE) or (start, end)
    if (bracket := plain.find(" (", start, end)) > start and plain.find(")", bracket, end + 1) >= end - 1:
        end = bracket  # "Ibu Salamah (Majelis Taklim)"
    while start < end and not plain[start].isalnum():  # "🙋 Dinda Maharani"
        start += 1
    whole = end
    while (last := _LAST_WORD.search(plain[start:end])) and last[1].casefold() in POLITE and not last[1][0].isupper():
        end = start + last.start()
    if end < whole and len(plain[start:end].split()) < _LEAST_BEFORE_POLITENESS:
        return None  # "Ditunggu ya kak"
    words, stop = _name_words(plain, start, end, capitalised=True)
    if not words or trim(plain, stop, end, _EDGE) is not None or _no_name(plain[start:stop]):
        return None
    return make_name(words)


def _name_words(plain: str, start: int, end: int, *, capitalised: bool) -> tuple[list[str], int]:
    """The words of a name that begins at `start`, and where it ends; none where it begins with another word."""
    words: list[str] = []
    kin = False
    position = start
    while match := _WORD.match(plain, position, end):
        word = match.group()
        plain_word = word.strip(".").casefold()
        if not words and (article := _ARTICLE.match(plain, position, end)):  # "soy la Dra. María"
            position = article.end()
            continue
        if not words and not word[0].isupper() and plain_word in NAME_PARTICLES and plain_word not in HONORIFICS:
            break
        particle = words and (plain_word in NAME_PARTICLES or _is_strange_particle(plain, match, end))
        fits = word[0].isupper() or particle or plain_word in HONORIFICS
        if (capitalised and not fits) or len(word) > _LONGEST_WORD:
            break
        if words and plain_word in _BEHIND_A_NAME:
            break
        if plain_word in ("d.a", "d/a", "c/o") or (word.islower() and isinstance(parse_quantity(word), int)):
            break
        if words and (_COMPANY.match(plain, position, end) or STREET_WORD.match(plain, position, end)):
            break
        if any(each[0].isupper() for each in words) and not fits:  # "soy José Montes vivo en …"
            break
        last_name = _is_last_name([*words, word])
        if (plain_word in _LABELLING or plain_word in _OTHER_LABELS) and not last_name:
            break
        if not words and not capitalised and word in POLITE - HONORIFICS:  # "nama tetap Lilis"
            position = _behind_space(plain, match.end(), end)
            continue
        if not word[0].isupper() and plain_word in KIN:
            if words:
                return [], start
            kin, position = True, _behind_space(plain, match.end(), end)
            continue  # "para mi hermana Lucía"; "kirim ke mama saya" says not who
        if kin and not words and not word[0].isupper() and plain_word not in HONORIFICS:
            return [], start
        if plain_word in _NO_NAMES and not last_name and not (word[0].isupper() and plain_word in _ALSO_NAMES):
            break
        words.append(word)
        position = match.end()
        while position < end and plain[position] in " \t":
            position += 1
    while words and words[-1].strip(".").casefold() in POLITE and not _is_last_name(words):
        words.pop()
    if words == ["I"]:  # English
        return [], start
    # A digit behind the words, or too many of them: this is a sentence, no name.
    titles = sum(word.strip(".").casefold() in HONORIFICS for word in words)
    if len(words) - titles > _MOST_WORDS or (position < end and plain[position].isdigit()):
        return [], start
    return words, position


def _is_last_name(words: Sequence[str]) -> bool:
    """Whether the last of several words is a name that is a small word elsewhere: "Rachel Ho"."""
    return len(words) > 1 and words[-1].istitle() and words[-1].casefold() in _ALSO_LAST_NAMES


def _is_strange_particle(plain: str, word: re.Match[str], end: int) -> bool:
    """Whether it stands in small letters right before the last word of a name: "Rosalinda della Cruz"."""
    return not is_everyday(word.group()) and _LAST_NAME.fullmatch(plain, word.end(), end) is not None


def _behind_space(plain: str, position: int, end: int) -> int:
    return end - len(plain[position:end].lstrip(" \t"))
