package io.keepsake.core.keys;

import io.keepsake.core.keys.KeyException.Kind;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One secret, tried at the slots of a header. A recovery code may be given where a passphrase is
 * asked for: its slots are tried first, because that costs nothing. What only looks like one with
 * mistakes may be a passphrase all the same, and is tried as that.
 */
final class SlotTrial implements AutoCloseable {

  private final CryptoSuite suite;
  private final VaultHeader header;
  private final SlotType type;
  private final Secret secret;
  private final RecoveryCode.Reading reading;

  SlotTrial(CryptoSuite suite, VaultHeader header, SlotType type, Secret secret) {
    this.suite = suite;
    this.header = header;
    this.type = type;
    this.secret = secret;
    this.reading =
        type == SlotType.PASSPHRASE ? RecoveryCode.read(secret) : new RecoveryCode.Other();
  }

  /** The slots that this secret may open. */
  List<KeySlot> candidates() {
    Stream<KeySlot> codes =
        reading instanceof RecoveryCode.Typed ? of(SlotType.RECOVERY_CODE) : Stream.empty();
    return Stream.concat(codes, of(type)).toList();
  }

  private Stream<KeySlot> of(SlotType wanted) {
    return header.slots().stream().filter(slot -> slot.type() == wanted);
  }

  /** Tries one slot; the caller closes what it gives. */
  Optional<OpenedSlot> open(KeySlot slot) throws CryptoException {
    Secret given =
        slot instanceof KeySlot.RecoveryCode && reading instanceof RecoveryCode.Typed typed
            ? typed.code().symbols()
            : secret;
    try (Secret key = KeySlots.slotKey(suite, slot, given)) {
      return KeySlots.unwrap(suite, key, header.identity(), slot)
          .map(root -> new OpenedSlot(slot, root));
    }
  }

  /** The first slot that opens; as {@link KeySlots#unlock}. */
  OpenedSlot first() throws KeyException, CryptoException {
    Optional<CryptoException> untried = Optional.empty();
    for (KeySlot slot : candidates()) {
      try {
        Optional<OpenedSlot> opened = open(slot);
        if (opened.isPresent()) {
          return opened.get();
        }
      } catch (CryptoException e) {
        untried = Optional.of(e);
      }
    }
    if (untried.isPresent()) {
      throw untried.get();
    }
    throw new KeyException(Kind.WRONG_KEY, refusal());
  }

  private String refusal() {
    boolean codes = of(SlotType.RECOVERY_CODE).findAny().isPresent();
    if (codes && reading instanceof RecoveryCode.Mistyped(List<Integer> groups)) {
      return "The recovery code has a mistake in group %s of 8; check these 5 characters"
          .formatted(groups.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (reading instanceof RecoveryCode.Typed) {
      return codes
          ? "The recovery code is not the vault's, or was removed; it opens no key slot"
          : "The vault has no key slot for a recovery code";
    }
    String given = type == SlotType.PASSPHRASE ? "passphrase" : "key file";
    return of(type).findAny().isEmpty()
        ? "The vault has no key slot for a " + given
        : "The " + given + " is not the vault's: it opens none of its key slots of this type";
  }

  @Override
  public void close() {
    if (reading instanceof RecoveryCode.Typed typed) {
      typed.code().close();
    }
  }
}
