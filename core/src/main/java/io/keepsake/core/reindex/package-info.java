/**
 * Writes index objects anew from the packs themselves. In flows an open vault, out flows what was
 * written and what is lost.
 */
@NullMarked
package io.keepsake.core.reindex;

import org.jspecify.annotations.NullMarked;
