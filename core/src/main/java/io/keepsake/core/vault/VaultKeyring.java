package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.EpochKey;
import io.keepsake.core.keys.KeySlot;
import io.keepsake.core.keys.KeySlots;
import io.keepsake.core.keys.OpenedSlot;
import io.keepsake.core.keys.RecoveryCode;
import io.keepsake.core.keys.SlotNote;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.keys.VaultIdentity;
import io.keepsake.core.keys.VaultKeys;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.KeyringChange.UnfinishedChanges;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The key slots of a vault: each opens it by itself. A change is written to all providers that
 * answer, to the minimum of them at least; the others are owed it, and there what opened the vault
 * before still does.
 *
 * <p>A change fails with kind {@code TOO_FEW_COPIES} if too few providers answer or take it, and
 * with {@code KEYS_CHANGING} if somebody else makes one at the same moment, or has not ended one.
 */
public final class VaultKeyring {

  private final Vault vault;
  private final VaultKey key;
  private final Clock clock;
  private final VaultListener listener;

  /**
   * Of an open vault.
   *
   * @param key what opened it; neither kept beyond this object nor closed
   * @param clock for the times of new slots
   * @param listener is told of providers that fail
   */
  public VaultKeyring(Vault vault, VaultKey key, Clock clock, VaultListener listener) {
    this.vault = vault;
    this.key = key;
    this.clock = clock;
    this.listener = new OrderedListener(listener);
  }

  /** All slots, in the order of the header that counted when the vault was opened. */
  public List<VaultSlot> slots() {
    return header().slots().stream().map(VaultSlot::of).toList();
  }

  /** The slot that opened the vault. */
  public VaultSlot opener() {
    return slots().stream().filter(slot -> slot.id().equals(vault.slot())).findFirst().get();
  }

  /**
   * All slots that the key opens. Tries each, which takes a moment for passphrases.
   *
   * @throws VaultException kind {@code DAMAGED} if one could not be tried, for want of memory
   */
  public List<VaultSlot> opening() throws VaultException {
    return Failures.translate(
        () ->
            KeySlots.opening(suite(), header(), RepositoryOpening.type(key), key.secret()).stream()
                .map(VaultSlot::of)
                .toList());
  }

  /**
   * The slot that the first digits of its id mean.
   *
   * @param reference 4 digits or more
   * @throws VaultException kind {@code NO_SUCH_SLOT} if it is none, or several are
   */
  public VaultSlot find(String reference) throws VaultException {
    List<VaultSlot> found =
        slots().stream().filter(slot -> slot.id().startsWith(reference)).toList();
    if (reference.length() < 4 || found.size() != 1) {
      throw new VaultException(
          Kind.NO_SUCH_SLOT,
          found.size() > 1 && reference.length() >= 4
              ? "Several key slots begin with %s; give more digits".formatted(reference)
              : "There is no key slot %s; 'keepsake keys list' shows them".formatted(reference));
    }
    return found.getFirst();
  }

  /**
   * Adds a slot.
   *
   * @param another what is to open the vault too; neither kept nor closed
   * @param label what it is for; as {@link VaultSlot#label}
   * @throws VaultException see the class
   * @throws IllegalArgumentException if the label is none, or there are 32 slots already
   */
  public KeyringChange add(VaultKey another, String label, UnfinishedChanges unfinished)
      throws VaultException {
    SlotNote note = new SlotNote(clock.instant(), label);
    return recorded(
        AuditAction.KEY_ADD,
        AuditEntries::end,
        () ->
            add(
                (identity, root) ->
                    switch (another) {
                      case VaultKey.Passphrase(var secret) ->
                          KeySlots.forPassphrase(suite(), identity, secret, root.root(), note);
                      case VaultKey.KeyFile(var secret) ->
                          KeySlots.forKeyFile(suite(), identity, secret, root.root(), note);
                    },
                unfinished));
  }

  /**
   * Adds a slot for a new recovery code.
   *
   * @return the code, which nobody else knows; the caller closes it
   * @throws VaultException see the class; then no such code opens the vault
   */
  public NewRecoveryCode addRecoveryCode(String label, UnfinishedChanges unfinished)
      throws VaultException {
    SlotNote note = new SlotNote(clock.instant(), label);
    return recorded(
        AuditAction.KEY_ADD,
        (begin, made) -> AuditEntries.end(begin, made.change()),
        () -> {
          try (RecoveryCode code = RecoveryCode.generate()) {
            KeyringChange change =
                add(
                    (identity, root) ->
                        KeySlots.forRecoveryCode(suite(), identity, code, root.root(), note),
                    unfinished);
            return new NewRecoveryCode(code.text(), change);
          }
        });
  }

