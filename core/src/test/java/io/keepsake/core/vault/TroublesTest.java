package io.keepsake.core.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which failures end the way through a store's objects. */
final class TroublesTest {

  private final Troubles troubles = new Troubles();

  private static StoreException failure(Kind kind, String message) {
    return new StoreException(kind, "nas", message);
  }

  @Test
  void failuresOfObjectsEndNothing() throws StoreException {
    assertEquals(Optional.empty(), troubles.first());
    for (int i = 0; i < 100; i++) {
      troubles.note(failure(Kind.DENIED, "no. " + i));
    }
    assertEquals(Optional.of("no. 0"), troubles.first());
  }

  @Test
  void aStoreThatDoesNotAnswerFiveTimesInARowIsDown() throws StoreException {
    for (int i = 0; i < 4; i++) {
      troubles.note(failure(i % 2 == 0 ? Kind.UNAVAILABLE : Kind.TIMEOUT, "no. " + i));
    }
    StoreException last = failure(Kind.UNAVAILABLE, "the last");
    assertSame(last, assertThrows(StoreException.class, () -> troubles.note(last)));
    assertEquals(Optional.of("no. 0"), troubles.first());
  }

  @Test
  void aStoreThatAnswersInBetweenIsNotDown() throws StoreException {
    for (int i = 0; i < 12; i++) {
      troubles.note(failure(Kind.UNAVAILABLE, "no. " + i));
      if (i % 4 == 3) {
        troubles.none();
      }
    }
    for (int i = 0; i < 12; i++) {
      troubles.note(failure(i % 4 == 3 ? Kind.DENIED : Kind.UNAVAILABLE, "no. " + i));
    }
  }

  @Test
  void anInterruptEndsIt() {
    StoreException interrupt = failure(Kind.INTERRUPTED, "interrupted");
    assertSame(interrupt, assertThrows(StoreException.class, () -> troubles.note(interrupt)));
  }
}
