/**
 * What is worth an alert: in flow {@link io.keepsake.monitor.alert.rule.Observation}s, out flow
 * {@link io.keepsake.monitor.alert.rule.Finding}s. Rules have no memory, no clock and do no I/O:
 * what must have lasted for a while, and who is told, is decided by those that use them.
 */
@NullMarked
package io.keepsake.monitor.alert.rule;

import org.jspecify.annotations.NullMarked;
