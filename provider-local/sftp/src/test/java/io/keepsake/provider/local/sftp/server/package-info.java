/** Servers for tests: out comes one that listens on this machine only. */
@NullMarked
package io.keepsake.provider.local.sftp.server;

import org.jspecify.annotations.NullMarked;
