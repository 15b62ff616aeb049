"""An interview: an XLSForm run with one person. It is left and resumed, handed over, finished; then it is attested."""

from dataclasses import dataclass

LEFT = "left"
FINISHED = "finished"


@dataclass(frozen=True)
class Interview:
    """`answers` is the engine's saved text; `answers_sha256` is the hash an attestation freezes."""

    id: str
    number: str
    person: str
    form_id: str
    form_version: str
    form_sha256: str
    started_at: str
    answers: str
    answers_sha256: str
    state: str
    void_reason: str | None = None


@dataclass(frozen=True)
class Draft:
    """An interview in progress on this laptop: local, saved after every answer, never synced."""

    interview: str
    person: str
    form_id: str
    form_version: str
    form_sha256: str
    saved: str
    started_at: str
    updated_at: str
    user: str
