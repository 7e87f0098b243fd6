package io.keepsake.cli.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultEvent.ReadFailedOver;
import io.keepsake.core.event.VaultEvent.RestoreProblem;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.vault.RestoreRequest;
import io.keepsake.core.vault.RestoreResult;
import io.keepsake.core.vault.Snapshot;
import io.keepsake.core.vault.Vault;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** No damage to what is stored stays unseen, and none of it reaches a restored file. */
final class DamageTest {

  /** What happens to an object. */
  enum Damage {
    FLIPPED,
    CUT,
    DELETED,
    EMPTIED;

    void inflict(StoreFiles store, String name) throws IOException {
      byte[] bytes = store.read(name);
      switch (this) {
        case FLIPPED -> store.flip(name, bytes.length / 2);
        case CUT -> store.write(name, Arrays.copyOf(bytes, bytes.length - 1));
        case DELETED -> store.delete(name);
        case EMPTIED -> store.write(name, new byte[0]);
      }
    }
  }

  @TempDir private Path directory;
  private VaultPlace place;
  private Path source;
  private Map<String, String> before;
  private String packOfFirst;
  private Map<String, String> contents;
  private Snapshot latest;
  private int targets;

  @BeforeEach
  void makeTwoBackups() throws IOException {
    place = new VaultPlace(directory.resolve("stores"));
    source = Trees.small(directory.resolve("source"), 1);
    try (Vault vault = place.create()) {
      VaultPlace.backup(vault, source);
      before = Trees.contents(source);
      packOfFirst = place.store("one").largestPack();
      Files.write(source.resolve("added"), Trees.random(9, 50_000));
      latest = VaultPlace.backup(vault, source).snapshot();
      contents = Trees.contents(source);
      assertEquals(Set.of(), VaultPlace.named(VaultPlace.verify(vault)));
    }
  }

  @Test
  void everyFlippedByteOfAnyObjectIsFoundAndRead() throws IOException {
    StoreFiles store = place.store("one");
    SplittableRandom random = new SplittableRandom(4711);
    List<String> names = store.names();
    for (String kind : List.of("index/", "keepsake.json", "keys/", "packs/", "snapshots/")) {
      assertTrue(names.stream().anyMatch(name -> name.startsWith(kind)), "No object of " + kind);
    }
    for (String name : names) {
      byte[] sound = store.read(name);
      for (int position : new int[] {0, sound.length - 1, random.nextInt(sound.length)}) {
        store.flip(name, position);
        assertFoundAndRestored("one", name, "byte " + position + " of " + name);
      }
      store.write(name, sound);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CUT,keepsake.json",
    "CUT,keys/",
    "CUT,index/",
    "CUT,snapshots/",
    "CUT,packs/",
    "DELETED,keepsake.json",
    "DELETED,keys/",
    "DELETED,index/",
    "DELETED,snapshots/",
    "DELETED,packs/",
    "EMPTIED,keepsake.json",
    "EMPTIED,keys/",
    "EMPTIED,index/",
    "EMPTIED,snapshots/",
    "EMPTIED,packs/"
  })
  void damageAtAnyStoreIsFoundAndRead(Damage damage, String kind) throws IOException {
    String id = VaultPlace.IDS.get(damage.name().length() % VaultPlace.IDS.size());
    String name = place.store(id).first(kind);
    damage.inflict(place.store(id), name);
    assertFoundAndRestored(id, name, damage + " " + name + " at " + id);
  }

