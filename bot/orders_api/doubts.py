"""How long orders have been in doubt: "not found" proves nothing yet, whatever the clock is set to meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta

from conversations.submission import State, Submission


class Doubts:
    """The time as it passes for each submission in doubt, from when this process first saw the doubt.

    `clock` gives aware UTC times; `steady` seconds that nobody sets.
    """

    def __init__(self, clock: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._clock = clock
        self._steady = steady
        self._seen: dict[str, tuple[datetime | None, datetime, float]] = {}

    def time(self, submission: Submission) -> datetime:
        """The time now, as the clock would show it had nobody set it since this doubt began."""
        doubt, clock, steady = self._seen.get(submission.id, (None, self._clock(), self._steady()))
        if doubt != submission.unsure_since:
            clock, steady = self._clock(), self._steady()
        if submission.state is State.UNCERTAIN:
            self._seen[submission.id] = submission.unsure_since, clock, steady
        return clock + timedelta(seconds=self._steady() - steady)

    def after_step(self, submission: Submission) -> None:
        """Called with each submission after a step: its time passes from the moment that it is in doubt."""
        if submission.state is State.UNCERTAIN:
            self.time(submission)
        else:
            self._seen.pop(submission.id, None)
