"""How well and how fast messages are read, in figures: python -m tests.quality.reading [DATA]. See `make quality`."""

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.parse_cli import run_parse
from tests.quality import chats, composed, otherwise, phones, slips, speed, strange

HELD_OUT = Path(__file__).with_name("order_messages_held_out.jsonl")
SHORT = Path(__file__).with_name("order_messages_short.jsonl")
OWN = Path(__file__).with_name("order_messages_own.jsonl")
BESIDE = Path(__file__).parents[2].parent / "shared"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", nargs="?", type=Path, default=BESIDE, help="the folder with data/ and tools/")
    parser.add_argument("--wrong", action="store_true", help="show what was read otherwise than expected")
    asked = parser.parse_args(arguments)
    data = asked.shared / "data"
    scorer = asked.shared / "tools" / "score_orders.py"
    given, catalogue, open_data = data / "order_messages.jsonl", data / "catalogue.json", data / "open"
    needed = (
        scorer,
        given,
        catalogue,
        open_data / "chat_orders_multidogo.jsonl",
        open_data / "phones_in_text.jsonl",
    )
    if absent := [file for file in needed if not file.is_file()]:
        _say(f"{absent[0]} isn't here: the data to measure with lies outside the repository. Name its folder.")
        return 1
    sets = (("The messages given", given), ("Messages of our own", OWN), ("Short ones", SHORT), ("Held out", HELD_OUT))
    for title, file in sets:
        _say(f"{title} ({file.name}):")
        _score_orders(scorer, file, catalogue, in_detail=file is not HELD_OUT)
    with TemporaryDirectory(prefix="orderdesk-") as folder:
        for way in otherwise.WAYS:
            otherwise.written(OWN, way, changed := Path(folder) / OWN.name)
            _say(f"Our own, {way}:")
            _score_orders(scorer, changed, catalogue, in_detail=False)
        for seed in composed.SEEDS:
            composed.written(OWN, catalogue, made := Path(folder) / f"composed-{seed}.jsonl", seed=seed)
            _say(f"Composed, seed {seed}:")
            _score_orders(scorer, made, catalogue, in_detail=False)
        for seed in strange.SEEDS:
            strange.written(OWN, changed := Path(folder) / OWN.name, seed=seed)
            _say(f"Our own with a word that nobody knows, seed {seed}:")
            _score_orders(scorer, changed, catalogue, in_detail=False)
        for way in slips.WAYS:
            slips.written(OWN, way, changed := Path(folder) / OWN.name)
            _say(f"Our own with {way}:")
            _score_orders(scorer, changed, catalogue, in_detail=False)
    pairs, found, wrong = chats.measure(needed[3])
    _say(f"MultiDoGO: (quantity, item) {pairs.recall:.3f} of {pairs.wanted} read exactly, {pairs.precision:.3f} of")
    _say(f"  {pairs.given} given right; phones F1 {found.f1:.3f}")
    numbers = phones.measure(needed[4])
    _say(f"Phones in text: {numbers.share:.3f} of {numbers.cases}")
    for how, times in zip(("once", "the better of two"), speed.message_times(given, OWN), strict=True):
        _say(f"Reading against {speed.VARIANTS} variants, {how}:")
        _say(f"  p50 {_at(times, 0.5):.1f} ms, p99 {_at(times, 0.99):.1f} ms")
    _say("Length and time: " + ", ".join(f"{size} {spent:.0f} ms" for size, spent in speed.growth()))
    if asked.wrong:
        _say(*wrong, *numbers.wrong)
    return 0


def _say(*words: str) -> None:
    sys.stdout.write("\n".join(words) + "\n")


def _score_orders(scorer: Path, messages: Path, catalogue: Path, *, in_detail: bool) -> None:
    """Parses as the command does, and prints what the shared scorer says; its last line alone where not `in_detail`."""
    spec = importlib.util.spec_from_file_location("score_orders", scorer)
    if spec is None or spec.loader is None:
        raise ImportError(scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with TemporaryDirectory(prefix="orderdesk-") as folder:
        parsed = Path(folder) / "parsed.jsonl"
        with messages.open(encoding="utf-8") as lines, parsed.open("w", encoding="utf-8") as out:
            run_parse(Path(folder), None, region="ID", catalogue=catalogue, lines=lines, out=out)
        said = StringIO()
        with redirect_stdout(said):
            module.main(str(messages), str(parsed))
        _say(*said.getvalue().splitlines()[0 if in_detail else -1 :])


def _at(times: Sequence[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    sys.exit(main())
