package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.repair.HeaderCopies;
import io.keepsake.core.repair.RepairJob;
import io.keepsake.core.repair.RepairOutcome;
import io.keepsake.core.repair.RepairPipeline;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.vault.HeaderChoice.Headerless;
import io.keepsake.core.vault.RepairReport.ProviderRepair;
import java.io.IOException;

/** A repair whose stores are open: all named objects first, then the headers. */
final class OpenRepair {

  private final OpenStores stores;
  private final RepairRequest request;
  private final VaultListener listener;

  OpenRepair(OpenStores stores, RepairRequest request, VaultListener listener) {
    this.stores = stores;
    this.request = request;
    this.listener = listener;
  }

  RepairReport run() throws IOException {
    HeaderChoice choice = new HeaderChoice(stores, Headerless.KEPT);
    HeaderCopies header = choice.copies(choice.choose());
    ReplicaSet replicas = new ReplicaSet(stores.stores(), 1, listener);
    RepairOutcome outcome = new RepairPipeline(replicas, header, job(), listener).run();
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
          case DATA -> RepairJob.Check.DATA;
        },
        switch (request.action()) {
          case PREVIEW -> RepairJob.Action.PREVIEW;
          case APPLY -> RepairJob.Action.APPLY;
        },
        request.provider());
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
