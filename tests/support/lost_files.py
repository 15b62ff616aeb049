"""A laptop that has the entry and not the file, as one that it has not reached, or whose disk lost it."""

from db.store import Store


def lose_file(store: Store, name: bytes) -> None:
    for table in ("blob", "blob_arriving"):
        store.database.execute(f"DELETE FROM {table} WHERE sha256 = ?", (name,))
    store.blobs.sweep()
