/** An SMB server for tests: in goes an empty directory, out comes a server on 127.0.0.1. */
@NullMarked
package io.keepsake.testkit.smb;

import org.jspecify.annotations.NullMarked;
