package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.CopyFilter;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which snapshots are not to be copied any more, by names alone, which anybody can read who has no
 * key: those with a tombstone and without a hold.
 *
 * <p>Whoever can write to a store can make up such names. So nothing is ever deleted by them: that
 * takes a tombstone that was opened, see {@link SnapshotMarks}.
 */
public final class ForgottenNames implements CopyFilter {

  private final Set<Hash> forgotten = new HashSet<>();
  private final Set<Hash> held = new HashSet<>();

  @Override
  public void note(ObjectName name) {
    Optional<Hash> snapshot = ObjectNames.markedSnapshot(name);
    if (snapshot.isPresent()) {
      boolean tombstone = name.value().startsWith(ObjectNames.FORGOTTEN);
      (tombstone ? forgotten : held).add(snapshot.get());
    }
  }

  @Override
  public boolean excludes(ObjectName name) {
    return name.value().startsWith(ObjectNames.SNAPSHOTS)
        && ObjectNames.hashOf(name)
            .filter(snapshot -> forgotten.contains(snapshot) && !held.contains(snapshot))
            .isPresent();
  }
}
