package io.keepsake.core.vault;

import io.keepsake.core.audit.AuditJournal;
import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.AuditRecord.Actor;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records what is done with a vault, as its settings ask. That something cannot be recorded is told
 * by an event; it never fails what is done.
 */
final class AuditTrail {

  /** What is recorded: it tells its end itself, or fails. */
  @FunctionalInterface
  interface Work<T> {
    T run(Ending ending) throws IOException;
  }

  /** One operation from its first record to its last one. */
  final class Ending {

    private final OptionalLong begun;
    private final VaultListener listener;
    private boolean told;

    private Ending(OptionalLong begun, VaultListener listener) {
      this.begun = begun;
      this.listener = listener;
    }

    /** It ended; providers get the record with that of a later operation. */
    void at(AuditEntry entry) {
      told = true;
      append(entry, begun, listener);
    }

    /** It ended; providers get the record now. */
    void at(AuditEntry entry, AuditSealing sealing) {
      told = true;
      if (journal.isPresent()) {
        try {
          sealing.append(
              journal.get(), actor, entry.deed(begun), problem -> tell(listener, problem));
        } catch (IOException e) {
          unwritten(listener, e);
        }
      }
    }

    /** Something happened on the way that is a record of its own. */
    void also(AuditEntry entry) {
      append(entry, OptionalLong.empty(), listener);
    }
  }

  private final Optional<AuditJournal> journal;
  private final Actor actor;

  private AuditTrail(Optional<AuditJournal> journal, Actor actor) {
    this.journal = journal;
    this.actor = actor;
  }

  /** The trail of a vault on this machine. */
  static AuditTrail of(VaultSettings settings, VaultId vault) {
    return new AuditTrail(
        settings
            .audit()
            .map(
                audit ->
                    new AuditJournal(
                        audit.directory().resolve(vault.toString()),
                        vault,
                        InstantSource.system())),
        new Actor(
            settings.audit().map(AuditSettings::user).orElse(""),
            settings.audit().map(AuditSettings::host).orElse(""),
            Program.NAME_AND_VERSION));
  }

  /** The journal of this machine; empty if nothing is recorded. */
  Optional<AuditJournal> journal() {
    return journal;
  }

  /**
   * Records that something begins, does it, and records how it failed if it did.
   *
   * @param begin what is known of it before
   */
  <T> T during(AuditEntry begin, VaultListener listener, Work<T> work) throws VaultException {
    Ending ending = new Ending(append(begin, OptionalLong.empty(), listener), listener);
    try {
      return Failures.translate(() -> work.run(ending));
    } catch (VaultException e) {
      if (!ending.told) {
        ending.at(failed(begin, e));
      }
      throw e;
    } catch (RuntimeException | Error e) {
      if (!ending.told) {
        ending.at(begin.with(AuditOutcome.FAILED).with("reason", e.getClass().getSimpleName()));
      }
      throw e;
    }
  }

  /** The record of a failure; its message, which may hold anything, is not in it. */
  static AuditEntry failed(AuditEntry begin, VaultException e) {
    AuditOutcome outcome =
        e.kind() == Kind.INTERRUPTED ? AuditOutcome.INTERRUPTED : AuditOutcome.FAILED;
    return begin.with(outcome).with("reason", e.kind().name());
  }

  /** Records something that is over; providers get the record now. */
  void ended(AuditEntry entry, AuditSealing sealing, VaultListener listener) {
    new Ending(OptionalLong.empty(), listener).at(entry, sealing);
  }

  /** Records something that is over. */
  void note(AuditEntry entry, VaultListener listener) {
    append(entry, OptionalLong.empty(), listener);
  }

  private OptionalLong append(AuditEntry entry, OptionalLong begun, VaultListener listener) {
    if (journal.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      AuditLine line =
          journal
              .get()
              .append(
                  actor,
                  entry.deed(begun),
                  AuditListing.nothing(),
                  problem -> tell(listener, problem));
      return OptionalLong.of(line.record().link().number());
    } catch (IOException e) {
      unwritten(listener, e);
      return OptionalLong.empty();
    }
  }

  private void unwritten(VaultListener listener, IOException e) {
    tell(
        listener,
        "The audit journal %s cannot be written, so this is not recorded: %s"
            .formatted(journal.map(AuditJournal::file).orElseThrow(), e));
  }

  private static void tell(VaultListener listener, String problem) {
    listener.on(new VaultEvent.AuditProblem(problem));
  }
}
