/**
 * Stores in directories of other machines, through Apache Commons VFS.
 *
 * <p>In flow a URL and options; out comes a store. A session is one VFS file system, used by one
 * call at a time on a thread of its own, so that a call ends by interrupting that thread. {@code
 * remote} makes the store of it; {@code ftp} mends what VFS's own FTP does not tell.
 */
@NullMarked
package io.keepsake.provider.local.vfs;

import org.jspecify.annotations.NullMarked;
