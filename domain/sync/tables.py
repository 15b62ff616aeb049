"""The tables that sync, one by one: cells and their numbers on the wire; `domain.sync.schema` is the registry."""

from types import MappingProxyType

from domain import request
from domain.sync.cells import Cell, Children, Column, Kind, Policy, Table, flagged, immutable, lww

ERASURE_SCHEMA = 2  # since then a person can be erased
# Since then documents are checked one by one, questions referred, steps of a case, papers, contacts and exports kept.
DESK_SCHEMA = 3

GENERAL = "general"
COMPLAINTS = "complaints"
REFERENCE = "reference"
# Of an interview on a complaint's form, and of the papers of a complaint: what hangs on them is as confidential.
OF_COMPLAINTS_TOO = frozenset({COMPLAINTS})

USERS = Table(
    1,
    "users",
    GENERAL,
    (immutable(1, "username"), flagged(2, "name"), flagged(3, "roles")),
)
USER_KEYS = Table(
    2,
    "user_keys",
    GENERAL,
    (immutable(1, "user"), immutable(2, "public_key", Kind.BLOB), immutable(3, "made_at")),
)
VISITS = Table(
    3,
    "visits",
    GENERAL,
    (
        immutable(1, "day"),
        immutable(2, "time"),
        immutable(3, "category"),
        lww(4, "purpose"),
        lww(5, "channel"),
        flagged(6, "person"),
        lww(7, "note"),
    ),
)
PERSONS = Table(
    4,
    "persons",
    GENERAL,
    (
        immutable(1, "number"),
        flagged(2, "name", "full_name", "given", "father", "grandfather", "family"),
        flagged(3, "identity", "id_type", "id_number", "id_override"),
        flagged(4, "mobile"),
        flagged(5, "born", "born_hijri", "born_gregorian", "born_typed"),
        flagged(6, "sex"),
        flagged(7, "iban"),
        lww(8, "town"),
        flagged(9, "member_number"),
        lww(10, "party_kind"),
        lww(11, "note"),
        Cell(12, "visits", Policy.DERIVED, (), of=Children(VISITS.number, VISITS.cell("person").number)),
    ),
)
INTERVIEWS = Table(
    5,
    "interviews",
    GENERAL,
    (
        immutable(1, "number"),
        immutable(2, "person"),
        Cell(3, "form", Policy.IMMUTABLE, (Column("form_id"), Column("form_version"), Column("form_sha256"))),
        immutable(4, "started_at"),
        flagged(5, "answers", "answers", "answers_sha256"),
        Cell(
            6,
            "state",
            Policy.STATE,
            (Column("state"),),
            MappingProxyType({"left": frozenset({"left", "finished"}), "finished": frozenset({"left", "finished"})}),
        ),
        # The stage of the request that it took, and the step that brought it there.
        Cell(7, "request", Policy.STATE, (Column("request_stage"), Column("request_step")), request.NEXT),
    ),
    also=OF_COMPLAINTS_TOO,
)
ATTESTATIONS = Table(
    6,
    "attestations",
    GENERAL,
    (
        immutable(1, "number"),
        immutable(2, "interview"),
        immutable(3, "person"),
        immutable(4, "made_at"),
        Cell(
            5,
            "frozen",
            Policy.IMMUTABLE,
            (Column("frozen", Kind.BLOB), Column("sha256"), Column("answers_sha256")),
        ),
        Cell(
            6,
            "clerk_signature",
            Policy.IMMUTABLE,
            (Column("clerk"), Column("clerk_key", Kind.BLOB), Column("clerk_signature", Kind.BLOB)),
        ),
        Cell(7, "signatures", Policy.APPEND, (), of=Children(table=7, parent=1)),
    ),
    also=OF_COMPLAINTS_TOO,
)
SIGNATURES = Table(
    7,
    "signatures",
    GENERAL,
    (
        immutable(1, "attestation"),
        immutable(2, "kind"),
        immutable(3, "signed_at"),
        immutable(4, "seen_by"),
    ),
    also=OF_COMPLAINTS_TOO,
)

