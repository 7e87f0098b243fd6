/**
 * Which snapshots a policy keeps: decisions only, without any input or output. In flow snapshots as
 * far as policies look at them, policies, holds and this machine's time; out flows for each
 * snapshot whether it is kept, and why. The same for the same question.
 */
@NullMarked
package io.keepsake.core.retention;

import org.jspecify.annotations.NullMarked;
