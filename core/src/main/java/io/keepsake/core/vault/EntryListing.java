package io.keepsake.core.vault;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.TreeVisitor;
import java.util.function.Consumer;

/** Tells the entries at and below one path of a snapshot. */
final class EntryListing implements TreeVisitor {

  private final String base;
  private final Consumer<SnapshotEntry> visitor;
  private boolean found;

  /** For a path that begins with a slash and ends with none, or the root's {@code /}. */
  EntryListing(String path, Consumer<SnapshotEntry> visitor) {
    this.base = path;
    this.visitor = visitor;
  }

  /** Whether the path exists. */
  boolean found() {
    return found;
  }

  @Override
  public Descent enter(String path, TreeEntry directory) {
    if (isBelow(path)) {
      tell(path, directory);
      return Descent.ENTER;
    }
    return path.equals("/") || base.startsWith(path + "/") ? Descent.ENTER : Descent.SKIP;
  }

  @Override
  public void leaf(String path, TreeEntry entry) {
    if (isBelow(path)) {
      tell(path, entry);
    }
  }

  @Override
  public void leave(String path, TreeEntry directory) {}

  private boolean isBelow(String path) {
    return base.equals("/") || path.equals(base) || path.startsWith(base + "/");
  }

  private void tell(String path, TreeEntry entry) {
    found = true;
    visitor.accept(new SnapshotEntry(path, entry.attributes()));
  }
}
