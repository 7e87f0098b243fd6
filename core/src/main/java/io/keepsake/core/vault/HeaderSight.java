package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The headers of all providers that may be written to, and the claims to change them.
 *
 * @param seen what each provider has that answered, in their order
 * @param unseen why the others did not
 */
record HeaderSight(Map<ObjectStore, Seen> seen, Map<String, String> unseen) {

  /**
   * What one provider has.
   *
   * @param header empty if it is damaged
   * @param claims names of all claims
   */
  record Seen(Optional<StoredHeader> header, Set<ObjectName> claims) {}

  /** One provider's answer: what it has, or why that is not known. */
  private record Answer(Optional<Seen> seen, String problem) {}

  /**
   * Looks at all of them at once: at the claims first. Whoever ends a claim has written the header
   * before; so one of both is seen.
   */
  static HeaderSight look(List<ObjectStore> stores) throws IOException {
    List<Callable<Answer>> questions = new ArrayList<>();
    stores.forEach(store -> questions.add(() -> ask(store)));
    List<Answer> answers = Tasks.atOnce(questions);
    Map<ObjectStore, Seen> seen = new LinkedHashMap<>();
    Map<String, String> unseen = new LinkedHashMap<>();
    for (int i = 0; i < stores.size(); i++) {
      ObjectStore store = stores.get(i);
      Answer answer = answers.get(i);
      answer
          .seen()
          .ifPresentOrElse(
              has -> seen.put(store, has), () -> unseen.put(store.id(), answer.problem()));
    }
    return new HeaderSight(seen, unseen);
  }

  private static Answer ask(ObjectStore store) throws IOException {
    try {
      Set<ObjectName> claims = HeaderClaim.list(store);
      return new Answer(Optional.of(new Seen(header(store), claims)), "");
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.INTERRUPTED) {
        throw e;
      }
      return new Answer(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Optional<StoredHeader> header(ObjectStore store) throws IOException {
    try {
      return Optional.of(StoredHeader.read(store, Purpose.OPEN));
    } catch (KeyException e) {
      if (e.kind() == KeyException.Kind.NEWER_FORMAT) {
        throw new VaultException(Kind.NEWER_FORMAT, e.getMessage(), e);
      }
      return Optional.empty();
    }
  }

  /**
   * The header that counts.
   *
   * @throws VaultException kind {@code DAMAGED} if none is sound
   */
  StoredHeader newest() throws VaultException {
    return seen.values().stream()
        .flatMap(each -> each.header().stream())
        .max(StoredHeader.BY_REVISION)
        .orElseThrow(
            () -> new VaultException(Kind.DAMAGED, "The vault's header is damaged everywhere"));
  }

  /**
   * The claims of those who may still be writing: for the revision of the header that counts, or a
   * higher one.
   */
  Set<ObjectName> openClaims() throws VaultException {
    int revision = newest().header().revision();
    Set<ObjectName> open = new HashSet<>();
    seen.values().forEach(each -> open.addAll(each.claims()));
    open.removeIf(claim -> ObjectNames.claimedRevision(claim).orElse(0) < revision);
    return open;
  }

  /** The revision that no header and no claim has yet. */
  int nextRevision() throws VaultException {
    int highest = newest().header().revision();
    for (ObjectName claim : openClaims()) {
      highest = Math.max(highest, ObjectNames.claimedRevision(claim).orElse(0));
    }
    if (highest == Integer.MAX_VALUE) {
      throw new VaultException(Kind.DAMAGED, "The vault's header cannot be changed any more");
    }
    return highest + 1;
  }
}
