package io.keepsake.core.target;

import io.keepsake.core.posix.AttributeCalls;
import io.keepsake.core.posix.DirectoryCalls;
import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.FileStatus;
import io.keepsake.core.posix.OpenFlags;
import io.keepsake.core.posix.PathNames;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.posix.StatusCalls;
import io.keepsake.core.posix.StatusCalls.Links;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.target.DirectoryHandle.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes by system calls relative to open directories. */
final class NativeRestoreTarget implements RestoreTarget {

  private static final int OWNER_ONLY = 0700;

  private final Replacement replacement;
  private final DirectoryHandle root;
  private final DirectoryDescriptors descriptors;
  private final PartialNames partial = new PartialNames();
  private final NativeMetadata metadata = new NativeMetadata();
  private final NativeSpecials specials = new NativeSpecials(metadata);

  NativeRestoreTarget(Path directory, Replacement replacement) throws IOException {
    this.replacement = replacement;
    this.root = DirectoryHandle.root(directory.toString());
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    byte[] path = PathNames.bytes(directory.toRealPath());
    int flags = OpenFlags.READ_ONLY | OpenFlags.DIRECTORY;
    long result = FileCalls.open(FileCalls.WORKING_DIRECTORY, path, flags, 0);
    int descriptor = (int) PosixException.check(result, directory);
    this.descriptors = new DirectoryDescriptors(descriptor);
    prepareExisting(descriptor, root);
  }

  Replacement replacement() {
    return replacement;
  }

  NativeMetadata metadata() {
    return metadata;
  }

  DirectoryDescriptors.Lease lease(DirectoryHandle directory) throws IOException {
    return descriptors.lease(directory);
  }

  @Override
  public DirectoryHandle root() {
    return root;
  }

  @Override
  public DirectoryHandle child(DirectoryHandle parent, EntryAttributes directory)
      throws IOException {
    parent.requireEntryName(directory.name());
    try (var in = lease(parent)) {
      byte[] name = directory.name().bytes();
      long result = DirectoryCalls.makeDirectory(in.descriptor(), name, OWNER_ONLY);
      if (result == -Errno.EEXIST) {
        DirectoryHandle found = parent.child(directory.name(), Origin.FOUND);
        reenter(in.descriptor(), found);
        return found;
      }
      PosixException.check(result, parent.place(directory.name()));
      return parent.child(directory.name(), Origin.MADE);
    }
  }

  /** Makes sure of a directory that was there before. */
  private void reenter(int parent, DirectoryHandle directory) throws IOException {
    int descriptor = DirectoryDescriptors.enter(parent, directory);
    try {
      FileStatus status = StatusCalls.of(descriptor, directory);
      if ((status.mode() & OWNER_ONLY) != OWNER_ONLY) {
        openUp(parent, descriptor, directory, status.mode());
      }
    } finally {
      FileCalls.close(descriptor);
    }
    try (var opened = lease(directory)) {
      prepareExisting(opened.descriptor(), directory);
    }
  }

  /** Lets the owner in until the directory is finished; root gets in anyway. */
  private static void openUp(int parent, int descriptor, DirectoryHandle directory, int mode)
      throws IOException {
    byte[] itself = NativeSpecials.place(descriptor, new byte[0]);
    // If it is refused, the first write into it says so.
    long _ = AttributeCalls.mode(parent, itself, (mode & 07777) | OWNER_ONLY);
    PosixException.check(StatusCalls.probe(parent, directory.name().bytes()), directory);
  }

  private void prepareExisting(int descriptor, DirectoryHandle directory) throws IOException {
    NativeNames.removeLeftOvers(descriptor, partial, directory);
    metadata.noteExisting(descriptor, directory);
  }

