package io.keepsake.testkit.replicate;

import io.keepsake.core.store.Timing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that goes on only by pauses. */
final class ManualTiming implements Timing {

  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  volatile boolean interrupting;

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public void pause(Duration length) throws InterruptedException {
    if (interrupting) {
      throw new InterruptedException("as told");
    }
    pauses.add(length);
    nanos.addAndGet(length.toNanos());
  }
}
