package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.VaultHeader;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.replicate.DebtLog;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.vault.KeyringChange.UnfinishedChanges;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces the header, the only object that ever is replaced, at all providers that answer.
 *
 * <p>Stores promise no comparison and exchange. So whoever changes the header first stores a claim
 * at the minimum of providers or more, and then looks once more at so many that the two overlap: of
 * two at the same moment one at least sees the other's claim, or the header that it wrote, and
 * withdraws. ADR 0018 has the argument.
 */
final class HeaderChange {

  private static final String UNCHANGED = "Nothing was changed";

  private final Placement placement;
  private final DebtLog debts;
  private final List<ObjectStore> stores;

  /**
   * A change.
   *
   * @param all the vault's stores; those that may not be written to are left alone
   */
  HeaderChange(Placement placement, DebtLog debts, List<ObjectStore> all) {
    this.placement = placement;
    this.debts = debts;
    Set<String> writable = new HashSet<>(placement.writable());
    this.stores = all.stream().filter(store -> writable.contains(store.id())).toList();
  }

  /** Makes the next header from the one that counts. */
  @FunctionalInterface
  interface Step {
    VaultHeader next(VaultHeader now) throws VaultException;
  }

  /**
   * What became of it.
   *
   * @param header the new header, which the minimum of providers has at least
   * @param owed the providers that have not got it, each with the reason
   */
  record Done(VaultHeader header, Map<String, String> owed) {}

  /**
   * Replaces the header.
   *
   * @throws VaultException kind {@code TOO_FEW_COPIES} if fewer providers than the minimum have it:
   *     the message says whether some may; {@code KEYS_CHANGING} if others change it at the same
   *     moment, or did not end doing so; and what the step throws: then nothing was changed
   */
  Done run(Step step, UnfinishedChanges unfinished) throws IOException {
    HeaderSight before = HeaderSight.look(stores);
    requireEnough(before);
    Set<ObjectName> others = before.openClaims();
    if (unfinished == UnfinishedChanges.RESPECT) {
      requireNone(others);
    }
    int revision = before.nextRevision();
    StoredHeader next = StoredHeader.of(step.next(before.newest().header()).renumbered(revision));
    HeaderWrites writes = new HeaderWrites(before, next, HeaderClaim.of(revision));
    try {
      claim(writes, before, others);
    } catch (IOException e) {
      writes.withdraw();
      throw e;
    }
    Map<String, String> failed = writes.replace();
    if (before.seen().size() - failed.size() < placement.policy().minimum()) {
      throw tooFew(writes, failed);
    }
    Map<String, String> owed = new LinkedHashMap<>(before.unseen());
    owed.putAll(failed);
    for (ObjectStore store : stores) {
      if (owed.containsKey(store.id())) {
        debts.owed(store.id(), ObjectNames.HEADER, DebtLog.Origin.MISSED);
      } else {
        debts.paid(store.id(), ObjectNames.HEADER);
      }
    }
    writes.withdrawAll();
    return new Done(next.header(), owed);
  }

  private void claim(HeaderWrites writes, HeaderSight before, Set<ObjectName> others)
      throws IOException {
    Map<String, String> refused = writes.claim();
    if (before.seen().size() - refused.size() < placement.policy().minimum()) {
      throw new VaultException(
          Kind.TOO_FEW_COPIES,
          "Too few providers can be written to. %s. %s"
              .formatted(UNCHANGED, String.join("; ", refused.values())));
    }
    HeaderSight now = HeaderSight.look(stores);
    requireEnough(now);
    Set<ObjectName> rivals = new HashSet<>(now.openClaims());
    rivals.removeAll(others);
    rivals.remove(writes.claimName());
    boolean moved = !now.newest().isLike(before.newest());
    if (moved || !rivals.isEmpty()) {
      throw new VaultException(
          Kind.KEYS_CHANGING,
          "Somebody else changes the vault's keys at the same moment. %s here; try again"
              .formatted(UNCHANGED));
    }
  }

  /** Claims and headers are at the minimum of providers or more; one of those is to be seen. */
  private void requireEnough(HeaderSight sight) throws VaultException {
    int minimum = placement.policy().minimum();
    int needed = Math.max(minimum, placement.writable().size() - minimum + 1);
    if (sight.seen().size() < needed) {
      throw new VaultException(
          Kind.TOO_FEW_COPIES,
          "Only %d of %d providers answer, and %d are needed to change the vault's keys. %s. %s"
              .formatted(
                  sight.seen().size(),
                  placement.writable().size(),
                  needed,
                  UNCHANGED,
                  String.join("; ", sight.unseen().values())));
    }
  }

  private static void requireNone(Set<ObjectName> others) throws VaultException {
    if (!others.isEmpty()) {
      throw new VaultException(
          Kind.KEYS_CHANGING,
          "Somebody else is changing the vault's keys, or began to and was stopped. %s. Try again;"
                  .formatted(UNCHANGED)
              + " if no other 'keepsake keys' runs on any machine, say --take-over");
    }
  }

  private VaultException tooFew(HeaderWrites writes, Map<String, String> failed)
      throws IOException {
    Set<String> left = writes.takeBack();
    String reasons = String.join("; ", failed.values());
    if (left.isEmpty()) {
      writes.withdraw();
      return new VaultException(
          Kind.TOO_FEW_COPIES,
          "Too few providers took the changed keys. %s. %s".formatted(UNCHANGED, reasons));
    }
    // The claim stays where it is: nobody is to build upon the old header without being told.
    return new VaultException(
        Kind.TOO_FEW_COPIES,
        "Too few providers took the changed keys, and %s may have them; the change is not done and not undone. Run it again with --take-over when more providers answer. %s"
            .formatted(String.join(", ", left), reasons));
  }
}
