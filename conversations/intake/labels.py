"""Forms: lines that say themselves what they hold ("Nama: Rina")."""

import re
from dataclasses import dataclass

from conversations.segments import segments, trim

# field: the labels that name it
_NAMES = """
name: nama, nama penerima, nama lengkap, nama pemesan, penerima, atas nama, a.n, an, name, full name, recipient
name: recipient name, customer, cliente, nombre, pangalan
phone: no hp, no. hp, nohp, hp, no wa, no. wa, wa, whatsapp, no hp/wa, no. hp/wa, hp/wa, no telp, no. telp, no telepon
phone: telp, telepon, nomor hp, nomor wa, nomor telepon, kontak, no, phone, phone number, mobile, contact
phone: contact number, tel, cel, celular, telefono, teléfono
address: alamat, alamat lengkap, alamat pengiriman, alamat kirim, jalan, address, shipping address, delivery address
address: street, dir, direccion, dirección
city: kota, kota/kab, kota/kabupaten, kabupaten, kab, bandar, city, ciudad
province: provinsi, propinsi, prov, negeri, province, state
postcode: kode pos, kodepos, poskod, zip, zip code, postcode, post code, postal code
items: pesanan, pesan, order, orderan, detail order, detail pesanan, produk, barang, nama barang, nama produk, item
items: items, product, products, list, pedido
quantity: jumlah, jml, banyak, qty, quantity, cantidad
courier: ekspedisi, kurir, pengiriman, jasa kirim, courier, shipping, via
payment: pembayaran, bayar, metode pembayaran, payment, payment method, pago
note: note, notes, catatan, keterangan, ket, remark, remarks
total: total, total harga, total bayar, total belanja
heading: format order, form order, format pemesanan
"""
LABELS = {
    label.strip(): field
    for line in _NAMES.strip().splitlines()
    for field, _, labels in [line.partition(":")]
    for label in labels.split(",")
}
_ABSENT = frozenset({"-", "--", "---", ".", "_", "n/a", "kosong", "tidak ada"})
_LABEL = re.compile(
    r"(?:(?<=\n)|\A|(?<=[,.;!?]\s)|(?<=\s/\s))[ \t*•-]*(?P<label>"
    + "|".join(re.escape(label).replace(r"\ ", r"[ ]+") for label in sorted(LABELS, key=len, reverse=True))
    + r")[ \t*]*[:=][ \t*]*",
    re.IGNORECASE,
)


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
    labels = list(_LABEL.finditer(plain))
    found = []
    for index, match in enumerate(labels):
        limit = labels[index + 1].start() if index + 1 < len(labels) else len(plain)
        key = LABELS[" ".join(match["label"].casefold().split())]
        span = _value(plain, match, min(limit, _end_of_line(plain, match.end())))
        if span is None and key != "heading":
            span = _next_lines(plain, match.end(), limit, many=key in ("items", "address"))
        start, end = span or (match.end(), match.end())
        if plain[start:end].strip().casefold() in _ABSENT:
            start = end
        found.append(Field(key, match.start("label"), start, end))
    return tuple(found)


def _value(plain: str, match: re.Match[str], end: int) -> tuple[int, int] | None:
    whole_line = match.start() == 0 or plain[match.start() - 1] == "\n"
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
