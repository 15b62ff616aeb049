"""How far a transfer with head office is: what the window shows of it."""

from dataclasses import dataclass

from domain.sync.changes import NO_CHANGES, Changes


@dataclass(frozen=True)
class TransferProgress:
    """Records done of all that are known to be sent and received. `changes` came with the last step."""

    done: int
    total: int
    changes: Changes = NO_CHANGES

    @property
    def is_over(self) -> bool:
        return self.done >= self.total
