/**
 * FTP and FTPS for VFS. In flow VFS's requests; out go commands on one connection, each sent once.
 *
 * <p>VFS's own provider takes a directory that it may not list for an empty one, lists a whole
 * directory to look up one file, tries each command twice, and lets servers show any certificate
 * that is not out of date. So its file system and its files are replaced by these, which ask for
 * facts in a form made for programs (RFC 3659), and tell what a server answered.
 */
@NullMarked
package io.keepsake.provider.local.vfs.ftp;

import org.jspecify.annotations.NullMarked;
