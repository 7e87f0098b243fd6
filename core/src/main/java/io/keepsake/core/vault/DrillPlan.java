package io.keepsake.core.vault;

import io.keepsake.core.drill.FileSample;
import io.keepsake.core.drill.SamplePlan;
import io.keepsake.core.drill.SizeClass;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.vault.FailoverResult.Mismatch;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a drill restores.
 *
 * @param scope how much
 * @param paths which files; empty for everything
 * @param lost directories whose listings cannot be read
 */
record DrillPlan(FailoverResult.Scope scope, List<String> paths, List<Mismatch> lost) {

  /** Whether there is nothing to restore. */
  boolean isEmpty() {
    return scope.files() == 0;
  }

  static DrillPlan make(
      Repository repository,
      ChunkIndex index,
      SnapshotManifest manifest,
      DrillRequest.Extent extent)
      throws IOException {
    return switch (extent) {
      case DrillRequest.Everything _ ->
          new DrillPlan(
              new FailoverResult.Scope(
                  manifest.files(), manifest.bytes(), Optional.empty(), List.of()),
              List.of(),
              List.of());
      case DrillRequest.Sample(long mostBytes, long seed) ->
          sample(repository, index, manifest, new FileSample(seed, mostBytes), seed);
    };
  }

  private static DrillPlan sample(
      Repository repository,
      ChunkIndex index,
      SnapshotManifest manifest,
      FileSample sample,
      long seed)
      throws IOException {
    SamplePlan walk = new SamplePlan(sample);
    try (TreeReading trees = repository.openTrees(index, Purpose.RESTORE)) {
      new TreeWalker(trees).walk(manifest.root(), walk);
    }
    List<FileSample.Candidate> chosen = sample.choose();
    return new DrillPlan(
        new FailoverResult.Scope(
            chosen.size(),
            chosen.stream().mapToLong(FileSample.Candidate::size).sum(),
            Optional.of(seed),
            sample.leftOut(chosen).stream().map(SizeClass::words).toList()),
        chosen.stream().map(FileSample.Candidate::path).toList(),
        walk.lost().stream().map(lost -> new Mismatch(lost.path(), lost.problem())).toList());
  }
}
