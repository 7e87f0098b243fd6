package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.Purpose;

/**
 * One call that a {@link FaultyStore} has received.
 *
 * @param operation what was called
 * @param name the object, for a listing the prefix, for a deletion all names joined by spaces;
 *     empty for usage
 * @param purpose why
 */
public record Call(Operation operation, String name, Purpose purpose) {}
