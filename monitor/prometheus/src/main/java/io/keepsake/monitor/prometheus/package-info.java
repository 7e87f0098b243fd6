/**
 * Turns a {@link io.keepsake.monitor.metrics.MetricsSnapshot} into text for Prometheus. Each scrape
 * fills a registry of its own, so that what is no longer there leaves no figures behind.
 */
@NullMarked
package io.keepsake.monitor.prometheus;

import org.jspecify.annotations.NullMarked;
