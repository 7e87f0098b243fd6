/**
 * The audit trail. In flow deeds, what somebody did to a vault; out flow records that are chained
 * by their hashes, in a journal of this machine and in sealed segments for the providers; and, read
 * back, findings where they are not what was written.
 */
@NullMarked
package io.keepsake.core.audit;

import org.jspecify.annotations.NullMarked;
