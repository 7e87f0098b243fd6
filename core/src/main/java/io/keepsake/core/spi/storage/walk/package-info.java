/**
 * Lists the objects of a store that keeps them as files in directories.
 *
 * <p>In flows what a {@link io.keepsake.core.spi.storage.walk.Directories} tells of one directory
 * at a time, in any order; out come {@link io.keepsake.core.spi.storage.ListPage}s in the order of
 * the names, in bounded memory however long a directory is.
 */
@NullMarked
package io.keepsake.core.spi.storage.walk;

import org.jspecify.annotations.NullMarked;
