package io.keepsake.core.snapshot;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.TreeVisitor.Descent;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.util.Optional;

/**
 * Walks a stored tree, without recursion. In memory are the path, and of each level at most one
 * chunk of its listing; of all levels together not much more than {@link OpenLevels} allows.
 */
public final class TreeWalker {

  private final ChunkReader chunks;

  /** A walker that reads its chunks there. */
  public TreeWalker(ChunkReader chunks) {
    this.chunks = chunks;
  }

  /** Walks everything below a root entry, the root itself first. */
  public void walk(TreeEntry root, TreeVisitor visitor) throws IOException {
    new Walk(visitor).run(root);
  }

  /** A directory that was entered. */
  private record Open(TreeEntry directory, Listing listing) {}

  private final class Walk {
    private final TreeVisitor visitor;
    private final OpenLevels<Open> levels = new OpenLevels<>();

    Walk(TreeVisitor visitor) {
      this.visitor = visitor;
    }

    void run(TreeEntry root) throws IOException {
      enter("/", root);
      while (!levels.isEmpty()) {
        Open open = levels.top();
        Optional<TreeEntry> next = next(open);
        if (next.isEmpty()) {
          String path = levels.path();
          levels.pop();
          visitor.leave(path, open.directory());
        } else {
          visit(next.get());
        }
      }
    }

    private Optional<TreeEntry> next(Open open) throws IOException {
      try {
        return open.listing().next();
      } catch (IOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        visitor.unreadable(levels.path(), open.directory(), e);
        return Optional.empty();
      }
    }

    private void visit(TreeEntry entry) throws IOException {
      String path = levels.path(entry);
      if (entry.attributes().kind() == EntryKind.DIRECTORY) {
        enter(path, entry);
      } else {
        visitor.leaf(path, entry);
      }
    }

    private void enter(String path, TreeEntry directory) throws IOException {
      if (visitor.enter(path, directory) == Descent.SKIP) {
        return;
      }
      if (levels.haveRoomFor(directory)) {
        Listing listing = new Listing(chunks, directory);
        levels.push(directory, new Open(directory, listing), listing);
      } else {
        visitor.unreadable(
            path, directory, new FormatException("it is nested deeper than the format allows"));
        visitor.leave(path, directory);
      }
    }
  }
}
