/**
 * Manifests and trees. In flow entries, out flow tree chunks; and from tree chunks the entries
 * again.
 */
@NullMarked
package io.keepsake.core.snapshot;

import org.jspecify.annotations.NullMarked;
