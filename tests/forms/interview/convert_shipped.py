"""Makes the XForm beside each shipped Markdown anew: ``python -m tests.forms.interview.convert_shipped``."""

from pathlib import Path

from forms.interview.conversion import convert_form

FOLDER = Path(__file__).parents[3] / "resources" / "interviews"


def main() -> None:
    for source in sorted(FOLDER.glob("*/*.md")):
        answer = convert_form(source.read_bytes(), "md", "data")
        if "error" in answer or answer["warnings"]:
            raise SystemExit(f"{source.name}: {answer.get('error') or answer['warnings']}")
        source.with_suffix(".xml").write_text(str(answer["xform"]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
