package io.keepsake.core.target;

import io.keepsake.core.posix.FileAccess;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A directory that entries are restored to. All calls may come from several threads, each about
 * another entry. A directory must be made before what is in it, and finished after all that.
 *
 * <p>Names are refused unless they can name an entry; below the target no symbolic link is ever
 * followed, not even one put in place while the restore runs.
 */
public sealed interface RestoreTarget extends AutoCloseable
    permits NativeRestoreTarget, PortableRestoreTarget {

  /**
   * Opens a target. Missing directories are made. The path to the target itself may contain
   * symbolic links.
   *
   * @throws IOException if it cannot be made or entered
   */
  static RestoreTarget open(Path directory, Replacement replacement) throws IOException {
    return switch (FileAccess.choose()) {
      case NATIVE -> new NativeRestoreTarget(directory, replacement);
      case PORTABLE -> new PortableRestoreTarget(directory, replacement);
    };
  }

  /** The target directory itself. */
  DirectoryHandle root();

  /**
   * Makes a directory, or enters the one that is there. Until it is finished, only this user may
   * use it. What a killed restore left in it ({@code .keepsake-*.partial}) is removed.
   *
   * @throws IOException if something that is no directory is in its place, or the system fails
   */
  DirectoryHandle child(DirectoryHandle parent, EntryAttributes directory) throws IOException;

  /** What has a name at the moment; a symbolic link is told as one. */
  Optional<EntryAttributes> look(DirectoryHandle parent, RawName name) throws IOException;

  /** Opens the regular file of a name; empty if there is none, or something else. */
  Optional<ExistingFile> openExisting(DirectoryHandle parent, RawName name) throws IOException;

  /**
   * Begins a regular file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken and must not be replaced
   */
  FileWriter create(DirectoryHandle parent, EntryAttributes file) throws IOException;

  /**
   * Makes a symbolic link, FIFO or device. A socket is left out: it means nothing without the
   * process behind it.
   *
   * @return what could not be put back; a device as a whole if the user may not make one
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken and must not be replaced
   */
  List<RestoreProblem> createSpecial(
      DirectoryHandle parent, EntryAttributes entry, List<ExtendedAttribute> extended)
      throws IOException;

  /**
   * Gives an entry that was restored before a second name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is taken and must not be replaced
   * @throws IOException if the file system has no hard links, or no more for this file
   */
  void hardLink(
      DirectoryHandle existingParent, RawName existing, DirectoryHandle parent, RawName name)
      throws IOException;

  /**
   * Gives a directory its owner, attributes, permissions and times, after all that is in it.
   *
   * @return what could not be put back
   */
  List<RestoreProblem> finishDirectory(
      DirectoryHandle directory, EntryAttributes attributes, List<ExtendedAttribute> extended)
      throws IOException;

  /**
   * How many entries belong to the restoring user instead of their owner, because only root may
   * give files away. Files among them have lost their set-id bits.
   */
  long ownersNotRestored();

  /** Makes everything written durable, as far as the system can tell. */
  void sync() throws IOException;

  @Override
  void close() throws IOException;
}
