/**
 * The files of this machine, and streams, as backup sources.
 *
 * <p>In flow absolute paths and excludes, or a stream; out flow entries with attributes, contents
 * and extended attributes to a {@link io.keepsake.core.spi.source.SourceVisitor}. {@code TreeWalk}
 * goes through the tree, {@code FileTree} is how it reaches the files: by system calls or by
 * java.nio.
 */
@NullMarked
package io.keepsake.core.source;

import org.jspecify.annotations.NullMarked;
