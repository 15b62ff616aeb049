"""Appearances that do not fit their question, or that nothing knows."""

from forms.interview.checker.columns import near_to
from forms.interview.checker.findings import Findings
from forms.interview.checker.questions import Asked, Questions
from forms.interview.model import CLERK_CHECK, CLERK_NOTE

_SELECT = frozenset({"select_one", "select_multiple", "select_one_from_file", "select_multiple_from_file"})
_DATE = frozenset({"date", "dateTime"})
_PICTURE = frozenset({"image"})
_PLACE = frozenset({"geopoint", "geotrace", "geoshape"})
_GROUP = frozenset({"begin"})
_TEXT = frozenset({"text"})
_NUMBER = frozenset({"integer", "decimal", "text"})
_ANY: frozenset[str] = frozenset()
_FOR: dict[str, frozenset[str]] = {
    "multiline": _TEXT,
    "url": _TEXT | {"note"},
    "numbers": _NUMBER,
    "thousands-sep": _NUMBER,
    "bearing": frozenset({"decimal"}),
    "counter": frozenset({"integer"}),
    "masked": _TEXT,
    "minimal": _SELECT | {"rank"},
    "quick": _SELECT,
    "quickcompact": _SELECT,
    "compact": _SELECT,
    "horizontal": _SELECT,
    "horizontal-compact": _SELECT,
    "autocomplete": _SELECT,
    "search": _SELECT,
    "likert": frozenset({"select_one"}),
    "columns": _SELECT,
    "columns-pack": _SELECT,
    "columns-flex": _SELECT,
    "no-buttons": _SELECT,
    "image-map": _SELECT,
    "label": _SELECT,
    "list-nolabel": _SELECT,
    "list": _SELECT,
    "map": _SELECT,
    "field-list": _GROUP,
    "table-list": _GROUP,
    "accordion": _GROUP,
    "no-calendar": _DATE,
    "month-year": _DATE,
    "year": _DATE,
    "islamic": _DATE,
    "ethiopian": _DATE,
    "coptic": _DATE,
    "bikram-sambat": _DATE,
    "myanmar": _DATE,
    "persian": _DATE,
    "buddhist": _DATE,
    "signature": _PICTURE,
    "annotate": _PICTURE,
    "draw": _PICTURE,
    "new": _PICTURE | {"audio", "video", "file"},
    "new-front": _PICTURE | {"video"},
    "new-rear": _PICTURE | {"video"},
    "maps": _PLACE,
    "placement-map": _PLACE,
    "hide-input": _PLACE,
    "picker": frozenset({"range"}),
    "rating": frozenset({"range"}),
    "vertical": frozenset({"range"}),
    "no-ticks": frozenset({"range"}),
    "distress": frozenset({"range"}),
    "analog-scale": frozenset({"range"}),
    "hidden-answer": _TEXT | {"barcode"},
    "front": frozenset({"barcode", "image", "video"}),
    "hidden": _ANY,
    "comment": _ANY,
    "full-screen": _ANY,
    "dynamic": _ANY,
    "no-collapse": _ANY,
    "pages": _ANY,
    CLERK_CHECK: _ANY,
    CLERK_NOTE: _ANY,
}
_BEGINNINGS = (
    "w1",
    "w2",
    "w3",
    "w4",
    "w5",
    "w6",
    "w7",
    "w8",
    "w9",
    "columns-",
    "ex:",
    "printer:",
    "intent:",
    "h1",
    "h2",
)


def check_appearances(questions: Questions, findings: Findings) -> None:
    for asked in questions.every:
        text = asked.row.get("appearance")
        if "(" in text or "${" in text:
            continue
        for word in text.split():
            _check_word(word, asked, findings)


def _check_word(word: str, asked: Asked, findings: Findings) -> None:
    fits = _FOR.get(word.lower())
    if fits is None:
        if word.startswith(_BEGINNINGS):
            return
        meant = near_to(word.lower(), _FOR)
        hint_ar, hint_en = (f" لعل المقصود {meant}.", f" Perhaps {meant} is meant.") if meant else ("", "")
        findings.warning(
            "appearance.unknown",
            asked.row.place("appearance"),
            ar=f"المظهر «{word}» غير معروف فلا أثر له.{hint_ar} صحّحه أو احذفه.",
            en=f"The appearance “{word}” is not known and has no effect.{hint_en} Mend or remove it.",
        )
    elif fits and asked.kind.name not in fits:
        findings.warning(
            "appearance.wrong",
            asked.row.place("appearance"),
            ar=f"المظهر {word} ليس لأسئلة {asked.row.get('type').split()[0]}. احذفه، أو اكتبه عند: "
            f"{'، '.join(sorted(fits))}.",
            en=f"The appearance {word} is not for {asked.row.get('type').split()[0]}. Remove it, or use it with: "
            f"{', '.join(sorted(fits))}.",
        )
