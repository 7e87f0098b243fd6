/**
 * What the dashboard shows, as values: in flows what the agent knows, through a {@link
 * io.keepsake.monitor.dashboard.DashboardSource}; out flows a {@link
 * io.keepsake.monitor.dashboard.DashboardState}, and in one sentence whether the data is safe, a
 * {@link io.keepsake.monitor.dashboard.Headline}. No input or output here: {@code web} serves it.
 */
@NullMarked
package io.keepsake.monitor.dashboard;

import org.jspecify.annotations.NullMarked;
