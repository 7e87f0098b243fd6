/**
 * The state of alerts in a directory: in flow and out flow an {@link
 * io.keepsake.monitor.alert.store.AlertState} as a whole, and commands that other processes have
 * left. Each step is on disk before anybody is told of it.
 */
@NullMarked
package io.keepsake.monitor.alert.store;

import org.jspecify.annotations.NullMarked;
