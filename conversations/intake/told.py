"""What a message tells of another time or of others: what came last month, what a friend has. It orders nothing."""

import re
from collections.abc import Iterator, Sequence

from conversations.intake.pieces import Piece

# A bullet begins something else too.
_SENTENCE_END = re.compile(r"[\n\0;!?•]|[.](?!\d)")
_EARLIER = re.compile(
    r"(?<![^\W_])(?:kemarin|kemaren|kmrn|kmrin|kmarin|kmaren|sebelumnya|tempo\s+hari|waktu\s+itu|dulu(?:nya)?|dl"
    r"|(?:minggu|mgu|bulan|bln|tahun|thn|hari|malam|malem|pekan|lebaran)\s+(?:lalu|lepas|kemarin|kemaren|kmrn|sebelumnya)|(?:yg|yang)\s+lalu"
    r"|last\s+(?:week|month|time|year|night|order|summer|christmas)|yesterday|the\s+other\s+day|this\s+morning|ago|previous(?:ly)?"
    r"|in\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|nung|noong|kahapon|dati|nakaraan|ayer|anteayer|(?:mes|semana|a[nñ]o|vez|pedido)\s+pasad[oa]|la\s+(?:otra|[uú]ltima)\s+vez)(?![^\W_])",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"(?<![^\W_])(?:(?:di)?beli|order|pesan|psn|pesen|borong|ambil|dapat|dpt|dapet|terima|nerima|coba|nyoba|pakai|pake|sampai|sampe|nyampe|nyampai"
    r"|datang|dateng|dtg|habis|abis|rusak|retak|pecah|bocor|kurang|gosong|basi|hancur|nitip|dikasih|bought|got|ordered|received|came|arrived|broke|broken|cracked"
    r"|leaked|was|were|took|had|loved|used|gave|ran|knocked|spilled|in-?order|binili|bumili|dumating|nasira|natunaw|okay\s+naman|compr[eé]|ped[ií]|lleg[oó]"
    r"|llegaron|recib[ií]|sali[oó]|rompi[oó]|gust[oó])(?:nya)?(?![^\W_])",
    re.IGNORECASE,
)
# What is wanted now, or is to be as it was then.
_WANTED = re.compile(
    r"(?<![^\W_])(?:mau|mo|pengen|pengin|pgn|ingin|butuh|nak|lagi|lg|(?:di)?tambah\w*|nambah|sekarang|skrg|skrang|fix|kali\s+ini|hari\s+ini|sama\s+(?:kayak|kaya|kyk|seperti|persis)"
    r"|kayak|kaya|kyk|seperti|macam|tolong|minta|(?:di)?(?:ganti|ubah|batal)\w*|jadi(?:in|kan|nya)?|jd|cancel\w*|tetap|tetep|ttp|ulang|eh|ralat|now|again|want|need|like|same|please|pls"
    r"|repeat|reorder|instead|change|make|i['’]?ll|i['’]?d|let['’]?s|ahora|quiero|quisiera|otra|igual|mism[oa]s?|ulit|gusto|ngayon|pa-order|pabili|parehas|cambi\w+)(?![^\W_])",
    re.IGNORECASE,
)


_KIN = (
    r"(?:te?men|teman|kawan|sahabat|sepupu|suami|istri|isteri|mertua|ipar|tetangga|bojo|cewek|cowok|bestie)\s?(?:ku|saya|sy|aku|gue|gw|ko)?"
    # These are said to whoever writes, too: "ibu beli nastar 2".
    r"|(?:adik|adek|kakak|abang|ibu|mama|mamah|bapak|papa|anak|kapatid|ate|nanay|mommy)\s?(?:ku|saya|sy|aku|gue|gw|ko)"
    r"|(?:my|our)\s+[^\W\d_]+(?:-[^\W\d_]+)*|s?he|mi\s+[^\W\d_]+|toko\s+(?:sebelah|lain)|kedai\s+sebelah|tempat\s+lain"
)
# What somebody else has, what it costs elsewhere, and how tall or old somebody is: of now, and not ordered either.
_OF_OTHERS = re.compile(
    rf"(?<![^\W_])(?:(?:{_KIN})\s+(?:(?:udah|sudah|dah|jg|juga|already|punya|yg|yang|les|dia|pun)\s+)*"
    r"(?:punya|pakai|pake|jual|has|have|had|got|bought|wears?|sells?|says|said|umorder|compr[oó]|tiene|kata(?:nya)?)"
    r"|(?:di|kat|at|from|en|sa)\s+(?:toko|kedai|tempat|another|pasar|other)\s+(?:sebelah|lain|shop|store)"
    r"|(?:tb|bb|tinggi|berat|umur|usia)(?:\s+(?:badan|aku|saya|sy|ku|gue|anak|baby)){0,2}\s+\d{1,3}"
    r"|i['’]?m\s+\d{2,3}\s?(?:cm|kg|lbs)|usually\s+wear|mido\s+\d|peso\s+\d{2,3})(?![^\W_])",
    re.IGNORECASE,
)


def told(plain: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces that tell of something earlier: from where a sentence says so up to its end, or to what is wanted."""
    tells, last = False, 0
    for piece in pieces:
        begins = _SENTENCE_END.search(plain, last, piece.start) is not None
        last = piece.end
        if piece.field or _WANTED.search(plain, piece.start, piece.end):
            tells = False
            continue
        tells = (tells and not begins) or _is_earlier(plain, piece)
        if tells or _OF_OTHERS.search(plain, piece.start, piece.end):
            yield piece


def _is_earlier(plain: str, piece: Piece) -> bool:
    return all(each.search(plain, piece.start, piece.end) for each in (_EARLIER, _HAPPENED))
