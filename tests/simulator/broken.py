"""A promise that was not kept."""


class Broken(AssertionError):
    """`promise` is one of a few short names; the sentence says where and what."""

    def __init__(self, promise: str, sentence: str) -> None:
        super().__init__(f"{promise}: {sentence}")
        self.promise = promise
        self.sentence = sentence


def expect(holds: bool, promise: str, sentence: str) -> None:
    if not holds:
        raise Broken(promise, sentence)
