package io.keepsake.testkit.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * Keys, wrapping, keyed hashes and passphrases of a suite; streams are in {@link
 * StreamCipherContract}, which this extends, so that one subclass runs both.
 *
 * <p>The known answers hold for every suite: the interface fixes these algorithms.
 */
public abstract class CryptoSuiteContract extends StreamCipherContract {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] BOUND_TO = "associated".getBytes(UTF_8);

  /** For subclasses. */
  protected CryptoSuiteContract() {}

  @Test
  final void theProviderNamesTheSuiteItOpens() throws Exception {
    assertEquals(CryptoProvider.SPI_VERSION, provider().spiVersion());
    assertEquals(provider().suite(), suite().name());
  }

  @Test
  final void generatedKeysHaveTheRightLengthAndDiffer() throws Exception {
    try (Secret one = suite().generateKey();
        Secret other = suite().generateKey()) {
      assertEquals(CryptoSuite.KEY_BYTES, one.length());
      assertNotEquals(one, other);
    }
  }

  /** Expected values: HKDF of Python's "cryptography" package (OpenSSL), salt None. */
  @Test
  final void derivedKeysAreHkdfSha256OfTheLabel() throws Exception {
    assertEquals(
        "dfd289454575bb66f3f9f6597add23ec768054908a4a4da17c21e138a635e319",
        derived("keepsake test"));
    assertEquals("37ad29109f43265287804b674e2653d0a513718907f97fca97c95bded8104bbf", derived(""));
  }

  private String derived(String label) throws CryptoException {
    try (Secret key = countingKey();
        Secret result = suite().deriveKey(key, label)) {
      return hex(result);
    }
  }

  @Test
  final void wrappedBytesComeBackAndNeverLookTheSame() throws Exception {
    try (Secret key = countingKey();
        Secret content = suite().generateKey()) {
      byte[] wrapped = suite().wrap(key, content, BOUND_TO);
      assertFalse(Arrays.equals(wrapped, suite().wrap(key, content, BOUND_TO)));
      try (Secret back = suite().unwrap(key, wrapped, BOUND_TO)) {
        assertEquals(content, back);
      }
    }
  }

  @Test
  final void aChangedWrappingIsRefused() throws Exception {
    try (Secret key = countingKey();
        Secret content = suite().generateKey()) {
      byte[] wrapped = suite().wrap(key, content, BOUND_TO);
      for (int i = 0; i < wrapped.length; i++) {
        byte[] flipped = wrapped.clone();
        flipped[i] ^= 0x20;
        assertThrows(CryptoException.class, () -> suite().unwrap(key, flipped, BOUND_TO));
        byte[] cut = Arrays.copyOf(wrapped, i);
        assertThrows(CryptoException.class, () -> suite().unwrap(key, cut, BOUND_TO));
      }
      byte[] longer = Arrays.copyOf(wrapped, wrapped.length + 1);
      assertThrows(CryptoException.class, () -> suite().unwrap(key, longer, BOUND_TO));
    }
  }

  @Test
  final void aWrappingOpensOnlyWithItsKeyAndAssociatedData() throws Exception {
    try (Secret key = countingKey();
        Secret otherKey = suite().generateKey()) {
      byte[] wrapped = suite().wrap(key, otherKey, BOUND_TO);
      assertThrows(CryptoException.class, () -> suite().unwrap(otherKey, wrapped, BOUND_TO));
      assertThrows(CryptoException.class, () -> suite().unwrap(key, wrapped, new byte[0]));
    }
  }

  @Test
  final void aKeyOfAnotherLengthIsRefused() {
    try (Secret shortKey = Secret.copyOf(new byte[16])) {
      assertThrows(CryptoException.class, () -> suite().streamCipher(shortKey));
      assertThrows(CryptoException.class, () -> suite().keyedHash(shortKey));
      assertThrows(CryptoException.class, () -> suite().wrap(shortKey, shortKey, BOUND_TO));
      assertThrows(CryptoException.class, () -> suite().deriveKey(shortKey, "label"));
    }
  }

  /** Cases 1 to 4 of RFC 4231: HMAC pads a key with zeros, so they can be given 32 bytes. */
  @Test
  final void theKeyedHashIsHmacSha256() throws Exception {
    assertEquals(
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        hmac("0b".repeat(20), "Hi There".getBytes(UTF_8)));
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        hmac("4a656665", "what do ya want for nothing?".getBytes(UTF_8)));
    assertEquals(
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        hmac("aa".repeat(20), HEX.parseHex("dd".repeat(50))));
    assertEquals(
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
        hmac("0102030405060708090a0b0c0d0e0f10111213141516171819", HEX.parseHex("cd".repeat(50))));
  }

  private String hmac(String key, byte[] data) throws CryptoException {
    byte[] padded = Arrays.copyOf(HEX.parseHex(key), CryptoSuite.KEY_BYTES);
    try (Secret secret = Secret.copyOf(padded)) {
      return HEX.formatHex(suite().keyedHash(secret).hash(data, 0, data.length));
    }
  }

  @Test
  final void theKeyedHashTakesPartsOfArraysAndKeepsNoState() throws Exception {
    try (Secret key = countingKey()) {
      KeyedHash hash = suite().keyedHash(key);
      byte[] first = hash.hash(new byte[] {9, 1, 2, 9}, 1, 2);
      byte[] second = hash.hash(new byte[] {1, 2}, 0, 2);
      assertArrayEquals(first, second);
      assertEquals(KeyedHash.BYTES, first.length);
      assertFalse(Arrays.equals(first, hash.hash(new byte[] {1, 3}, 0, 2)));
      assertArrayEquals(second, hash.hash(new byte[] {1, 2}, 0, 2));
    }
  }

  /** Expected values: libargon2 20171227, argon2id_hash_raw called from Python's ctypes. */
  @Test
  final void passphrasesAreArgon2id() throws Exception {
    assertEquals(
        "fff8371f0247952ba584679977a86d3b7606eac6ee454ab3bbd8d1a550593c9a",
        argon2("correct horse battery staple", 3, 64, 4, 16));
    assertEquals(
        "dffc2cefc8e66505da1b5b2b6b2839089b931567524f63a86da75128aabd20c5",
        argon2("Grüße, Keepsake", 3, 64 * 1024, 4, 16));
    assertEquals(
        "5afcd93ac232fcb290f17b3af6bd23aec5479d9bea661aa34ddc1f54a016b3dc",
        argon2("p", 2, 256, 1, 32));
  }

  private String argon2(String passphrase, int iterations, int memory, int lanes, int saltBytes)
      throws CryptoException {
    PassphraseParameters parameters =
        new PassphraseParameters(
            PassphraseParameters.ARGON2ID, memory, iterations, lanes, counting(saltBytes));
    try (Secret secret = Secret.copyOf(passphrase.getBytes(UTF_8));
        Secret key = suite().deriveKey(parameters, secret)) {
      return hex(key);
    }
  }

  @Test
  final void newPassphraseParametersAreSaltedAndCostly() throws Exception {
    PassphraseParameters one = suite().newPassphraseParameters();
    PassphraseParameters other = suite().newPassphraseParameters();
    assertFalse(Arrays.equals(one.salt(), other.salt()));
    // The weaker of the two recommendations of RFC 9106, section 4.
    assertTrue(one.memoryKibibytes() >= 64 * 1024 && one.iterations() >= 3, one::toString);
  }

  @Test
  final void anUnknownPassphraseAlgorithmIsRefused() {
    PassphraseParameters unknown = new PassphraseParameters("scrypt", 64, 1, 1, new byte[16]);
    try (Secret secret = Secret.copyOf(new byte[] {1})) {
      assertThrows(CryptoException.class, () -> suite().deriveKey(unknown, secret));
    }
  }

  private static String hex(Secret secret) {
    return HEX.formatHex(secret.copyBytes());
  }
}
