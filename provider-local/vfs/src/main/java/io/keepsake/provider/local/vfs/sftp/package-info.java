/**
 * Speaks SFTP, version 3 with OpenSSH's extensions, over SSH.
 *
 * <p>In flow operations on files by many threads; out go packets, many under way at once on a few
 * connections. The SSH beneath is JSch's. See docs/adr/0006 for why the SFTP is not.
 */
@NullMarked
package io.keepsake.provider.local.vfs.sftp;

import org.jspecify.annotations.NullMarked;
