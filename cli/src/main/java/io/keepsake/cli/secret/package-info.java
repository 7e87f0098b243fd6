/**
 * Credentials in a file that is encrypted: in flow the values that users store, and options that
 * name them; out flow options with the values in place, to plugins and to nobody else. Of two
 * generations of a value the newer counts, and the older where a provider refuses the newer.
 */
@NullMarked
package io.keepsake.cli.secret;

import org.jspecify.annotations.NullMarked;
