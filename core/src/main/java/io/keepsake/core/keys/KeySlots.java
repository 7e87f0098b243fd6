package io.keepsake.core.keys;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.CborWriter;
import io.keepsake.core.keys.KeyException.Kind;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Wraps the root key into key slots, and gets it out again. */
public final class KeySlots {

  private static final String KEY_FILE_LABEL = "keepsake v1 key file";
  private static final int ID_BYTES = 16;

  private KeySlots() {}

  /** A new slot that opens with this passphrase. Slow, on purpose. */
  public static KeySlot forPassphrase(
      CryptoSuite suite, VaultIdentity identity, Secret passphrase, Secret root, Instant now)
      throws CryptoException {
    PassphraseParameters kdf = suite.newPassphraseParameters();
    String id = newId();
    byte[] bound = associatedData(identity, id, SlotType.PASSPHRASE, Optional.of(kdf));
    try (Secret key = suite.deriveKey(kdf, passphrase)) {
      return new KeySlot.Passphrase(id, seconds(now), kdf, base64(suite.wrap(key, root, bound)));
    }
  }

  /**
   * A new slot that opens with this content of a key file.
   *
   * @param content at least 32 bytes
   */
  public static KeySlot forKeyFile(
      CryptoSuite suite, VaultIdentity identity, Secret content, Secret root, Instant now)
      throws CryptoException {
    String id = newId();
    byte[] bound = associatedData(identity, id, SlotType.KEY_FILE, Optional.empty());
    try (Secret key = suite.deriveKey(content, KEY_FILE_LABEL)) {
      return new KeySlot.KeyFile(id, seconds(now), base64(suite.wrap(key, root, bound)));
    }
  }

  /**
   * The root key, from the first slot that opens. The caller closes it.
   *
   * @param secret a passphrase in UTF-8 or the content of a key file, as {@code type} says
   * @throws KeyException kind {@code WRONG_KEY} if no slot opens
   * @throws CryptoException if no slot opens and one of them could not be tried, for want of memory
   */
  public static Secret unlock(CryptoSuite suite, VaultHeader header, SlotType type, Secret secret)
      throws KeyException, CryptoException {
    Optional<CryptoException> untried = Optional.empty();
    int tried = 0;
    for (KeySlot slot : header.slots()) {
      if (slot.type() != type) {
        continue;
      }
      try (Secret key = slotKey(suite, slot, secret)) {
        tried++;
        Optional<Secret> root = unwrap(suite, key, header.identity(), slot);
        if (root.isPresent()) {
          return root.get();
        }
      } catch (CryptoException e) {
        untried = Optional.of(e);
      }
    }
    if (untried.isPresent()) {
      throw untried.get();
    }
    throw new KeyException(Kind.WRONG_KEY, refusal(type, tried));
  }

  private static Secret slotKey(CryptoSuite suite, KeySlot slot, Secret secret)
      throws CryptoException {
    return switch (slot) {
      case KeySlot.Passphrase passphrase -> suite.deriveKey(passphrase.kdf(), secret);
      case KeySlot.KeyFile keyFile -> suite.deriveKey(secret, KEY_FILE_LABEL);
    };
  }

  private static Optional<Secret> unwrap(
      CryptoSuite suite, Secret key, VaultIdentity identity, KeySlot slot) {
    Optional<PassphraseParameters> kdf =
        slot instanceof KeySlot.Passphrase passphrase
            ? Optional.of(passphrase.kdf())
            : Optional.empty();
    byte[] bound = associatedData(identity, slot.id(), slot.type(), kdf);
    try {
      return Optional.of(suite.unwrap(key, slot.wrappedBytes(), bound));
    } catch (CryptoException e) {
      // The header's checksum was right, so this is another slot's key, or nobody's.
      return Optional.empty();
    }
  }

  private static String refusal(SlotType type, int tried) {
    String given = type == SlotType.PASSPHRASE ? "passphrase" : "key file";
    return tried == 0
        ? "The vault has no key slot for a " + given
        : "The " + given + " is not the vault's: it opens none of its key slots of this type";
  }

  /** Section 3 of the format: nobody without the root key can change any of this unseen. */
  private static byte[] associatedData(
      VaultIdentity identity, String id, SlotType type, Optional<PassphraseParameters> kdf) {
    ChunkingParameters chunking = identity.chunking();
    CborWriter out =
        new CborWriter()
            .array(10)
            .text("keepsake slot")
            .integer(VaultHeader.FORMAT)
            .bytes(identity.vault().bytes())
            .text(identity.suite())
            .integer(chunking.minimum())
            .integer(chunking.average())
            .integer(chunking.maximum())
            .bytes(HexFormat.of().parseHex(id))
            .text(type.label());
    if (kdf.isPresent()) {
      PassphraseParameters parameters = kdf.get();
      out.array(5)
          .text(parameters.algorithm())
          .integer(parameters.memoryKibibytes())
          .integer(parameters.iterations())
          .integer(parameters.lanes())
          .bytes(parameters.salt());
    } else {
      out.array(0);
    }
    return out.toBytes();
  }

  private static String newId() {
    byte[] id = new byte[ID_BYTES];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
