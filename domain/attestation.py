"""The attestation: data frozen with a clause, of which user and person sign the hash (LOG.md, "Attestation").

The canonical form is a subset of RFC 8785: ASCII keys in order, NFC strings, integers, no spaces. It stands while the
hash of the interview's current answers is the frozen one; that the data changed afterwards is derived, never stored,
and a later change of the person's record does not touch it.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.calendar import SAUDI_TIME
from domain.person import Person
from domain.policy import Profile
from domain.signing import DEFAULT_RULE, SigningRule

MOST_DEPTH = 12
MOST_BYTES = 1 << 20
LARGEST_INTEGER = (1 << 53) - 1
FORMAT = 2
"""Format 1 always had `documents`, empty or not, took the clerk's notes for answers, and did not say who held the
interview. Papers of format 1 stay as they are: their hash is that of their own bytes."""

# Quotes inside of a text are escaped: no answer can spell these.
_DOCUMENTS, _SIGNING, _REVISION = b'"documents_sha256":', b'"signing":', b'"revision":'

State = Literal["unsigned", "signed", "void"]


@dataclass(frozen=True)
class Frozen:
    """`json` is the canonical document, `sha256` its hash in hex."""

    json: bytes
    sha256: str


def canonical_json(value: object) -> bytes:
    """The one spelling of a document. Raises ValueError for what has none: floats, other keys, too deep or large."""
    text = json.dumps(_canonical(value, 0), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = text.encode("utf-8")
    if len(data) > MOST_BYTES:
        raise ValueError("the document is too large")
    return data


def _canonical(value: object, depth: int) -> object:
    if depth > MOST_DEPTH:
        raise ValueError("the document is too deep")
    match value:
        case None | bool():
            return value
        case int() if abs(value) <= LARGEST_INTEGER:
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case Mapping():
            return {_key(key): _canonical(item, depth + 1) for key, item in value.items()}
        case list() | tuple():
            return [_canonical(item, depth + 1) for item in value]
    raise ValueError(f"no canonical form for {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise ValueError("keys are ASCII")
    return key


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def answers_sha256(lines: Sequence[Mapping[str, str]]) -> str:
    """The hash an attestation compares answers by: which question has which value, not how it was worded or typed.

    Raises ValueError when one question is answered twice.
    """
    if len({line["path"] for line in lines}) != len(lines):
        raise ValueError("two answers to one question")
    return sha256_hex(canonical_json([[line["path"], line["value"]] for line in lines]))


@dataclass(frozen=True, kw_only=True)
class Affirmed:
    """What a person affirms, and when and before whom.

    `answers` have path, question, value and display, in the form's order; `made_at` is ISO with the offset +03:00.
    `interviewer` is the name of the clerk who finished the interview, if known; `documents` are document checks, left
    out when there are none, and `documents_sha256` is what they are compared by afterwards. The first attestation of an
    interview is revision 1, of which nothing is said; a later one names its number and the attestation it `replaces`.
    """

    number: str
    made_at: str
    profile: Profile
    office_code: str
    office_name: str
    person: Person
    form: Mapping[str, str]
    interview_number: str
    answers: Sequence[Mapping[str, str]]
    clerk_id: str
    clerk_name: str
    interviewer: str = ""
    documents: Sequence[Mapping[str, object]] = ()
    documents_sha256: str = ""
    revision: int = 1
    replaces: str = ""


def freeze(affirmed: Affirmed) -> Frozen:
    """Of the person's record a copy is frozen, so a later change there changes nothing here. Raises ValueError."""
    if datetime.fromisoformat(affirmed.made_at).utcoffset() != SAUDI_TIME.utcoffset(None):
        raise ValueError("the moment of an attestation is Saudi time")
    interviewer = {"clerk_name": affirmed.interviewer} if affirmed.interviewer else {}
    data = canonical_json(
        {
            "kind": "attestation",
            "format": FORMAT,
            "number": affirmed.number,
            "made_at": affirmed.made_at,
            "office": {"code": affirmed.office_code, "name": affirmed.office_name},
            "person": person_said(affirmed.person),
            "interview": {"number": affirmed.interview_number, **interviewer},
            "form": dict(affirmed.form),
            "answers": [dict(line) for line in affirmed.answers],
            "answers_sha256": answers_sha256(affirmed.answers),
            "clerk": {"id": affirmed.clerk_id, "name": affirmed.clerk_name},
            **_policy_said(affirmed.profile, affirmed.person),
            **_said_where_there_is_any(affirmed),
        }
    )
    return Frozen(data, sha256_hex(data))


