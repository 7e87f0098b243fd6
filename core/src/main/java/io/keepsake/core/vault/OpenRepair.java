package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.repair.HeaderCopies;
import io.keepsake.core.repair.RepairJob;
import io.keepsake.core.repair.RepairOutcome;
import io.keepsake.core.repair.RepairPipeline;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.vault.HeaderChoice.Headerless;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A repair whose stores are open: all named objects first, then the headers. */
final class OpenRepair {

  private final OpenStores stores;
  private final VaultSettings settings;
  private final RepairRequest request;
  private final VaultListener listener;

  OpenRepair(
      OpenStores stores, VaultSettings settings, RepairRequest request, VaultListener listener) {
    this.stores = stores;
    this.settings = settings;
    this.request = request;
    this.listener = listener;
  }

  RepairReport run() throws IOException {
    HeaderChoice choice = new HeaderChoice(stores, Headerless.KEPT);
    StoredHeader chosen = choice.choose();
    HeaderCopies header = choice.copies(chosen);
    AuditEntry begin = AuditEntries.begin(request);
    return AuditTrail.of(settings, chosen.header().identity().vault())
        .during(
            begin,
            listener,
            ending -> {
              RepairReport report = run(chosen, header);
              ending.at(AuditEntries.end(begin, report));
              return report;
            });
  }

  private RepairReport run(StoredHeader chosen, HeaderCopies header) throws IOException {
    ReplicaSet replicas = new ReplicaSet(stores.stores(), 1, listener);
    RepairOutcome outcome;
    try (DebtJournal journal = Journals.open(settings, chosen.header().identity().vault())) {
      VaultListener telling = Journals.telling(journal, listener);
      outcome = new RepairPipeline(replicas, header, job(), telling).run();
    }
    return new RepairReport(
        outcome.objects(),
        outcome.stores().stream().map(OpenRepair::provider).toList(),
        outcome.lost().stream()
            .map(lost -> new RepairReport.Lost(lost.object(), lost.problem()))
            .toList(),
        outcome.lostCount(),
        stores.leftOut());
  }

  private RepairJob job() {
    return new RepairJob(
        switch (request.depth()) {
          case LISTING -> RepairJob.Check.LISTING;
          case CHECKSUM -> RepairJob.Check.CHECKSUM;
          case DATA -> RepairJob.Check.DATA;
        },
        switch (request.action()) {
          case PREVIEW -> RepairJob.Action.PREVIEW;
          case APPLY -> RepairJob.Action.APPLY;
        },
        request.provider().map(Set::of).orElseGet(this::active),
        sight());
  }

  /**
   * Whether so many others than one that is filled answer as a listing has to have asked. One that
   * is empty itself answers too: nothing more can be learnt from it. Whoever names a provider to
   * fill takes those for lost that do not answer.
   */
  private RepairJob.Sight sight() {
    Set<String> answering = new HashSet<>();
    stores.stores().forEach(store -> answering.add(store.id()));
    List<String> writable = settings.placement().writable();
    answering.retainAll(writable);
    int needed =
        Math.min(
            writable.size() - settings.placement().policy().minimum() + 1, writable.size() - 1);
    return request.provider().isPresent() || answering.size() - 1 >= needed
        ? RepairJob.Sight.WHOLE
        : RepairJob.Sight.PARTIAL;
  }

  /** Standbys are filled when they are asked for, and those that are only read never. */
  private Set<String> active() {
    return Set.copyOf(settings.placement().initial());
  }

  private static ProviderRepair provider(RepairOutcome.StoreOutcome done) {
    return new ProviderRepair(
        done.storeId(),
        done.missing(),
        done.damaged(),
        done.repaired(),
        done.bytesWritten(),
        done.owed(),
        done.bytesOwed(),
        done.problem());
  }
}
