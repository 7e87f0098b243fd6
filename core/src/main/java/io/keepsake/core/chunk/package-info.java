/**
 * Cuts content into chunks at places that the content itself decides. In flow bytes, out lengths.
 */
@NullMarked
package io.keepsake.core.chunk;

import org.jspecify.annotations.NullMarked;
