"""Another party who complained has an id of its own, by which it can be erased. Frozen."""

STATEMENTS: tuple[str, ...] = ("ALTER TABLE complaints ADD COLUMN party_id TEXT",)
