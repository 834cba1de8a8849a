"""Phone numbers as people write them, and as the API and people read them."""

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, PhoneNumberType, ValidationResult

from conversations.characters import level
from conversations.order import Phone

PhoneProblemKind = Literal["too_short", "too_long", "not_a_number", "not_valid"]

# E.164 allows 15 digits; "0062" in front makes 17 of them, and "(0)" 18.
_MOST_DIGITS = 18
_FEWEST_DIGITS = 6
_ARGENTINE_DIGITS = 10  # the area code among them
# A number that begins as phone numbers do needs fewer: four digits are still an hour or a quantity.
_FEWEST_BEGUN = 5
_BEGUN = re.compile(r"\s*(?:\(?\+|\(?0)")
_LONGEST_SHOWN = 60
_LONGEST_READ = 500  # no phone number with its label is that long

_EXAMPLES = {"ID": "0812-3456-7890"}  # libphonenumber's own has ten digits, which few Indonesian numbers still have

_LINK = r"(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=|tel:)"
_WORD = (
    r"(?:no|nomor|nombor|number|hp|h/p|handphone|wa|whatsapp|whats|telp|tlp|telepon|telpon|telefon|tel|phone|ph|mobile"
    r"|cel|celu|celular|m[oó]vil|tel[eé]fono|contact|kontak|cp)"
)
_WHOSE = r"penerima|saya|sy|aku|beliau|dia|mak|ibu|mama|pengirim|rumah|kantor|toko|is|es|no|ko|nya|ku|aktif"
_PREFIX = re.compile(rf"\s*(?:{_LINK}|(?:{_WORD}\b[\s.:=]{{0,5}}){{1,3}})", re.IGNORECASE)
_PHONE_CHARACTERS = re.compile(r"[\d\s+()./-]*")
# A number in running text that libphonenumber's matcher passes over: behind a link, or glued to a word.
_MISSED = re.compile(r"(?<![\d+])\+?(?:\(\+?\d{1,4}\) ?)?\d(?:[ .()-]{0,3}\d){6,16}(?!\d)")
# Fewer digits are a postcode, a date or a price.
_TIMES = re.compile(r"\d\s*[x×]\s*\d{1,3}[.,]\d{3}(?!\d)", re.IGNORECASE)  # "1 x 129.000" is a sum, no extension
_BY = re.compile(r"(?<!\d)\d{2,3}[x×]\d{2,3}(?!\d)", re.IGNORECASE)  # "180x200 4, 160x200 1" are measures
_MEASURE_AROUND = 4  # characters
_FEWEST_WRONG = 9
_PRICE = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
# Asked first, as it is quick: what has the look of a number has its figures near each other.
_MAY_BE_WRONG = re.compile(rf"(?:\d\D{{0,6}}){{{_FEWEST_WRONG}}}")
_LOOKS_SO = re.compile(r"(?<![\d+.,/-])\+?(?:\d{9,14}|\d{3,4}(?:[ -]\d{3,4}){2,3}|\(?\d{3}\)?[ -]\d{7})(?![\d.,/-]?\d)")
# What leads up to a number: "No HP:", "wa.me/".
PHONE_LABEL = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_WORD}\b[\s.:=/]{{0,5}}){{0,2}}{_WORD}(?:\s(?:{_WHOSE}))?[\s.:=/]{{0,5}}|{_LINK})\Z",
    re.IGNORECASE,
)
_BANK_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:rek|rekening|norek|account|acc|bca|bri|bni|bsi|mandiri|cimb|permata|dana|ovo)[\s.:=-]{0,5}\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 40
_EXTENSION = re.compile(r"[\s,;]*(?<![^\W\d_])(?:#|x)[^#]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhoneProblem:
    """Why `typed` is no phone number in `region`, with an `example` as people there write a mobile number."""

    kind: PhoneProblemKind
    typed: str
    region: str
    example: str


def parse_phone(text: str, region: str) -> Phone | PhoneProblem:
    """Reads a text that is a phone number and nothing else; `region` is where a number without country code is from.

    Landlines are accepted. Valid means valid for its own country by libphonenumber.
    """
    region = region.upper()
    typed = text.strip()
    digits = _PREFIX.sub("", level(text[:_LONGEST_READ]), count=1).strip()

    def problem(kind: PhoneProblemKind) -> PhoneProblem:
        shown = typed if len(typed) <= _LONGEST_SHOWN else typed[: _LONGEST_SHOWN - 1] + "…"
        return PhoneProblem(kind, shown, region, example_phone(region))

    if not _PHONE_CHARACTERS.fullmatch(digits) or not any(map(str.isdigit, digits)):
        return problem("not_a_number")
    if len(text) > _LONGEST_READ or sum(map(str.isdigit, digits)) > _MOST_DIGITS:
        return problem("too_long")
    numbers = [number for spelling in _spellings(digits, region) if (number := _parsed(spelling, region))]
    for number in numbers:
        if phonenumbers.is_valid_number(number) and not _bare_landline(digits, number):
            return Phone(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    return problem(_why_not(numbers[0]) if numbers else _why_unreadable(digits))


def looks_like_phone(text: str) -> bool:
    """Whether a text was meant as a phone number, right or wrong: six digits or more and phone punctuation only.

    Five are enough behind "0" or "+".
    """
    digits = _PREFIX.sub("", level(text[:_LONGEST_READ]), count=1)
    return (
        len(text) <= _LONGEST_READ
        and _PHONE_CHARACTERS.fullmatch(digits) is not None
        and sum(map(str.isdigit, digits)) >= (_FEWEST_BEGUN if _BEGUN.match(digits) else _FEWEST_DIGITS)
    )


def find_phones(text: str, region: str) -> tuple[tuple[int, int, Phone], ...]:
    """Every valid phone number inside `text` as (start, end, phone), in the order of the text.

    A number without its leading zero or country code may be a bank account or a parcel number: it counts only behind a
    word such as "hp" or "WA". A number behind the name of a bank never counts.
    """
    region = region.upper()
    plain = level(text)
    found: list[tuple[int, int, Phone]] = []
    for match in PhoneNumberMatcher(plain, region if region in phonenumbers.SUPPORTED_REGIONS else None):
        # What looks like an extension is rather the next thing in the message: "0927 123 4502 #45 Rizal Ave."
        end = match.start + len(_EXTENSION.sub("", match.raw_string)) if match.number.extension else match.end
        if _counts(plain, match.start, end, match.number):
            phone = Phone(phonenumbers.format_number(match.number, PhoneNumberFormat.E164))
            mobile = parse_phone(plain[match.start : end], region) if region == "AR" else phone
            found.append((match.start, end, mobile if isinstance(mobile, Phone) else phone))
    taken = bytearray(len(plain))
    for start, end, _ in found:
        taken[start:end] = b"\1" * (end - start)
    for run in _MISSED.finditer(plain):
        if any(taken[run.start() : run.end()]):
            continue
        found += _missed(plain, run.start(), run.end(), region)[:1]
    return tuple(sorted(found, key=lambda each: each[:2]))


def find_wrong_phones(text: str, region: str) -> tuple[tuple[int, int], ...]:
    """What has the look of a phone number, for the numbers that aren't valid anywhere: a slip, or a bank account."""
    plain = level(text)
    known = region.upper() if region.upper() in phonenumbers.SUPPORTED_REGIONS else None
    possible = [
        (match.start, match.end)
        for match in (PhoneNumberMatcher(plain, known, Leniency.POSSIBLE) if _MAY_BE_WRONG.search(plain) else ())
        if sum(map(str.isdigit, match.raw_string)) >= _FEWEST_WRONG
        and not _PRICE.fullmatch(match.raw_string)
        and not _TIMES.search(match.raw_string)
        and not _BY.search(plain[max(0, match.start - _MEASURE_AROUND) : match.end + _MEASURE_AROUND])
    ]
    others = [match.span() for match in _LOOKS_SO.finditer(plain)]
    found: list[tuple[int, int]] = []
    for span in [*possible, *others]:
        if not any(start < span[1] and span[0] < end for start, end in found):
            found.append(span)
    return tuple(sorted(found))


def without_phones(text: str, region: str) -> str:
    """`text` with its phone numbers and their labels as NUL characters, at the same places."""
    for start, end, _ in find_phones(text, region):
        label = PHONE_LABEL.search(level(text[max(0, start - _LOOK_BACK) : start]))
        begin = max(0, start - _LOOK_BACK) + label.start() if label else start
        text = text[:begin] + "\0" * (end - begin) + text[end:]
    return text


def show_phone(phone: Phone, region: str, *, national: bool = False) -> str:
    """The number in groups: "+62 812-3456-7890", or "0812-3456-7890" if `national` and it belongs to `region`."""
    number = _parsed(phone.e164, region.upper())
    if number is None:
        return phone.e164
    own = national and phonenumbers.region_code_for_number(number) == region.upper()
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL if own else PhoneNumberFormat.INTERNATIONAL)


def local_digits(phone: Phone) -> str:
    """The digits that stand in the number however it's written: without the country's code and the leading 0."""
    return phonenumbers.national_significant_number(phonenumbers.parse(phone.e164))


def is_mobile(phone: Phone) -> bool:
    """Whether it may be a mobile number; some countries' look like landlines."""
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return phonenumbers.number_type(phonenumbers.parse(phone.e164)) in mobile


def example_phone(region: str) -> str:
    """A mobile number as people of `region` write one; an Indonesian one in full where the region is unknown."""
    if region in _EXAMPLES:
        return _EXAMPLES[region]
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if number is None:
        return "+62 812-3456-7890"
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def _spellings(digits: str, region: str) -> list[str]:
    """What the digits may stand for, the likeliest first: some countries' prefixes are left out or doubled."""
    bare = _only_digits(digits)
    if "+" in digits:
        return [bare] if bare.startswith("0") else [f"+{bare}"]
    if bare.startswith("00"):
        return [bare, f"+{bare[2:]}"]
    # Argentine mobiles have a 9 before the area code, which people there leave out among themselves.
    argentine = [f"+549{bare}"] if region == "AR" and len(bare) == _ARGENTINE_DIGITS else []
    return [bare] if bare.startswith("0") else [bare, *argentine, f"+{bare}"]


def _parsed(spelling: str, region: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(spelling, region)
    except phonenumbers.NumberParseException:
        return None


def _missed(plain: str, start: int, end: int, region: str) -> list[tuple[int, int, Phone]]:
    """The phone that the run of digits is, or ends with: a postcode or a quantity may stand before it."""
    gaps = [start + gap.end() for gap in re.finditer(r"\s+", plain[start:end])]
    found = []
    for begin in [start, *gaps[:3]]:
        phone = parse_phone(plain[begin:end], region)
        if isinstance(phone, Phone) and _counts(plain, begin, end, phonenumbers.parse(phone.e164), glued=True):
            found.append((begin, end, phone))
    return found


def _bare_landline(digits: str, number: PhoneNumber) -> bool:
    """A landline without the zero that its country writes: rather another country's number, or a slip."""
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    bare = _only_digits(digits)
    return (
        bare == phonenumbers.national_significant_number(number)
        and bare != _only_digits(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
        and phonenumbers.number_type(number) not in mobile
    )


def _only_digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _why_not(number: PhoneNumber) -> PhoneProblemKind:
    reasons = (
        phonenumbers.is_possible_number_with_reason(number),
        # "0812 3456" has the length of a small town's landline; as the mobile number it looks like, it is too short.
        phonenumbers.is_possible_number_for_type_with_reason(number, PhoneNumberType.MOBILE),
    )
    for reason in reasons:
        if reason == ValidationResult.TOO_SHORT:
            return "too_short"
        if reason == ValidationResult.TOO_LONG:
            return "too_long"
    return "not_valid"


def _why_unreadable(digits: str) -> PhoneProblemKind:
    return "too_short" if sum(map(str.isdigit, digits)) < _FEWEST_DIGITS else "not_valid"


def _counts(plain: str, start: int, end: int, number: PhoneNumber, *, glued: bool = False) -> bool:
    before = plain[max(0, start - _LOOK_BACK) : start]
    if _BANK_BEFORE.search(before):
        return False
    if PHONE_LABEL.search(before):
        return True
    if glued and (before[-1:].isalnum() or plain[end : end + 1].isalnum()):
        return False
    written = _only_digits(plain[start:end])
    return (
        "+" in plain[start:end]
        or written == _only_digits(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
        or written.removeprefix("00") == f"{number.country_code}{phonenumbers.national_significant_number(number)}"
    )
