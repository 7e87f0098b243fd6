/**
 * Stores in local directories: a disk, a USB stick, a mounted share.
 *
 * <p>In flow objects, out come plain files of the same relative names below the root directory. An
 * object is written under a temporary name in {@code .keepsake-tmp}, synced, and put in its place
 * by one hard link or rename, so nobody sees half of it. The whole tree is on one file system.
 */
@NullMarked
package io.keepsake.provider.local;

import org.jspecify.annotations.NullMarked;