DOCUMENT_CHECKS = Table(
    8,
    "document_checks",
    GENERAL,
    (
        immutable(1, "interview"),
        immutable(2, "person"),
        immutable(3, "document"),
        flagged(
            4,
            "verdict",
            "original_seen",
            "document_number",
            "issued_hijri",
            "issued_gregorian",
            "issued_typed",
            "expires_hijri",
            "expires_gregorian",
            "expires_typed",
            "matches",
            "difference",
            "checked_by",
            "checked_at",
        ),
        flagged(5, "copy", "copy_basis", "copy_by", "copy_at"),
    ),
    since=DESK_SCHEMA,
    also=OF_COMPLAINTS_TOO,
)
CASE_STEPS = Table(
    9,
    "case_steps",
    GENERAL,
    (
        immutable(1, "interview"),
        immutable(2, "person"),
        immutable(3, "step"),
        immutable(4, "said"),
        immutable(5, "done_at"),
        immutable(6, "done_by"),
    ),
    since=DESK_SCHEMA,
    also=OF_COMPLAINTS_TOO,
)
REFERRALS = Table(
    10,
    "referrals",
    GENERAL,
    (
        immutable(1, "interview"),
        immutable(2, "person"),
        immutable(3, "question"),
        immutable(4, "means"),
        immutable(5, "asked_by"),
        immutable(6, "asked_at"),
        flagged(7, "answer", "answer", "officer", "answered_by", "answered_at"),
        Cell(
            8,
            "progress",
            Policy.STATE,
            (Column("progress"),),
            # Each may stay: so a step that was skipped is settled, also when the matter has come to its end.
            MappingProxyType(
                {
                    "asked": frozenset({"asked", "answered", "withdrawn"}),
                    "answered": frozenset({"answered", "told"}),
                    "told": frozenset({"told"}),
                    "withdrawn": frozenset({"withdrawn"}),
                }
            ),
        ),
    ),
    since=DESK_SCHEMA,
    also=OF_COMPLAINTS_TOO,
)
# Two files of one person. `counts` are the cells of which the value in the file of `person` is the right one; of the
# others that in the file of `same_as`. Void: they are two again.
SAME_PERSONS = Table(
    11,
    "same_persons",
    GENERAL,
    (
        immutable(1, "person"),
        immutable(2, "same_as"),
        immutable(3, "linked_at"),
        immutable(4, "linked_by"),
        flagged(5, "counts"),
    ),
    since=DESK_SCHEMA,
)
# The privacy notice as it was read out at the desk, and that the person agreed. Void: withdrawn, with the reason.
CONSENTS = Table(
    12,
    "consents",
    GENERAL,
    (
        immutable(1, "person"),
        Cell(2, "notice", Policy.IMMUTABLE, (Column("notice_version"), Column("notice_sha256"))),
        immutable(3, "agreed_at"),
        immutable(4, "told_by"),
    ),
    since=DESK_SCHEMA,
)

# A paper as it was issued: `code` is the text of its square, `data` the canonical JSON it was made from where no other
# record holds it; `file` the name of the blob that is its sealed PDF. What changes later is another paper.
PAPERS = Table(
    13,
    "papers",
    GENERAL,
    (
        immutable(1, "kind"),
        immutable(2, "record"),
        immutable(3, "person"),
        Cell(4, "issue", Policy.IMMUTABLE, tuple(map(Column, ("number", "form", "revision", "made_at", "made_by")))),
        Cell(5, "code", Policy.IMMUTABLE, (Column("sha256"), Column("code"))),
        immutable(6, "data", Kind.BLOB),
        Cell(7, "file", Policy.LWW, (Column("file", Kind.BLOB, names_file=True),)),
    ),
    since=DESK_SCHEMA,
    also=OF_COMPLAINTS_TOO,
)

# One way to reach a person. Of those not void the one preferred last is the preferred one, so that two laptops that
# each prefer another do not leave him with two.
CONTACTS = Table(
    14,
    "contacts",
    GENERAL,
    (
        immutable(1, "person"),
        flagged(2, "reach", "kind", "address", "whose"),
        flagged(3, "notices"),
        lww(4, "preferred_at"),
        immutable(5, "noted_at"),
        immutable(6, "noted_by"),
    ),
    since=DESK_SCHEMA,
)

# Answers that were taken out of the office as files. Who may see what people said is accounted for on every laptop and
# at head office; the file's own name stays on the laptop, for it may say a person's.
EXPORTS = Table(
    15,
    "exports",
    GENERAL,
    (
        immutable(1, "form_id"),
        immutable(2, "kind"),
        immutable(3, "interviews", Kind.INTEGER),
        immutable(4, "made_at"),
        immutable(5, "made_by"),
    ),
    since=DESK_SCHEMA,
)

# A picture or a file that is an answer: `file` names the blob, `answer` is what stands for it among the answers,
# `title` what it was called where it was chosen.
INTERVIEW_FILES = Table(
    16,
    "interview_files",
    GENERAL,
    (
        immutable(1, "interview"),
        immutable(2, "person"),
        Cell(3, "file", Policy.IMMUTABLE, (Column("file", Kind.BLOB, names_file=True),)),
        Cell(4, "answer", Policy.IMMUTABLE, (Column("answer"), Column("title"), Column("size", Kind.INTEGER))),
        immutable(5, "added_at"),
        immutable(6, "added_by"),
    ),
    since=DESK_SCHEMA,
    also=OF_COMPLAINTS_TOO,
)

# What a person left of his hand, beside the clerk's word: the paper with his ink, scanned back; a drawing on a screen;
# his thumb before two witnesses. `sha256` is the data he signed; void: it was taken back.
SIGNATURE_PROOFS = Table(
    17,
    "signature_proofs",
    GENERAL,
    (
        immutable(1, "attestation"),
        immutable(2, "person"),
        Cell(3, "act", Policy.IMMUTABLE, tuple(map(Column, ("kind", "sha256", "signed_at", "seen_by", "device")))),
        Cell(4, "file", Policy.IMMUTABLE, (Column("file", Kind.BLOB, names_file=True),)),
        Cell(
            5,
            "witnesses",
            Policy.IMMUTABLE,
            tuple(map(Column, ("first_witness", "first_witness_id", "second_witness", "second_witness_id"))),
        ),
    ),
    since=DESK_SCHEMA,
    also=OF_COMPLAINTS_TOO,
)
