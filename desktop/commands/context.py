"""What a command gets, and what it gives back to be printed."""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.usecases.desk import Desk
from desktop.usecases.open_desk import World, known_users, naming_failures, sign_in, system_world
from domain.calendar import SAUDI_TIME
from domain.errors import RuleBroken

PASSWORD_VARIABLE = "ISTIQBAL_PASSWORD"  # noqa: S105 (a name, not a password)
NEW_PASSWORD_VARIABLE = "ISTIQBAL_NEW_PASSWORD"  # noqa: S105
# More than a password may have, so that a longer one is refused and never cut.
MOST_TYPED_CHARACTERS = 4096


@dataclass(frozen=True)
class Result:
    """`data` is the JSON object; `text` is what a person reads."""

    data: Mapping[str, object]
    text: str
    exit_code: int = 0


@dataclass(frozen=True)
class Context:
    home: Path
    user: str | None
    world: World
    arguments: argparse.Namespace

    def text(self, name: str) -> str | None:
        value: str | None = getattr(self.arguments, name)
        return value

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Signs in for the length of one command."""
        desk = sign_in(self.home, self.username(), read_password(), world=self.world)
        try:
            with naming_failures():
                yield desk
        finally:
            desk.store.close()

    def username(self) -> str:
        """The user asked for, or the only one."""
        return self.user or choose_username(None, known_users(self.home))


def choose_username(asked: str | None, known: Sequence[str]) -> str:
    """The one asked for, or the only one known; empty when none is. Raises RuleBroken."""
    if asked:
        return asked
    if len(known) > 1:
        raise RuleBroken(
            "user.ambiguous",
            ar=f"في هذا الجهاز أكثر من مستخدم: {'، '.join(known)}. اختر أحدهم بالخيار --user.",
            en=f"This laptop has several users: {', '.join(known)}. Choose one with --user.",
            field="user",
        )
    return known[0] if known else ""


def make_context(home: Path, arguments: argparse.Namespace) -> Context:
    return Context(home, arguments.user, system_world(), arguments)


def told_at(moment: str) -> str:
    """A moment of the data, in words for the person at the terminal: the office's own clock, to the minute."""
    return f"{datetime.fromisoformat(moment).astimezone(SAUDI_TIME):%Y-%m-%d %H:%M}"


def read_password() -> str:
    return _secret(PASSWORD_VARIABLE, ar="كلمة المرور", en="password")


def read_new_password() -> str:
    return _secret(NEW_PASSWORD_VARIABLE, ar="كلمة المرور الجديدة", en="new password")


def _secret(variable: str, *, ar: str, en: str) -> str:
    value = os.environ.get(variable)
    if value is None and not sys.stdin.isatty():
        value = sys.stdin.readline(MOST_TYPED_CHARACTERS).removeprefix("\ufeff").rstrip("\r\n")
    if not value:
        raise RuleBroken(
            "password.missing",
            ar=f"لم تصل {ar}. ضعها في متغير البيئة {variable} أو في المدخل القياسي.",
            en=f"No {en}. Give it in the environment variable {variable} or on standard input.",
            field="password",
        )
    return value
