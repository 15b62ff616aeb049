"""The two kinds of expected failure. Anything else that is raised is a bug."""


class Expected(Exception):
    """A failure with a sentence a person can act on, in both languages.

    `code` is stable and dotted (``person.mobile.short``); `field` names the field of a form beside which the
    sentence is shown, or is None when it concerns the whole action. Never put personal data into the sentences:
    they may be logged.
    """

    def __init__(self, code: str, *, ar: str, en: str, field: str | None = None) -> None:
        super().__init__(f"{ar} | {en}")
        self.code = code
        self.ar = ar
        self.en = en
        self.field = field


class RuleBroken(Expected):
    """The person's problem: a rule of the domain says no. Exit code 1 on the command line."""


class Unavailable(Expected):
    """The world's problem: locked, damaged, offline, full. Exit code 3 on the command line."""
