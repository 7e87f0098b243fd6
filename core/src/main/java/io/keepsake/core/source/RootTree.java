package io.keepsake.core.source;

import io.keepsake.core.spi.source.RawName;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The roots of a source as a tree of names. A directory that only leads to roots is walked through;
 * a root is walked whole, together with the roots inside it.
 */
final class RootTree {

  private final NavigableMap<RawName, RootTree> children = new TreeMap<>();
  private boolean root;

  /** Adds a root, given by its names from the root of the file system down. */
  void add(List<RawName> names) {
    RootTree at = this;
    for (RawName name : names) {
      at = at.children.computeIfAbsent(name, key -> new RootTree());
    }
    at.root = true;
  }

  /** Whether everything below is wanted, and not only what leads to other roots. */
  boolean isRoot() {
    return root;
  }

  /** Whether roots are below; such a place must be a directory, even by a symbolic link. */
  boolean leadsOn() {
    return !children.isEmpty();
  }

  /** The names that lead to roots, ascending. */
  List<RawName> names() {
    return new ArrayList<>(children.keySet());
  }

  /** The part below a name. */
  Optional<RootTree> child(RawName name) {
    return Optional.ofNullable(children.get(name));
  }

  /** The node of a child of this place, to be followed if it is a symbolic link to roots. */
  PathNode node(PathNode parent, RawName name) {
    return child(name).filter(RootTree::leadsOn).isPresent()
        ? parent.passage(name)
        : parent.child(name);
  }
}
