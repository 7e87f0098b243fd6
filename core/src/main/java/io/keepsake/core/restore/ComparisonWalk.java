package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.target.ExistingFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Follows the tree beside the target, and compares the files of one with those of the other. */
final class ComparisonWalk implements TreeVisitor {

  private final Selection selection;
  private final ExistingCheck check;
  private final RestoreComparison.Visitor visitor;
  private final Deque<RestoreFolder> folders = new ArrayDeque<>();

  ComparisonWalk(
      RestoreJob job, RestoreFolder root, ExistingCheck check, RestoreComparison.Visitor visitor) {
    this.selection = new Selection(job);
    this.check = check;
    this.visitor = visitor;
    folders.push(root);
  }

  @Override
  public Descent enter(String path, TreeEntry directory) {
    if (path.equals("/")) {
      return Descent.ENTER;
    }
    if (!selection.descends(path, directory.attributes().name())) {
      return Descent.SKIP;
    }
    folders.push(folders.element().child(directory, path));
    return Descent.ENTER;
  }

  @Override
  public void leave(String path, TreeEntry directory) {
    if (!path.equals("/")) {
      folders.pop();
    }
  }

  @Override
  public void unreadable(String path, TreeEntry directory, IOException cause) {
    visitor.different(path, "the rest of its listing is lost: " + cause.getMessage());
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    if (entry.attributes().kind() != EntryKind.FILE
        || !selection.wants(path, entry.attributes().name())) {
      return;
    }
    Optional<String> problem;
    try {
      problem = problem(entry);
    } catch (AccessDeniedException e) {
      visitor.unreadable(path);
      return;
    } catch (IOException e) {
      problem = Optional.of("it cannot be compared: " + e.getMessage());
    }
    if (problem.isPresent()) {
      visitor.different(path, problem.get());
    } else {
      visitor.same(path, entry);
    }
  }

  private Optional<String> problem(TreeEntry entry) throws IOException {
    Optional<ExistingFile> existing = folders.element().openExisting(entry);
    if (existing.isEmpty()) {
      return Optional.of("it was not restored");
    }
    try (ExistingFile file = existing.get()) {
      return check.isSame(entry, file)
          ? Optional.empty()
          : Optional.of("its content is not what was stored");
    }
  }
}
