/**
 * What opens a vault: its header with the key slots, the root key they wrap, the keys derived from
 * that, and the data keys of epochs. Sections 2 and 3 of docs/format/README.md.
 *
 * <p>In flow the bytes of {@code keepsake.json} and of epoch key objects, and what the user knows
 * or holds; out flow keys, and back. No I/O.
 */
@NullMarked
package io.keepsake.core.keys;

import org.jspecify.annotations.NullMarked;
