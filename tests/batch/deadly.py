"""Makers for the tests of what goes wrong in a worker: they kill it, or take their time."""

import os
import signal
import time
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Deadly:
    """The plans of another maker; a school of `fatal` kills whoever makes its plan.

    `once`: a file that is there when it was done once, so that it is not done again. `seconds`:
    how long each plan takes.
    """

    maker: Any
    fatal: frozenset[str] = field(default_factory=frozenset)
    once: str = ""
    seconds: float = 0.0

    def ready(self):
        make = self.maker.ready()

        def made(unit):
            time.sleep(self.seconds)
            if unit.ma in self.fatal and self._may():
                os.kill(os.getpid(), signal.SIGKILL)
            return make(unit)

        return made

    def _may(self):
        if not self.once:
            return True
        try:
            os.close(os.open(self.once, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return False
        return True
