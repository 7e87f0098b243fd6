package io.keepsake.monitor.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * How a sink fares.
 *
 * @param id which
 * @param waiting notices on their way to it
 * @param refused notices that it did not take, kept for another try
 * @param problem what it said last, if that was no acceptance
 * @param retryAt when it is tried again, if it is left alone
 * @param accepted when it last took something
 * @param folded notices that were folded into others or left out because too many waited, ever
 */
public record SinkState(
    String id,
    int waiting,
    int refused,
    Optional<String> problem,
    Optional<Instant> retryAt,
    Optional<Instant> accepted,
    long folded) {}
