package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A store that misbehaves where it is told to, and keeps a log of the calls it received. Safe for
 * use by many threads; which of two racing calls counts as the earlier is then open.
 */
public final class FaultyStore extends ForwardingStore {

  private record Rule(Calls calls, Times times, Fault fault, AtomicLong count) {
    boolean appliesTo(Call call) {
      return calls.include(call) && times.at(count.incrementAndGet());
    }
  }

  private final List<Rule> rules;
  private final List<Call> log;
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

  /** A store that does what the one behind does, until faults are injected. */
  public FaultyStore(ObjectStore behind) {
    this(behind, new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
  }

  private FaultyStore(ObjectStore behind, List<Rule> rules, List<Call> log) {
    super(behind);
    this.rules = rules;
    this.log = log;
  }

  /** A second store, with these faults, counts and log, and an end of its own. */
  public FaultyStore again(ObjectStore behind) {
    return new FaultyStore(behind, rules, log);
  }

  /**
   * Adds a fault. Each call takes all the faults that match it, in the order they were added; the
   * first that fails ends it.
   *
   * @return this store
   */
  public FaultyStore inject(Calls calls, Times times, Fault fault) {
    rules.add(new Rule(calls, times, fault, new AtomicLong()));
    return this;
  }

  /** Takes all faults away. Calls that wait at a gate go on waiting. */
  public void heal() {
    rules.clear();
  }

  /** The calls received so far, in order, failed ones included. */
  public List<Call> log() {
    return List.copyOf(log);
  }

  /** How many calls of this sort were received so far. */
  public long count(Calls calls) {
    return log.stream().filter(calls::include).count();
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    Call call = new Call(Operation.PUT, name.value(), purpose);
    List<Fault> faults = before(call);
    super.put(name, content, condition, purpose);
    after(call, faults);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    List<Fault> faults = before(new Call(Operation.GET, name.value(), purpose));
    InputStream stream = super.get(name, range, purpose);
    for (Fault fault : faults) {
      stream = FaultyStream.of(stream, fault, id());
    }
    return stream;
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    before(new Call(Operation.STAT, name.value(), purpose));
    return super.stat(name, purpose);
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    before(new Call(Operation.LIST, prefix, purpose));
    return super.list(prefix, continuation, limit, purpose);
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    String joined = names.stream().map(ObjectName::value).collect(Collectors.joining(" "));
    Call call = new Call(Operation.DELETE, joined, purpose);
    List<Fault> faults = before(call);
    super.delete(names, purpose);
    after(call, faults);
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    before(new Call(Operation.USAGE, "", purpose));
    return super.usage(purpose);
  }

  private List<Fault> before(Call call) throws StoreException {
    log.add(call);
    List<Fault> faults =
        rules.stream().filter(rule -> rule.appliesTo(call)).map(Rule::fault).toList();
    for (Fault fault : faults) {
      if (fault instanceof Fault.Fails fails) {
        throw injected(fails.kind(), call);
      }
      switch (fault) {
        case Fault.Waits waits -> hold(call, () -> waits.gate().passUnless(closed));
        case Fault.Delays delays -> hold(call, () -> pause(delays.time()));
        case Fault.Tells tells -> tells.listener().run();
        default -> {}
      }
    }
    return faults;
  }

  private void after(Call call, List<Fault> faults) throws StoreException {
    for (Fault fault : faults) {
      if (fault instanceof Fault.TakesEffectButFails fails) {
        throw injected(fails.kind(), call);
      }
    }
  }

  /** A wait that an interrupt ends. */
  @FunctionalInterface
  private interface Wait {
    void run() throws InterruptedException;
  }

  private void hold(Call call, Wait wait) throws StoreException {
    try {
      wait.run();
    } catch (InterruptedException e) {
      throw injected(Kind.INTERRUPTED, call);
    }
  }

  private void pause(Duration time) throws InterruptedException {
    try {
      closed.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // That was the delay.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      super.close();
    } finally {
      // Last: a call that goes on from here must find the store behind it closed.
      closed.complete(true);
    }
  }

  private StoreException injected(Kind kind, Call call) {
    if (kind == Kind.INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
    return new StoreException(
        kind,
        id(),
        "Provider %s failed as told: %s %s".formatted(id(), call.operation(), call.name()));
  }
}
