package io.keepsake.monitor.alert.state;

import io.keepsake.core.spi.alert.Severity;
import java.time.Instant;

/**
 * Measurements that speak against what is believed.
 *
 * @param severity what the last of them says
 * @param count how many in a row
 * @param since when the first of them came
 * @param asOf when the last of them was made
 */
public record Doubt(Severity severity, int count, Instant since, Instant asOf) {}
