"""Runs the strengthening of a user's slot in the background: a piece of the composition root.

A thread of its own, some seconds after the sign-in, so that neither the first page nor a key at the counter waits for
it; what it made is put into the key file by the store's thread, with its next deed or when the desk is left.
"""

import logging
import threading
from collections.abc import Callable

from db.keyslots import KdfCost
from desktop.usecases.desk import Desk
from desktop.usecases.strengthen_keys import (
    Plan,
    Strengthened,
    finish_strengthening,
    plan_strengthening,
    strengthen,
)
from domain.errors import Unavailable

PAUSE_SECONDS = 20.0

log = logging.getLogger(__name__)


class Strengthener:
    def __init__(
        self, *, pause_seconds: float = PAUSE_SECONDS, calibrate: Callable[[], KdfCost] = KdfCost.calibrate
    ) -> None:
        self._pause_seconds, self._calibrate = pause_seconds, calibrate
        self._timer: threading.Timer | None = None
        self._plan: Plan | None = None
        self._done: Strengthened | None = None

    # --- on the store's thread -----------------------------------------------------------------------------------

    def begin(self, desk: Desk, password: str) -> None:
        """After every sign-in; forgets what was under way for another user. Keys that cannot be read again just now are
        no reason to keep the user out."""
        self.stop()
        try:
            self._plan = plan_strengthening(desk, password)
        except Unavailable as refused:
            log.warning("the slot was not looked at: %s", refused.code)
        if self._plan is not None:
            self._timer = threading.Timer(self._pause_seconds, self._work, (self._plan,))
            self._timer.daemon = True
            self._timer.start()

    def settle(self, desk: Desk) -> None:
        """With every deed: at once when there is nothing to put in place."""
        done = self._done
        if done is not None:
            self.stop()
            finish_strengthening(desk, done)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._plan = self._done = None

    def wait(self) -> None:
        """Until what is under way is done."""
        if self._timer is not None:
            self._timer.join()

    # --- on its own thread ---------------------------------------------------------------------------------------

    def _work(self, plan: Plan) -> None:
        try:
            done = strengthen(plan, calibrate=self._calibrate)
        except Unavailable as refused:
            log.warning("the slot was not made dearer: %s", refused.code)
            return
        if self._plan is plan:
            self._done = done
