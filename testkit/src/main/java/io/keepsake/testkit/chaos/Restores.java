package io.keepsake.testkit.chaos;

import static io.keepsake.testkit.chaos.ChaosFailure.require;

import io.keepsake.core.vault.RestoreResult;
import io.keepsake.testkit.chaos.Ledger.Promise;
import java.io.IOException;
import java.nio.file.Path;

/** Holds what was restored against what was backed up. */
final class Restores {

  private Restores() {}

  /** Everything came back, and as it was. */
  static void requireRight(Promise promise, RestoreResult result, Path target, Path source)
      throws IOException {
    require(
        result.problems() == 0,
        () ->
            "[restore] a restore of %s has %d problems"
                .formatted(promise.id().abbreviated(), result.problems()));
    TreeState restored = TreeState.of(target.resolve(source.getRoot().relativize(source)));
    require(
        restored.equals(promise.tree()),
        () ->
            "[restore] snapshot %s came back otherwise:%n%s"
                .formatted(promise.id().abbreviated(), promise.tree().differences(restored)));
  }
}
