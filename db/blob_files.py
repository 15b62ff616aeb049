"""The files beside the entries on the disk: each encrypted for itself, and found by who has the key alone."""

from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db import blob_faults as faults
from db.blob_places import FOLDER, KEY, hidden_path, kept_aside
from db.durable_file import write_durably
from db.failures import naming_disk
from db.settings import Settings
from domain.errors import Unavailable
from domain.sync.blobs import blob_name

KEY_BYTES, NONCE_BYTES = 32, 12
NOT_AS_WRITTEN = (InvalidTag, ValueError)


class BlobFiles:
    """`folder` is the store's."""

    def __init__(self, folder: Path, settings: Settings, random: Callable[[int], bytes]) -> None:
        self.folder = folder / FOLDER
        self._settings = settings
        self._random = random

    def read(self, name: bytes) -> bytes | None:
        """None when it is not here. Raises one of NOT_AS_WRITTEN; Unavailable for a disk that does not give it: it may
        the next time."""
        with naming_disk():
            try:
                raw = self.place(name).read_bytes()
            except FileNotFoundError:
                return None
        return self._opened(raw, name)

    def write(self, name: bytes, content: bytes) -> None:
        """Also in the place of a damaged one: whoever attaches it again has it again. Raises Unavailable."""
        if self._is_whole(name):
            return
        place, nonce = self.place(name), self._random(NONCE_BYTES)
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_durably(place, nonce + AESGCM(self.key()).encrypt(nonce, content, name))
        except OSError as error:
            raise faults.not_written() from error

    def bring_from_aside(self, name: bytes) -> int | None:
        """Its size, once it lies here too that lay beside a store that was kept aside."""
        hidden = hidden_path(self.key(), name)
        for kept in kept_aside(self.folder.parent):
            content = self._read_aside(kept / hidden, name)
            if content is None:
                continue
            try:
                self.write(name, content)
            except Unavailable:
                return None  # there is no room: it is asked for again when there is
            return len(content)
        return None

    def place(self, name: bytes) -> Path:
        return self.folder / hidden_path(self.key(), name)

    def names_here(self) -> set[str]:
        """As they are hidden."""
        return {file.name for file in self.folder.glob("*/*")}

    def _read_aside(self, place: Path, name: bytes) -> bytes | None:
        """None for one that is not there, or not as it was: nothing of what stands aside is ever mended."""
        try:
            content = self._opened(place.read_bytes(), name)
        except (OSError, *NOT_AS_WRITTEN):
            return None
        return content if blob_name(content) == name else None

    def _is_whole(self, name: bytes) -> bool:
        try:
            return self.read(name) is not None
        except NOT_AS_WRITTEN:
            return False

    def _opened(self, raw: bytes, name: bytes) -> bytes:
        return AESGCM(self.key()).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], name)

    def key(self) -> bytes:
        """Kept in the encrypted store: another key of the store itself leaves the files as they are."""
        key = self._settings.find_secret(KEY)
        if key is None:
            key = self._random(KEY_BYTES)
            self._settings.save_secret(KEY, key)
        return key
