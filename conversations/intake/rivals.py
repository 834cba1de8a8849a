"""Who else may be meant: names that are left over speak against the one that was taken."""

import re
from collections.abc import Iterator

from conversations.countries import is_country
from conversations.intake.matching import is_sold
from conversations.intake.names import capitalised_name, name_behind_trigger
from conversations.intake.page import Page
from conversations.intake.words import ACCOUNT, NAME_PARTICLES, SURE_NAME_TRIGGER
from conversations.order import Name
from conversations.segments import segments

_LOOK_BACK = 60  # characters
_WORD = r"(?-i:[A-Z])[^\W\d_]*(?:['.-][^\W\d_]+)*\.?"
_PARTICLE = "|".join(sorted(NAME_PARTICLES - {"y", "al", "el", "le", "la"}))
# Right before a fact, in its line.
_RUN = re.compile(
    rf"(?<![^\W_])(?P<name>{_WORD}(?:[ ](?:{_PARTICLE}|{_WORD})){{1,4}})"
    r"[ ]*[,:(–-]?[ ]*(?:(?:on|at|al|di|sa)[ ]+)?(?:(?:hp|wa|no|telp|tel|phone|mobile|whatsapp|cel|cp)[.:]?[ ]*)?\n?\Z"
)
_NEAR = 2  # segments
_MOST = 4  # that a person chooses among
# Titles of somebody who is spoken of, not to.
_TITLE = re.compile(
    r"(?<![^\W_])(?:bu|ibu|pak|bapak|bpk|mba|mbak|mas|hj|haji|dr|drg|ust|ustadz|ustadzah|encik|tuan|puan|mr|mrs|ms|miss|mdm|madam"
    r"|señora?|sra|srta|señorita|doña|aling|mang|lola|lolo|tita|tito|kuya|sdr|sdri)\.?\s+(?=(?-i:[A-Z][^\W\d_]))",
    re.IGNORECASE,
)
# Whose message it is, or whose shop, says nothing about who gets it.
_OTHERS = re.compile(
    r"(?<![^\W_])(?:dari|from|pengirim|sender|reseller|admin|dropship(?:per)?|saya|aku|soy|ako|i['’]?m|hub(?:ungi)?|call"
    r"|toko|warung|kedai|kantor|office|oficina|tapat|malapit|near|dekat|sebelah|depan|belakang|store|tindahan)(?![^\W_])",
    re.IGNORECASE,
)


# Who gets it is put right: "penerimanya ganti adek aku ya, Reskiawati", "el apellido es Ortiz, no Ortega".
_WHO = (
    r"(?:(?:yg|yang)\s+(?:terima|nerima|menerima)|penerima(?:nya)?|atas\s+nama(?:nya)?|nama(?:nya)?|recipient|receiver|(?:last\s+|first\s+|sur)?name"
    r"|nombre|destinatari[oa]|(?:i|pa)?pangalan|tatanggap)"
)
_CHANGED = (
    r"(?:di)?ganti(?:kan)?|tukar|tuker|diubah|ubah|salah|keliru|wrong|misspelt|misspelled|should\s+be|instead|change[ds]?|cambia\w*|mal|mali"
    r"|na\s?lang|pala|mejor|bukan|aja|saja"
)
_RENAMED = re.compile(
    rf"(?<![^\W_])(?:{_WHO}\s(?:[^\n,.;]{{0,30}}\s)?(?:{_CHANGED})|jadi\s(?:yg|yang)\s(?:n?e?rima|menerima)"
    r"|(?:(?:eh|hmm|atau|or|mending|jangan)\s+){1,2}(?:ke|kepada|buat|untuk|to)(?=\s(?-i:[A-Z]))"
    rf"|(?:{_CHANGED})\s(?:[^\n,.;]{{0,30}}\s)?{_WHO}|(?:eh|ralat|koreksi|oops|ay)\s+{_WHO}|apellido\s+es)(?![^\W_])",
    re.IGNORECASE,
)


