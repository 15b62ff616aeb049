"""Persons whose data was erased, and how far a stream reached when head office was last heard. Frozen."""

STATEMENTS: tuple[str, ...] = (
    # A cache of the applied erasures: what concerns these persons is not kept any more.
    """CREATE TABLE erased (
        stream INTEGER NOT NULL REFERENCES stream (id),
        person TEXT NOT NULL,
        PRIMARY KEY (stream, person)
    ) STRICT, WITHOUT ROWID""",
    # 0 until it is stated: while the cursor is before it, an erasure that explains a missing part may still come.
    "ALTER TABLE stream ADD COLUMN head INTEGER NOT NULL DEFAULT 0",
)
