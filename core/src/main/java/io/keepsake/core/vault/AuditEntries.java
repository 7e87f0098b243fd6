package io.keepsake.core.vault;

import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What is recorded of the operations of a vault. */
final class AuditEntries {

  private AuditEntries() {}

  static AuditEntry begin(AuditAction action) {
    return AuditEntry.of(action, AuditOutcome.BEGUN);
  }

  /** Something that failed as it began. */
  static AuditEntry failed(AuditAction action, VaultException e) {
    return AuditTrail.failed(begin(action), e);
  }

  static AuditEntry begin(BackupRequest request, BackupSource source) {
    return begin(AuditAction.BACKUP)
        .with("roots", String.join(" ", source.roots()))
        .with("snapshot-host", request.host())
        .with("snapshot-user", request.user());
  }

  static AuditEntry end(AuditEntry begin, BackupResult result) {
    return begin
        .with(result.complete() ? AuditOutcome.DONE : AuditOutcome.DEGRADED)
        .with(result.snapshot().id())
        .with(result.completeStores())
        .with("files", result.snapshot().totals().files())
        .with("bytes", result.snapshot().totals().bytes())
        .with("files-read", result.filesRead())
        .with("bytes-stored", result.bytesStored())
        .with("skipped", result.snapshot().skipped())
        .with("providers-owed", result.droppedStores().size());
  }

  static AuditEntry begin(RestoreRequest request) {
    AuditEntry entry =
        begin(AuditAction.RESTORE)
            .with(request.snapshot())
            .with("target", request.target().toString());
    return request.paths().isEmpty()
        ? entry
        : entry.with("paths", String.join(" ", request.paths()));
  }

  static AuditEntry end(AuditEntry begin, RestoreResult result) {
    AuditOutcome outcome =
        result.lost() > 0
            ? AuditOutcome.DAMAGED
            : result.problems() > 0 ? AuditOutcome.DEGRADED : AuditOutcome.DONE;
    return begin
        .with(outcome)
        .with("entries", result.entries())
        .with("bytes", result.bytes())
        .with("problems", result.problems())
        .with("lost", result.lost());
  }

  static AuditEntry end(AuditEntry begin, VerifyReport report) {
    return begin
        .with(report.sound() ? AuditOutcome.DONE : AuditOutcome.DAMAGED)
        .with("snapshots", report.snapshots())
        .with("objects", report.objects())
        .with("bytes-read", report.bytes())
        .with("findings", report.findings().size());
  }

  static AuditEntry begin(VerifyRequest request) {
    return begin(AuditAction.VERIFY)
        .with("depth", request.depth() == VerifyRequest.Depth.DATA ? "data" : "structure")
        .with("percent", request.percent());
  }

  static AuditEntry begin(RepairRequest request) {
    AuditEntry entry =
        begin(AuditAction.REPAIR)
            .with("depth", request.depth().name().toLowerCase(Locale.ROOT))
            .with("mode", request.action() == RepairRequest.Action.PREVIEW ? "dry-run" : "write");
    return request.provider().map(id -> entry.with(List.of(id))).orElse(entry);
  }

  static AuditEntry end(AuditEntry begin, RepairReport report) {
    AuditOutcome outcome =
        report.lostCount() > 0
            ? AuditOutcome.DAMAGED
            : report.complete() ? AuditOutcome.DONE : AuditOutcome.DEGRADED;
    return begin
        .with(outcome)
        .with(report.providers().stream().map(ProviderRepair::id).toList())
        .with("objects", report.objects())
        .with("copies-written", sum(report, ProviderRepair::repaired))
        .with("bytes-written", sum(report, ProviderRepair::bytesWritten))
        .with("copies-owed", sum(report, ProviderRepair::owed))
        .with("lost", report.lostCount());
  }

  private static long sum(RepairReport report, ToLongFunction<ProviderRepair> what) {
    return report.providers().stream().mapToLong(what).sum();
  }

  static AuditEntry begin(AuditAction action, Attribution why) {
    return begin(action)
        .with("reason-given", why.reason())
        .with("by-host", why.host())
        .with("by-user", why.user());
  }

  /** That one of several snapshots is forgotten. */
  static AuditEntry forgotten(AuditEntry begin, SnapshotId snapshot) {
    return begin.with(AuditOutcome.DONE).with(snapshot);
  }

