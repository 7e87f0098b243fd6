/**
 * Figures for monitoring systems: in flows a {@link io.keepsake.monitor.metrics.MetricsSnapshot},
 * out flows the text that a {@link io.keepsake.monitor.metrics.MetricsExporter} makes of it.
 * Exporters are plugins, because their libraries are none of the program's business.
 */
@NullMarked
package io.keepsake.monitor.metrics;

import org.jspecify.annotations.NullMarked;
