package io.keepsake.core.target;

import io.keepsake.core.spi.source.RawName;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory of the target. It holds no descriptor, so any number of them may be kept. */
public final class DirectoryHandle {

  /** Whether a directory was there before the restore. */
  enum Origin {
    /** It was, perhaps with something in it. */
    FOUND,
    /** The restore made it: nothing is in it but what the restore puts there. */
    MADE
  }

  private final @Nullable DirectoryHandle parent;
  private final RawName name;
  private final String top;
  private final Origin origin;

  private DirectoryHandle(
      @Nullable DirectoryHandle parent, RawName name, String top, Origin origin) {
    this.parent = parent;
    this.name = name;
    this.top = top;
    this.origin = origin;
  }

  /** The target itself. */
  static DirectoryHandle root(String top) {
    return new DirectoryHandle(null, RawName.EMPTY, top, Origin.FOUND);
  }

  /**
   * A directory in this one.
   *
   * @throws FileSystemException if the name cannot be one of an entry
   */
  DirectoryHandle child(RawName childName, Origin childOrigin) throws FileSystemException {
    requireEntryName(childName);
    return new DirectoryHandle(this, childName, top, childOrigin);
  }

  /** Whether nothing can be in it but what the restore put there. */
  public boolean isNew() {
    return origin == Origin.MADE;
  }

  /** Refuses names that would lead out of the directory. */
  void requireEntryName(RawName entry) throws FileSystemException {
    if (!entry.isEntryName()) {
      throw new FileSystemException(
          display(entry), null, "The name is refused: it cannot be that of an entry");
    }
  }

  /** The directory it is in; empty for the target itself. */
  Optional<DirectoryHandle> parent() {
    return Optional.ofNullable(parent);
  }

  RawName name() {
    return name;
  }

  /** The path of an entry in this directory, for people. */
  String display(RawName entry) {
    return this + "/" + entry;
  }

  /** As {@link #display}, put together only when it is shown. */
  EntryPlace place(RawName entry) {
    return new EntryPlace(this, entry);
  }

  /** The path for people. */
  @Override
  public String toString() {
    StringBuilder path = new StringBuilder();
    for (DirectoryHandle at = this; at.parent != null; at = at.parent) {
      path.insert(0, "/" + at.name);
    }
    return path.insert(0, top).toString();
  }
}
