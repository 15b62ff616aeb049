"""A clock moved by hand."""

from dataclasses import dataclass

START_MS = 1_795_240_800_000  # 2026-11-21T06:00Z, nine in the morning in Riyadh


@dataclass
class HandClock:
    """Milliseconds; each look moves it on by one."""

    now_ms: int = START_MS

    def __call__(self) -> int:
        self.now_ms += 1
        return self.now_ms

    def pass_minutes(self, minutes: int) -> None:
        self.now_ms += minutes * 60_000
