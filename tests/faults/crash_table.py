"""What a sweep has shown, as a table."""

from collections.abc import Sequence
from statistics import median

from tests.faults.crash_trial import Result

KINDS = ("duplicates", "lost", "unanswered", "integrity", "secrets", "unforeseen", "violations", "harness")
HEAD = ("shop", "trials", *KINDS, "not reached", "sent again", "reply median s", "worst s")


def table(results: Sequence[Result]) -> str:
    """One line for each behaviour of the shop, one for all; then how soon a restarted bot speaks."""
    behaviours = list(dict.fromkeys(result.behaviour for result in results))
    rows = [_row(name, [result for result in results if result.behaviour == name]) for name in sorted(behaviours)]
    rows.append(_row("all", results))
    lines = [_line(HEAD), _line(["---"] * len(HEAD)), *(_line(row) for row in rows)]
    for what, by_command in (("forked from the zygote", False), ("started by its command", True)):
        times = [result.first_reply for result in results if result.first_reply and result.command is by_command]
        if times:
            spread = f"median {median(times):.2f} s, worst {max(times):.2f} s"
            lines.append(f"\nFrom restart to first reply, {what}: {spread} ({len(times)} restarts)")
    return "\n".join(lines)


def _row(name: str, results: Sequence[Result]) -> list[str]:
    reached = [result for result in results if result.reached]
    times = [result.first_reply for result in reached if result.first_reply and not result.command]
    return [
        name,
        str(len(reached)),
        *(str(sum(kind in result.failures for result in results)) for kind in KINDS),
        str(sum(not result.reached and not result.failures for result in results)),
        str(sum(result.sent_again > 0 for result in reached)),
        f"{median(times):.2f}" if times else "",
        f"{max(times):.2f}" if times else "",
    ]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
