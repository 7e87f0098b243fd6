package io.keepsake.core.vault;

import io.keepsake.core.failover.Deadlines;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.keys.KeyException;
import io.keepsake.core.repair.HeaderCopies;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Reads the headers of all stores and settles which one counts: the highest revision that is sound.
 * A store without a header, or with a damaged one, is told; it still serves reads if others know
 * the vault, since every object is checked by itself.
 */
final class HeaderChoice {

  /** What becomes of a store that can be reached and has no header. */
  enum Headerless {
    /** It is left out: it holds nothing of the vault, as far as anybody can tell. */
    LEFT_OUT,
    /** It takes part, to be filled. */
    KEPT
  }

  private static final int MOST_KEYS = 1_000;

  private final OpenStores stores;
  private final Headerless headerless;
  private final Map<ObjectStore, StoredHeader> sound = new LinkedHashMap<>();
  private final List<VaultException> failures = new ArrayList<>();
  private final Set<String> withoutVault = new LinkedHashSet<>();
  private final Set<ObjectName> strayKeys = new LinkedHashSet<>();

  HeaderChoice(OpenStores stores, Headerless headerless) {
    this.stores = stores;
    this.headerless = headerless;
  }

  /**
   * The header that counts; all stores are asked at once. Stores that cannot be read or hold no
   * vault are left out.
   *
   * @throws VaultException kind {@code NO_VAULT}, {@code OTHER_VAULT}, {@code NEWER_FORMAT}, {@code
   *     DAMAGED} or {@code TOO_FEW_COPIES}
   */
  StoredHeader choose() throws IOException {
    for (Map.Entry<ObjectStore, Answer> answer : answers().entrySet()) {
      note(answer.getKey(), answer.getValue());
    }
    for (VaultException failure : failures) {
      if (failure.kind() == Kind.NEWER_FORMAT) {
        throw failure; // what a newer Keepsake upgraded is not for this one, at any provider
      }
    }
    Optional<StoredHeader> best = sound.values().stream().max(StoredHeader.BY_REVISION);
    if (best.isEmpty()) {
      throw none();
    }
    requireOneVault();
    return best.get();
  }

  /**
   * The bytes of the header that counts, and which stores that take part have not got them.
   *
   * @param chosen what {@link #choose} answered
   */
  HeaderCopies copies(StoredHeader chosen) {
    Set<String> unlike = new HashSet<>();
    for (ObjectStore store : stores.stores()) {
      StoredHeader has = sound.get(store);
      boolean right = has != null && has.bytes().equals(chosen.bytes());
      if (!right && !withoutVault.contains(store.id())) {
        unlike.add(store.id());
      }
    }
    return new HeaderCopies(chosen.bytes(), withoutVault, unlike);
  }

  /**
   * What stores without a header have under the names of wrapped keys: read where no other store
   * lists any. Of many, the first ones.
   */
  Set<ObjectName> strayKeys() {
    return Collections.unmodifiableSet(strayKeys);
  }

  /** What a store answered when it was asked for its header. */
  private sealed interface Answer {

    record Sound(StoredHeader header) implements Answer {}

    record Unusable(KeyException reason) implements Answer {}

    record Absent(List<ObjectName> keys) implements Answer {}

    record Failed(IOException reason) implements Answer {}
  }

  /** What each store answers; those that were waited for briefly are asked again if need be. */
  private Map<ObjectStore, Answer> answers() throws IOException {
    Map<ObjectStore, Answer> answers = ask(stores.stores(), stores::patience);
    List<String> answering =
        answers.entrySet().stream()
            .filter(answer -> answer.getValue() instanceof Answer.Sound)
            .map(answer -> answer.getKey().id())
            .toList();
    if (!stores.suffice(answering)) {
      List<ObjectStore> again =
          answers.keySet().stream()
              .filter(store -> stores.patience(store.id()).compareTo(stores.opening()) < 0)
              .filter(store -> answers.get(store) instanceof Answer.Failed)
              .toList();
      answers.putAll(ask(again, _ -> stores.opening()));
    }
    return answers;
  }