def renamed(page: Page, name: Name) -> tuple[Name, ...]:
    """The people it may be for where something behind the name puts that right; () where nothing does."""
    taken = max((span.end for part, span in page.where if part == "name"), default=0)
    change = _RENAMED.search(page.left_in_names, taken)
    if change is None:
        return ()
    cut = [(start, end) for start, end in segments(page.left_in_names) if end > change.end()][: _NEAR + 1]
    begun = [(max(start, change.end()), end) for start, end in cut]
    found = (capitalised_name(page.left_in_names, *span) for span in begun)
    others = [each for each in found if each is not None and not _is_place(page, each) and not _same(each, name)]
    return (*others[:_MOST], name)


def settled(page: Page, name: Name) -> tuple[Name | None, tuple[Name, ...]]:
    """The name, or the people it may be for where something that is left over names somebody else.

    A name in small letters among capitals was rather a word: the one name that is left goes before it.
    """
    told = any(part == "name" and SURE_NAME_TRIGGER.match(page.plain, span.start) for part, span in page.where)
    beside = () if told else tuple(dict.fromkeys(_before_facts(page)))
    if len(beside) == 1 and not name.last and not _same(name, beside[0]):
        return beside[0], ()  # "it's Olivia … to our manager: I Made Sudarma, 0878…"
    found = tuple(dict.fromkeys([*_left_over(page, titled=not told), *beside]))
    fuller = [other for other in found if _words(name) < _words(other)]
    name = fuller[0] if len(fuller) == 1 else name  # "atas nama Kurnia … kirim ke Kurnia Sari"
    others = tuple(other for other in found if not _same(other, name))[:_MOST]
    if not others:
        return name, ()
    if page.has_capitals and not name.first[:1].isupper() and len(others) == 1:
        return others[0], ()
    return None, (name, *others)


def _left_over(page: Page, *, titled: bool) -> Iterator[Name]:
    """Names behind words that lead up to one; and behind the titles of people who are spoken of."""
    for start, end in segments(page.left):
        # The bank before an account's holder may have been taken already, as the payment.
        sentence = max(page.plain.rfind(mark, 0, start) for mark in (",", ";", "\n", ". ")) + 1
        asks = page.left[end : end + 1] == "?"  # "do you ship to Scotland?"
        if asks or _OTHERS.search(page.left, start, end) or ACCOUNT.search(page.plain, sentence, end):
            continue
        behind = name_behind_trigger(page.left_in_names, start, end, sure=True)
        people = (
            capitalised_name(page.left_in_names, title.start(), end)
            for title in (_TITLE.finditer(page.left_in_names, start, end) if titled else ())
        )
        for name in (behind[0] if behind else None, *people):
            if name and name.first[:1].isupper() and not _is_place(page, name):
                yield name


def _before_facts(page: Page) -> Iterator[Name]:
    """Names of several words right before the phone or the street: "our manager I Made Sudarma, 0878…"."""
    for part, span in page.where:
        begin = max(0, span.start - _LOOK_BACK)
        fact = part == "street" or (part == "phone" and span.start not in page.others_phones)
        run = _RUN.search(page.left[begin : span.start].replace("\0", "\n")) if fact else None
        name = capitalised_name(page.left, begin + run.start("name"), begin + run.end("name")) if run else None
        if name is not None and name.last and not is_sold(name.full, page.catalogue) and not _is_place(page, name):
            yield name


def _same(one: Name, other: Name) -> bool:
    return _words(one) <= _words(other) or _words(other) <= _words(one)


def _words(name: Name) -> set[str]:
    return {*name.full.casefold().split()}


def _is_place(page: Page, name: Name) -> bool:
    if is_country(name.full, page.region):
        return True
    return bool(page.places.city(name.full, page.region)) or page.places.province(name.full, page.region) is not None
