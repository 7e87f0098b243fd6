package io.keepsake.core.vault;

import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a change of the header writes, at all providers that were seen, and takes back. */
final class HeaderWrites {

  private static final Logger LOG = LoggerFactory.getLogger(HeaderWrites.class);

  private final HeaderSight before;
  private final StoredHeader next;
  private final HeaderClaim claim;

  HeaderWrites(HeaderSight before, StoredHeader next, HeaderClaim claim) {
    this.before = before;
    this.next = next;
    this.claim = claim;
  }

  ObjectName claimName() {
    return claim.name();
  }

  /** Stores the claim; answers where that failed, and why. */
  Map<String, String> claim() throws IOException {
    return everywhere(claim::put);
  }

  /** Writes the header; answers where that failed, and why. */
  Map<String, String> replace() throws IOException {
    return everywhere(
        store -> {
          Optional<StoredHeader> there = sound(store);
          if (there.isPresent() && StoredHeader.BY_REVISION.compare(there.get(), next) > 0) {
            throw new StoreException(
                Kind.ALREADY_EXISTS, store.id(), "Provider " + store.id() + " has a newer header");
          }
          write(store, next);
        });
  }

  /** Writes the old headers again where the new one is; answers where it may still be. */
  Set<String> takeBack() throws IOException {
    return new TreeSet<>(
        everywhere(
                store -> {
                  Optional<StoredHeader> old = before.seen().get(store).header();
                  if (sound(store).filter(next::isLike).isPresent()) {
                    write(store, old.orElse(before.newest()));
                  }
                })
            .keySet());
  }

  /**
   * The header that is there; empty if it is damaged.
   *
   * @throws StoreException if a newer Keepsake wrote it: that counts, whatever it says
   */
  private static Optional<StoredHeader> sound(ObjectStore store) throws IOException {
    try {
      return Optional.of(StoredHeader.read(store, Purpose.OPEN));
    } catch (KeyException e) {
      if (e.kind() == KeyException.Kind.NEWER_FORMAT) {
        throw new StoreException(
            Kind.ALREADY_EXISTS,
            store.id(),
            "Provider %s has a header that a newer Keepsake wrote".formatted(store.id()),
            e);
      }
      return Optional.empty();
    }
  }

  private static void write(ObjectStore store, StoredHeader header) throws IOException {
    ObjectContent content = ObjectContent.of(header.bytes().duplicate());
    store.put(ObjectNames.HEADER, content, PutCondition.ANY, Purpose.OPEN);
    if (sound(store).filter(header::isLike).isEmpty()) {
      throw new StoreException(
          Kind.CORRUPT,
          store.id(),
          "Provider %s does not have the header right after it was written; do not rely on it"
              .formatted(store.id()));
    }
  }

  /** Takes the claim away. */
  void withdraw() {
    delete(_ -> List.of(claim.name()));
  }

  /** Takes all claims away that were seen: the header that is there now is newer than they are. */
  void withdrawAll() {
    delete(
        store -> {
          List<ObjectName> names = new ArrayList<>(before.seen().get(store).claims());
          names.add(claim.name());
          return names;
        });
  }

  @FunctionalInterface
  private interface Names {
    List<ObjectName> at(ObjectStore store);
  }

  /** One that stays makes the next change ask a person. */
  private void delete(Names names) {
    try {
      Map<String, String> failed = everywhere(store -> store.delete(names.at(store), Purpose.OPEN));
      failed.forEach(
          (id, why) ->
              LOG.warn("The next change of keys needs --take-over, for provider {}: {}", id, why));
    } catch (IOException e) {
      LOG.warn("The next change of keys may need --take-over: {}", e.toString());
    }
  }

  @FunctionalInterface
  private interface Write {
    void at(ObjectStore store) throws IOException;
  }

  private Map<String, String> everywhere(Write write) throws IOException {
    List<ObjectStore> stores = List.copyOf(before.seen().keySet());
    List<Callable<Optional<String>>> writes = new ArrayList<>();
    stores.forEach(store -> writes.add(() -> problem(store, write)));
    List<Optional<String>> problems = Tasks.atOnce(writes);
    Map<String, String> failed = new LinkedHashMap<>();
    for (int i = 0; i < stores.size(); i++) {
      String id = stores.get(i).id();
      problems.get(i).ifPresent(problem -> failed.put(id, problem));
    }
    return failed;
  }

  private static Optional<String> problem(ObjectStore store, Write write) throws IOException {
    try {
      write.at(store);
      return Optional.empty();
    } catch (StoreException e) {
      if (e.kind() == Kind.INTERRUPTED) {
        throw e;
      }
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
