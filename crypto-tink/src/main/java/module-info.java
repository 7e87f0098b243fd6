/** Encryption through Tink. */
module io.keepsake.crypto.tink {
  requires io.keepsake.core;
  requires static org.jspecify;
}
