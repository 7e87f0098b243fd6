package io.keepsake.core.vault;

import io.keepsake.core.spi.source.EntryAttributes;

/**
 * An entry of a snapshot.
 *
 * @param path its absolute path in the snapshot, for people: bytes that are no text are escaped
 * @param attributes what it is
 */
public record SnapshotEntry(String path, EntryAttributes attributes) {}
