"""The interviews that come with the product, one folder per association, and one of forms that serve them all.

Each stands beside its Markdown as the XForm that pyxform made of it (a test holds the two together), so that opening
one costs no conversion.
"""

from functools import cache

from domain.errors import RuleBroken
from forms.interview.model import Form
from forms.interview.reader import read_form
from resources import shelf

SHARED = "shared"
"""The folder of what no association has by itself: a complaint, and how quality is looked at."""
_FOLDER = "interviews"


@cache
def form_ids() -> tuple[str, ...]:
    """The ids of the shipped forms, sorted: the association's profile or `SHARED`, a slash, the form."""
    return tuple(
        f"{association}/{name.removesuffix('.xml')}"
        for association in shelf.folders(_FOLDER)
        for name in shelf.names(f"{_FOLDER}/{association}", suffix=".xml")
    )


@cache
def shipped_form(form_id: str) -> Form:
    """Raises RuleBroken ``form.not_shipped`` for an id that is not among `form_ids()`."""
    if form_id not in form_ids():
        raise RuleBroken(
            "form.not_shipped",
            ar=f"لا توجد استمارة بهذا الرمز. المتاح: {'، '.join(form_ids())}.",
            en=f"There is no form of that id. There are: {', '.join(form_ids())}.",
            field="form",
        )
    return read_form(shelf.read_text(f"{_FOLDER}/{form_id}.xml"), form_id=form_id)


def shipped_xform(form_id: str) -> str:
    """The text that `shipped_form` reads, of the same hash. Raises as it does."""
    shipped_form(form_id)
    return shelf.read_text(f"{_FOLDER}/{form_id}.xml")


def form_markdown(form_id: str) -> str:
    """The form as its authors write it."""
    shipped_form(form_id)
    return shelf.read_text(f"{_FOLDER}/{form_id}.md")
