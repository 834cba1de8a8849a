from pathlib import Path

import pytest

from tests.chat import Chat


@pytest.mark.parametrize(
    ("region", "phone", "province", "postcode"),
    [
        ("JP", "090-1234-5678", "Which prefecture?", "Which postcode?"),
        ("US", "201-555-0123", "Which state?", "Which ZIP code?"),
    ],
)
def test_the_parts_are_called_as_their_country_calls_them(
    tmp_path: Path, region: str, phone: str, province: str, postcode: str
) -> None:
    chat = Chat(tmp_path, region=region)
    for words in ("2 croissant", phone, "Ann Lee", "12 Long Street", "Springfield"):
        chat.says(words)
    chat.sees(province)
    chat.says("Elsewhere")
    chat.sees(postcode)
    chat.close()
