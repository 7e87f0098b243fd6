package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardSource;
import io.keepsake.monitor.dashboard.DashboardState;
import io.keepsake.testkit.storage.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Says what a test has told it to. */
final class StandingSource implements DashboardSource {

  private final AtomicReference<DashboardState> state;
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final List<String> silences = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Optional<Gate> gate = Optional.empty();
  private volatile Optional<RuntimeException> trouble = Optional.empty();
  private volatile Function<String, Optional<DashboardState>> answer = identity -> Optional.empty();

  StandingSource(DashboardState state) {
    this.state = new AtomicReference<>(state);
  }

  void show(DashboardState next) {
    state.set(next);
  }

  /** From now on each question waits at a gate. */
  void hold(Gate at) {
    gate = Optional.of(at);
  }

  void fail(RuntimeException with) {
    trouble = Optional.of(with);
  }

  /** Which state follows when somebody does something about which alert. */
  void onHandling(Function<String, Optional<DashboardState>> next) {
    answer = next;
  }

  /** What was silenced and what was not any more, in order. */
  List<String> silences() {
    return List.copyOf(silences);
  }

  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  int asked() {
    return asked.get();
  }

  @Override
  public DashboardState state() throws InterruptedException {
    asked.incrementAndGet();
    if (gate.isPresent()) {
      gate.get().pass();
    }
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    return state.get();
  }

  @Override
  public Handling acknowledge(String identity) {
    acknowledged.add(identity);
    return then(identity, Handling.NO_SUCH_ALERT);
  }

  @Override
  public Handling silence(String identity, Duration length, String reason) {
    silences.add("%s for %s: %s".formatted(identity, length, reason));
    return then(identity, Handling.NO_SUCH_ALERT);
  }

  @Override
  public Handling unsilence(String identity) {
    silences.add("no more " + identity);
    return then(identity, Handling.NO_SUCH_SILENCE);
  }

  private Handling then(String identity, Handling otherwise) {
    Optional<DashboardState> next = answer.apply(identity);
    next.ifPresent(state::set);
    return next.isPresent() ? Handling.NOTED : otherwise;
  }
}
