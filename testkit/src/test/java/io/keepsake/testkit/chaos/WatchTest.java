package io.keepsake.testkit.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.testkit.storage.Gate;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Operations that hang are found, with what all threads do. */
final class WatchTest {

  @Test
  void whatDoesNotEndIsToldWithItsThreads() {
    Watch watch = new Watch(Duration.ofMillis(200));
    Gate never = new Gate();
    ChaosFailure failure =
        assertThrows(
            ChaosFailure.class,
            () ->
                watch.run(
                    "waiting",
                    () -> {
                      never.pass();
                      return true;
                    }));
    assertTrue(failure.getMessage().startsWith("waiting has not ended"), failure::getMessage);
    assertTrue(failure.getMessage().contains("Gate.pass"), failure::getMessage);
  }

  @Test
  void anInterruptReachesTheOperation() throws Exception {
    Watch watch = new Watch(Duration.ofMinutes(1));
    Gate never = new Gate();
    ExecutionException failure =
        assertThrows(
            ExecutionException.class,
            () ->
                watch.run(
                    "waiting",
                    () -> {
                      watch.interrupt();
                      never.pass();
                      return true;
                    }));
    assertInstanceOf(InterruptedException.class, failure.getCause());
    assertTrue(watch.wasInterrupted());
    assertEquals(7, watch.run("counting", () -> 7));
    assertFalse(watch.wasInterrupted());
  }
}
