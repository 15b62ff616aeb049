"""What the first run shows, whole."""

from dataclasses import dataclass

from domain.text import Text

ASSOCIATION, OFFICE, ADMINISTRATOR, RECOVERY = range(4)
STEPS = (
    Text("الجمعية", "Association"),
    Text("المكتب", "Branch"),
    Text("مدير النظام", "Administrator"),
    Text("ورقة الاستعادة", "Recovery sheet"),
)


@dataclass(frozen=True)
class FirstRunState:
    """`wrong` names the field of the step that `sentence` stands beside; without it the sentence is of the whole step.

    `is_busy` while the store is built. `code` is the recovery code, once there is one.
    """

    step: int = ASSOCIATION
    wrong: str = ""
    sentence: str = ""
    is_busy: bool = False
    code: str = ""
    is_kept: bool = False
