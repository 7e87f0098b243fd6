/**
 * The bytes of vault format version 1, as docs/format/README.md specifies them. In flow records,
 * out flow byte arrays, and back; no I/O, no keys.
 */
@NullMarked
package io.keepsake.core.format;

import org.jspecify.annotations.NullMarked;
