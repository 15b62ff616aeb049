"""What head office did not apply is found without going through the whole log. Frozen."""

STATEMENTS: tuple[str, ...] = ("CREATE INDEX entry_refused ON entry (stream, hub_seq) WHERE reason <> ''",)
