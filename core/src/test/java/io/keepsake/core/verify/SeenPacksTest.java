package io.keepsake.core.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.ListedObjects;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenPacksTest {

  @Test
  void everyPackIsNewOnceListedOrNot() {
    ListedObjects listed = new ListedObjects(ObjectNames::pack);
    for (int i = 0; i < 20; i += 2) {
      listed.add(new ListedObject(ObjectNames.pack(hash(i)), Map.of("a", 1L)));
    }
    SeenPacks seen = new SeenPacks(listed);
    for (int i = 0; i < 20; i++) {
      assertTrue(seen.add(hash(i)), "pack " + i);
    }
    for (int i = 0; i < 20; i++) {
      assertFalse(seen.add(hash(i)), "pack " + i);
    }
  }

  private static Hash hash(int number) {
    return Hash.ofHex("%064x".formatted(number));
  }
}
