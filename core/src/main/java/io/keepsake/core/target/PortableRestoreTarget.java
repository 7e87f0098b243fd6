package io.keepsake.core.target;

import io.keepsake.core.posix.PathNames;
import io.keepsake.core.posix.PortableAttributes;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes through java.nio. Each directory is checked to be none of the symbolic links before it is
 * used; unlike with system calls, one swapped in at that very moment is not noticed.
 */
final class PortableRestoreTarget implements RestoreTarget {

  private final Path top;
  private final Replacement replacement;
  private final DirectoryHandle root;
  private final PartialNames partial = new PartialNames();
  private final PortableMetadata metadata = new PortableMetadata();

  PortableRestoreTarget(Path directory, Replacement replacement) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    this.top = directory.toRealPath();
    this.replacement = replacement;
    this.root = DirectoryHandle.root(directory.toString());
    removeLeftOvers(top);
  }

  PortableMetadata metadata() {
    return metadata;
  }

  @Override
  public DirectoryHandle root() {
    return root;
  }

  /** The path of a directory, none of whose names is a symbolic link. */
  private Path path(DirectoryHandle directory) throws IOException {
    if (directory.parent().isEmpty()) {
      return top;
    }
    Path path = PathNames.resolve(path(directory.parent().get()), directory.name());
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          directory.toString(),
          null,
          "Something that is no directory is in the place of a directory; it was left alone");
    }
    return path;
  }

  private Path path(DirectoryHandle parent, RawName name) throws IOException {
    parent.requireEntryName(name);
    Path path = PathNames.resolve(path(parent), name);
    if (!PathNames.last(path).equals(name)) {
      throw new FileSystemException(
          parent.display(name), null, "The name is refused: this system cannot have it");
    }
    return path;
  }

  @Override
  public DirectoryHandle child(DirectoryHandle parent, EntryAttributes directory)
      throws IOException {
    DirectoryHandle child = parent.child(directory.name(), DirectoryHandle.Origin.FOUND);
    Path path = path(parent, directory.name());
    try {
      Files.createDirectory(path);
    } catch (FileAlreadyExistsException e) {
      removeLeftOvers(path(child));
    }
    return child;
  }

  private void removeLeftOvers(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (partial.isLeftOver(PathNames.last(entry))
            && !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(entry);
        }
      }
    }
  }

  @Override
  public Optional<EntryAttributes> look(DirectoryHandle parent, RawName name) throws IOException {
    Path path = path(parent, name);
    try {
      return Optional.of(PortableAttributes.read(path, name, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<ExistingFile> openExisting(DirectoryHandle parent, RawName name)
      throws IOException {
    Optional<EntryAttributes> there =
        look(parent, name).filter(entry -> entry.kind() == EntryKind.FILE);
    if (there.isEmpty()) {
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(path(parent, name), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return Optional.of(new PortableExistingFile(channel, there.get()));
  }

  @Override
  public FileWriter create(DirectoryHandle parent, EntryAttributes file) throws IOException {
    Path path = path(parent, file.name());
    requireFree(path);
    Path temporary = path(parent, partial.next());
    return new PortableFileWriter(this, temporary, path, parent.display(file.name()));
  }

  private void requireFree(Path path) throws IOException {
    if (replacement == Replacement.REFUSE && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  /** Gives a finished entry its name. */
  void settle(Path temporary, Path path) throws IOException {
    if (replacement == Replacement.REFUSE) {
      requireFree(path);
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString(), null, "A directory is in its place");
    }
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public List<RestoreProblem> createSpecial(
      DirectoryHandle parent, EntryAttributes entry, List<ExtendedAttribute> extended)
      throws IOException {
    String display = parent.display(entry.name());
    Path path = path(parent, entry.name());
    if (entry.kind() == EntryKind.SOCKET) {
      return List.of();
    }
    if (entry.kind() != EntryKind.SYMLINK) {
      String kind = entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return List.of(
          new RestoreProblem(
              display, "It was not restored: a " + kind + " cannot be made on this system."));
    }
    requireFree(path);
    Path temporary = path(parent, partial.next());
    Files.createSymbolicLink(temporary, PathNames.path(entry.linkTarget()));
    var problems = metadata.apply(temporary, entry, extended, display);
    settle(temporary, path);
    return problems;
  }

  @Override
  public void hardLink(
      DirectoryHandle existingParent, RawName existing, DirectoryHandle parent, RawName name)
      throws IOException {
    Path path = path(parent, name);
    requireFree(path);
    if (replacement == Replacement.REPLACE) {
      Files.deleteIfExists(path);
    }
    Files.createLink(path, path(existingParent, existing));
  }

  @Override
  public List<RestoreProblem> finishDirectory(
      DirectoryHandle directory, EntryAttributes attributes, List<ExtendedAttribute> extended)
      throws IOException {
    return metadata.apply(path(directory), attributes, extended, directory.toString());
  }

  @Override
  public long ownersNotRestored() {
    return metadata.ownersNotRestored();
  }

  /** The platform has no such call; it writes back in its own time. */
  @Override
  public void sync() {}

  @Override
  public void close() {}
}
