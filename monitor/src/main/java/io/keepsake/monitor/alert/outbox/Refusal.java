package io.keepsake.monitor.alert.outbox;

import java.time.Instant;

/**
 * A notice that a sink does not take as it is.
 *
 * @param waiting which
 * @param reason what the sink said
 * @param time when it was tried last
 */
public record Refusal(Waiting waiting, String reason, Instant time) {}
