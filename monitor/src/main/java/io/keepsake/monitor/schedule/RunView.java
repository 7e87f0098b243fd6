package io.keepsake.monitor.schedule;

import java.time.Instant;

/**
 * A run that goes on.
 *
 * @param id the same as in its heartbeats
 * @param scheduled the time that was due
 * @param started when it began
 * @param step how far it is
 */
public record RunView(String id, Instant scheduled, Instant started, JobStep step) {}
