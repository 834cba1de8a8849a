"""Where sentences end and begin in a chat: at lines, at what was taken, and at marks."""

import re

SENTENCE_END = re.compile(r"[\n\0;!?]|[.](?!\d)")


def begin_of_sentence(plain: str, position: int, first: int = 0) -> int:
    """Where the sentence begins that a position is in; not before `first`."""
    return max((end.end() for end in SENTENCE_END.finditer(plain, first, position)), default=first)
