/**
 * How providers fare: in flow measurements, from probes and from real traffic; out flow a {@link
 * io.keepsake.monitor.health.ProviderHealthMetrics} for each provider and a {@link
 * io.keepsake.monitor.health.HealthSummary} of them all.
 */
@NullMarked
package io.keepsake.monitor.health;

import org.jspecify.annotations.NullMarked;