  /**
   * Removes a slot. Who copied the old header from a store and knows what opened the slot still
   * gets the vault's root key from it.
   *
   * @throws VaultException see the class; kind {@code NO_SUCH_SLOT} if it is gone already, or the
   *     last one: then nothing was changed
   */
  public KeyringChange remove(VaultSlot slot, UnfinishedChanges unfinished) throws VaultException {
    return recorded(
        AuditAction.KEY_REMOVE,
        AuditEntries::end,
        () -> {
          HeaderChange.Done done = change().run(now -> without(now, slot), unfinished);
          return new KeyringChange(slot, done.owed());
        });
  }

  private static VaultHeader without(VaultHeader now, VaultSlot slot) throws VaultException {
    if (now.slots().stream().noneMatch(each -> each.id().equals(slot.id()))) {
      throw new VaultException(
          Kind.NO_SUCH_SLOT, "Key slot %s is gone already".formatted(slot.abbreviated()));
    }
    if (now.slots().size() == 1) {
      throw new VaultException(
          Kind.NO_SUCH_SLOT,
          "Key slot %s is the last one; without it nobody could open the vault any more. Nothing was changed. Add another first: 'keepsake keys add'"
              .formatted(slot.abbreviated()));
    }
    return now.withoutSlot(slot.id());
  }

  /**
   * Begins a new epoch: what operations write that open the vault from now on is sealed under new
   * data keys. What was written before stays as it is, and is read as before.
   *
   * <p>The epoch has the number of the header's new revision: so no two rotations, on whatever
   * machines, take the same one.
   *
   * @throws VaultException see the class; if too few providers took the keys, some may have them,
   *     which does no harm: then they are used from now on
   */
  public KeyRotation rotate(UnfinishedChanges unfinished) throws VaultException {
    return recorded(
        AuditAction.KEY_ROTATE,
        AuditEntries::end,
        () -> {
          try (OpenedSlot opened = RepositoryOpening.unlock(suite(), header(), key);
              VaultKeys keys =
                  VaultKeys.derive(suite(), header().identity().vault(), opened.root())) {
            HeaderChange.Done done = change().run(now -> now, unfinished);
            int epoch = Math.max(done.header().revision(), vault.dataKeys().epoch() + 1);
            try (EpochKey fresh = EpochKey.generate(keys, epoch)) {
              store(epoch, fresh.wrap(keys));
            }
            return new KeyRotation(epoch, done.owed());
          }
        });
  }

  private void store(int epoch, byte[] object) throws IOException {
    vault
        .repository()
        .anew(listener)
        .replicas()
        .put(
            ObjectNames.epochKey(epoch, GrowingBuffer.sha256(object)),
            ObjectContent.of(object),
            Purpose.OPEN);
  }

  @FunctionalInterface
  private interface Change<T> {
    T make() throws IOException;
  }

  /** Makes a change; its record goes to the stores at once. */
  private <T> T recorded(
      AuditAction action, BiFunction<AuditEntry, T, AuditEntry> end, Change<T> change)
      throws VaultException {
    AuditEntry begin = AuditEntries.begin(action);
    return vault
        .trail()
        .during(
            begin,
            listener,
            ending -> {
              T result = change.make();
              ending.at(
                  end.apply(begin, result),
                  vault.sealing(vault.repository().anew(listener), listener));
              return result;
            });
  }

  @FunctionalInterface
  private interface NewSlot {
    KeySlot make(VaultIdentity identity, OpenedSlot root) throws IOException;
  }

  private KeyringChange add(NewSlot making, UnfinishedChanges unfinished) throws IOException {
    if (header().slots().size() == VaultHeader.MAX_SLOTS) {
      throw new VaultException(
          Kind.NO_SUCH_SLOT,
          "The vault has %d key slots, and no room for more; remove one first"
              .formatted(VaultHeader.MAX_SLOTS));
    }
    KeySlot slot;
    try (OpenedSlot opened = RepositoryOpening.unlock(suite(), header(), key)) {
      slot = making.make(header().identity(), opened);
    }
    HeaderChange.Done done = change().run(now -> now.withSlot(slot), unfinished);
    return new KeyringChange(VaultSlot.of(slot), done.owed());
  }

  private HeaderChange change() {
    return new HeaderChange(
        vault.settings().placement(),
        vault.journal(),
        vault.repository().anew(listener).replicas().stores());
  }

  private VaultHeader header() {
    return vault.header().header();
  }

  private CryptoSuite suite() {
    return vault.repository().suite();
  }
}
