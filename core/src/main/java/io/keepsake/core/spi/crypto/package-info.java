/**
 * What an encryption scheme implements: keys, sealed streams, keyed hashes and the wrapping of
 * keys.
 *
 * <p>In flow plaintexts and {@link io.keepsake.core.spi.crypto.Secret}s; out flow ciphertexts. A
 * scheme knows nothing of vaults or stores.
 */
@NullMarked
package io.keepsake.core.spi.crypto;

import org.jspecify.annotations.NullMarked;
