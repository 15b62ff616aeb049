"""The process that serves, from its start to its end."""

import gc
import os
import signal
from pathlib import Path

from headoffice.serve import Address, serve


def test_what_the_program_consists_of_is_not_looked_through_again_while_it_serves(tmp_path: Path) -> None:
    frozen: list[int] = []
    thresholds = gc.get_threshold()

    def announce(url: str, port: int) -> None:
        frozen.append(gc.get_freeze_count())
        os.kill(os.getpid(), signal.SIGTERM)

    try:
        serve(tmp_path / "hub", Address("127.0.0.1", 0), announce)
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
    assert frozen[0] > 10_000
