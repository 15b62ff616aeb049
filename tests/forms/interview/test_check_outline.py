"""What an author sees beside the list of what to mend, whatever is wrong; and a check that is stopped."""

import sys
import threading
import time

import pytest

from domain.errors import RuleBroken
from domain.form_check import STEPS, CheckProgress
from forms.interview.checker.check import check_form

WRONG = """| survey |
| | type | name | label::Arabic (ar) | label::English (en) | hint::English (en) | relevent | required |
| | begin group | house | البيت | House | | | |
| | integer | rooms | الغرف | Rooms | how many | ${x} > ١ | yes |
| | select_one owned | own | ملكه | Whose | | | |
| | end group | | | | | | |
| | begin_repeat | member | فرد | Member | | | |
| | text | called | | Name | | | |
| | end_repeat | | | | | | |
| choices |
| | list_name | name | label::Arabic (ar) | label::English (en) |
| | owned | yes | ملك | Owned |
| | owned | no | إيجار | Rented |
"""
SLOW = (sys.executable, "-c", "import time; time.sleep(600)")


def test_a_form_with_errors_is_still_drawn_from_its_sheets() -> None:
    report = check_form(WRONG.encode(), "md")
    assert report.errors
    drawn = [(line.depth, line.kind, line.label, line.is_required, line.row) for line in report.outline]
    assert drawn == [
        (0, "group", "البيت", False, 2),
        (1, "integer", "الغرف", True, 3),
        (1, "select_one", "ملكه", False, 4),
        (0, "repeat", "فرد", False, 6),
        (1, "text", "Name", False, 7),
    ]
    assert report.outline[2].choices == ("ملك", "إيجار")
    assert report.outline[1].hint == "how many"


def test_a_check_says_its_steps_in_their_order() -> None:
    begun: list[str] = []

    class Watched(CheckProgress):
        def begin(self, step: str) -> None:
            begun.append(step)
            super().begin(step)

    check_form(WRONG.encode(), "md", progress=Watched())
    assert begun == [step for step in STEPS if step in begun]
    assert len(begun) > 1


def test_a_check_that_is_stopped_ends_at_once_and_its_converter_with_it() -> None:
    progress = CheckProgress()
    threading.Timer(0.3, progress.stop).start()
    since = time.monotonic()
    with pytest.raises(RuleBroken) as refused:
        check_form(WRONG.encode(), "md", converter=SLOW, progress=progress)
    assert refused.value.code == "form.check_stopped"
    assert time.monotonic() - since < 300


def test_a_converter_that_takes_too_long_is_ended() -> None:
    with pytest.raises(RuleBroken) as refused:
        check_form(WRONG.encode(), "md", converter=SLOW, seconds=0.3)
    assert refused.value.code == "form.source.slow"
