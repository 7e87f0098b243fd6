/**
 * Deletes what no snapshot needs, after the protocol of docs/adr/0016 and section 12 of the format.
 * In flows an open vault, out flow what was or would be deleted and who is waited for.
 */
@NullMarked
package io.keepsake.core.prune;

import org.jspecify.annotations.NullMarked;
