"""Where head office's database is: embedded in its folder, or a PostgreSQL whose URL may hold a password."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from domain.errors import RuleBroken

_EMBEDDED = "sqlite:"
_SCHEME = re.compile(r"postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
_SECRETS = ("password", "sslpassword")


@dataclass(frozen=True, repr=False)
class DatabaseUrl:
    """As libpq reads it: `postgresql://user:password@host:port/name?setting=value`. Shows itself without a password."""

    text: str

    def __repr__(self) -> str:
        return f"DatabaseUrl({self.public!r})"

    @property
    def is_embedded(self) -> bool:
        return self.text == _EMBEDDED

    @property
    def public(self) -> str:
        """The URL without its password."""
        parts = urlsplit(self.text)
        user, at, place = parts.netloc.rpartition("@")
        query = "&".join(pair for pair in parts.query.split("&") if pair.split("=")[0].lower() not in _SECRETS)
        return urlunsplit(parts._replace(netloc=user.split(":")[0] + at + place, query=query))

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be shown, as it is written and as it is meant."""
        parts = urlsplit(self.text)
        written = [parts.netloc.rpartition("@")[0].partition(":")[2]]
        written += [value for name, value in parse_qsl(parts.query) if name.lower() in _SECRETS]
        return tuple({text for secret in written for text in (secret, unquote(secret)) if text})


EMBEDDED = DatabaseUrl(_EMBEDDED)


def read_database_url(text: str) -> DatabaseUrl:
    """Raises RuleBroken, without a word of the text."""
    text = text.strip()
    if text.lower() in ("sqlite", _EMBEDDED):
        return EMBEDDED
    # A sign of the password that is not escaped would end it early, and show the rest of it as a place.
    is_plain = text.isprintable() and " " not in text and text.count("@") == urlsplit(text).netloc.count("@") <= 1
    if not _SCHEME.match(text) or not is_plain:
        raise RuleBroken(
            "usage.database",
            ar="عنوان قاعدة البيانات غير مفهوم؛ يكون بالصورة postgresql://user@host/name، وتُكتب رموز كلمة المرور فيه "
            "مرمّزة (@ تُكتب %40)، ودونه يعمل المركز بقاعدته المضمّنة.",
            en="The address of the database is not understood; it looks like postgresql://user@host/name, signs in a "
            "password are escaped (@ as %40), and without an address head office uses its embedded database.",
        )
    return DatabaseUrl(_SCHEME.sub("postgresql://", text, count=1))
