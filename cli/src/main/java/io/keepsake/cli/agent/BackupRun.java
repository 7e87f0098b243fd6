package io.keepsake.cli.agent;

import io.keepsake.cli.output.Human;
import io.keepsake.core.vault.BackupRequest;
import io.keepsake.core.vault.BackupRequest.Comparison;
import io.keepsake.core.vault.BackupResult;
import io.keepsake.core.vault.BackupSources;
import io.keepsake.core.vault.BackupSources.Boundary;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultException;
import io.keepsake.monitor.schedule.JobAction;
import io.keepsake.monitor.schedule.JobOutcome;
import io.keepsake.monitor.schedule.JobResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A scheduled backup.
 *
 * @param host name of this machine, for the snapshot
 */
record BackupRun(String host) {

  /** Makes it. */
  JobResult run(Vault vault, JobAction action, JobEvents events) throws VaultException {
    BackupRequest request =
        new BackupRequest(
            BackupSources.files(
                action.paths().stream().map(Path::of).toList(),
                action.values("exclude"),
                action.has("one-file-system") ? Boundary.FILE_SYSTEM : Boundary.NONE),
            host,
            System.getProperty("user.name", ""),
            labels(action.values("label")),
            Comparison.PREVIOUS_SNAPSHOT);
    BackupResult result = vault.backup(request, events);
    Map<String, Long> figures =
        Map.of(
            "files", result.snapshot().totals().files(),
            "bytes", result.snapshot().totals().bytes(),
            "files-read", result.filesRead(),
            "bytes-read", result.bytesRead(),
            "bytes-stored", result.bytesStored(),
            "skipped", result.snapshot().skipped(),
            "copies", (long) result.completeStores().size());
    return new JobResult(
        result.complete() ? JobOutcome.SUCCESS : JobOutcome.DEGRADED, sentence(result), figures);
  }

  private static Map<String, String> labels(List<String> texts) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      labels.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return labels;
  }

  private static String sentence(BackupResult result) {
    StringBuilder text =
        new StringBuilder(
            "snapshot %s: %s, %s stored"
                .formatted(
                    result.snapshot().id().abbreviated(),
                    Human.count(result.snapshot().totals().files(), "file", "files"),
                    Human.size(result.bytesStored())));
    if (result.snapshot().skipped() > 0) {
      text.append("; ")
          .append(Human.count(result.snapshot().skipped(), "entry", "entries"))
          .append(" left out or not at rest");
    }
    new TreeMap<>(result.droppedStores())
        .forEach((id, reason) -> text.append("; ").append(id).append(" is owed: ").append(reason));
    return text.toString();
  }
}
