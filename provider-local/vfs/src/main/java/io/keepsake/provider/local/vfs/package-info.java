/**
 * Stores in directories of other machines.
 *
 * <p>In flow a URL and options, out comes a store: objects are plain files of the same relative
 * names below the root directory. {@code remote} knows how a directory becomes a store, whatever
 * the protocol; {@code sftp} speaks one.
 */
@NullMarked
package io.keepsake.provider.local.vfs;

import org.jspecify.annotations.NullMarked;
