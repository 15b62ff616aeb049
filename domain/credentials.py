"""How a user is called and what a password must be."""

import re
import unicodedata

from domain.arabic import to_ascii_digits
from domain.errors import RuleBroken

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1024

# One script or the other, so that no name can be dressed up as another's with letters that look alike.
_LATIN = re.compile(r"[a-z0-9._-]{2,32}")
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u064a0-9._-]{2,32}")


def find_username(text: str) -> str | None:
    """The one spelling under which `text` is stored and looked up; None when nobody can be called so.

    Case, Arabic or Persian digits, surrounding blanks and the forms of one accented letter make no difference.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", to_ascii_digits(text.strip())).casefold())
    return folded if _LATIN.fullmatch(folded) or _ARABIC.fullmatch(folded) else None


def normal_username(text: str) -> str:
    """Like `find_username`; raises RuleBroken (field ``username``) instead of None."""
    name = find_username(text)
    if name is None:
        raise RuleBroken(
            "user.username.form",
            ar="اسم المستخدم من حرفين إلى ٣٢ حرفًا بلا مسافات: حروف عربية أو حروف لاتينية مع أرقام ونقطة وشرطة.",
            en="A username has 2 to 32 characters without blanks: Latin or Arabic letters, digits, dot, hyphen, "
            "underscore.",
            field="username",
        )
    return name


def normal_password(text: str) -> bytes:
    """The bytes a password stands for, the same from every keyboard and system."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def check_password(password: str, username: str) -> None:
    """Raises RuleBroken (field ``password``) for a password that a new slot may not have."""
    characters = len(unicodedata.normalize("NFC", password))
    if characters < SHORTEST_PASSWORD:
        raise RuleBroken(
            "user.password.short",
            ar="كلمة المرور أقصر من عشرة أحرف. اختر عبارة أطول يسهل عليك تذكّرها.",
            en="The password is shorter than ten characters. Choose a longer phrase that you can remember.",
            field="password",
        )
    if characters > LONGEST_PASSWORD:
        raise RuleBroken(
            "user.password.long",
            ar="كلمة المرور أطول من ١٠٢٤ حرفًا. اختر أقصر منها.",
            en="The password is longer than 1,024 characters. Choose a shorter one.",
            field="password",
        )
    if find_username(password) == normal_username(username):
        raise RuleBroken(
            "user.password.is_username",
            ar="كلمة المرور هي اسم المستخدم نفسه. اختر كلمة أخرى.",
            en="The password is the username itself. Choose another.",
            field="password",
        )
