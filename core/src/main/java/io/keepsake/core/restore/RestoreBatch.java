package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.snapshot.FileChunks;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files that are restored together: chunks of one pack are fetched once for all of them. When a
 * batch has run, hard links are made and directories that were left get their attributes. Filled by
 * one thread, then run by another.
 */
final class RestoreBatch {

  private static final int MOST_FILES = 16_000;
  private static final int MOST_CHUNKS = 200_000;
  private static final long MOST_BYTES = 1L << 30;

  private record Link(RestoreFolder folder, TreeEntry entry, String path, FileRestore original) {}

  private final RestoreLog log;
  private final List<ChunkRequest> requests = new ArrayList<>();
  private final List<FileRestore> files = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<RestoreFolder> left = new ArrayList<>();
  private long bytes;

  RestoreBatch(RestoreLog log) {
    this.log = log;
  }

  /** Whether it has enough for one run. */
  boolean isFull() {
    return files.size() >= MOST_FILES || requests.size() >= MOST_CHUNKS || bytes >= MOST_BYTES;
  }

  /** Adds a file to be written. */
  void add(FileRestore file, FileChunks chunks, long count) throws IOException {
    files.add(file);
    if (count == 0) {
      file.writeEmpty();
      return;
    }
    chunks.visit(
        file.entry(),
        (location, id, offset) -> requests.add(new ChunkRequest(location, id, file, offset)));
    bytes += file.entry().attributes().size();
  }

  /** Adds another name of a file that comes before. */
  void link(RestoreFolder folder, TreeEntry entry, String path, FileRestore original) {
    links.add(new Link(folder, entry, path, original));
  }

  /** The walk has left a directory. */
  void left(RestoreFolder folder) {
    left.add(folder);
  }

  /** Runs it, after those before it. */
  void run(PackSchedule schedule) throws IOException {
    try {
      schedule.run(requests);
      links.forEach(this::makeLink);
      left.forEach(this::finish);
    } finally {
      files.forEach(FileRestore::end); // none stays open after an interrupt
    }
  }

  private void makeLink(Link link) {
    if (!link.original().inPlace()) {
      log.problem(link.path(), "is a hard link to a file that was not restored");
      return;
    }
    try {
      if (!isLinked(link)) {
        link.folder().link(link.original(), link.entry().attributes().name());
      }
      log.restored();
    } catch (FileAlreadyExistsException e) {
      log.problem(link.path(), "is there as something else and was left alone");
    } catch (IOException e) {
      log.problem(link.path(), "cannot be linked: " + e.getMessage());
    }
  }

  /** Whether both names are one file already. Where files have no inode this cannot be told. */
  private static boolean isLinked(Link link) throws IOException {
    FileRestore original = link.original();
    RawName name = original.entry().attributes().name();
    Optional<EntryAttributes> there = link.folder().look(link.entry().attributes().name());
    Optional<EntryAttributes> first = original.folder().look(name);
    return there.isPresent()
        && first.isPresent()
        && there.get().inode() != 0
        && there.get().inode() == first.get().inode()
        && there.get().device() == first.get().device();
  }

  private void finish(RestoreFolder folder) {
    if (!folder.isMade()) {
      return;
    }
    try {
      folder.finish().forEach(problem -> log.problem(folder.path(), problem.detail()));
      log.restored();
    } catch (IOException e) {
      log.problem(folder.path(), "its attributes cannot be set: " + e.getMessage());
    }
  }
}
