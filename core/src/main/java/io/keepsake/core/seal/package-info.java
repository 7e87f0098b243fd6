/**
 * Seals and opens whole objects under the data keys of a vault. In flow plaintexts and types, out
 * flow the bytes of objects as stores hold them, and back.
 */
@NullMarked
package io.keepsake.core.seal;

import org.jspecify.annotations.NullMarked;
