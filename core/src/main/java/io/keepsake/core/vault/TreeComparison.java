package io.keepsake.core.vault;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.repository.TreeReading;
import io.keepsake.core.snapshot.Listing;
import io.keepsake.core.snapshot.OpenLevels;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.vault.Difference.Change;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares two trees, without recursion. Directories with the same listing are not read. */
final class TreeComparison {

  private final TreeReading trees;
  private final Consumer<Difference> visitor;
  private final OpenLevels<Level> levels = new OpenLevels<>();

  TreeComparison(TreeReading trees, Consumer<Difference> visitor) {
    this.trees = trees;
    this.visitor = visitor;
  }

  /** A directory that is being compared. */
  private sealed interface Level {}

  /** One that is in both trees, with the entry of each that comes next. */
  private static final class Both implements Level {
    private final Listing one;
    private final Listing other;
    private Optional<TreeEntry> left = Optional.empty();
    private Optional<TreeEntry> right = Optional.empty();

    /** Of which tree the entry was dealt with last: below 0 of the first, above of the other. */
    private int order;

    Both(Listing one, Listing other) {
      this.one = one;
      this.other = other;
    }

    /** Whether there is another entry. */
    boolean advance() throws IOException {
      left = order <= 0 ? one.next() : left;
      right = order >= 0 ? other.next() : right;
      if (left.isEmpty() || right.isEmpty()) {
        order = left.isEmpty() ? 1 : -1;
        return left.isPresent() || right.isPresent();
      }
      order = left.get().attributes().name().compareTo(right.get().attributes().name());
      return true;
    }
  }

  /** One that is in one of the trees only. */
  private record Only(Listing listing, Change change) implements Level {}

  /** Compares the roots of two trees. */
  void roots(TreeEntry first, TreeEntry second) throws IOException {
    directories("/", first, second);
    while (!levels.isEmpty()) {
      switch (levels.top()) {
        case Both both -> step(both);
        case Only(Listing listing, Change change) -> {
          Optional<TreeEntry> next = listing.next();
          if (next.isPresent()) {
            only(next.get(), change);
          } else {
            levels.pop();
          }
        }
      }
    }
  }

  private void step(Both both) throws IOException {
    if (!both.advance()) {
      levels.pop();
    } else if (both.order < 0) {
      only(both.left.orElseThrow(), Change.REMOVED);
    } else if (both.order > 0) {
      only(both.right.orElseThrow(), Change.ADDED);
    } else {
      both(both.left.orElseThrow(), both.right.orElseThrow());
    }
  }

  private void only(TreeEntry entry, Change change) throws IOException {
    String path = levels.path(entry);
    visitor.accept(new Difference(path, change));
    if (entry.attributes().kind() == EntryKind.DIRECTORY) {
      below(path, entry, change);
    }
  }

  private void both(TreeEntry first, TreeEntry second) throws IOException {
    String path = levels.path(first);
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

  private void directories(String path, TreeEntry first, TreeEntry second) throws IOException {
    if (Content.same(first.content(), second.content())) {
      return;
    }
    requireRoom(path, first);
    Listing one = new Listing(trees, first);
    Listing other = new Listing(trees, second);
    levels.push(first, new Both(one, other), one, other);
  }

  private void below(String path, TreeEntry directory, Change change) throws IOException {
    requireRoom(path, directory);
    Listing listing = new Listing(trees, directory);
    levels.push(directory, new Only(listing, change), listing);
  }

  private void requireRoom(String path, TreeEntry directory) throws FormatException {
    if (!levels.haveRoomFor(directory)) {
      throw new FormatException("directories are nested deeper than the format allows: " + path);
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
