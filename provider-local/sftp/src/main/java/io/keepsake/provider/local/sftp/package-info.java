/**
 * Stores in directories of SFTP servers: version 3 of SFTP with OpenSSH's extensions, over SSH.
 *
 * <p>In flow a URL and options; out comes a store, whose operations on files by many threads become
 * packets, many under way at once on a few connections. The SSH beneath is JSch's. See
 * docs/adr/0006 for why the SFTP is not.
 */
@NullMarked
package io.keepsake.provider.local.sftp;

import org.jspecify.annotations.NullMarked;
