package io.keepsake.cli.agent;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.monitor.schedule.JobProgress;
import io.keepsake.monitor.schedule.JobStep;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a vault tells into steps of a job, and into lines of the log.
 *
 * @param job its name
 * @param progress hears of the steps
 */
record JobEvents(String job, JobProgress progress) implements VaultListener {

  private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);
  private static final String BYTES = "bytes";

  @Override
  public void on(VaultEvent event) {
    switch (event) {
      case VaultEvent.BackupProgress p ->
          progress.at(new JobStep("stores files", p.bytes(), known(p.expectedBytes()), BYTES));
      case VaultEvent.RestoreProgress p ->
          progress.at(new JobStep("restores files", p.bytes(), known(p.totalBytes()), BYTES));
      case VaultEvent.VerifyProgress p ->
          progress.at(
              new JobStep("checks objects", p.objects(), known(p.totalObjects()), "objects"));
      case VaultEvent.RepairProgress p ->
          progress.at(
              new JobStep("compares objects", p.objects(), OptionalLong.empty(), "objects"));
      case VaultEvent.ItemSkipped(var item) ->
          LOG.warn("{}: {}: {}", job, item.path(), item.detail());
      case VaultEvent.StoreDropped(String store, String reason) ->
          LOG.warn("{}: provider {} takes no further part: {}", job, store, reason);
      case VaultEvent.StoreReturned(String store) ->
          LOG.info("{}: provider {} answers again", job, store);
      case VaultEvent.StandbyEnlisted(String store) ->
          LOG.info("{}: standby {} takes the place of a provider that fails", job, store);
      case VaultEvent.ReadFailedOver(String store, String object, String reason) ->
          LOG.warn("{}: {} was read elsewhere than at {}: {}", job, object, store, reason);
      case VaultEvent.RestoreProblem(String path, String problem) ->
          LOG.warn("{}: {}: {}", job, path, problem);
      case VaultEvent.DamageFound(String store, String object, String problem) ->
          LOG.error("{}: damage at {}: {}: {}", job, store, object, problem);
      case VaultEvent.CopyRepaired(String store, String object, long bytes) ->
          LOG.info("{}: {} written to {}, {} bytes", job, object, store, bytes);
      case VaultEvent.AuditProblem(String problem) -> LOG.warn("{}: {}", job, problem);
    }
  }

  private static OptionalLong known(long total) {
    return total > 0 ? OptionalLong.of(total) : OptionalLong.empty();
  }
}
