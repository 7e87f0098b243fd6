/**
 * The backup pipeline: walk, compare, read, cut, hash, compress, pack, store, index; the snapshot
 * last. In flows a source, out flows a manifest's content.
 */
@NullMarked
package io.keepsake.core.backup;

import org.jspecify.annotations.NullMarked;
