/**
 * Chunks into packs, and back. In flow chunks with their ids; out flow finished packs, ready to be
 * stored, and from packs the chunks again.
 */
@NullMarked
package io.keepsake.core.pack;

import org.jspecify.annotations.NullMarked;
