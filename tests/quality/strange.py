"""Messages in which one small word was replaced by one that nobody knows: what the reader can't follow, it must ask.

Strangers' messages have words that no list has. One such word in ours made one in twenty of them wrong in silence, as
many as strangers' messages were, before what it stands beside was asked about.
"""

import json
import random
import re
from pathlib import Path

from conversations.intake.capitals import is_everyday
from tests.quality.chats import rows

SEEDS = (1, 2, 3)
STRANGE = ["xore", "breng", "flim", "vops", "kruti", "gamlo", "druna", "plisk", "tavu", "quem", "zirta", "norp"]
# What stands before a capital may belong to a name, where nobody could tell a word from it: "Bu Tini".
SMALL = re.compile(r"(?<![^\W_])[^\W\d_]+(?![^\W_])(?!\W{0,2}[A-Z])")


def written(messages: Path, out: Path, *, seed: int) -> None:
    """Writes the cases of a file, each with one word in small letters replaced where it has such a word."""
    chance = random.Random(seed)  # noqa: S311  # no secret: the same cases again
    with out.open("w", encoding="utf-8") as lines:
        for case in rows(messages):
            small = [match for match in SMALL.finditer(case["text"]) if is_everyday(match.group())]
            if small:
                word = chance.choice(small)
                text = case["text"][: word.start()] + chance.choice(STRANGE) + case["text"][word.end() :]
                lines.write(json.dumps({**case, "text": text}, ensure_ascii=False) + "\n")
