/**
 * Notices on their way: in flow notifications, out they flow to each sink in order, as often as it
 * takes. A {@link io.keepsake.monitor.alert.outbox.Lane} is the queue of one sink, an immutable
 * value; nothing here does I/O or looks at a clock.
 */
@NullMarked
package io.keepsake.monitor.alert.outbox;

import org.jspecify.annotations.NullMarked;
