package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.FileChunks;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.target.ExistingFile;
import io.keepsake.core.target.Replacement;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Follows the tree and plans: what is wanted goes into the current batch, which runs when full. */
final class RestoreWalk implements TreeVisitor {

  private record Inode(long device, long number) {}

  private final Selection selection;
  private final BatchRuns batches;
  private final FileChunks chunks;
  private final ExistingCheck existing;
  private final RestoreLog log;
  private final RestoreJob job;
  private final Deque<RestoreFolder> folders = new ArrayDeque<>();
  private final Map<Inode, FileRestore> hardLinks = new HashMap<>();

  RestoreWalk(
      RestoreJob job,
      RestoreFolder root,
      BatchRuns batches,
      FileChunks chunks,
      ExistingCheck existing,
      RestoreLog log) {
    this.job = job;
    this.selection = new Selection(job);
    this.batches = batches;
    this.chunks = chunks;
    this.existing = existing;
    this.log = log;
    this.folders.push(root);
  }

  @Override
  public Descent enter(String path, TreeEntry directory) throws IOException {
    if (path.equals("/")) {
      return Descent.ENTER;
    }
    if (!selection.descends(path, directory.attributes().name())) {
      return Descent.SKIP;
    }
    RestoreFolder folder = folders.element().child(directory, path);
    if (selection.wantsDirectory(path)) {
      try {
        folder.make();
      } catch (IOException e) {
        log.problem(path, "cannot be made, so nothing in it is restored: " + e.getMessage());
        return Descent.SKIP;
      }
    }
    folders.push(folder);
    return Descent.ENTER;
  }

  @Override
  public void leave(String path, TreeEntry directory) throws IOException {
    if (!path.equals("/")) {
      batches.left(folders.pop());
    }
  }

  @Override
  public void unreadable(String path, TreeEntry directory, IOException cause) {
    log.lost(path, "the rest of its listing is lost: " + cause.getMessage());
  }

  @Override
  public void leaf(String path, TreeEntry entry) throws IOException {
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (!selection.wants(path, entry.attributes().name())) {
      return;
    }
    if (entry.attributes().kind() != EntryKind.FILE) {
      special(path, entry);
      return;
    }
    EntryAttributes attributes = entry.attributes();
    Inode inode = new Inode(attributes.device(), attributes.inode());
    Optional<FileRestore> other =
        attributes.links() > 1 ? Optional.ofNullable(hardLinks.get(inode)) : Optional.empty();
    if (other.isPresent()) {
      batches.link(folders.element(), entry, path, other.get());
    } else {
      FileRestore file = file(path, entry);
      if (attributes.links() > 1) {
        hardLinks.put(inode, file);
      }
    }
  }

  private void special(String path, TreeEntry entry) {
    if (entry.attributes().kind() == EntryKind.SOCKET) {
      return; // whoever listened there makes it anew
    }
    RestoreFolder folder = folders.element();
    try {
      if (!isThere(folder, entry)) {
        folder.createSpecial(entry).forEach(problem -> log.problem(path, problem.detail()));
      }
      log.restored();
    } catch (FileAlreadyExistsException e) {
      log.problem(path, "is there as something else and was left alone");
    } catch (IOException e) {
      log.problem(path, "cannot be made: " + e.getMessage());
    }
  }

  private static boolean isThere(RestoreFolder folder, TreeEntry special) throws IOException {
    EntryAttributes wanted = special.attributes();
    return folder
        .look(wanted.name())
        .filter(
            found ->
                found.kind() == wanted.kind()
                    && found.linkTarget().equals(wanted.linkTarget())
                    && found.deviceId() == wanted.deviceId())
        .isPresent();
  }

  private FileRestore file(String path, TreeEntry entry) throws IOException {
    long[] count = {0};
    try {
      chunks.visit(entry, (location, id, offset) -> count[0]++);
    } catch (IOException e) {
      FileRestore lost = new FileRestore(folders.element(), entry, path, 0, log);
      lost.lost(e);
      return lost;
    }
    FileRestore file = new FileRestore(folders.element(), entry, path, count[0], log);
    if (!isThere(file)) {
      batches.add(file, chunks, count[0]);
    }
    return file;
  }

  /** Whether nothing is to be written, because the file is there or something else is. */
  private boolean isThere(FileRestore file) {
    try (ExistingHolder found = new ExistingHolder(file.folder().openExisting(file.entry()))) {
      if (found.file().isEmpty()) {
        return false;
      }
      if (existing.isSame(file.entry(), found.file().get())) {
        file.foundInPlace();
        log.alreadyThere(file.entry().attributes().size());
        return true;
      }
      if (job.replacement() == Replacement.REPLACE) {
        return false;
      }
      file.end();
      log.problem(file.path(), "is there with another content and was left alone");
      return true;
    } catch (IOException e) {
      if (job.replacement() == Replacement.REPLACE) {
        return false; // replaced, whatever it is
      }
      file.end();
      log.problem(file.path(), "cannot be compared with what is there: " + e.getMessage());
      return true;
    }
  }

  private record ExistingHolder(Optional<ExistingFile> file) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }
}
