package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.prune.PruneOutcome.Session;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.Fences;
import io.keepsake.core.repository.MarkSpreading;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Registration;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Ends the session of somebody who is taken for dead: an intent first, then a look at what it
 * wrote, then a fence that admits that and nothing else.
 */
record Fencing(Repository repository, Quorum quorum, PruneJob job, PruneMarkReader marks) {

  int run(Session session) throws IOException {
    String what = session.mark().map(PruneMark::what).orElse(PruneMark.PRUNE);
    post(session.id(), what, Optional.empty());
    List<Hash> snapshots = snapshots(session.id());
    Set<Hash> admitted = new HashSet<>(snapshots);
    admitted.addAll(swept(session.id()));
    Optional<Set<Hash>> before = admittedBefore(session.id());
    if (before.isPresent()) { // somebody else ended it meanwhile: no more, and no less
      admitted.clear();
      admitted.addAll(before.get());
    }
    String did = snapshots.isEmpty() ? what : PruneMark.BACKUP;
    post(session.id(), did, Optional.of(List.copyOf(admitted)));
    new Registration(repository, Purpose.PRUNE, session.id(), Set.of(), quorum.needed()).close();
    return admitted.size();
  }

  /**
   * Ends one's own pruning, of which all that was written is known. It is the truth wherever it is
   * seen, and who relies on it copies it.
   *
   * @return ids of the stores that have it
   */
  Set<String> signOff(Hash session, Set<Hash> written) throws IOException {
    return store(session, PruneMark.PRUNE, Optional.of(List.copyOf(written)));
  }

  private void post(Hash session, String what, Optional<List<Hash>> admitted) throws IOException {
    quorum.require(store(session, what, admitted), "write down that the session ends");
  }

  private Set<String> store(Hash session, String what, Optional<List<Hash>> admitted)
      throws IOException {
    PruneMark mark =
        new PruneMark(
            Instant.now(),
            job.host(),
            job.user(),
            what,
            Optional.of(session),
            admitted,
            job.program());
    return repository
        .post(mark, ObjectType.FENCE, hash -> ObjectNames.fence(session, hash))
        .holders();
  }

  /** What another fence admits, which is where nobody can miss it from now on. */
  private Optional<Set<Hash>> admittedBefore(Hash session) throws IOException {
    Set<String> unlisted = new HashSet<>();
    Fences fences = marks.fences(unlisted::add);
    quorum.require(quorum.without(unlisted), "list what others ended");
    new MarkSpreading(repository, quorum.needed()).spread(fences.objects());
    return Optional.ofNullable(fences.admitted().get(session));
  }

  /** Its snapshots. One that cannot be read may be one of them, and would be void for ever. */
  private List<Hash> snapshots(Hash session) throws IOException {
    Set<String> unlisted = new HashSet<>();
    List<Hash> found = new ArrayList<>();
    for (ListedObject object :
        repository.list(ObjectNames.SNAPSHOTS, Purpose.PRUNE, unlisted::add)) {
      Optional<Hash> id = ObjectNames.hashOf(object.name());
      if (id.isPresent() && read(id.get()).session().equals(Optional.of(session))) {
        found.add(id.get());
      }
    }
    quorum.require(quorum.without(unlisted), "list the snapshots");
    return found;
  }

  private SnapshotManifest read(Hash id) throws IOException {
    try {
      return repository.snapshot(id, Purpose.PRUNE);
    } catch (IOException e) {
      if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      throw new FormatException(
          "snapshot %s cannot be read and may be the session's: %s; the session was not ended. Run 'keepsake repair', or forget the snapshot"
              .formatted(id.hex(), e.getMessage()));
    }
  }

  /** Records of what it swept, of which nobody can miss one from now on. */
  private Set<Hash> swept(Hash session) throws IOException {
    Set<String> unlisted = new HashSet<>();
    List<ListedObject> its = new ArrayList<>();
    for (Map.Entry<ListedObject, Optional<PruneMark>> each :
        marks.swept(unlisted::add).entrySet()) {
      Optional<Hash> by = each.getValue().flatMap(PruneMark::session);
      if (by.equals(Optional.of(session))) {
        its.add(each.getKey());
      }
    }
    quorum.require(quorum.without(unlisted), "list what is swept");
    new MarkSpreading(repository, quorum.needed()).spread(its);
    Set<Hash> found = new HashSet<>();
    its.forEach(record -> found.add(ObjectNames.hashOf(record.name()).orElseThrow()));
    return found;
  }
}
