/** Tries core's replication with the stores of this module. */
@NullMarked
package io.keepsake.testkit.replicate;

import org.jspecify.annotations.NullMarked;
