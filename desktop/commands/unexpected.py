"""What nobody expected: where it happened, and no word of what a person typed."""

import sys
import traceback
from pathlib import Path
from types import TracebackType

BUG = 70  # EX_SOFTWARE of sysexits.h: none of the codes that a script knows how to act on


def tell_bug(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    """Stands in `sys.excepthook`. The message of an exception may hold personal data and is not printed."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(130)
    places = [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(at)]
    print(
        "حدث خطأ لم نتوقعه. ما حُفظ قبله سليم. أعد المحاولة؛ فإن تكرر فأرسل هذه الأسطر إلى الدعم.",
        "Something unexpected happened. What was saved before is safe. Try again; if it recurs, send these lines to "
        "support.",
        kind.__name__,
        *places,
        sep="\n",
        file=sys.stderr,
    )
    raise SystemExit(BUG)
