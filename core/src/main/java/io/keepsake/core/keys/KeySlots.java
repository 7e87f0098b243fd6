package io.keepsake.core.keys;

import io.keepsake.core.chunk.ChunkingParameters;
import io.keepsake.core.format.CborWriter;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Wraps the root key into key slots, and gets it out again. */
public final class KeySlots {

  private static final String KEY_FILE_LABEL = "keepsake v1 key file";
  private static final String RECOVERY_CODE_LABEL = "keepsake v1 recovery code";
  private static final int ID_BYTES = 16;

  private KeySlots() {}

  /** A new slot that opens with this passphrase. Slow, on purpose. */
  public static KeySlot forPassphrase(
      CryptoSuite suite, VaultIdentity identity, Secret passphrase, Secret root, SlotNote note)
      throws CryptoException {
    PassphraseParameters kdf = suite.newPassphraseParameters();
    String id = newId();
    byte[] bound =
        associatedData(identity, id, SlotType.PASSPHRASE, Optional.of(kdf), note.label());
    try (Secret key = suite.deriveKey(kdf, passphrase)) {
      return new KeySlot.Passphrase(
          id, note.created(), note.label(), kdf, base64(suite.wrap(key, root, bound)));
    }
  }

  /**
   * A new slot that opens with this content of a key file.
   *
   * @param content at least 32 bytes
   */
  public static KeySlot forKeyFile(
      CryptoSuite suite, VaultIdentity identity, Secret content, Secret root, SlotNote note)
      throws CryptoException {
    String id = newId();
    byte[] bound = associatedData(identity, id, SlotType.KEY_FILE, Optional.empty(), note.label());
    try (Secret key = suite.deriveKey(content, KEY_FILE_LABEL)) {
      return new KeySlot.KeyFile(
          id, note.created(), note.label(), base64(suite.wrap(key, root, bound)));
    }
  }

  /** A new slot that opens with this recovery code. */
  public static KeySlot forRecoveryCode(
      CryptoSuite suite, VaultIdentity identity, RecoveryCode code, Secret root, SlotNote note)
      throws CryptoException {
    String id = newId();
    byte[] bound =
        associatedData(identity, id, SlotType.RECOVERY_CODE, Optional.empty(), note.label());
    try (Secret key = suite.deriveKey(code.symbols(), RECOVERY_CODE_LABEL)) {
      return new KeySlot.RecoveryCode(
          id, note.created(), note.label(), base64(suite.wrap(key, root, bound)));
    }
  }

  /**
   * The root key, from the first slot that opens. The caller closes it.
   *
   * @param type {@code PASSPHRASE} or {@code KEY_FILE}
   * @param secret a passphrase or a recovery code in UTF-8, or the content of a key file, as {@code
   *     type} says
   * @throws KeyException kind {@code WRONG_KEY} if no slot opens
   * @throws CryptoException if no slot opens and one of them could not be tried, for want of memory
   */
  public static OpenedSlot unlock(
      CryptoSuite suite, VaultHeader header, SlotType type, Secret secret)
      throws KeyException, CryptoException {
    try (SlotTrial trial = new SlotTrial(suite, header, type, secret)) {
      return trial.first();
    }
  }

  /**
   * All slots that open with a secret, in their order.
   *
   * @param type as for {@link #unlock}
   * @throws CryptoException if one could not be tried, for want of memory
   */
  public static List<KeySlot> opening(
      CryptoSuite suite, VaultHeader header, SlotType type, Secret secret) throws CryptoException {
    List<KeySlot> opening = new ArrayList<>();
    try (SlotTrial trial = new SlotTrial(suite, header, type, secret)) {
      for (KeySlot slot : trial.candidates()) {
        Optional<OpenedSlot> opened = trial.open(slot);
        opened.ifPresent(OpenedSlot::close);
        opened.ifPresent(_ -> opening.add(slot));
      }
    }
    return opening;
  }

  /** The key that wraps the root key in a slot; the caller closes it. */
  static Secret slotKey(CryptoSuite suite, KeySlot slot, Secret secret) throws CryptoException {
    return switch (slot) {
      case KeySlot.Passphrase passphrase -> suite.deriveKey(passphrase.kdf(), secret);
      case KeySlot.KeyFile _ -> suite.deriveKey(secret, KEY_FILE_LABEL);
      case KeySlot.RecoveryCode _ -> suite.deriveKey(secret, RECOVERY_CODE_LABEL);
    };
  }

  /** The root key out of one slot; empty if this is not its key. */
  static Optional<Secret> unwrap(
      CryptoSuite suite, Secret key, VaultIdentity identity, KeySlot slot) {
    Optional<PassphraseParameters> kdf =
        slot instanceof KeySlot.Passphrase passphrase
            ? Optional.of(passphrase.kdf())
            : Optional.empty();
    byte[] bound = associatedData(identity, slot.id(), slot.type(), kdf, slot.label());
    try {
      return Optional.of(suite.unwrap(key, slot.wrappedBytes(), bound));
    } catch (CryptoException e) {
      // The header's checksum was right, so this is another slot's key, or nobody's.
      return Optional.empty();
    }
  }

  /** Section 3 of the format: nobody without the root key can change any of this unseen. */
  private static byte[] associatedData(
      VaultIdentity identity,
      String id,
      SlotType type,
      Optional<PassphraseParameters> kdf,
      String label) {
    ChunkingParameters chunking = identity.chunking();
    CborWriter out =
        new CborWriter()
            .array(label.isEmpty() ? 10 : 11)
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
    if (!label.isEmpty()) {
      out.text(label);
    }
    return out.toBytes();
  }

  private static String newId() {
    byte[] id = new byte[ID_BYTES];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