  static AuditEntry end(AuditEntry begin, ForgetResult result) {
    return begin
        .with(result.pending().isEmpty() ? AuditOutcome.DONE : AuditOutcome.DEGRADED)
        .with("forgotten", result.forgotten().size())
        .with("held", result.held().size())
        .with("finished", result.finished())
        .with("providers-pending", result.pending().size());
  }

  static AuditEntry end(AuditEntry begin, LockReport report) {
    AuditOutcome outcome =
        report.hasHidden()
            ? AuditOutcome.DAMAGED
            : report.isWell() ? AuditOutcome.DONE : AuditOutcome.DEGRADED;
    return begin
        .with(outcome)
        .with(report.providers().stream().map(ProviderLocks::id).toList())
        .with("objects", sum(report, ProviderLocks::objects))
        .with("extended", sum(report, ProviderLocks::extended))
        .with("lacking", sum(report, ProviderLocks::lacking))
        .with("hidden", sum(report, ProviderLocks::hiddenCount));
  }

  private static long sum(LockReport report, ToLongFunction<ProviderLocks> what) {
    return report.providers().stream().mapToLong(what).sum();
  }

  /** A change of a key slot; not what opens it. */
  static AuditEntry end(AuditEntry begin, KeyringChange change) {
    return ended(begin, change.owed().size())
        .with("slot", change.slot().id())
        .with("label", change.slot().label());
  }

  static AuditEntry end(AuditEntry begin, KeyRotation rotation) {
    return ended(begin, rotation.owed().size()).with("epoch", rotation.epoch());
  }

  private static AuditEntry ended(AuditEntry begin, int owed) {
    return begin
        .with(owed == 0 ? AuditOutcome.DONE : AuditOutcome.DEGRADED)
        .with("providers-owed", owed);
  }

  static AuditEntry end(AuditEntry begin, PruneResult result) {
    boolean all = result.waitingFor().isEmpty() && result.pending().isEmpty();
    return begin
        .with(all ? AuditOutcome.DONE : AuditOutcome.DEGRADED)
        .with(result.space().keySet())
        .with("packs", result.packs())
        .with("index-objects", result.indexes())
        .with("snapshots-kept", result.snapshots())
        .with("sessions-waited-for", result.waitingFor().size())
        .with("providers-pending", result.pending().size());
  }

  static AuditEntry end(AuditEntry begin, ReindexResult result) {
    AuditOutcome outcome =
        !result.unreadable().isEmpty()
            ? AuditOutcome.DAMAGED
            : result.complete() ? AuditOutcome.DONE : AuditOutcome.DEGRADED;
    return begin
        .with(outcome)
        .with("packs", result.packs())
        .with("packs-indexed", result.indexed())
        .with("index-objects-damaged", result.damaged().size())
        .with("index-objects-removed", result.removed())
        .with("packs-unreadable", result.unreadable().size());
  }

  static AuditEntry end(AuditEntry begin, ErasureResult result) {
    return begin
        .with(result.proven() ? AuditOutcome.DONE : AuditOutcome.DEGRADED)
        .with("erased", result.erased().size())
        .with("held", result.held().size())
        .with("packs", result.packs())
        .with("parts-gone", result.gone())
        .with("parts-shared", result.shared())
        .with("providers-pending", result.pending().size());
  }

  static AuditEntry begin(DrillRequest request) {
    return begin(AuditAction.DRILL)
        .with("without", String.join(" ", new TreeSet<>(request.cut())))
        .with("snapshot-asked", request.snapshot());
  }

  static AuditEntry end(AuditEntry begin, FailoverResult result) {
    AuditEntry entry =
        begin
            .with(result.passed() ? AuditOutcome.DONE : AuditOutcome.DAMAGED)
            .with(result.remaining())
            .with("files", result.compared().files())
            .with("bytes", result.compared().bytes())
            .with("mismatches", result.mismatchCount());
    return result.snapshot().map(snapshot -> entry.with(snapshot.id())).orElse(entry);
  }

  /** What a read repair did: which copies, where. */
  static AuditEntry readRepair(Map<String, String> written, long left) {
    StringBuilder copies = new StringBuilder();
    new TreeMap<>(written)
        .forEach(
            (object, stores) ->
                copies
                    .append(copies.isEmpty() ? "" : "; ")
                    .append(object)
                    .append(" at ")
                    .append(stores));
    return AuditEntry.of(
            AuditAction.READ_REPAIR, left == 0 ? AuditOutcome.DONE : AuditOutcome.DEGRADED)
        .with("copies-left", left)
        .with("objects-rewritten", written.size())
        .with("objects", copies.toString());
  }
}
