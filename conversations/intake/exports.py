"""What WhatsApp puts before every message of an exported or copied chat: when it was sent, and by whom."""

import re

_DATE = r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ ]?(?:[AaPp]\.?[ ]?[Mm]\.?|PG|PTG|TGH|MLM))?"
_STAMP = rf"(?:{_DATE},?[ ]{_TIME}|{_TIME},[ ]{_DATE})"
# A sender who isn't among the contacts is a phone number, which may be the customer's: it stays.
_PREFIX = re.compile(
    rf"^[ \t]*(?:\[{_STAMP}\][ ]?|{_STAMP}[ ]-[ ])(?:[^\W\d_][^\n:\[\]\d]{{0,60}}:(?=[ ]|$))?", re.MULTILINE
)


def without_prefixes(plain: str) -> str:
    """The levelled text with such prefixes as blanks, at the same places."""
    return _PREFIX.sub(lambda match: " " * len(match.group()), plain)
