"""Whose phone it is: a message may give the sender's, a shop's and a house's beside the customer's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from conversations.intake.words import KIN
from conversations.order import Phone
from conversations.phones import PHONE_LABEL, is_mobile

_LOOK_BACK = 80
_LOOK_AHEAD = 20
_SENDER = re.compile(
    r"(?<![^\W_])(?:pengirim|sender|dari|from|remitente|dropship(?:per)?|reseller|saya|sy|aku|gw|gue|i['’]m|my|mine|mi|m[ií]o|ako|akin"
    r"|(?:nomer|nomor|no|hp|wa)ku|pemesan|(?:number|no|numero|cp)\s+ko|galing\s+(?:sa|kay)|admin|me\s+marcan|m[aá]rquenme|ll[aá]menme)(?![^\W_])",
    re.IGNORECASE,
)
_RECIPIENT = re.compile(
    r"(?<![^\W_])(?:penerima(?:nya)?|receiver|recipient|beliau|destinatari[oa]|yang\s+terima|yg\s+terima"
    r"|(?:hp|no|nomor|nomer|wa)(?:nya)?\s+dia|(?:her|his)\s+(?:mobile|number|phone|cell|whatsapp|wa)|(?:call|phone|ring|text|reach|contact)\s+(?:her|him)|su\s+(?:cel|celular|tel|tel[eé]fono|n[uú]mero|whats)|mak|ibu|mama|mertua|suami|istri|isteri|nanay|tatay)(?![^\W_])",
    re.IGNORECASE,
)
# Whom to call if nobody answers isn't who gets it.
_IF = re.compile(
    r"(?<![^\W_])(?:kalau|kalo|klo|klu|klau|kalu|kl|jika|if|in\s+case|kung|pag|kapag|si\s+no|por\s+si)(?![^\W_])",
    re.IGNORECASE,
)
# "I'm on +65 … if you have questions, but call him on +62 …"
_BUT = re.compile(r"(?<![^\W_])(?:but|tapi|tp|pero)(?![^\W_])", re.IGNORECASE)
_PAID_TO = re.compile(
    r"(?<![^\W_])(?:nequi|daviplata|yape|plin|bizum|g-?cash|gopay|ovo|dana|paynow|duitnow|transfer(?:encia)?|bayar|pay(?:ing)?|paid|pago)"
    r"[^\W_]*\s(?:[^\d,;]{0,20}\s)?(?:a|al|to|ke|sa|kay)\s",
    re.IGNORECASE,
)
# "0917 … yung GCash na pangbayad"
_PAYS = re.compile(
    r"[ ]*[(,]?[ ]*(?:(?:yung|itu|is|es|for|untuk|buat|po|ang|my|our|ko)[ ]+)*"
    r"(?:g-?cash|gopay|ovo|dana|nequi|yape|paynow|maya|bizum)(?![^\W_])",
    re.IGNORECASE,
)
# "083840962715 itu udah dipake adekku", "0878 1111 2345 is dead": it was theirs.
_WAS = re.compile(
    r"[ ,(]*(?:(?:itu|ini|yg|yang|tadi|is|has|lama|ya)[ ]+)*(?:(?:udah|sudah|dah|sdh|been|already)[ ]+)?"
    r"(?:dipake|dipakai|mati|hangus|hilang|rusak"
    r"|dead|lost|disconnected|(?:ga|gak|ngga|nggak|tidak|tdk|tak)[ ]aktif|(?:ya[ ]+)?no[ ]+(?:longer|sirve))(?![^\W_])",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?<![^\W_])(?:rumah|kantor|toko|office|home|casa|bahay|oficina|landline|cadangan|alternatif|backup|second)(?![^\W_])",
    re.IGNORECASE,
)
# The number behind these words takes the place of the one before it.
_CORRECTED = re.compile(
    r"(?<![^\W_])(?:ralat|salah|koreksi|revisi|maksud(?:nya|ku)?|ganti|jadi|bukan|yang\s+benar|yg\s+bener|correction|wrong"
    r"|sorry|sori|maaf|mali|correcci[oó]n|perd[oó]n|tukar|instead|(?:ga|gak|ngga|nggak|tidak|tdk|udah\s+ga|tak)\s+aktif|ya\s+no|no\s+longer"
    r"|(?:no|nombor|nomor|nomer|hp|number|n[uú]mero)\s+(?:baru|nuevo|bago)|new\s+(?:number|phone|no))(?![^\W_])",
    re.IGNORECASE,
)
# "ese móvil ya no lo tengo", "nomor tadi udah ga aktif": it isn't the customer's any more, and no other follows.
_TAKEN_BACK = re.compile(
    r"(?<![^\W_])(?:hp|wa|telp|tlp|phone|number|no|nomor|nomer|m[oó]vil|cel\w*|n[uú]mero)(?:nya)?(?![^\W_])[^\n,;.\d]{0,25}(?<![^\W_])"
    r"(?:(?:ga|gak|ngga|nggak|tidak|tdk|tak)\s+aktif|salah|wrong|ya\s+no|no\s+longer|hilang|rusak)(?![^\W_])",
    re.IGNORECASE,
)
_SIDE_BY_SIDE = re.compile(
    r"\s*(?:/|&|\(?(?:atau|or|o|dan|and|y)(?![^\W_]))\s*"
    r"|\s*[,;\n]?\s*(?:no\.?\s)?(?:hp|wa|telp|tel|phone|cel|no)\.?\s?2\s*[.:]?\s*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\([^()\d]*\)")  # "Penerima Citra (bukan saya) 0856…"
_BRACKET = re.compile(r"[ ]*\([^()\n]*\Z")
_MINE = re.compile(
    r"[ ,]*(?:(?:po|yung|itu|ini|is|es)[ ]+)?(?:(?:number|no|numero|cp)[ ]+ko|sa[ ]akin|akin|nomor(?:ku|[ ]saya)"
    r"|punya[ ]saya|mine|el[ ]m[ií]o)(?![^\W_])"
    r"(?!\W{0,3}(?:es|is|ay|itu|:)?\W{0,3}[+\d(])",
    re.IGNORECASE,
)
# "nomor hp dia nyusul ya"
_TO_FOLLOW = re.compile(
    r"(?<![^\W_])(?:hp|wa|telp|tlp|phone|number|nomor(?:nya)?|cel\w*)(?![^\W_])[^\n,;.\d]{0,25}(?<![^\W_])"
    r"(?:nyusul|menyusul|susul|blm|belum|to\s+follow|later|tomorrow|besok|luego|despu[eé]s|mamaya)(?![^\W_])",
    re.IGNORECASE,
)
_SOMEBODY = "|".join(
    sorted(KIN - {"my", "mi", "ko", "saya"} | {"customer", "boss", "kakak", "kakek", "abang", "tetangga"})
)
_MY_KIN = re.compile(
    rf"(?<![^\W_])(?:(?:{_SOMEBODY}|keponakan|tante|om|pelanggan|bos)\s+(?:saya|sy|aku|gw|gue|ko)"
    rf"|(?:my|mi)\s+(?:{_SOMEBODY}|aunt|uncle|cousin))(?![^\W_])",
    re.IGNORECASE,
)
_EXPORTED = re.compile(r"[ \t]*:[ \t]")


@dataclass(frozen=True, slots=True)
class FoundPhone:
    """A phone and where it stands. `field`: it is the value of a label; `sender`: of one for the sender's."""

    start: int
    end: int
    phone: Phone
    field: bool = False
    sender: bool = False


