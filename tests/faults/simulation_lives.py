"""A life of the bot's process: from its start until it's killed, at any of its steps."""

import asyncio
from collections.abc import Callable


class Life:
    """Whoever stands at an edge of the process `breathe`s there: the process may die at each of them.

    `dies()` tells whether it does. Once dead, nothing of it has an effect any more.
    """

    def __init__(self, dies: Callable[[], bool], killed: Callable[[], None]) -> None:
        self._dies = dies
        self._killed = killed
        self.dead = False

    def breathe(self) -> None:
        """Raises CancelledError in a dead process."""
        if not self.dead and self._dies():
            self.kill()
        if self.dead:
            raise asyncio.CancelledError

    def kill(self) -> None:
        if not self.dead:
            self.dead = True
            self._killed()
