"""Telegram counts text in UTF-16 code units: 😀 is two of them."""


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_at(text: str, units: int) -> int:
    """The index of the first character that does not fit into `units` UTF-16 code units."""
    used = 0
    for index, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > units:
            return index
    return len(text)
