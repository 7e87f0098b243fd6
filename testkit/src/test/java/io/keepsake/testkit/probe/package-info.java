/** Tries core's probes with the stores of this module. */
@NullMarked
package io.keepsake.testkit.probe;

import org.jspecify.annotations.NullMarked;
