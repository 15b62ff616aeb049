"""The day's tally, read after every visitor, comes from an index alone. Frozen: a later change is a later migration."""

STATEMENTS: tuple[str, ...] = ("CREATE INDEX visits_tally ON visits (day, category, time) WHERE void_reason IS NULL",)
