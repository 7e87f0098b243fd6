package io.keepsake.core.pack;

import io.keepsake.core.format.PackDirectory;

/**
 * A block ready to go into a pack.
 *
 * @param entry its line in the directory
 * @param stored its bytes, from 0 to {@code entry.storedLength()}; what is behind them is not its
 */
@SuppressWarnings("ArrayRecordComponent") // handed from stage to stage, never compared
public record EncodedBlock(PackDirectory.Block entry, byte[] stored) {}
