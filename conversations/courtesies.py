"""Words that are only polite: no answer to a question for a name or a street."""

import re

from conversations.characters import words

_LONGEST = 60  # characters
_COURTEOUS = words("""
    ok oke okay okey okeh siap sip baik makasih makasi terimakasih trims trimakasih thanks thank thx ty tq yes yep yeah
    ya iya yoi noted halo hallo hello hi hai hey please tolong
""")
_AROUND = words("""
    you so much a lot very banyak kasih terima kak kakak ka min mimin gan sis bro bos boss ya yaa
""")
_WORD = re.compile(r"[^\W_]+")


def is_courtesy(text: str) -> bool:
    """Whether it says thanks, yes or hello, and nothing else."""
    said = _WORD.findall(text[: _LONGEST + 1].casefold())
    polite = any(word in _COURTEOUS for word in said) or said[:2] == ["terima", "kasih"]
    return polite and len(text) <= _LONGEST and all(word in _COURTEOUS or word in _AROUND for word in said)