def customers(plain: str, found: Sequence[FoundPhone]) -> tuple[list[FoundPhone], list[FoundPhone]]:
    """The phones that may be the customer's, more than one where the message doesn't say which; and their second ones.

    Of two that a form gives side by side the first is the one to call: "HP 1: 0853… HP 2: 0812…", "HP: 0853… / 0812…".
    """
    if _TO_FOLLOW.search(plain) and all(_is_senders(plain, found, each) for each in found):
        return [], []
    left = without_corrected(plain, [each for each in found if not _WAS.match(plain, each.end)] or found)
    gone = _TAKEN_BACK.search(plain, max((each.end for each in found), default=0))
    if gone is not None and not _IF.search(plain[max(0, gone.start() - _LOOK_BACK) : gone.end()]):
        return [], []
    left = [each for each in left if not _in_brackets_of_another(plain, left, each)] or left
    left = [each for each in left if not _PAYS.match(plain, each.end) or _is_labelled(plain, each)] or left
    left = [each for each in left if not _IF.search(_BUT.split(_before(plain, left, each))[-1])] or left
    left = [each for each in left if not _is_only_if(plain, found, each)] or left
    # "la plata se la paso por Nequi a su número, el 300 …" is the shop's.
    left = [each for each in left if not _PAID_TO.search(_before(plain, left, each))] or left
    others = [each for each in left if not _is_senders(plain, left, each)]
    for chosen in (
        [each for each in left if each.field],
        [each for each in left if not each.sender and _RECIPIENT.search(_before(plain, left, each))],
        others,
    ):
        if chosen:
            mobiles = [each for each in others if is_mobile(each.phone)]
            if chosen is others and not mobiles and any(is_mobile(each.phone) for each in left):
                break  # "my number is …, otherwise the hotel's desk is …": nobody can say
            # "telp mama 0271-712345 hp 0812…": her house's phone doesn't tell where the parcel is.
            left = chosen if any(is_mobile(each.phone) for each in chosen) else mobiles or chosen
            break
    left = [each for each in left if not _ANOTHER.search(_before(plain, left, each))] or left
    left = [each for each in left if is_mobile(each.phone)] or left
    if (
        left
        and _is_labelled(plain, left[0])
        and all(_SIDE_BY_SIDE.fullmatch(plain[one.end : two.start]) for one, two in pairwise(left))
    ):
        return left[:1], left[1:]
    return left, []


