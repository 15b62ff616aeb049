"""The window on the demonstration's first laptop, in a process of its own: whatever ends it, head office is stopped."""

import signal
import subprocess
import sys
from pathlib import Path

from desktop.demonstration.place import CHECKOUT
from desktop.guard import require_sound_qt
from desktop.usecases.fill_demonstration import DEMO_PASSWORD, DEMO_USER


def open_window_on(home: Path) -> int:
    """Until it is closed; its exit code, 1 when it was killed. It does not outlive whoever waits for it."""
    window = subprocess.Popen([sys.executable, "-m", "desktop.demonstration.window", str(home)], cwd=CHECKOUT)  # noqa: S603
    try:
        code = window.wait()
        return code if code >= 0 else 1
    except KeyboardInterrupt:  # it reached the window too
        return 130
    finally:
        if window.poll() is None:
            window.terminate()
            window.wait()


def main(home: Path) -> int:
    """Ends at once when it is told to: everything that was acknowledged is in the store."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    require_sound_qt()
    # Qt takes a second that the demonstration need not pay before its first step.
    from desktop.bootstrap import open_window  # noqa: PLC0415

    return open_window(home, user=DEMO_USER, password=DEMO_PASSWORD)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
