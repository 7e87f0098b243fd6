package io.keepsake.core.spi.storage;

import java.util.OptionalLong;

/**
 * What a store knows of its use and its room.
 *
 * @param usedBytes bytes that this store's objects take; empty if it cannot tell cheaply
 * @param availableBytes bytes that can still be written; empty if unlimited or unknown
 */
public record StoreUsage(OptionalLong usedBytes, OptionalLong availableBytes) {}
