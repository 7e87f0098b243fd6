package io.keepsake.testkit.replicate;

import static io.keepsake.testkit.replicate.Fleet.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.Calls;
import io.keepsake.testkit.storage.Fault;
import io.keepsake.testkit.storage.Gate;
import io.keepsake.testkit.storage.Operation;
import io.keepsake.testkit.storage.Times;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no store has nobody lacks; but what one gets meanwhile the others do. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ForgottenDebtTest {

  private static final Calls PUTS = Calls.to(Operation.PUT);

  @Test
  void whatIsStoredWhileItIsLookedForStaysOwed() throws Exception {
    Crew crew = new Crew(new CopyPolicy(2, 1, 0), "s0", "s1:read-only", "s2");
    Gate storing = new Gate();
    Gate looking = new Gate();
    crew.store("s0").inject(PUTS, Times.only(1), new Fault.Waits(storing));
    crew.store("s2").inject(PUTS, Times.only(1), new Fault.Fails(Kind.CORRUPT));
    // Asked after s0, as it is not written to: s0 has said by then that it has not got it.
    crew.store("s1").inject(Calls.to(Operation.GET), Times.only(1), new Fault.Waits(looking));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        WriteSession session = crew.startWriting()) {
      Future<ObjectName> put = threads.submit(() -> crew.put(bytes(100, 1)));
      looking.awaitArrivals(1);
      storing.open();
      ObjectName name = put.get();
      looking.open();
      Await.until("it is paid or forgotten", () -> session.owed().isEmpty());
      assertTrue(crew.has("s2", name), "it is called whole, and lacks " + name);
    }
    assertEquals(Set.of(), crew.debts.of("s2"));
  }

  @Test
  void whatWasCopiedBeforeThePutIsOverIsNotOwedOnceMore() throws Exception {
    Crew crew = new Crew(new CopyPolicy(3, 2, 0), "s0", "s1", "s2");
    Gate storing = new Gate();
    crew.store("s1").inject(PUTS, Times.only(1), new Fault.Waits(storing));
    crew.store("s2").inject(PUTS, Times.only(1), new Fault.Fails(Kind.CORRUPT));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        WriteSession session = crew.startWriting()) {
      Future<ObjectName> put = threads.submit(() -> crew.put(bytes(100, 1)));
      Await.until("it is copied from s0", () -> crew.store("s2").count(PUTS) == 2);
      Await.until("it is paid", () -> crew.debts.of("s2").isEmpty());
      storing.open();
      put.get();
      Await.until("nothing is owed", () -> session.owed().isEmpty());
    }
    assertEquals(2, crew.store("s2").count(PUTS));
  }
}
