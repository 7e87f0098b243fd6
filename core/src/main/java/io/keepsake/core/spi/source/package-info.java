/**
 * What a backup source implements: a tree of entries with attributes and contents, walked once.
 *
 * <p>In flow settings; out flow, depth first, {@link io.keepsake.core.spi.source.SourceItem}s to a
 * {@link io.keepsake.core.spi.source.SourceVisitor}.
 */
@NullMarked
package io.keepsake.core.spi.source;

import org.jspecify.annotations.NullMarked;