def _is_labelled(plain: str, each: FoundPhone) -> bool:
    return each.field or PHONE_LABEL.search(plain, max(0, each.start - _LOOK_BACK), each.start) is not None


def _is_only_if(plain: str, found: Sequence[FoundPhone], each: FoundPhone) -> bool:
    """Whether it is for when another doesn't answer, said behind it: "or 0998 441 2076 pag di macontact yung una"."""
    behind = _IF.match(plain, each.end + len(plain[each.end :]) - len(plain[each.end :].lstrip(" ,(")))
    if behind is None or each is found[0]:
        return False
    return not any(behind.end() <= other.start < behind.end() + _LOOK_BACK for other in found)


def _in_brackets_of_another(plain: str, found: Sequence[FoundPhone], each: FoundPhone) -> bool:
    """Whether it stands in brackets right behind another: "013-772 6049 (suami 019-771 2330)"."""
    last = max((other.end for other in found if other.end <= each.start), default=None)
    return last is not None and _BRACKET.match(plain, last, each.start) is not None


def without_corrected(plain: str, found: Sequence[FoundPhone]) -> list[FoundPhone]:
    """Without the phones that a later one took the place of."""
    left: list[FoundPhone] = []
    for each in found:
        before = _before(plain, found, each)
        if left and not each.sender and _CORRECTED.search(before) and not _IF.search(before):
            left = [earlier for earlier in left if earlier.sender]
        left.append(each)
    return left


def _is_senders(plain: str, found: Sequence[FoundPhone], each: FoundPhone) -> bool:
    """Said so, or a chat export has the number before the message."""
    line = plain.rfind("\n", 0, each.start) + 1
    exported = not plain[line : each.start].strip() and _EXPORTED.match(plain, each.end) is not None
    behind = plain[each.end : each.end + _LOOK_AHEAD]
    said = (
        _SENDER.search(_before(plain, found, each))
        or _MINE.match(behind)
        or (
            # Another number in the brackets is what they are about: "(mine is +61 …".
            behind.lstrip().startswith("(")
            and not any(map(str.isdigit, behind.partition(")")[0]))
            and _SENDER.search(behind.partition(")")[0])
        )
    )
    return each.sender or exported or bool(said)


def _before(plain: str, found: Sequence[FoundPhone], each: FoundPhone) -> str:
    """What stands before a phone in its line, behind the phone before it."""
    line = plain.rfind("\n", 0, each.start) + 1
    last = max((other.end for other in found if other.end <= each.start), default=0)
    text = _IN_BRACKETS.sub(" ", plain[max(line, last) : each.start])[-_LOOK_BACK:]
    text = _MY_KIN.sub(" ", text)  # "buat adik saya, Gilang 0877…" is the brother's
    # Another fact's sentence says nothing about the phone: "dari Budi, 0812…" does.
    return re.split(r"(?<!(?i:.hub|.tel|telp))[.;!?]\s", text)[-1]
