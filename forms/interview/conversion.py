"""Runs alone, in a process of its own with limits: a form as a person writes it in, ODK XForm XML out.

``python -P conversion.py KIND FORM_NAME`` reads the form from standard input and writes one JSON object: either
``{"xform": …, "warnings": […]}`` or ``{"error": …}`` with pyxform's sentence. It imports nothing of the product, so
that it starts quickly and can be started by its path.
"""

import io
import json
import sys
from collections.abc import Sequence

MOST_SECONDS = 30
MOST_MEMORY = 512 * 1024 * 1024


def limit_this_process() -> None:
    """Memory and processor time, where the system can limit them (not on Windows)."""
    try:
        # Windows has no such module and cannot limit a process this way.
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def convert_form(source: bytes, kind: str, form_name: str) -> dict[str, object]:
    # After the limits, and never in the desk's own process: importing it takes a fifth of a second.
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2xform import convert  # noqa: PLC0415

    xlsform = io.BytesIO(source) if kind == "xlsx" else source.decode("utf-8-sig")
    try:
        result = convert(xlsform, file_type=f".{kind}", form_name=form_name, validate=False, pretty_print=True)
    except PyXFormError as error:
        return {"error": str(error)}
    return {"xform": result.xform, "warnings": list(result.warnings)}


def main(words: Sequence[str]) -> int:
    limit_this_process()
    kind, form_name = words
    answer = convert_form(sys.stdin.buffer.read(), kind, form_name)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
