/**
 * Several stores as one: the same bytes to all of them, reads from any of them. In flow whole
 * objects, out come whole objects whose bytes were checked, and, beside them, which stores failed
 * and why.
 */
@NullMarked
package io.keepsake.core.replicate;

import org.jspecify.annotations.NullMarked;
