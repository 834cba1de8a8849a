"""Counts that only the whole gives: "5 sambal: 2 level 1, sisanya level 5", "half of them blue and half pink"."""

from collections.abc import Sequence

from conversations.characters import words

REST, _HALF = -1, -2
OF_THE_WHOLE = {
    **dict.fromkeys(words("sisanya sisa selebihnya selebih lainnya rest remaining resto demás natira"), REST),
    **dict.fromkeys(words("setengah setengahnya separo separonya separuh separuhnya half mitad kalahati"), _HALF),
}
"""What stands for such a count, as a number below 0."""


def told_apart(counts: Sequence[int], together: int | None) -> tuple[int, ...]:
    """All counts, which are so many `together` where that is said; () where they can't be."""
    shares = sorted(count for count in counts if count < 0)
    known = sum(count for count in counts if count > 0)
    if not shares:
        return tuple(counts) if together in (None, known) else ()
    if together is None or shares not in ([REST], [_HALF, _HALF], [_HALF, REST]):
        return ()
    if len(shares) > 1 and (known or together % len(shares)):
        return ()
    each = (together - known) // len(shares)
    return tuple(each if count < 0 else count for count in counts) if each > 0 else ()
