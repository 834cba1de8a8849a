"""Forms: lines that say themselves what they hold ("Nama: Rina")."""

import re
from dataclasses import dataclass

from conversations.segments import segments, trim

# field: the labels that name it
_NAMES = """
name: nama, nama penerima, nama lengkap, nama pemesan, penerima, atas nama, a.n, an, name, full name, recipient
name: recipient name, receiver, customer, cliente, nombre, nombre completo, destinatario, pangalan, nama pelanggan
name: recibe, quien recibe, datos, datos de envío, datos de envio, datos de entrega, datos del cliente
name: nama depan, first name, given name, nombres, receiver name, contact person, person in charge, narahubung
name: contact name, nama penerima barang, nama customer, nama pembeli
name: name of recipient, terima, diterima oleh, nama toko
surname: nama belakang, last name, surname, family name, apellido, apellidos
name: paket utk, paket untuk, untuk, utk, kepada, kepada yth, kpd, to, ke, para, buat, ship to, attn, pic, u.p, up
name: post to
phone: no hp, no. hp, nohp, hp, no wa, no. wa, wa, whatsapp, no hp/wa, no. hp/wa, hp/wa, no telp, no. telp, no telepon
phone: telp, telepon, nomor hp, nomor wa, nomor telepon, kontak, no, phone, phone number, mobile, contact
phone: contact number, tel, cel, celular, telefono, teléfono, movil, móvil, whats, no tel, no. tel
phone: no telefon, no. telefon, telefon, nombor telefon, no fon, nomor telp, nomor tlp, no tlp, tlp
phone: no hp aktif, no wa aktif, nomor hp aktif, nomor hp/wa, no hp penerima, wa aktif, phone no, phone no.
phone: mobile no, mobile number, contact no
phone: contact no., whatsapp number, tfno, tlf, tlf., fono, cel/whatsapp, cellphone, cellphone no
phone: ph, ph no, mob, numero, número, nro, contacto, no. fon, fon
phone: cell, cellular, cell phone, hp aktif, cp, cp no, h/p, handphone
sender: reseller, yang order, yg order, yang pesan, yg pesan, ordered by, order by
sender: pengirim, nama pengirim, dropship, dropshipper, sender, from, dari, remitente, hp pengirim, telp pengirim
address: alamat, alamat lengkap, alamat pengiriman, alamat kirim, jalan, address, shipping address, delivery address
address: addr, add, street, dir, direccion, dirección, calle y número, calle y numero, calle, domicilio, tirahan
address: alamat pos, alamat penghantaran, lokasi
city: población, poblacion, kota/kec, town, kota tujuan, bayan, kota tinggal, daerah
city: city/regency, regency, city/municipality, municipality, town/city, suburb
city: kota, kota/kab, kota/kabupaten, kabupaten, kab, bandar, city, ciudad, municipio, localidad, lungsod
province: provinsi, propinsi, prov, county, negeri, province
province: state, estado, departamento, región, region, provincia, probinsya
postcode: kode pos, kodepos, poskod, zip, zip code, postcode, post code, postal code, c.p, c.p.
postcode: cp postal, codigo postal, código postal, pos
items: pesanan, pesan, order, orderan, detail order, detail pesanan, produk, barang, nama barang, nama produk, item
items: items, product, products, list, pedido, producto, productos, artículos, tempahan, detail barang, list order
items: isi, order/s, item/s, items ordered, isi paket, isinya, order list, belanjaan
quantity: jumlah barang, jumlah pesanan, jumlah order, jumlah item, jumlah beli, banyaknya, jumlah, jml, banyak, qty
quantity: ilan, cant, cant., unidades, piezas, kty, jumlahnya, quantity, cantidad, kuantiti, bilangan, dami
option: warna, color, colour, ukuran, size, saiz, talla, varian, variant, variasi, motif, rasa, model, tipe, type
courier: ekspedisi, kurir, pengiriman, jasa kirim, courier, shipping, via, penghantaran, envío, envio, delivery
payment: bank, rekening, no rek, norek, mop, mode of payment, pembayaran, bayar, metode pembayaran, payment
payment: payment method, pago, forma de pago, bayaran, bayad
note: instructions, delivery instructions
note: special instructions, request, permintaan, comentarios, comentario, indicaciones
note: referencia, referencias, tala, paalala, pesan khusus, tambahan, landmark, patokan
note: ucapan, kartu ucapan, n.b, ps, p.s, note, notes, catatan, keterangan, ket, remark, remarks, nota, notas
note: observaciones, pesan tambahan
total: total transfer, total, total harga, total bayar, total belanja
heading: resi, no resi, email, e-mail, ig, instagram, akun ig, username, tanggal, tgl, tgl order, date, timestamp
heading: format order, form order, format pemesanan
"""
LABELS = {
    label.strip(): field
    for line in _NAMES.strip().splitlines()
    for field, _, labels in [line.partition(":")]
    for label in labels.split(",")
}
_ABSENT = frozenset({"-", "--", "---", ".", "_", "n/a", "kosong", "tidak ada"})
# Whose or which it is may stand behind: "HP penerima", "alamat kantor", "nama mak".
_OTHERS = r"pengirim|sender|dropshipper"
_QUALIFIER = (
    rf"(?P<whose>{_OTHERS})|penerima|pemesan|pembeli|customer|kantor|rumah|kos|toko|saya|mak|ibu|bapak|lengkap|penuh|aktif|baru"
    r"|tujuan|pengiriman|kirim|yg\s+bisa\s+dihubungi|completo|completa|de\s+env[ií]o"
)
# Behind a bullet few marks are passed over: a line of nothing but bullets would be gone through from each.
_BREAK = (
    r"(?:(?:(?<=\n)|\A)[ \t*•-]*(?:\d{1,2}[.)][ \t*]*)?|(?:(?<=[,.;!?]\s)|(?<=\s/\s))[ \t*•-]*|(?<=[•|])[ \t*-]{0,3})"
)
_ANY = "|".join(re.escape(label).replace(r"\ ", r"[ ]+") for label in sorted(LABELS, key=len, reverse=True))
_LABEL = re.compile(
    _BREAK
    + "(?P<label>"
    + _ANY
    + r")(?:[ ]*(?:[/&+]|[ ](?:y|dan|and|e|at)[ ])[ ]*(?P<also>"
    + _ANY
    + rf"))?(?:[ ]+(?:{_QUALIFIER}))?(?:[ ]*\([^()\n]{{1,30}}\)|[ ]?#?\d{{1,2}}|[ ]?#)?[ \t*]*[:=][ \t*]*",
    re.IGNORECASE,
)
# A form may have other signs behind its labels; a single line with one is no form: "to - from".
_OTHER_SIGN = re.compile(
    r"^[ \t*•-]*(?P<label>"
    + _ANY
    + rf")(?:[ ]+(?:{_QUALIFIER}))?[ \t*]*(?:[#~>→|•]|[ ][–—-])[ \t*]*(?=#\d|[^\s#~>→|•–—-])",
    re.IGNORECASE | re.MULTILINE,
)
# Or none behind it in its line: "Nama Rina" above "No HP 0812…" and "Alamat Jl. …".
_BARE = re.compile(
    r"^[ \t*•-]*(?P<label>" + _ANY + rf")(?:[ ]+(?:{_QUALIFIER}))?[ ]+(?!(?:kasih|y|dan|and)\b)(?=[^\s:=])",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_SHORTENED = re.compile(r"^[ \t*•-]*(?P<label>[^\W\d_]{2,5})[ ]+(?=[^\s:=])", re.MULTILINE)
# And a form may stand in one line: "Nama: Rina Alamat: Jl. … HP: 0812…".
_INSIDE = re.compile(
    r"(?<=[^\s,;:=])[ ]+[*_]{0,2}(?P<label>"
    + _ANY
    + rf")(?:[ ]+(?:{_QUALIFIER}))?(?:[ ]?\d)?#?[ ]?[*_]{{0,2}}[ ]?[:=][*_]{{0,2}}(?!\d{{2}}(?!\d))[ ]*(?=\S)",
    re.IGNORECASE,
)
# Or none, where each label has a line of its own above its value.
_ALONE = re.compile(
    r"^[ \t*•_-]*(?P<label>"
    + _ANY
    + r")(?:[ ]*[/&+][ ]*(?P<also>"
    + _ANY
    + rf"))?(?:[ ]+(?:{_QUALIFIER}))?(?:[ ]\d{{1,2}})?[ \t*•_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_ALONE = 3
# "Pengiriman:" above a name and an address heads them.
_ON_THEIR_LINE = frozenset({"heading", "courier", "payment"})
_LEAST_OF_A_FORM = 2
# Behind their sentence something may be put right: "Pago por transferencia. Ah, y de la berry que sean 2".
_AND_ANOTHER_THING = re.compile(
    r"[.;!?]\s+(?=(?:ah|ay|eh|oh|oops|oiya|oya|sorry|perd[oó]n|ralat|btw|also|and|y|dan)(?![^\W_]))", re.IGNORECASE
)
# Words that lead up to something in any sentence.
_LEADING = frozenset(
    {"to", "ke", "utk", "untuk", "para", "buat", "kpd", "kepada", "an", "no", "ph", "isi", "pos", "up"}
)
_LAST_BREAK = re.compile(r"[.;!?]\s")
_LONGEST_LABEL = 3  # words
_TELLING = frozenset({"name", "phone", "address", "city", "province", "postcode", "items"})
_LONG_VALUES = frozenset({"items", "address"})
_SHORTENED = re.compile(
    r"^[ \t*•-]*(?P<label>[^\W\d_][^\W\d_. ]{1,20}(?:[. ]{1,2}[^\W\d_]{2,10})?)[ \t*]*[:=][ \t*]*", re.MULTILINE
)
_RECIPIENT = re.compile(r"penerima|recipient|receiver|tujuan|destinatari|recibe", re.IGNORECASE)
_ORDERER = re.compile(r"pemesan|pembeli|buyer|customer|comprador|ordered", re.IGNORECASE)
# What has a label among its words may be one: "Complete address:"; not where that word is used otherwise as well.
_LONGER = re.compile(
    r"^[ \t*•-]*(?P<label>[^\W\d_]+\.?(?:[ /]+[^\W\d_]+\.?){1,3})(?:[ ]*\([^()\n]{1,30}\))?[ \t*]*[:=][ \t*]*",
    re.MULTILINE,
)
_VAGUE = frozenset({"heading", "total", "items", "option", "quantity", "note", "courier", "payment", "sender"})
_SHORTEST_PART = 2
# What is ordered ends where it is said where it goes.
_SENT = re.compile(
    r"^[ \t*•-]*(?:(?:tolong|mohon|minta|mau|please|pls)\s+)?"
    r"(?:(?:di)?(?:kirim|krm|antar|anter)(?:kan|in|nya)?\s*(?:ke|kepada|untuk|:)"
    r"|(?:ship|deliver|send)\s+(?:it\s+)?to|env[ií](?:ar|o)\s+a|recibe|a\s+nombre\s+de"
    r"|(?:jl|jln|jalan|calle|cra|carrera|avenida|av|avda|bv|bvar|blvd|blk|block)(?:\.|\s)"
    r"|(?:alamat|address|mi\s+direcci[oó]n|direcci[oó]n|tirahan)(?=\s)"
    r"|[a-z]-\d{1,3}-\d{1,3},|no\.?\s?\d{1,4}[a-z]?,)",
    re.IGNORECASE | re.MULTILINE,
)
# The cell phone of Filipinos, the código postal of others.
_CP = re.compile(r"c\.?p\.?", re.IGNORECASE)
_SKELETON = re.compile(r"[\W_aeiouáéíóú]")


def _skeleton(label: str) -> tuple[str, str]:
    """What is left of a label when its vowels are: people write "Nma", "Nmr Tlpn", "Almt"."""
    return label[0], _SKELETON.sub("", label)


def _by_skeleton() -> dict[tuple[str, str], list[str]]:
    known: dict[tuple[str, str], list[str]] = {}
    for label in LABELS:
        known.setdefault(_skeleton(label), []).append(label)
    return {
        bones: labels
        for bones, labels in known.items()
        if len({LABELS[label] for label in labels}) == 1 and len(bones[1]) > 1
    }


_SKELETONS = _by_skeleton()


def _shortened(written: str) -> str:
    """The field of a label that was written without some of its letters; "" when it is another word."""
    for label in _SKELETONS.get(_skeleton(written), ()):
        letters = iter(label)
        if all(letter in letters for letter in written if letter.isalpha()):
            return LABELS[label]
    return ""


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value: the label begins at `begin`, the value stands from `start` to `end`.

    `start` = `end` where the value is empty or says so ("-").
    """

    key: str
    begin: int
    start: int
    end: int


def fields(plain: str) -> tuple[Field, ...]:
    """The labelled values of a levelled text.

    A value ends with its line, or with its sentence where the label stands inside a line; it may be the next line.
    """
    signs = ":" in plain or "=" in plain  # asked first: most prose has none
    known = [(match, _key(match)) for match in _LABEL.finditer(plain) if not _is_black(plain, match)] if signs else []
    signed = [(match, _key(match)) for match in _OTHER_SIGN.finditer(plain)]
    if len({key for _, key in signed}) >= _LEAST_OF_A_FORM:
        known += signed
    alone = [(match, _key(match)) for match in _ALONE.finditer(plain)]
    if len({key for _, key in alone}) >= _LEAST_ALONE:
        known += alone
    at = {match.start("label") for match, _ in known}
    bare = [(match, _key(match)) for match in _BARE.finditer(plain) if match.start("label") not in at]
    bare = [(match, key) for match, key in bare if match["label"].casefold() not in _LEADING]
    bare += [
        (match, key)
        for match in _BARE_SHORTENED.finditer(plain)
        if match.start("label") not in at
        and match["label"].casefold() not in LABELS
        and (key := _shortened(match["label"].casefold()))
    ]
    if len({key for _, key in bare} & _TELLING) >= _LEAST_ALONE:
        known += bare
        at |= {match.start("label") for match, _ in bare}
    shortened = [
        (match, key)
        for match in _SHORTENED.finditer(plain)
        if match.start("label") not in at and (key := _shortened(match["label"].casefold()))
    ]
    at |= {match.start("label") for match, _ in shortened}
    inside = _in_one_line(plain, at) if signs else []
    at |= {match.start("label") for match, _ in inside}
    longer = [
        (match, key)
        for match in _LONGER.finditer(plain)
        if match.start("label") not in at and (key := _by_part(match["label"].casefold()))
    ]
    labels = _whose(sorted([*known, *shortened, *inside, *longer], key=lambda each: each[0].start("label")))
    starts = {match.start("label") for match, _ in inside}
    found = []
    for index, (match, key) in enumerate(labels):
        following = labels[index + 1][0].start("label") if index + 1 < len(labels) else -1
        in_line = match.start("label") in starts or following in starts
        limit = labels[index + 1][0].start() if index + 1 < len(labels) else len(plain)
        if key == "items" and (sent := _SENT.search(plain, match.end(), limit)):
            limit = sent.start()
        if key in _ON_THEIR_LINE and (other := _AND_ANOTHER_THING.search(plain, match.end(), limit)):
            limit = other.start()
        span = _value(
            plain,
            match,
            min(limit, _end_of_line(plain, match.end())),
            whole=in_line and (key in _LONG_VALUES or following in starts),
        )
        if span is None and key not in _ON_THEIR_LINE:
            span = _next_lines(plain, match.end(), limit, many=key in ("items", "address"))
        start, end = span or (match.end(), match.end())
        if plain[start:end].strip().casefold() in _ABSENT:
            start = end
        is_code = _CP.fullmatch(match["label"]) and re.fullmatch(r"\d{4,5}", plain[start:end].strip())
        found.append(Field("postcode" if is_code else key, match.start(), start, end))
    return tuple(found)


def _by_part(label: str) -> str:
    """The field of a label of several words by those that are known: "complete address", "alamat rumah saya"."""
    said = label.split()
    for length in range(len(said) - 1, 0, -1):
        for some in (said[:length], said[-length:]):
            key = LABELS.get(" ".join(some), "")
            if key and key not in _VAGUE and max(map(len, some)) > _SHORTEST_PART:
                return key
    return ""


def _whose(labels: list[tuple[re.Match[str], str]]) -> list[tuple[re.Match[str], str]]:
    """Where a form has the one who gets it apart from the one who orders, the latter is the sender."""
    apart = {key for match, key in labels if _RECIPIENT.search(match.group())}
    return [(match, "sender" if key in apart and _ORDERER.search(match.group()) else key) for match, key in labels]


def _key(match: re.Match[str]) -> str:
    """The field of a label. What is under two of different fields ("Nama & alamat") is read as if it had none."""
    if match["whose"]:
        return "sender"
    keys = [
        LABELS[" ".join(label.casefold().split())] for label in (match["label"], match.groupdict().get("also")) if label
    ]
    distinct = {"name" if key == "surname" else key for key in keys}
    if distinct == {"name", "phone"}:
        return "name"  # the phone is known by itself: "Penerima & HP: Ratna 0812…"
    return "heading" if len(distinct) > 1 else keys[0]


def _in_one_line(plain: str, known: set[int]) -> list[tuple[re.Match[str], str]]:
    """Labels inside lines, in lines that have several."""
    found = [(match, _key(match)) for match in _INSIDE.finditer(plain) if match.start("label") not in known]
    able = [
        (match, key)
        for match, key in found
        if (key not in _VAGUE or key == "items")
        and match["label"].casefold() not in _LEADING
        and _begins_anew(plain, match)
    ]
    lines: dict[int, set[str]] = {}
    for match, key in able:
        lines.setdefault(plain.rfind("\n", 0, match.start()), set()).add(key)
    begun = {plain.rfind("\n", 0, start) for start in known}
    return [
        (match, key)
        for match, key in able
        if (line := plain.rfind("\n", 0, match.start())) in begun or len(lines[line]) >= _LEAST_OF_A_FORM
    ]


def _is_black(plain: str, match: re.Match[str]) -> bool:
    """Whether it is the colour, in slang, with how many: "mocca=3, item=5"."""
    at_line = plain[max(0, match.start("label") - 1) : match.start("label")] in ("", "\n")
    return match["label"].casefold() == "item" and not at_line and plain[match.end() : match.end() + 1].isdecimal()


def _begins_anew(plain: str, match: re.Match[str]) -> bool:
    """Whether something stands before a label in its line that it doesn't belong to: no "Calle y número:"."""
    before = plain[plain.rfind("\n", 0, match.start()) + 1 : match.start("label")]
    return ":" in before or "=" in before or len(_LAST_BREAK.split(before)[-1].split()) > _LONGEST_LABEL


def _value(plain: str, match: re.Match[str], end: int, *, whole: bool) -> tuple[int, int] | None:
    """The value on the label's line; its first piece where the label stands inside a sentence, and not in a form."""
    whole_line = whole or match.start() == 0 or plain[match.start() - 1] == "\n"
    if not whole_line and (pieces := segments(plain[match.end() : end])):
        return match.end() + pieces[0][0], match.end() + pieces[0][1]
    return trim(plain, match.end(), end)


def _next_lines(plain: str, start: int, limit: int, *, many: bool) -> tuple[int, int] | None:
    """The line behind an empty label, or all lines up to a blank one where a value may take several."""
    begin = _end_of_line(plain, start) + 1
    if begin >= limit:
        return None
    blank = re.compile(r"\n[ \t]*\n").search(plain, begin, limit)
    end = (blank.start() if blank else limit) if many else min(limit, _end_of_line(plain, begin))
    return trim(plain, begin, end)


def _end_of_line(plain: str, position: int) -> int:
    end = plain.find("\n", position)
    return len(plain) if end < 0 else end
