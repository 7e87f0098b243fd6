/** Encryption through Tink. */
@NullMarked
package io.keepsake.crypto.tink;

import org.jspecify.annotations.NullMarked;
