package io.keepsake.core.snapshot;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.TreeVisitor.Descent;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Walks a stored tree, with one listing a level in memory and no recursion. */
public final class TreeWalker {

  private static final int MAX_DEPTH = 4096;

  private record Open(String path, TreeEntry directory, Listing listing) {}

  private final ChunkReader chunks;

  /** A walker that reads its chunks there. */
  public TreeWalker(ChunkReader chunks) {
    this.chunks = chunks;
  }

  /** Walks everything below a root entry, the root itself first. */
  public void walk(TreeEntry root, TreeVisitor visitor) throws IOException {
    Deque<Open> stack = new ArrayDeque<>();
    enter("/", root, visitor, stack);
    while (!stack.isEmpty()) {
      Open open = stack.peek();
      Optional<TreeEntry> next = next(open, visitor);
      if (next.isEmpty()) {
        stack.pop();
        visitor.leave(open.path(), open.directory());
      } else {
        visit(open.path(), next.get(), visitor, stack);
      }
    }
  }

  private static Optional<TreeEntry> next(Open open, TreeVisitor visitor) throws IOException {
    try {
      return open.listing().next();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      visitor.unreadable(open.path(), open.directory(), e);
      return Optional.empty();
    }
  }

  private void visit(String parent, TreeEntry entry, TreeVisitor visitor, Deque<Open> stack)
      throws IOException {
    String path = join(parent, entry);
    if (entry.attributes().kind() == EntryKind.DIRECTORY) {
      enter(path, entry, visitor, stack);
    } else {
      visitor.leaf(path, entry);
    }
  }

  private void enter(String path, TreeEntry directory, TreeVisitor visitor, Deque<Open> stack)
      throws IOException {
    if (stack.size() >= MAX_DEPTH) {
      throw new FormatException("directories are nested deeper than the format allows: " + path);
    }
    if (visitor.enter(path, directory) == Descent.ENTER) {
      stack.push(new Open(path, directory, new Listing(chunks, directory)));
    }
  }

  /** The display path of an entry. */
  public static String join(String parent, TreeEntry entry) {
    String name = entry.attributes().name().toString();
    return parent.equals("/") ? "/" + name : parent + "/" + name;
  }
}
