"""Runs alone, in a process of its own with limits: a form as a person writes it in, ODK XForm XML out.

``python -P conversion.py KIND FORM_NAME [sheets]`` reads the form from standard input and writes one JSON object:
``{"xform": …, "warnings": […]}``, ``{"error": …}`` with pyxform's sentence, or ``{"rows": sheet}`` for a sheet that has
more of them than a form may have. With ``sheets`` the cells of the form's sheets are in it too, whatever the conversion
made of them. It imports nothing of the product, so that it starts quickly and can be started by its path.
"""

import io
import json
import sys
from collections.abc import Sequence

MOST_SECONDS = 30
MOST_MEMORY = 512 * 1024 * 1024
MOST_ROWS = {"survey": 5_000, "choices": 30_000, "external_choices": 30_000, "settings": 100, "entities": 100}
SHEETS = "sheets"


def limit_this_process() -> None:
    """Memory and processor time, where the system can limit them (not on Windows)."""
    try:
        # Windows has no such module and cannot limit a process this way.
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def convert_form(source: bytes, kind: str, form_name: str, *, with_sheets: bool = False) -> dict[str, object]:
    # After the limits, and never in the desk's own process: importing it takes a fifth of a second.
    from pyxform.errors import PyXFormError  # noqa: PLC0415
    from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415
    from pyxform.xls2xform import convert  # noqa: PLC0415

    xlsform = io.BytesIO(source) if kind == "xlsx" else source.decode("utf-8-sig")
    cells: dict[str, object] = {}
    try:
        definition = get_xlsform(xlsform, file_type=f".{kind}")
        for sheet, most in MOST_ROWS.items():
            if len(getattr(definition, sheet) or ()) > most:
                return {"rows": sheet}
        if with_sheets:
            cells = {SHEETS: _cells(definition)}
        parts = {name: getattr(definition, name) for name in definition.__slots__}
        result = convert(parts, form_name=form_name, validate=False, pretty_print=True)
    except PyXFormError as error:
        return {"error": str(error), **cells}
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        # What the converter meets without having thought of it.
        return {"error": f"The file cannot be read as a form ({type(error).__name__})", **cells}
    return {"xform": result.xform, "warnings": list(result.warnings), **cells}


def _cells(definition: object) -> dict[str, object]:
    """For each sheet that is there its header and rows, copied: what converts a form takes its cells apart."""
    found: dict[str, object] = {"names": list(getattr(definition, "sheet_names", None) or ())}
    for sheet in MOST_ROWS:
        rows, headers = getattr(definition, sheet), getattr(definition, f"{sheet}_header")
        if rows is not None:
            header = [name for each in headers or () for name in each]
            found[sheet] = {"header": header, "rows": [dict(row) for row in rows]}
    return found


def main(words: Sequence[str]) -> int:
    limit_this_process()
    kind, form_name, *more = words
    answer = convert_form(sys.stdin.buffer.read(), kind, form_name, with_sheets=SHEETS in more)
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
