"""Authors of entries who are no user of an office."""

# Of what head office writes itself.
HEAD_OFFICE = "00000000-0000-0000-0000-000000000001"
