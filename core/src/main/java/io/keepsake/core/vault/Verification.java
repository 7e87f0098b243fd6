package io.keepsake.core.vault;

import io.keepsake.core.event.VaultListener;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.verify.Findings;
import io.keepsake.core.verify.VerifyPipeline;
import java.io.IOException;
import java.util.Map;

/** Runs a verification; stores that could not be used are findings, too. */
final class Verification {

  private final Repository repository;
  private final Map<String, String> leftOut;
  private final VaultListener listener;

  Verification(Repository repository, Map<String, String> leftOut, VaultListener listener) {
    this.repository = repository;
    this.leftOut = leftOut;
    this.listener = listener;
  }

  VerifyReport run(VerifyRequest request) throws IOException {
    Findings findings = new Findings(listener);
    leftOut.forEach((id, reason) -> findings.add(id, "keepsake.json", reason));
    new HeaderCheck().run(repository.replicas().activeStores(), findings);
    int percent = request.depth() == VerifyRequest.Depth.DATA ? request.percent() : 0;
    VerifyPipeline.Outcome outcome =
        new VerifyPipeline(repository, findings, listener).run(percent);
    return new VerifyReport(
        outcome.snapshots(),
        outcome.objects(),
        outcome.bytes(),
        findings.all().stream()
            .map(f -> new VerifyReport.Finding(f.storeId(), f.object(), f.problem()))
            .toList());
  }
}
