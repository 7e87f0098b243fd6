package io.keepsake.core.drill;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

/** Walks a snapshot and offers its files to a sample. */
public final class SamplePlan implements TreeVisitor {

  /**
   * A directory that could not be read to its end.
   *
   * @param path which
   * @param problem why
   */
  public record LostListing(String path, String problem) {}

  private final FileSample sample;
  private final List<LostListing> lost = new ArrayList<>();

  /** A walk for that sample. */
  public SamplePlan(FileSample sample) {
    this.sample = sample;
  }

  /** Directories whose files are not all known. */
  public List<LostListing> lost() {
    return List.copyOf(lost);
  }

  @Override
  public Descent enter(String path, TreeEntry directory) {
    return Descent.ENTER;
  }

  @Override
  public void leave(String path, TreeEntry directory) {}

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    if (entry.attributes().kind() == EntryKind.FILE) {
      sample.add(path, entry.attributes().size());
    }
  }

  @Override
  public void unreadable(String path, TreeEntry directory, IOException cause) {
    lost.add(new LostListing(path, "the rest of its listing is lost: " + cause.getMessage()));
  }
}
