package io.keepsake.monitor.dashboard.web;

import io.keepsake.monitor.dashboard.DashboardSource;
import io.keepsake.monitor.dashboard.DashboardState;
import io.keepsake.testkit.storage.Gate;
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

  /** Which state follows the acknowledgement of which alert. */
  void onAcknowledge(Function<String, Optional<DashboardState>> next) {
    answer = next;
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
  public Acknowledgement acknowledge(String identity) {
    acknowledged.add(identity);
    Optional<DashboardState> next = answer.apply(identity);
    next.ifPresent(state::set);
    return next.isPresent() ? Acknowledgement.NOTED : Acknowledgement.NO_SUCH_ALERT;
  }
}
