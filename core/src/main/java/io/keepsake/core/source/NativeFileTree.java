package io.keepsake.core.source;

import io.keepsake.core.posix.Accounts;
import io.keepsake.core.posix.DirectoryCalls;
import io.keepsake.core.posix.FileCalls;
import io.keepsake.core.posix.FileStatus;
import io.keepsake.core.posix.OpenFlags;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.posix.StatusCalls;
import io.keepsake.core.posix.StatusCalls.Links;
import io.keepsake.core.posix.XattrCalls;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.RawName;
import io.keepsake.core.spi.source.SourceContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Reaches files by system calls. */
final class NativeFileTree implements FileTree {

  private static final byte[] ITSELF = {'.'};
  private static final int READ =
      OpenFlags.READ_ONLY | OpenFlags.NO_FOLLOW | OpenFlags.NON_BLOCKING;

  private final long user = Accounts.effectiveUser();

  @Override
  public EntryAttributes attributes(PathNode node) throws IOException {
    if (node.length() < NativePaths.LONGEST) {
      return StatusCalls.entry(
          FileCalls.WORKING_DIRECTORY, node.bytes(), node.name(), node.links(), node);
    }
    int parent = NativePaths.openParent(node);
    try {
      return StatusCalls.entry(parent, node.name().bytes(), node.name(), node.links(), node);
    } finally {
      FileCalls.close(parent);
    }
  }

  @Override
  public Listing list(PathNode directory, Predicate<RawName> wanted) throws IOException {
    int descriptor = openDirectory(directory);
    try {
      FileStatus self = StatusCalls.of(descriptor, directory);
      List<RawName> names = new ArrayList<>();
      long result =
          DirectoryCalls.list(
              descriptor,
              bytes -> {
                RawName name = RawName.of(bytes);
                if (wanted.test(name)) {
                  names.add(name);
                }
              });
      PosixException.check(result, directory);
      Collections.sort(names);
      List<RawName> first = names.subList(0, Math.min(WINDOW, names.size()));
      return new Listing(
          self.attributes(directory.name(), RawName.EMPTY), names, look(descriptor, first));
    } finally {
      FileCalls.close(descriptor);
    }
  }

  @Override
  public List<Found> look(PathNode directory, List<RawName> names) {
    int descriptor;
    try {
      descriptor = NativePaths.open(directory, flags(directory, OpenFlags.PATH_ONLY));
    } catch (FileSystemException e) {
      return names.stream().<Found>map(name -> new Found.Lost(e)).toList();
    }
    try {
      return look(descriptor, names);
    } finally {
      FileCalls.close(descriptor);
    }
  }

  private static List<Found> look(int descriptor, List<RawName> names) {
    List<Found> found = new ArrayList<>(names.size());
    for (RawName name : names) {
      try {
        found.add(
            new Found.Entry(
                StatusCalls.entry(descriptor, name.bytes(), name, Links.NO_FOLLOW, name)));
      } catch (FileSystemException e) {
        found.add(new Found.Lost(e));
      }
    }
    return found;
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes(PathNode node) throws IOException {
    // A followed node is a directory: its own "." is what it points to.
    PathNode meant = node.links() == Links.FOLLOW ? node.child(RawName.of(ITSELF)) : node;
    if (meant.length() < NativePaths.LONGEST) {
      return XattrCalls.all(meant.bytes(), node);
    }
    int parent = NativePaths.openParent(meant);
    try {
      byte[] place = ("/proc/self/fd/" + parent + "/").getBytes(StandardCharsets.US_ASCII);
      byte[] name = meant.name().bytes();
      byte[] path = new byte[place.length + name.length];
      System.arraycopy(place, 0, path, 0, place.length);
      System.arraycopy(name, 0, path, place.length, name.length);
      return XattrCalls.all(path, node);
    } finally {
      FileCalls.close(parent);
    }
  }

  @Override
  public SourceContent open(PathNode node, EntryAttributes seen) throws IOException {
    int descriptor = openForReading(node, seen, READ);
    try {
      FileStatus now = StatusCalls.of(descriptor, node);
      if (!now.isSameFile(seen)) {
        // Saved anew by a rename, or reached through a planted link: only the former may be read.
        FileCalls.close(descriptor);
        descriptor = -1;
        descriptor = NativePaths.openByName(node, READ);
        now = StatusCalls.of(descriptor, node);
      }
      if (now.kind() != EntryKind.FILE) {
        throw new ReplacedException(node.toString());
      }
      NativeFileContent content = new NativeFileContent(descriptor, now, node);
      descriptor = -1;
      return content;
    } finally {
      if (descriptor >= 0) {
        FileCalls.close(descriptor);
      }
    }
  }

  private int openForReading(PathNode node, EntryAttributes seen, int flags)
      throws FileSystemException {
    if (user == 0 || user == seen.owner().uid()) {
      try {
        return NativePaths.open(node, flags | OpenFlags.NO_ACCESS_TIME);
      } catch (AccessDeniedException e) {
        // Without the right to spare the access time it is read all the same.
        return NativePaths.open(node, flags);
      }
    }
    return NativePaths.open(node, flags);
  }

  private int openDirectory(PathNode directory) throws FileSystemException {
    int list = flags(directory, OpenFlags.READ_ONLY);
    if (user == 0) {
      try {
        return NativePaths.open(directory, list | OpenFlags.NO_ACCESS_TIME);
      } catch (AccessDeniedException e) {
        return NativePaths.open(directory, list);
      }
    }
    return NativePaths.open(directory, list);
  }

  private static int flags(PathNode directory, int access) {
    int follow = directory.links() == Links.FOLLOW ? 0 : OpenFlags.NO_FOLLOW;
    return access | OpenFlags.DIRECTORY | follow;
  }
}
