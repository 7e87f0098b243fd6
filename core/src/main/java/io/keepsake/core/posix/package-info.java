/**
 * Linux system calls, made directly through the foreign function interface.
 *
 * <p>In flow descriptor numbers and names as bytes; out flow results in the kernel's own manner:
 * not negative for success, else the negated {@link io.keepsake.core.posix.Errno}. Callers know the
 * path, so they make the exception ({@link io.keepsake.core.posix.PosixException}). Nothing here is
 * safe against a wrong descriptor number: only {@code source} and {@code target} use it.
 *
 * <p>For other systems there is what both need of java.nio: names as bytes and attributes. {@link
 * io.keepsake.core.posix.FileAccess} chooses.
 */
@NullMarked
package io.keepsake.core.posix;

import org.jspecify.annotations.NullMarked;
