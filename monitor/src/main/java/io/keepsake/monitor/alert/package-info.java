/**
 * Alerts: in flow facts about providers, schedules and the vault, out flow notices to sinks, few
 * and in time. {@link io.keepsake.monitor.alert.AlertCenter} decides and remembers, {@link
 * io.keepsake.monitor.alert.AlertRunner} drives it, {@link io.keepsake.monitor.alert.AlertCommands}
 * is for other processes.
 */
@NullMarked
package io.keepsake.monitor.alert;

import org.jspecify.annotations.NullMarked;
