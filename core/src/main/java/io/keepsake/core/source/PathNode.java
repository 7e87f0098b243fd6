package io.keepsake.core.source;

import io.keepsake.core.posix.StatusCalls.Links;
import io.keepsake.core.spi.source.Globs;
import io.keepsake.core.spi.source.RawName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An absolute path as a chain of names; entries of one directory share its part. */
final class PathNode {

  /** The root of the file system. */
  static final PathNode ROOT = new PathNode(null, RawName.EMPTY, Links.FOLLOW);

  private final @Nullable PathNode parent;
  private final RawName name;
  private final Links links;
  private final int length;

  private PathNode(@Nullable PathNode parent, RawName name, Links links) {
    this.parent = parent;
    this.name = name;
    this.links = links;
    this.length = parent == null ? 0 : Math.addExact(parent.length + 1, name.length());
  }

  /** An entry of this directory, meant itself if it is a symbolic link. */
  PathNode child(RawName childName) {
    return new PathNode(this, childName, Links.NO_FOLLOW);
  }

  /** A directory the user named on the way to a root, meant even where it is a symbolic link. */
  PathNode passage(RawName childName) {
    return new PathNode(this, childName, Links.FOLLOW);
  }

  RawName name() {
    return name;
  }

  Links links() {
    return links;
  }

  /** The directory it is in; empty for the root. */
  Optional<PathNode> parent() {
    return Optional.ofNullable(parent);
  }

  /** Number of bytes in the path. */
  int length() {
    return length;
  }

  /** The whole path in bytes, {@code /} for the root. */
  byte[] bytes() {
    if (parent == null) {
      return new byte[] {'/'};
    }
    byte[] path = new byte[length];
    int at = length;
    for (PathNode node = this; node.parent != null; node = node.parent) {
      byte[] part = node.name.bytes();
      at -= part.length;
      System.arraycopy(part, 0, path, at, part.length);
      path[--at] = '/';
    }
    return path;
  }

  /** The names from the root down to this one. */
  List<PathNode> chain() {
    Deque<PathNode> nodes = new ArrayDeque<>();
    for (PathNode node = this; node.parent != null; node = node.parent) {
      nodes.addFirst(node);
    }
    return List.copyOf(nodes);
  }

  /** The path as text to match globs with: UTF-8, or one character a byte where it is none. */
  String text() {
    return Globs.text(bytes());
  }

  /** The path for people. */
  @Override
  public String toString() {
    if (parent == null) {
      return "/";
    }
    byte[] path = bytes();
    for (byte b : path) {
      if (b < 0x20 || b == 0x7f || b == '\\') {
        return RawName.of(path).toString();
      }
    }
    return new String(path, StandardCharsets.US_ASCII);
  }
}
