"""A form that would take pictures of identity documents is told to its author."""

import pytest

from tests.forms.interview.checker.test_sheets import only, survey

USED = "select_one yes_no;name=used"


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("image", "label::Arabic (ar)=صورة الهوية الوطنية"),
        ("image", "label::Arabic (ar)=صورة للإقامة من الوجهين"),
        ("file", "label::English (en)=A copy of the passport"),
    ],
)
def test_a_picture_of_an_identity_document_is_warned_of(kind: str, label: str) -> None:
    found = only(survey(USED, f"{kind};name=a;{label}"))
    assert (found.code, found.severity) == ("form.identity_copy", "warning")


@pytest.mark.parametrize(
    "row",
    [
        "image;name=a;label::Arabic (ar)=صورة مكان الإقامة",
        "image;name=a;appearance=signature;label::Arabic (ar)=توقيعه كما في الهوية",
        "text;name=a;label::Arabic (ar)=رقم الهوية",
        "image;name=a;label::Arabic (ar)=صورة المسكن",
    ],
)
def test_what_is_none_is_not(row: str) -> None:
    assert survey(USED, row).findings == ()
