package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;
import java.time.Instant;

/**
 * Something comes and goes.
 *
 * @param since when that was found
 * @param worst how bad it was at worst meanwhile
 */
public record Flapping(Instant since, Severity worst) {}
