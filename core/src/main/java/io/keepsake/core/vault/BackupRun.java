package io.keepsake.core.vault;

import io.keepsake.core.backup.BackupJob;
import io.keepsake.core.backup.BackupOutcome;
import io.keepsake.core.backup.BackupPipeline;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.SettleLimits;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.repository.IndexLoader;
import io.keepsake.core.repository.LoadedIndex;
import io.keepsake.core.repository.Registration;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.AuditTrail.Ending;
import io.keepsake.core.watch.KnownHealth;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One backup: it is registered before it looks what is stored, so that nobody prunes what it refers
 * to, and until its snapshot stands.
 */
record BackupRun(Vault vault, BackupRequest request, BackupSource source, VaultListener progress) {

  BackupResult run(AuditEntry begin, Ending ending) throws IOException {
    VaultSettings settings = vault.settings();
    Begun begun = begin(settings.watch().known());
    Registration registration = begun.registration();
    try (registration) {
      return run(begun, begin, ending);
    } finally {
      paid(registration);
    }
  }

  /**
   * A backup that is registered and knows what is stored.
   *
   * @param operation the stores, as this backup finds them
   * @param registration its session
   * @param loaded what is stored
   */
  private record Begun(Repository operation, Registration registration, LoadedIndex loaded) {}

  /** Where it cannot do without the providers that are known to be offline, it tries them too. */
  private Begun begin(Map<String, KnownHealth> known) throws IOException {
    Repository operation = vault.repository().anew(progress, known);
    vault.copies().requireMinimum(operation);
    try {
      return begin(operation);
    } catch (ReplicationException e) {
      if (known.values().stream().noneMatch(KnownHealth.Offline.class::isInstance)) {
        throw e;
      }
      return begin(vault.repository().anew(progress));
    }
  }

  private Begun begin(Repository operation) throws IOException {
    Registration registration = operation.register(session(), Purpose.BACKUP);
    try {
      LoadedIndex loaded =
          new IndexLoader(operation, Purpose.BACKUP, vault.settings().minimumCopies()).forWriting();
      registration.requireListed(loaded.unlisted());
      return new Begun(operation, registration, loaded);
    } catch (IOException | RuntimeException e) {
      registration.close();
      paid(registration);
      throw e;
    }
  }

  /** Who was away when the session was stored owes it no more. */
  private void paid(Registration registration) {
    vault
        .settings()
        .stores()
        .forEach(
            store -> vault.journal().paid(store.id(), ObjectNames.session(registration.session())));
  }

  private PruneMark session() {
    return new PruneMark(
        Instant.now(),
        request.host(),
        request.user(),
        PruneMark.BACKUP,
        Optional.empty(),
        Optional.empty(),
        Program.NAME_AND_VERSION);
  }

  private BackupResult run(Begun begun, AuditEntry begin, Ending ending) throws IOException {
    VaultSettings settings = vault.settings();
    Repository operation = begun.operation();
    LoadedIndex loaded = begun.loaded();
    vault.care(operation, progress).heal(ending);
    try (WriteSession session = vault.startWriting(operation, loaded)) {
      BackupOutcome outcome =
          new BackupPipeline(operation, loaded.index(), session, progress)
              .run(job(operation, begun.registration()));
      Set<String> complete = session.counted();
      BackupResult result =
          new BackupResult(
              Manifests.snapshot(outcome.id(), outcome.manifest()),
              outcome.unchanged(),
              outcome.filesRead(),
              outcome.bytesRead(),
              outcome.bytesStored(),
              outcome.newChunks(),
              settings.placement().verdict(complete),
              List.copyOf(complete),
              vault.copies().incomplete(session, complete));
      // When the result stands: what stores lack of the records does not make a backup less whole.
      ending.at(AuditEntries.end(begin, result), vault.sealing(operation, progress));
      return result;
    }
  }

  private BackupJob job(Repository operation, Registration registration) throws IOException {
    return new BackupJob(
        source,
        request.host(),
        request.user(),
        request.labels(),
        previous(operation),
        SettleLimits.of(vault.settings().patience().call()),
        registration,
        Program.NAME_AND_VERSION);
  }

  private Optional<BackupJob.Previous> previous(Repository operation) throws IOException {
    if (request.comparison() == BackupRequest.Comparison.NONE) {
      return Optional.empty();
    }
    return vault
        .catalog(operation)
        .newest(request.host(), source.roots())
        .map(entry -> new BackupJob.Previous(entry.id(), entry.manifest()));
  }
}
