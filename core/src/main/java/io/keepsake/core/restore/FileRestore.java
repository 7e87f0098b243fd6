package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.target.FileWriter;
import java.io.IOException;
import java.util.Optional;

/**
 * One file on its way to the target: made when its first chunk arrives, put in place when its last
 * one has. Chunks arrive from several threads, in any order.
 */
final class FileRestore {

  private final RestoreFolder folder;
  private final TreeEntry entry;
  private final String path;
  private final RestoreLog log;
  private Optional<FileWriter> writer = Optional.empty();
  private long missing;
  private boolean ended;
  private boolean inPlace;

  /**
   * A file.
   *
   * @param missing how many chunks will come
   */
  FileRestore(RestoreFolder folder, TreeEntry entry, String path, long missing, RestoreLog log) {
    this.folder = folder;
    this.entry = entry;
    this.path = path;
    this.missing = missing;
    this.log = log;
  }

  RestoreFolder folder() {
    return folder;
  }

  TreeEntry entry() {
    return entry;
  }

  String path() {
    return path;
  }

  /** Whether the file is where it belongs. */
  synchronized boolean inPlace() {
    return inPlace;
  }

  /** Another name of it was there before; nothing is to be written. */
  synchronized void foundInPlace() {
    ended = true;
    inPlace = true;
  }

  /** Puts an empty file in place. */
  void writeEmpty() {
    try {
      writer();
      commit();
    } catch (IOException e) {
      failed(e);
    }
  }

  /** A checked chunk arrived. */
  void write(long offset, byte[] data, int from, int length) {
    try {
      Optional<FileWriter> target = writer();
      if (target.isPresent()) {
        target.get().write(offset, data, from, length);
        log.written(length);
        if (arrived()) {
          commit();
        }
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private synchronized boolean arrived() {
    return --missing == 0 && !ended;
  }

  private synchronized Optional<FileWriter> writer() throws IOException {
    if (writer.isEmpty() && !ended) {
      writer = Optional.of(folder.create(entry));
    }
    return ended ? Optional.empty() : writer;
  }

  private synchronized void commit() throws IOException {
    folder
        .commit(writer.orElseThrow(), entry)
        .forEach(problem -> log.problem(path, problem.detail()));
    ended = true;
    inPlace = true;
    writer = Optional.empty();
    log.restored();
  }

  /** A chunk of it cannot be had. */
  void lost(IOException e) {
    if (end()) {
      log.lost(path, "its content is lost: " + e.getMessage());
    }
  }

  private void failed(IOException e) {
    if (end()) {
      log.problem(path, "cannot be written: " + e.getMessage());
    }
  }

  /** Gives up; answers whether this call was the first to. */
  synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    writer.ifPresent(FileWriter::abort);
    writer = Optional.empty();
    return true;
  }
}
