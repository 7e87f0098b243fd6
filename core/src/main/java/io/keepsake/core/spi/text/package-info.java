/**
 * Text that others may read. In flow messages of libraries, servers and our own; out flow the same
 * without the secrets that were in them.
 */
@NullMarked
package io.keepsake.core.spi.text;

import org.jspecify.annotations.NullMarked;
