package io.keepsake.core.spi.storage;

import java.util.List;
import java.util.Optional;

/**
 * Part of a listing.
 *
 * @param objects in ascending order of their names
 * @param next what to hand back for the following page; empty on the last one. Opaque, valid for
 *     the same store and prefix only
 */
public record ListPage(List<ObjectStat> objects, Optional<String> next) {

  /** Copies the list. */
  public ListPage {
    objects = List.copyOf(objects);
  }
}
