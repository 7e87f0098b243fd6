/**
 * Which providers a backup is written to, which ones take over, and whether enough of them have all
 * of it: decisions only, without any input or output. In flow what is known of each provider, the
 * policy, and the state of the world; out flow ids and verdicts, the same for the same question.
 */
@NullMarked
package io.keepsake.core.placement;

import org.jspecify.annotations.NullMarked;
