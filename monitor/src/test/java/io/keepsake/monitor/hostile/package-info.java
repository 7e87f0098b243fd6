/**
 * Tests with bytes from anywhere: in flow files that may be damaged, out flow states or refusals.
 */
@NullMarked
package io.keepsake.monitor.hostile;

import org.jspecify.annotations.NullMarked;
