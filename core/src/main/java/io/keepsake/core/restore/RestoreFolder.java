package io.keepsake.core.restore;

import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.target.DirectoryHandle;
import io.keepsake.core.target.ExistingFile;
import io.keepsake.core.target.FileWriter;
import io.keepsake.core.target.RestoreProblem;
import io.keepsake.core.target.RestoreTarget;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A directory of the target. It is made when the first of its entries is, so that a selection
 * leaves no empty directories behind.
 */
final class RestoreFolder {

  private final RestoreTarget target;
  private final Optional<RestoreFolder> parent;
  private final TreeEntry entry;
  private final String path;
  private Optional<DirectoryHandle> handle = Optional.empty();

  private RestoreFolder(
      RestoreTarget target, Optional<RestoreFolder> parent, TreeEntry entry, String path) {
    this.target = target;
    this.parent = parent;
    this.entry = entry;
    this.path = path;
  }

  static RestoreFolder root(RestoreTarget target, TreeEntry entry) {
    return new RestoreFolder(target, Optional.empty(), entry, "/");
  }

  RestoreFolder child(TreeEntry directory, String childPath) {
    return new RestoreFolder(target, Optional.of(this), directory, childPath);
  }

  String path() {
    return path;
  }

  /** Whether it was made. */
  synchronized boolean isMade() {
    return handle.isPresent();
  }

  /** Makes it, and those above it, unless they are there. */
  synchronized DirectoryHandle make() throws IOException {
    if (handle.isEmpty()) {
      handle =
          Optional.of(
              parent.isEmpty()
                  ? target.root()
                  : target.child(parent.get().make(), entry.attributes()));
    }
    return handle.get();
  }

  FileWriter create(TreeEntry file) throws IOException {
    return target.create(make(), file.attributes());
  }

  List<RestoreProblem> commit(FileWriter writer, TreeEntry file) throws IOException {
    return writer.commit(file.attributes(), file.extendedAttributes());
  }

  List<RestoreProblem> createSpecial(TreeEntry special) throws IOException {
    return target.createSpecial(make(), special.attributes(), special.extendedAttributes());
  }

  Optional<ExistingFile> openExisting(TreeEntry file) throws IOException {
    DirectoryHandle directory = make();
    return directory.isNew()
        ? Optional.empty()
        : target.openExisting(directory, file.attributes().name());
  }

  /** What has a name in it at the moment. */
  Optional<EntryAttributes> look(RawName name) throws IOException {
    return target.look(make(), name);
  }

  /** Gives a file that is in place another name. */
  void link(FileRestore original, RawName name) throws IOException {
    target.hardLink(original.folder().make(), original.entry().attributes().name(), make(), name);
  }

  /** Gives the directory its attributes, once everything in it is in place. */
  List<RestoreProblem> finish() throws IOException {
    return parent.isEmpty()
        ? List.of()
        : target.finishDirectory(make(), entry.attributes(), entry.extendedAttributes());
  }
}
