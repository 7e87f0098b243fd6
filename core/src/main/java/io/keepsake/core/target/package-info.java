/**
 * The directory a restore writes to.
 *
 * <p>In flow entries with attributes and contents, in any order that makes a directory before what
 * is in it; out flow {@link io.keepsake.core.target.RestoreProblem}s for what could not be put
 * back. Nothing outside the target is ever written: every name is checked and no symbolic link is
 * followed below the target.
 */
@NullMarked
package io.keepsake.core.target;

import org.jspecify.annotations.NullMarked;
