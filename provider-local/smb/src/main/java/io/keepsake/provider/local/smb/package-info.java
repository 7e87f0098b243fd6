/**
 * Stores in directories of Windows and Samba servers: SMB 2.1 to 3.1.1, signed or encrypted.
 *
 * <p>In flow a URL and options; out comes a store, whose operations on files run one after the
 * other on each of a few connections. The protocol is smbj's. See docs/adr/0013 for what is done
 * around it.
 */
@NullMarked
package io.keepsake.provider.local.smb;

import org.jspecify.annotations.NullMarked;
