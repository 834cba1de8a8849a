"""The shape of a language file: words by key, with plural forms where a `count` chooses them."""

Words = dict[str, str | dict[str, str]]
