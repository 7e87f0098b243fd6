package io.keepsake.monitor.alert;

import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.monitor.alert.outbox.Lane;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.state.AlertBook;
import io.keepsake.monitor.alert.state.Bookkeeping;
import io.keepsake.monitor.alert.state.Draft;
import io.keepsake.monitor.alert.state.Notices;
import io.keepsake.monitor.alert.store.AlertState;
import io.keepsake.monitor.alert.store.CommandFiles;
import io.keepsake.monitor.alert.store.CommandSpool;
import io.keepsake.monitor.alert.store.StateCodec;
import io.keepsake.monitor.alert.store.StateFiles;
import io.keepsake.monitor.alert.store.StateLoading;
import io.keepsake.monitor.alert.store.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what people are told, and remembers it in a directory. It takes no time of its own and
 * delivers nothing itself: somebody calls {@link #tick} now and then, and for each sink, whenever
 * nothing is on its way there, {@link #next} and then {@link #answered}.
 *
 * <p>Each notice is delivered to each sink at least once: it is on disk before it is handed out and
 * until it is accepted, and keeps its id if it comes twice. The end of an alert that was told is
 * never left out. If the disk fails, it goes on in memory, says so, and tries again.
 *
 * <p>Safe for use by many threads.
 */
public final class AlertCenter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertCenter.class);

  private final AlertSettings settings;
  private final StateStore store;
  private final CommandSpool spool;
  private final InstantSource clock;
  private final Ids ids;
  private final RandomGenerator random;
  private final AutoCloseable lock;
  private final Bookkeeping bookkeeping;
  private final Notices notices;
  private final CommandDesk desk;
  private AlertState state;
  private AlertState saved;
  private Optional<String> disk = Optional.empty();

  AlertCenter(
      AlertSettings settings,
      StateStore store,
      CommandSpool spool,
      AutoCloseable lock,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    this.settings = settings;
    this.store = store;
    this.spool = spool;
    this.clock = clock;
    this.random = random;
    this.lock = lock;
    ids = new Ids(random);
    bookkeeping = new Bookkeeping(settings.rules(), settings.policy());
    notices = new Notices(settings.policy());
    desk = new CommandDesk(settings.sinks().keySet(), this::sendTest);
    saved = StateLoading.load(store, clock.instant());
    state = Lanes.configured(saved, settings.sinks().keySet(), clock.instant());
    save();
  }

  /**
   * Opens the state in a directory, which is made if it is not there.
   *
   * @param random for ids and for how long to wait before another try
   * @throws IOException if it cannot be read or written, a newer Keepsake wrote it, or another
   *     process has it open
   */
  public static AlertCenter open(
      Path directory, AlertSettings settings, InstantSource clock, RandomGenerator random)
      throws IOException {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      StateFiles files = new StateFiles(directory);
      CommandFiles spool = new CommandFiles(directory.resolve(AlertCommands.SPOOL));
      return new AlertCenter(settings, files, spool, lock, clock, random);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Looks at the facts as they are now, carries out the commands that wait, and decides what is
   * told.
   */
  public synchronized void tick(Collection<Observation> facts) {
    Instant now = clock.instant();
    List<String> carriedOut = carryOut(now);
    UsageHistory usage = UsageHistory.of(state.usage(), facts, now);
    List<Observation> all = new ArrayList<>(facts);
    all.addAll(usage.rooms());
    AlertBook book = bookkeeping.observe(state.book(), all, now);
    Notices.Told told = notices.tell(book, now);
    state = state.withUsage(usage.samples()).with(told.book());
    for (Draft draft : told.drafts()) {
      state = Lanes.offer(state, draft, settings, ids, now, state.lanes().keySet());
    }
    if (save()) {
      forget(carriedOut);
    }
  }

  private List<String> carryOut(Instant now) {
    List<String> carriedOut = new ArrayList<>();
    try {
      for (CommandSpool.Submitted command : spool.waiting()) {
        state = desk.carryOut(state, command, now);
        carriedOut.add(command.id());
      }
    } catch (IOException e) {
      LOG.warn("Commands about alerts cannot be read now: {}", e.toString());
    }
    return carriedOut;
  }

  private void forget(List<String> carriedOut) {
    try {
      for (String id : carriedOut) {
        spool.done(id);
      }
    } catch (IOException e) {
      LOG.warn("A command about alerts that was carried out cannot be deleted: {}", e.toString());
    }
  }

  private AlertState sendTest(AlertState before, Draft test, Collection<String> to, Instant now) {
    return Lanes.offer(before, test, settings, ids, now, to);
  }

  /**
   * What is to be delivered to a sink now. The same again until it is answered.
   *
   * @param sinkId one of those in the settings
   * @return empty if there is nothing, or the sink is left alone for now
   * @throws IllegalArgumentException if there is no such sink
   */
  public synchronized Optional<Notification> next(String sinkId) {
    Instant now = clock.instant();
    state = state.with(lane(sinkId).retryingRefused(now, settings.outbox().refusedPause()));
    return lane(sinkId).due(now);
  }

  synchronized void requireSink(String sinkId) {
    if (!state.lanes().containsKey(sinkId)) {
      throw new IllegalArgumentException("There is no alert sink " + sinkId);
    }
  }

  private Lane lane(String sinkId) {
    return Optional.ofNullable(state.lanes().get(sinkId))
        .orElseThrow(() -> new IllegalArgumentException("There is no alert sink " + sinkId));
  }

  /**
   * What became of a delivery.
   *
   * @param notificationId of what {@link #next} gave
   */
  public synchronized void answered(String sinkId, String notificationId, Delivery delivery) {
    Instant now = clock.instant();
    Lane lane = lane(sinkId);
    Lane after =
        switch (delivery) {
          case Delivery.Accepted() -> lane.accepted(notificationId, now);
          case Delivery.Deferred(String reason, Optional<Duration> wish) ->
              lane.deferred(reason, wish, settings.outbox(), random.nextDouble(), now);
          case Delivery.Refused(String reason) -> lane.refused(notificationId, reason, now);
        };
    logTrouble(sinkId, delivery);
    state = state.with(after);
    save();
  }

  private static void logTrouble(String sinkId, Delivery delivery) {
    switch (delivery) {
      case Delivery.Accepted() -> LOG.debug("Alert sink {} took a notice", sinkId);
      case Delivery.Deferred(String reason, _) ->
          LOG.info("Alert sink {} cannot take a notice now: {}", sinkId, reason);
      case Delivery.Refused(String reason) ->
          LOG.warn("Alert sink {} refused a notice, which is kept: {}", sinkId, reason);
    }
  }

  /** What is wrong at present, and who is told. */
  public synchronized AlertListing listing() {
    AlertListing listing = AlertListing.of(state, clock.instant());
    if (disk.isEmpty()) {
      return listing;
    }
    List<String> notes = new ArrayList<>(listing.notes());
    notes.add(disk.get());
    return new AlertListing(listing.alerts(), listing.silences(), listing.sinks(), notes);
  }

  /** Whether the state is on disk. */
  private boolean save() {
    if (state.equals(saved)) {
      return true;
    }
    try {
      store.save(StateCodec.write(state));
      saved = state;
      disk = Optional.empty();
      return true;
    } catch (IOException e) {
      String problem =
          "The state of alerts cannot be saved (%s): notices go out, and may come twice after a"
                  .formatted(e)
              + " restart. Make room, or see who owns the directory";
      if (disk.isEmpty()) {
        LOG.warn("{}", problem);
      }
      disk = Optional.of(problem);
      return false;
    }
  }

  /** Lets others open the directory. What is on its way stays on its way. */
  @Override
  public synchronized void close() {
    save();
    try {
      lock.close();
    } catch (Exception e) {
      LOG.debug("The lock ends with the process", e);
    }
  }
}
