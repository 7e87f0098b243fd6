/**
 * When jobs run: in flows a line of a configuration file, a cron expression or plain words, out
 * flow instants.
 */
@NullMarked
package io.keepsake.monitor.schedule.timing;

import org.jspecify.annotations.NullMarked;
