package io.keepsake.core.vault;

import io.keepsake.core.drill.ScratchDirectory;
import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.repository.IndexLoader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.restore.RestoreComparison;
import io.keepsake.core.restore.RestoreJob;
import io.keepsake.core.restore.RestoreOutcome;
import io.keepsake.core.restore.RestorePipeline;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.target.Replacement;
import io.keepsake.core.vault.FailoverResult.Stage;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One drill: opens, restores, compares, and keeps the minutes. */
final class DrillRun {

  private final VaultSettings remaining;
  private final VaultKey key;
  private final DrillRequest request;
  private final Plugins plugins;
  private final VaultListener listener;
  private final DrillMinutes minutes;

  DrillRun(
      VaultSettings remaining,
      VaultKey key,
      DrillRequest request,
      Plugins plugins,
      VaultListener listener) {
    this.remaining = remaining;
    this.key = key;
    this.request = request;
    this.plugins = plugins;
    this.listener = listener;
    this.minutes =
        new DrillMinutes(
            request.cut(), remaining.stores().stream().map(StoreSettings::id).toList());
  }

  FailoverResult run() throws VaultException {
    try {
      return Failures.translate(this::attempt);
    } catch (VaultException e) {
      if (!isLoss(e)) {
        throw e;
      }
      return minutes.lost(e.getMessage());
    }
  }

  private FailoverResult attempt() throws IOException {
    try (Vault vault =
        minutes.time(Stage.OPEN, () -> Vault.open(remaining, key, plugins, this::hear))) {
      Repository repository = vault.repository().anew(this::hear);
      SnapshotCatalog.Entry entry =
          minutes.time(
              Stage.SNAPSHOTS,
              () -> new SnapshotCatalog(repository, listener).find(request.snapshot()));
      minutes.snapshot(Manifests.snapshot(entry.id(), entry.manifest()));
      ChunkIndex index =
          minutes.time(
              Stage.INDEX, () -> new IndexLoader(repository, Purpose.RESTORE, 1).forReading());
      DrillPlan plan =
          minutes.time(
              Stage.PLAN,
              () -> DrillPlan.make(repository, index, entry.manifest(), request.extent()));
      minutes.scope(plan.scope(), plan.lost());
      return restore(repository, index, entry, plan);
    }
  }

  private FailoverResult restore(
      Repository repository, ChunkIndex index, SnapshotCatalog.Entry entry, DrillPlan plan)
      throws IOException {
    try (ScratchDirectory scratch =
        ScratchDirectory.create(request.scratch(), plan.scope().bytes())) {
      if (plan.isEmpty()) {
        return minutes.result(Duration.ZERO);
      }
      RestoreJob job = job(entry, plan, scratch.path());
      RestoreOutcome outcome =
          minutes.time(
              Stage.RESTORE,
              () -> new RestorePipeline(repository, index, progress(plan.scope())).run(job));
      DrillComparison comparison = new DrillComparison(scratch.path(), minutes);
      minutes.time(
          Stage.COMPARE,
          () -> {
            new RestoreComparison(repository, index).compare(job, comparison);
            return comparison;
          });
      requireWritten(outcome, comparison);
      return minutes.result(minutes.wholeRestore(outcome.bytes()));
    }
  }

  private static RestoreJob job(SnapshotCatalog.Entry entry, DrillPlan plan, Path target) {
    return new RestoreJob(
        entry.manifest(), target, plan.paths(), List.of(), List.of(), Replacement.REFUSE);
  }

  /** A full disk is no loss of the vault's, and no proof of anything. */
  private void requireWritten(RestoreOutcome outcome, DrillComparison comparison)
      throws VaultException {
    if (comparison.different() > 0 && outcome.lost() == 0 && outcome.problems() > 0) {
      throw new VaultException(
          Kind.FILES,
          "The drill could not be carried out: %s below %s: %s"
              .formatted(minutes.firstMismatch().path(), request.scratch(), minutes.lastProblem()));
    }
  }

  /** What concerns single files goes into the minutes; the rest is passed on. */
  private void hear(VaultEvent event) {
    switch (event) {
      case VaultEvent.StoreDropped(String id, String reason) -> {
        minutes.unusable(id, reason);
        listener.on(event);
      }
      case VaultEvent.RestoreProblem(String path, String problem) ->
          minutes.problem(path + ": " + problem);
      default -> listener.on(event);
    }
  }

  /** A restore counts on the whole snapshot; here it is what was chosen of it. */
  private VaultListener progress(FailoverResult.Scope scope) {
    return event -> {
      if (event instanceof VaultEvent.RestoreProgress p) {
        listener.on(
            new VaultEvent.RestoreProgress(p.files(), scope.files(), p.bytes(), scope.bytes()));
      } else {
        hear(event);
      }
    };
  }

  /** Whether the remaining providers answered, and have not got what is needed. */
  private static boolean isLoss(VaultException e) {
    return switch (e.kind()) {
      case NO_VAULT, DAMAGED -> true;
      case TOO_FEW_COPIES ->
          e.getCause() instanceof ReplicationException all
              && !all.failures().isEmpty()
              && all.failures().stream()
                  .allMatch(
                      failure ->
                          failure.kind() == StoreException.Kind.NOT_FOUND
                              || failure.kind() == StoreException.Kind.CORRUPT);
      default -> false;
    };
  }
}
