"""What the door shows. Small: it is loaded before the first frame."""

from typing import NamedTuple

SIGN_IN, RECOVERY = "sign_in", "recovery"


class SignInState(NamedTuple):
    """`panel` is SIGN_IN or RECOVERY. `wrong` names the field of it (username, password, code) that `sentence` stands
    beside, or is empty. `is_busy` while the key is derived."""

    panel: str = SIGN_IN
    is_busy: bool = False
    wrong: str = ""
    sentence: str = ""
