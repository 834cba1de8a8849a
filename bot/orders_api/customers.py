"""The shop's customers as the desk knows people: one phone in E.164, one name or two, addresses."""

import phonenumbers
from babel import Locale

from bot.orders_api.models import AddressAnswer, CustomerAnswer
from conversations.order import Address, Customer, Name, Phone


def customer_of(answer: CustomerAnswer, e164: str, *, single_name_last: str) -> Customer | None:
    """The customer, if they have the phone number `e164` however it is written; `orders` aren't known here.

    `single_name_last` is what the desk sends as the last name of people who have one name.
    """
    phones = (answer.phone_number, *(address.phone for address in answer.addresses))
    if not any(_is_phone(text, e164) for text in phones):
        return None
    last = answer.last_name or ""
    return Customer(
        id=answer.id,
        name=Name(answer.first_name or "", "" if last == single_name_last else last),
        phone=Phone(e164),
        addresses=tuple(dict.fromkeys(map(_address_of, answer.addresses))),
    )


def _address_of(answer: AddressAnswer) -> Address:
    return Address(
        street=answer.address1 or "",
        area=answer.address2 or "",
        city=answer.city or "",
        province=answer.province or "",
        postcode=answer.zip or "",
        country=_country_of(answer.country or ""),
    )


def _country_of(text: str) -> str:
    """The country's alpha-2 code, from the code or the English name; "" where it is neither."""
    territories = Locale("en").territories
    if text.upper() in territories and len(text) == len("ID"):
        return text.upper()
    codes = (code for code, name in territories.items() if len(code) == len("ID"))
    return next((code for code in codes if territories[code].casefold() == text.strip().casefold()), "")


def _is_phone(text: str | None, e164: str) -> bool:
    if not text:
        return False
    region = phonenumbers.region_code_for_number(phonenumbers.parse(e164))
    # Shops keep numbers with and without the plus, and as they are dialled at home.
    for written in (text, f"+{text.strip()}"):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == e164:
            return True
    return False