  @Override
  public Optional<EntryAttributes> look(DirectoryHandle parent, RawName name) throws IOException {
    parent.requireEntryName(name);
    try (var in = lease(parent)) {
      // Mostly there is nothing, and an exception for each would take longer than the files.
      if (StatusCalls.probe(in.descriptor(), name.bytes()) == -Errno.ENOENT) {
        return Optional.empty();
      }
      return Optional.of(
          StatusCalls.entry(
              in.descriptor(), name.bytes(), name, Links.NO_FOLLOW, parent.place(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // removed just now
    }
  }

  @Override
  public Optional<ExistingFile> openExisting(DirectoryHandle parent, RawName name)
      throws IOException {
    if (look(parent, name).filter(there -> there.kind() == EntryKind.FILE).isEmpty()) {
      return Optional.empty();
    }
    int flags = OpenFlags.READ_ONLY | OpenFlags.NO_FOLLOW | OpenFlags.NON_BLOCKING;
    EntryPlace path = parent.place(name);
    long descriptor;
    try (var in = lease(parent)) {
      descriptor = FileCalls.open(in.descriptor(), name.bytes(), flags, 0);
    }
    if (descriptor == -Errno.ENOENT || descriptor == -Errno.ELOOP) {
      return Optional.empty();
    }
    PosixException.check(descriptor, path);
    FileStatus status = StatusCalls.of((int) descriptor, path);
    if (status.kind() != EntryKind.FILE) {
      FileCalls.close((int) descriptor);
      return Optional.empty();
    }
    return Optional.of(
        new NativeExistingFile((int) descriptor, status.attributes(name, RawName.EMPTY), path));
  }

  @Override
  public FileWriter create(DirectoryHandle parent, EntryAttributes file) throws IOException {
    RawName name = file.name();
    parent.requireEntryName(name);
    try (var in = lease(parent)) {
      if (!parent.isNew()) {
        NativeNames.requireFree(in.descriptor(), name, replacement, parent.place(name));
      }
      return new NativeFileWriter(this, parent, in.descriptor(), name, partial.next());
    }
  }

  @Override
  public List<RestoreProblem> createSpecial(
      DirectoryHandle parent, EntryAttributes entry, List<ExtendedAttribute> extended)
      throws IOException {
    RawName name = entry.name();
    parent.requireEntryName(name);
    String path = parent.display(name);
    if (entry.kind() == EntryKind.SOCKET) {
      return List.of();
    }
    if (entry.kind() == EntryKind.FILE || entry.kind() == EntryKind.DIRECTORY) {
      throw new IllegalArgumentException("Not special: " + path);
    }
    RawName temporary = partial.next();
    try (var in = lease(parent)) {
      int directory = in.descriptor();
      NativeNames.requireFree(directory, name, replacement, path);
      List<RestoreProblem> refused = specials.make(directory, temporary, entry, path);
      if (!refused.isEmpty()) {
        return refused;
      }
      boolean settled = false;
      try {
        var problems = specials.finish(directory, temporary, entry, extended, path);
        NativeNames.settle(directory, temporary, name, replacement, path);
        settled = true;
        return problems;
      } finally {
        if (!settled) {
          DirectoryCalls.remove(directory, temporary.bytes());
        }
      }
    }
  }

  @Override
  public void hardLink(
      DirectoryHandle existingParent, RawName existing, DirectoryHandle parent, RawName name)
      throws IOException {
    existingParent.requireEntryName(existing);
    parent.requireEntryName(name);
    try (var from = lease(existingParent);
        var to = lease(parent)) {
      NativeNames.link(
          from.descriptor(),
          existing,
          to.descriptor(),
          name,
          partial.next(),
          replacement,
          parent.display(name));
    }
  }

  @Override
  public List<RestoreProblem> finishDirectory(
      DirectoryHandle directory, EntryAttributes attributes, List<ExtendedAttribute> extended)
      throws IOException {
    try (var opened = lease(directory)) {
      return metadata.apply(opened.descriptor(), attributes, extended, directory.toString());
    }
  }

  @Override
  public long ownersNotRestored() {
    return metadata.ownersNotRestored();
  }

  @Override
  public void sync() throws IOException {
    try (var top = lease(root)) {
      PosixException.check(FileCalls.syncFileSystem(top.descriptor()), root);
    }
  }

  @Override
  public void close() {
    descriptors.close();
  }
}
