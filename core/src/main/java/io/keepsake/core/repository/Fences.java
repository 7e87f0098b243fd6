package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.replicate.ListedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sessions that somebody else ended, and what of theirs still counts. Every fence among it was
 * opened, so that it was written by somebody who has the key.
 *
 * @param admitted by session, what all of its fences admit
 * @param what by session, what it did, as its fences say
 * @param objects the fences themselves, and where they are
 */
public record Fences(
    Map<Hash, Set<Hash>> admitted, Map<Hash, String> what, List<ListedObject> objects) {

  /** Copies the collections. */
  public Fences {
    admitted = Map.copyOf(admitted);
    what = Map.copyOf(what);
    objects = List.copyOf(objects);
  }

  /** Of intents and fences; intents are passed over. */
  static Fences of(Map<ListedObject, PruneMark> marks) {
    Map<Hash, Set<Hash>> admitted = new HashMap<>();
    Map<Hash, String> what = new HashMap<>();
    List<ListedObject> objects = new ArrayList<>();
    for (Map.Entry<ListedObject, PruneMark> each : marks.entrySet()) {
      PruneMark mark = each.getValue();
      if (mark.objects().isPresent()) {
        objects.add(each.getKey());
        Hash session = mark.session().orElseThrow();
        Set<Hash> of = new HashSet<>(mark.listed());
        admitted.merge(
            session,
            of,
            (some, others) -> {
              some.retainAll(others);
              return some;
            });
        what.put(session, mark.what());
      }
    }
    return new Fences(admitted, what, objects);
  }

  /** Whether nobody was fenced. */
  public boolean isEmpty() {
    return admitted.isEmpty();
  }

  /** Whether a session was ended. */
  public boolean ended(Hash session) {
    return admitted.containsKey(session);
  }

  /**
   * Whether something that a session wrote counts for nothing.
   *
   * @param session its session; what has none is never void
   * @param id the hash of the object
   */
  public boolean isVoid(Optional<Hash> session, Hash id) {
    return session.isPresent()
        && ended(session.get())
        && !admitted.getOrDefault(session.get(), Set.of()).contains(id);
  }
}
