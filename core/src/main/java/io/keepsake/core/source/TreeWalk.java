package io.keepsake.core.source;

import io.keepsake.core.format.TreeLimits;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SkippedItem.Reason;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One walk. The stack holds the directories from the root down to the current one, so trees of any
 * depth are walked; a directory is listed before it is entered, so its attributes are those of the
 * moment of listing.
 */
final class TreeWalk {

  private final WalkContext context;
  private final SourceVisitor visitor;
  private final Deque<OpenDirectory> stack = new ArrayDeque<>();

  TreeWalk(WalkContext context, SourceVisitor visitor) {
    this.context = context;
    this.visitor = visitor;
  }

  /**
   * Walks everything.
   *
   * @throws IOException if a root cannot be read or the visitor threw
   */
  void run(RootTree roots) throws IOException {
    EntryAttributes top = context.tree().attributes(PathNode.ROOT);
    enterExplicit(PathNode.ROOT, top, roots);
    while (!stack.isEmpty()) {
      OpenDirectory directory = stack.peek();
      if (directory.hasNext()) {
        step(directory);
      } else {
        stack.pop();
        visitor.leaveDirectory();
      }
    }
  }

  private void step(OpenDirectory directory) throws IOException {
    RawName name = directory.nextName();
    Found found = directory.next();
    PathNode node = directory.roots().node(directory.node(), name);
    RootTree below = directory.roots().child(name).orElse(null);
    if (below != null) {
      explicit(node, below);
      return;
    }
    switch (found) {
      case Found.Lost(IOException cause) -> visitor.skipped(Skips.of(node.toString(), cause));
      case Found.Entry(EntryAttributes entry) when entry.kind() != EntryKind.DIRECTORY ->
          visitor.leaf(new FileItem(context.tree(), node, entry));
      case Found.Entry(EntryAttributes entry) -> enter(directory, node, entry);
    }
  }

  /** Something that is a root or leads to one: what goes wrong here ends the walk. */
  private void explicit(PathNode node, RootTree below) throws IOException {
    EntryAttributes entry = context.tree().attributes(node);
    if (entry.kind() == EntryKind.DIRECTORY) {
      enterExplicit(node, entry, below);
    } else {
      visitor.leaf(new FileItem(context.tree(), node, entry));
    }
  }

  private void enterExplicit(PathNode node, EntryAttributes entry, RootTree below)
      throws IOException {
    Listing listing =
        below.isRoot() ? context.list(node, below) : passage(node, entry, below.names());
    visitor.enterDirectory(new FileItem(context.tree(), node, listing.self()));
    stack.push(new OpenDirectory(context, node, below, entry.device(), listing));
  }

  /** Only the names that lead to roots; the directory itself may not even be readable. */
  private static Listing passage(PathNode node, EntryAttributes entry, List<RawName> names) {
    List<Found> unseen = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      unseen.add(new Found.Lost(new IOException("Not looked at: " + node)));
    }
    return new Listing(entry, names, unseen);
  }

  private void enter(OpenDirectory parent, PathNode node, EntryAttributes entry)
      throws IOException {
    if (!context.mayEnter(entry, parent.device())) {
      visitor.enterDirectory(new FileItem(context.tree(), node, entry));
      visitor.leaveDirectory();
      return;
    }
    if (stack.size() >= TreeLimits.MAX_DEPTH || node.length() > TreeLimits.MAX_PATH_BYTES) {
      unlistable(node, entry, new IOException("It is nested deeper than a vault can hold"));
      return;
    }
    Listing listing;
    try {
      listing = parent.listing(node);
    } catch (IOException e) {
      unlistable(node, entry, e);
      return;
    }
    visitor.enterDirectory(new FileItem(context.tree(), node, listing.self()));
    stack.push(new OpenDirectory(context, node, new RootTree(), parent.device(), listing));
  }

  /** A directory that is there but cannot be listed is kept empty, and reported. */
  private void unlistable(PathNode node, EntryAttributes entry, IOException cause)
      throws IOException {
    SkippedItem skipped = Skips.of(node.toString(), cause);
    if (skipped.reason() != Reason.VANISHED) {
      visitor.enterDirectory(new FileItem(context.tree(), node, entry));
      visitor.leaveDirectory();
    }
    visitor.skipped(skipped);
  }
}
