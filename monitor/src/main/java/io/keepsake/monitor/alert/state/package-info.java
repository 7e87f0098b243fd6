/**
 * What is wrong, who was told, and what is to be told next: in flow {@link
 * io.keepsake.monitor.alert.rule.Finding}s, out flow drafts of notices. All values are immutable,
 * so that a state can be written down as a whole, and nothing here looks at a clock.
 */
@NullMarked
package io.keepsake.monitor.alert.state;

import org.jspecify.annotations.NullMarked;
