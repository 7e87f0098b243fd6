/**
 * What tells people that something is wrong: implemented by plugins, called by the monitor.
 *
 * <p>In flows a {@link Notification}, out flows a {@link Delivery}. A sink neither decides what is
 * worth a notice nor tries again: the monitor does both, with an outbox that survives a restart.
 */
@NullMarked
package io.keepsake.core.spi.alert;

import org.jspecify.annotations.NullMarked;
