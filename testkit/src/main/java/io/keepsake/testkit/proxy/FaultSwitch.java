package io.keepsake.testkit.proxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The faults in force and the counters, which connections read and tests wait for. */
final class FaultSwitch {

  private static final long PATIENCE_SECONDS = 60;

  /** A fault of its own identity: injected twice, it strikes twice. */
  static final class Injected {
    private final NetworkFault fault;

    Injected(NetworkFault fault) {
      this.fault = fault;
    }

    NetworkFault fault() {
      return fault;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Direction, List<Injected>> faults = new EnumMap<>(Direction.class);
  private final Map<Direction, Long> passed = new EnumMap<>(Direction.class);
  private long connections;
  private int holding;

  void inject(Direction direction, NetworkFault fault) {
    change(
        () -> {
          List<Injected> now = new ArrayList<>(faults.getOrDefault(direction, List.of()));
          now.add(new Injected(fault));
          faults.put(direction, List.copyOf(now));
        });
  }

  void heal() {
    change(faults::clear);
  }

  /** Lets those who wait look again whether their connection has ended. */
  void wake() {
    change(() -> {});
  }

  void countPassed(Direction direction, int bytes) {
    change(() -> passed.merge(direction, (long) bytes, Long::sum));
  }

  void countConnection() {
    change(() -> connections++);
  }

  List<Injected> faults(Direction direction) {
    lock.lock();
    try {
      return faults.getOrDefault(direction, List.of());
    } finally {
      lock.unlock();
    }
  }

  long passed(Direction direction) {
    lock.lock();
    try {
      return passed.getOrDefault(direction, 0L);
    } finally {
      lock.unlock();
    }
  }

  long connections() {
    lock.lock();
    try {
      return connections;
    } finally {
      lock.unlock();
    }
  }

  void awaitPassed(Direction direction, long bytes) throws InterruptedException {
    await(() -> passed.getOrDefault(direction, 0L) >= bytes, bytes + " bytes have passed");
  }

  void awaitHeld() throws InterruptedException {
    await(() -> holding > 0, "a stall holds bytes back");
  }

  /** Waits as long as this fault is in force and the connection has not ended. */
  void hold(Direction direction, Injected stall, BooleanSupplier ended)
      throws InterruptedException {
    lock.lock();
    try {
      holding++;
      changed.signalAll();
      while (!ended.getAsBoolean() && faults.getOrDefault(direction, List.of()).contains(stall)) {
        changed.await();
      }
    } finally {
      holding--;
      lock.unlock();
    }
  }

  /** Lets time pass, less of it when the connection has ended. */
  void pause(Duration duration, BooleanSupplier ended) throws InterruptedException {
    lock.lock();
    try {
      long rest = duration.toNanos();
      while (rest > 0 && !ended.getAsBoolean()) {
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier reached, String what) throws InterruptedException {
    lock.lock();
    try {
      long rest = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!reached.getAsBoolean()) {
        if (rest <= 0) {
          throw new AssertionError("Waited a minute in vain until " + what);
        }
        rest = changed.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
