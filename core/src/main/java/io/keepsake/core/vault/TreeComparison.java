package io.keepsake.core.vault;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.Listing;
import io.keepsake.core.snapshot.TreeWalker;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.vault.Difference.Change;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares two trees. Directories with the same listing are not read. */
final class TreeComparison {

  private final TreeReading trees;
  private final Consumer<Difference> visitor;

  TreeComparison(TreeReading trees, Consumer<Difference> visitor) {
    this.trees = trees;
    this.visitor = visitor;
  }

  /** Compares two directories at one path. */
  void directories(String path, TreeEntry first, TreeEntry second) throws IOException {
    if (Content.same(first.content(), second.content())) {
      return;
    }
    Listing one = new Listing(trees, first);
    Listing other = new Listing(trees, second);
    Optional<TreeEntry> left = one.next();
    Optional<TreeEntry> right = other.next();
    while (left.isPresent() || right.isPresent()) {
      int order = order(left, right);
      if (order < 0) {
        only(path, left.orElseThrow(), Change.REMOVED);
      } else if (order > 0) {
        only(path, right.orElseThrow(), Change.ADDED);
      } else {
        both(TreeWalker.join(path, left.orElseThrow()), left.orElseThrow(), right.orElseThrow());
      }
      left = order <= 0 ? one.next() : left;
      right = order >= 0 ? other.next() : right;
    }
  }

  private static int order(Optional<TreeEntry> left, Optional<TreeEntry> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.isEmpty() ? 1 : -1;
    }
    return left.get().attributes().name().compareTo(right.get().attributes().name());
  }

  private void only(String parent, TreeEntry entry, Change change) throws IOException {
    String path = TreeWalker.join(parent, entry);
    visitor.accept(new Difference(path, change));
    if (entry.attributes().kind() == EntryKind.DIRECTORY) {
      below(path, entry, change);
    }
  }

  private void both(String path, TreeEntry first, TreeEntry second) throws IOException {
    EntryKind kind = first.attributes().kind();
    boolean directories = kind == EntryKind.DIRECTORY && second.attributes().kind() == kind;
    if (!directories && !sameContent(first, second)) {
      visitor.accept(new Difference(path, Change.CONTENT));
    } else if (!sameAttributes(first, second)) {
      visitor.accept(new Difference(path, Change.ATTRIBUTES));
    }
    if (directories) {
      directories(path, first, second);
    } else if (kind == EntryKind.DIRECTORY) {
      below(path, first, Change.REMOVED);
    } else if (second.attributes().kind() == EntryKind.DIRECTORY) {
      below(path, second, Change.ADDED);
    }
  }

  private void below(String path, TreeEntry directory, Change change) throws IOException {
    Listing listing = new Listing(trees, directory);
    for (Optional<TreeEntry> next = listing.next(); next.isPresent(); next = listing.next()) {
      only(path, next.get(), change);
    }
  }

  private static boolean sameContent(TreeEntry first, TreeEntry second) {
    EntryAttributes one = first.attributes();
    EntryAttributes other = second.attributes();
    return one.kind() == other.kind()
        && one.size() == other.size()
        && one.deviceId() == other.deviceId()
        && one.linkTarget().equals(other.linkTarget())
        && Content.same(first.content(), second.content());
  }

  private static boolean sameAttributes(TreeEntry first, TreeEntry second) {
    EntryAttributes one = first.attributes();
    EntryAttributes other = second.attributes();
    return one.mode() == other.mode()
        && one.owner().equals(other.owner())
        && one.modified().equals(other.modified())
        && first.extendedAttributes().equals(second.extendedAttributes());
  }
}
