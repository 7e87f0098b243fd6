/**
 * Tests of the archive as a user gets it: unpacked by {@code tar}, run as processes, without any
 * other Java in sight. In goes the archive that the build made; nothing comes out.
 */
@NullMarked
package io.keepsake.distribution;

import org.jspecify.annotations.NullMarked;
