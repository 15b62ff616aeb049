"""Three further surveys of the kinds that relief offices hold, invented: shelter and water, livelihoods and protection,
and what became of a distribution. Four languages each; rows in rows; the constructs that such forms lean on."""

from functools import cache
from pathlib import Path

from forms.interview.conversion import convert_form
from tests.oracles.generator import LANGUAGES

COLUMNS = (
    *("type", "name", "label", "relevant", "required", "constraint", "calculation", "choice_filter", "repeat_count"),
    *("default", "trigger", "readonly", "appearance", "parameters"),
)

SURVEYS = ("shelter", "livelihoods", "monitoring")
FOLDER = Path(__file__).parents[1] / "data" / "surveys"


def _lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def _rows(name: str) -> list[dict[str, str]]:
    rows = []
    for line in _lines(name):
        row: dict[str, str] = {}
        for part in line.split(" | "):
            column, _, value = part.strip().partition("=")
            row[column] = value
        rows.append(row if not row["type"].startswith("end_") else {"type": row["type"]})
    return rows


def _choices() -> list[dict[str, str]]:
    rows = []
    for line in _lines("choices"):
        list_name, _, values = line.partition(":")
        for value in values.split():
            name, _, more = value.partition("/")
            rows.append({"list_name": list_name, "name": name, "site": more, "min": more if more.isdecimal() else ""})
    return rows


def _sheet(name: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> list[str]:
    labels = [f"label::{language}" for language in LANGUAGES]
    plain = [column for column in columns if column != "label"]
    lines = [f"| {name} |", f"| | {' | '.join((*plain, *labels))} |"]
    for row in rows:
        text = row.get("label", row["name"] if name == "choices" else "")
        texts = [f"{text} ({language[-3:-1]})" if text else "" for language in LANGUAGES]
        cells = [row.get(column, "").replace("|", "\\|") for column in plain]
        lines.append(f"| | {' | '.join((*cells, *texts))} |")
    return lines


@cache
def survey_xform(name: str) -> str:
    survey = _sheet("survey", COLUMNS, _rows(name))
    choices = _sheet("choices", ("list_name", "name", "site", "min"), _choices())
    settings = ["| settings |", "| | default_language |", f"| | {LANGUAGES[0]} |"]
    answer = convert_form(("\n".join([*survey, *choices, *settings]) + "\n").encode(), "md", "data")
    if "error" in answer:
        raise ValueError(str(answer["error"]))
    return str(answer["xform"])