  private static Map<ObjectStore, Answer> ask(
      List<ObjectStore> asked, Function<String, Duration> limit) throws IOException {
    List<Callable<Answer>> questions = new ArrayList<>();
    asked.forEach(store -> questions.add(() -> askInTime(store, limit.apply(store.id()))));
    List<Answer> answers = Tasks.atOnce(questions);
    Map<ObjectStore, Answer> byStore = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      byStore.put(asked.get(i), answers.get(i));
    }
    return byStore;
  }

  private static Answer askInTime(ObjectStore store, Duration limit) {
    try {
      return Deadlines.within(limit, store.id(), "read its header", () -> ask(store));
    } catch (StoreException e) {
      return new Answer.Failed(e);
    }
  }

  private static Answer ask(ObjectStore store) {
    try {
      return new Answer.Sound(StoredHeader.read(store, Purpose.OPEN));
    } catch (KeyException e) {
      return new Answer.Unusable(e);
    } catch (StoreException e) {
      return e.kind() == StoreException.Kind.NOT_FOUND ? askForList(store) : new Answer.Failed(e);
    } catch (IOException e) {
      return new Answer.Failed(e);
    }
  }

  /** A bucket that is missing answers as a header that is missing does, but cannot be listed. */
  private static Answer askForList(ObjectStore store) {
    try {
      ListPage keys = store.list(ObjectNames.KEYS, Optional.empty(), MOST_KEYS, Purpose.OPEN);
      return new Answer.Absent(keys.objects().stream().map(ObjectStat::name).toList());
    } catch (StoreException e) {
      return new Answer.Failed(e);
    }
  }

  private void note(ObjectStore store, Answer answer) throws VaultException {
    switch (answer) {
      case Answer.Sound(StoredHeader header) -> sound.put(store, header);
      case Answer.Unusable(KeyException reason) -> {
        failures.add(failure(store, reason));
      }
      case Answer.Absent(List<ObjectName> keys) -> {
        withoutVault.add(store.id());
        strayKeys.addAll(keys);
        if (headerless == Headerless.LEFT_OUT) {
          stores.leaveOut(
              store,
              new StoreException(
                  StoreException.Kind.NOT_FOUND,
                  store.id(),
                  "it holds no vault (no keepsake.json)"));
        }
      }
      case Answer.Failed(IOException reason) -> leaveOut(store, reason);
    }
  }

  private void leaveOut(ObjectStore store, IOException e) throws VaultException {
    if (e instanceof StoreException s && s.kind() == StoreException.Kind.INTERRUPTED) {
      throw new VaultException(Kind.INTERRUPTED, "Interrupted while the vault was opened", e);
    }
    stores.leaveOut(
        store,
        e instanceof StoreException s
            ? s
            : new StoreException(
                StoreException.Kind.UNAVAILABLE, store.id(), String.valueOf(e.getMessage()), e));
  }

  private static VaultException failure(ObjectStore store, KeyException e) {
    Kind kind =
        switch (e.kind()) {
          case NEWER_FORMAT -> Kind.NEWER_FORMAT;
          case WRONG_KEY -> Kind.WRONG_KEY;
          case DAMAGED -> Kind.DAMAGED;
          case NOT_A_HEADER -> Kind.NO_VAULT;
        };
    return new VaultException(kind, "Provider " + store.id() + ": " + e.getMessage(), e);
  }

  private VaultException none() {
    if (!failures.isEmpty()) {
      return failures.getFirst();
    }
    if (withoutVault.containsAll(stores.leftOut().keySet())) {
      return new VaultException(
          Kind.NO_VAULT,
          "There is no vault at "
              + String.join(", ", withoutVault)
              + "; 'keepsake init' makes one");
    }
    return new VaultException(
        Kind.TOO_FEW_COPIES, "No provider could be read: " + stores.reasons());
  }

  private void requireOneVault() throws VaultException {
    ObjectStore first = sound.keySet().iterator().next();
    for (Map.Entry<ObjectStore, StoredHeader> other : sound.entrySet()) {
      if (!other.getValue().header().identity().equals(sound.get(first).header().identity())) {
        throw new VaultException(
            Kind.OTHER_VAULT,
            "Provider "
                + other.getKey().id()
                + " holds another vault ("
                + other.getValue().header().identity().vault()
                + ") than provider "
                + first.id()
                + " ("
                + sound.get(first).header().identity().vault()
                + "); nothing was changed");
      }
    }
  }
}
