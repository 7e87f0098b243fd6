/**
 * The suite {@code tink-aes256gcm-hkdf-v1}: Tink's AES-GCM-HKDF streaming AEAD, AES-256-GCM for
 * wrapped keys, HKDF- and HMAC-SHA-256, Argon2id for passphrases.
 *
 * <p>In flow plaintexts and secrets, out flow ciphertexts and derived secrets. Nothing is kept but
 * the keys inside the ciphers that were asked for.
 */
@NullMarked
package io.keepsake.crypto.tink;

import org.jspecify.annotations.NullMarked;