def _policy_said(profile: Profile, person: Person) -> dict[str, object]:
    """The association's words of that day, as they address this person; what makes it signed, when that is its own."""
    clause = profile.attestation
    found: dict[str, object] = {
        "profile": {"id": profile.id, "version": profile.version, "name": profile.name.ar},
        "person_word": profile.person.called(person.sex).ar,
        "clause": {
            "id": clause.id,
            "version": clause.version,
            "title": clause.title.ar,
            "text": profile.attestation_of(person.sex).ar,
        },
    }
    if clause.rule != DEFAULT_RULE:
        found["signing"] = {"record": clause.record, "thumbprint": clause.thumbprint}
    return found


def _said_where_there_is_any(affirmed: Affirmed) -> dict[str, object]:
    found: dict[str, object] = {}
    if affirmed.documents:
        found["documents"] = [dict(item) for item in affirmed.documents]
        found["documents_sha256"] = affirmed.documents_sha256
    if affirmed.revision > 1:
        found["revision"] = {"number": affirmed.revision, "replaces": affirmed.replaces}
    return found


def documents_of(frozen: bytes) -> str:
    """What the documents of a frozen attestation are compared by; empty when it says nothing of documents."""
    if _DOCUMENTS not in frozen:
        return ""
    found = json.loads(frozen).get("documents_sha256")
    return found if isinstance(found, str) else ""


def revision_of(frozen: bytes) -> int:
    """The first is 1."""
    if _REVISION not in frozen:
        return 1
    match json.loads(frozen).get("revision"):
        case {"number": int(number)} if number > 1:
            return number
    return 1


def rule_of(frozen: bytes) -> SigningRule:
    """What makes a frozen attestation signed: as its profile had it on that day."""
    if _SIGNING not in frozen:
        return DEFAULT_RULE
    match json.loads(frozen).get("signing"):
        case {"record": "ink" | "scan" | "screen" as record, "thumbprint": bool(thumbprint)}:
            return SigningRule(record, thumbprint)
    return DEFAULT_RULE


def person_said(person: Person) -> dict[str, object]:
    """The person's fields as copied that day; what is not known is left out."""
    born = person.born
    found: dict[str, object] = {
        "number": person.number,
        "name": person.name,
        "id_type": person.id_type,
        "id_number": person.id_number,
        "mobile": person.mobile,
        "born": {"hijri": born.hijri, "gregorian": born.gregorian, "typed": born.typed} if born else None,
        "sex": person.sex,
        "town": person.town,
        "iban": person.iban,
        "member_number": person.member_number,
    }
    return {name: value for name, value in found.items() if value is not None}


def state_of(
    *,
    frozen_answers_sha256: str,
    current_answers_sha256: str | None,
    is_signed: bool,
    is_withdrawn: bool = False,
    frozen_documents_sha256: str = "",
    current_documents_sha256: str = "",
) -> State:
    """Void when it was withdrawn, when the interview now says something else, or was voided itself (None), and when the
    documents were found otherwise; else whether the person has signed."""
    is_other = (current_answers_sha256, current_documents_sha256) != (frozen_answers_sha256, frozen_documents_sha256)
    if is_withdrawn or is_other:
        return "void"
    return "signed" if is_signed else "unsigned"
