package io.keepsake.core.target;

import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies a source straight into a target: a backup and a restore without a vault between. */
final class TreeCopy implements SourceVisitor {

  final List<RestoreProblem> problems = new ArrayList<>();
  final List<SkippedItem> skipped = new ArrayList<>();
  private final RestoreTarget target;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<List<Long>, Placed> files = new HashMap<>();
  private final byte[] buffer = new byte[1 << 20];

  private record Open(DirectoryHandle handle, SourceItem item) {}

  private record Placed(DirectoryHandle directory, RawName name) {}

  private TreeCopy(RestoreTarget target) {
    this.target = target;
  }

  static TreeCopy run(BackupSource source, Path to, Replacement replacement) throws IOException {
    try (source;
        RestoreTarget target = RestoreTarget.open(to, replacement)) {
      TreeCopy copy = new TreeCopy(target);
      source.walk(copy);
      return copy;
    }
  }

  @Override
  public void enterDirectory(SourceItem directory) throws IOException {
    DirectoryHandle handle =
        open.isEmpty() ? target.root() : target.child(open.peek().handle(), directory.attributes());
    open.push(new Open(handle, directory));
  }

  @Override
  public void leaf(SourceItem item) throws IOException {
    DirectoryHandle directory = open.peek().handle();
    EntryAttributes entry = item.attributes();
    if (entry.links() > 1 && entry.kind() != EntryKind.SOCKET) {
      List<Long> id = List.of(entry.device(), entry.inode());
      Placed first = files.putIfAbsent(id, new Placed(directory, entry.name()));
      if (first != null) {
        target.hardLink(first.directory(), first.name(), directory, entry.name());
        return;
      }
    }
    if (entry.kind() == EntryKind.FILE) {
      file(directory, item);
    } else {
      problems.addAll(target.createSpecial(directory, entry, item.extendedAttributes()));
    }
  }

  private void file(DirectoryHandle directory, SourceItem item) throws IOException {
    FileWriter writer = target.create(directory, item.attributes());
    try (SourceContent content = item.open()) {
      for (Extent extent : content.extents()) {
        copy(content, extent, writer);
      }
      problems.addAll(writer.commit(item.attributes(), item.extendedAttributes()));
    } finally {
      writer.abort();
    }
  }

  private void copy(SourceContent content, Extent extent, FileWriter writer) throws IOException {
    content.seek(extent.offset());
    long done = 0;
    while (done < extent.length()) {
      int part = (int) Math.min(buffer.length, extent.length() - done);
      int n = content.read(buffer, 0, part);
      if (n < 0) {
        return;
      }
      writer.write(extent.offset() + done, buffer, 0, n);
      done += n;
    }
  }

  @Override
  public void leaveDirectory() throws IOException {
    Open left = open.pop();
    if (!open.isEmpty()) {
      SourceItem item = left.item();
      problems.addAll(
          target.finishDirectory(left.handle(), item.attributes(), item.extendedAttributes()));
    }
  }

  @Override
  public void skipped(SkippedItem item) {
    skipped.add(item);
  }
}
