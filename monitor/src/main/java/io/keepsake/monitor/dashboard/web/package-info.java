/**
 * Serves the dashboard: one page, and the JSON behind it.
 *
 * <p>In flow requests, and states from a {@link io.keepsake.monitor.dashboard.DashboardSource}; out
 * flow answers. A request passes, in this order, {@code Gatekeeper} (is it addressed to us, may its
 * sender do that), {@code Routes} (what is meant) and {@code Pages}, {@code Api} or {@code Login}
 * (the answer). {@code StateFeed} asks the source, once for all who look.
 */
@NullMarked
package io.keepsake.monitor.dashboard.web;

import org.jspecify.annotations.NullMarked;
