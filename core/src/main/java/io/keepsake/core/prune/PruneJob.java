package io.keepsake.core.prune;

import io.keepsake.core.spi.storage.ObjectName;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * How to prune.
 *
 * @param host name of this machine
 * @param user who does it
 * @param program name and version of this program
 * @param patience how long sessions of others are waited for, before the rest is left to a later
 *     run; nothing is decided by it but that
 * @param limits when packs are emptied of which little is needed
 * @param mostAtOnce so many packs and index objects are deleted by one round at most, 1 or more
 * @param damage is told of names of objects that cannot be opened and do not matter
 */
public record PruneJob(
    String host,
    String user,
    String program,
    Duration patience,
    RepackLimits limits,
    int mostAtOnce,
    BiConsumer<ObjectName, String> damage) {}
