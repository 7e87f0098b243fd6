package io.keepsake.monitor.alert.state;

import java.time.Instant;

/**
 * What was told last.
 *
 * @param standing what
 * @param time when, reminders counted
 */
public record Told(Standing standing, Instant time) {}
