"""The token that opens `/v1/metrics`: in a file of head office's folder that only its account may read."""

import hmac
import secrets
from pathlib import Path

from headoffice.keys import write_privately

FILE_NAME = "metrics.token"
SHORTEST = 20


def read_or_make_token(folder: Path) -> str:
    """Made when the folder has none yet, or one that is too short to be a secret."""
    path = folder / FILE_NAME
    known = path.read_text(encoding="ascii", errors="replace").strip() if path.exists() else ""
    if len(known) < SHORTEST:
        known = secrets.token_urlsafe(32)
        write_privately(path, known.encode())
    return known


def is_bearer(header: str, token: str) -> bool:
    """Whether an `Authorization` header brings the token. Takes as long for a near miss as for a far one."""
    kind, _, brought = header.partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(brought.strip().encode(), token.encode())