  private void assertFoundAndRestored(String id, String name, String what) throws IOException {
    try (Vault vault = place.open()) {
      assertEquals(Set.of(id + " " + name), VaultPlace.named(VaultPlace.verify(vault)), what);
      Path target = directory.resolve("target" + targets++);
      RestoreResult result = VaultPlace.restore(vault, latest, target);
      assertEquals(0, result.problems(), what);
      assertEquals(contents, Trees.contents(VaultPlace.below(target, source)), what);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDamagedOnAllStoresIsLostAndNothingElse(Damage damage) throws IOException {
    for (String id : VaultPlace.IDS) {
      damage.inflict(place.store(id), packOfFirst);
    }
    Set<String> problems = new TreeSet<>();
    Path target = directory.resolve("target");
    RestoreResult result;
    try (Vault vault = place.open()) {
      assertEquals(
          VaultPlace.IDS.stream().map(id -> id + " " + packOfFirst).collect(Collectors.toSet()),
          withoutEverywhere(VaultPlace.named(VaultPlace.verify(vault))));
      result =
          vault.restore(
              RestoreRequest.all(latest.id(), target), event -> addProblem(problems, event));
    }
    Map<String, String> restored = Trees.contents(VaultPlace.below(target, source));
    Map<String, String> missing = new TreeMap<>(contents);
    missing.keySet().removeAll(restored.keySet());
    assertEquals(missing.size(), result.lost(), "as many files are lost as are not there");
    assertEquals(
        missing.keySet().stream().map(name -> source.resolve(name).toString()).toList(),
        List.copyOf(problems));
    if (damage == Damage.DELETED || damage == Damage.EMPTIED) {
      assertEquals(
          before.keySet().stream().filter(name -> !name.equals("empty")).toList(),
          List.copyOf(missing.keySet()));
    } else if (damage == Damage.FLIPPED) {
      assertTrue(result.lost() > 0);
    }
    assertFalse(missing.containsKey("added"));
    restored.forEach((name, content) -> assertEquals(contents.get(name), content, name));
  }

  /** Without the findings that name no store, which say once more that nothing good is left. */
  private static Set<String> withoutEverywhere(Set<String> named) {
    return named.stream().filter(name -> !name.startsWith(" ")).collect(Collectors.toSet());
  }

  private static void addProblem(Set<String> problems, VaultEvent event) {
    if (event instanceof RestoreProblem problem) {
      problems.add(problem.path());
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoStoresMayBeDamagedAtOnce(Damage damage) throws IOException {
    List<String> damaged = new ArrayList<>();
    for (String id : List.of("one", "two")) {
      for (String name : place.store(id).names("packs/")) {
        damage.inflict(place.store(id), name);
        damaged.add(id + " " + name);
      }
    }
    try (Vault vault = place.open()) {
      assertEquals(Set.copyOf(damaged), VaultPlace.named(VaultPlace.verify(vault)));
      Path target = directory.resolve("target");
      RestoreResult result = VaultPlace.restore(vault, latest, target);
      assertEquals(0, result.problems());
      assertEquals(contents, Trees.contents(VaultPlace.below(target, source)));
      // What was found to be bad on the way has been rewritten; the rest was not read.
      Set<String> left = VaultPlace.named(VaultPlace.verify(vault));
      assertTrue(damaged.containsAll(left), left.toString());
      assertEquals(damaged.size() - left.size(), result.copiesHealed());
      assertTrue(result.copiesHealed() > 0, "the third store alone cannot have been lucky always");
    }
  }

  /** Its bytes open under the vault's keys, and only the sealed directory tells it apart. */
  @Test
  void anotherSoundPackInItsPlaceIsNoGoodCopy() throws IOException {
    byte[] other = place.store("one").read(place.store("one").largestPackBut(packOfFirst));
    assertBadCopyIsPassedOver(sound -> other);
  }

  /** A restore does not hash packs, and still finds a flipped bit and tells whose it is. */
  @Test
  void aFlippedBitInAPackIsTheDamageOfItsStore() throws IOException {
    assertBadCopyIsPassedOver(
        sound -> {
          byte[] flipped = sound.clone();
          flipped[sound.length - 100] ^= 1;
          return flipped;
        });
  }

  /** Each store has the bad copy once, and is preferred then, so that it is asked first. */
  private void assertBadCopyIsPassedOver(UnaryOperator<byte[]> damage) throws IOException {
    for (String id : VaultPlace.IDS) {
      StoreFiles store = place.store(id);
      byte[] sound = store.read(packOfFirst);
      store.write(packOfFirst, damage.apply(sound));
      Set<String> seen = new TreeSet<>();
      Path target = directory.resolve("target-" + id);
      try (Vault vault = place.open(preferring(id), VaultPlace.key(7))) {
        RestoreResult result =
            vault.restore(
                RestoreRequest.all(latest.id(), target), event -> addFailover(seen, event));
        assertEquals(0, result.problems(), id);
      }
      assertEquals(contents, Trees.contents(VaultPlace.below(target, source)), id);
      assertEquals(Set.of(id + " " + packOfFirst), seen);
      store.write(packOfFirst, sound);
    }
  }

  private VaultSettings preferring(String id) {
    List<ProviderTraits> traits =
        VaultPlace.IDS.stream()
            .map(
                each ->
                    new ProviderTraits(
                        each, Role.ACTIVE, Optional.empty(), 0, each.equals(id) ? 1 : 0))
            .toList();
    return new VaultSettings(
        VaultPlace.IDS.stream().map(place::storeSettings).toList(),
        traits,
        new CopyPolicy(VaultPlace.IDS.size(), 2, 0));
  }

  private static void addFailover(Set<String> failedOver, VaultEvent event) {
    if (event instanceof ReadFailedOver failover) {
      failedOver.add(failover.storeId() + " " + failover.object());
    }
  }
}
