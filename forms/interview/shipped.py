"""The interviews that come with the product, one folder per association.

Each stands beside its Markdown as the XForm that pyxform made of it (a test holds the two together), so that opening
one costs no conversion.
"""

from functools import cache

from domain.errors import RuleBroken
from forms.interview.model import Form
from forms.interview.reader import read_form
from resources import shelf

_FOLDER = "interviews"
_IDS = (
    "alqarinah/support-request",
    "dumat-al-jandal-beekeepers/member-service-request",
    "herfa/support-request",
    "mustaqbaluna/support-request",
    "twaim/service-request",
)


def form_ids() -> tuple[str, ...]:
    """The ids of the shipped forms, sorted: the association's profile, a slash, the form."""
    return _IDS


@cache
def shipped_form(form_id: str) -> Form:
    """Raises RuleBroken ``form.not_shipped`` for an id that is not among `form_ids()`."""
    if form_id not in _IDS:
        raise RuleBroken(
            "form.not_shipped",
            ar=f"لا توجد استمارة بهذا الرمز. المتاح: {'، '.join(_IDS)}.",
            en=f"There is no form of that id. There are: {', '.join(_IDS)}.",
            field="form",
        )
    return read_form(shelf.read_text(f"{_FOLDER}/{form_id}.xml"), form_id=form_id)


def form_markdown(form_id: str) -> str:
    """The form as its authors write it."""
    shipped_form(form_id)
    return shelf.read_text(f"{_FOLDER}/{form_id}.md")
