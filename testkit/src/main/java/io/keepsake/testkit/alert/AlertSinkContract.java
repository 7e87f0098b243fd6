package io.keepsake.testkit.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link AlertSink} promises, as tests. A sink's own test extends it, starts a receiver,
 * and says how the sink is set up for one at a given address; the cases put a {@link FaultProxy}
 * there. After each case nothing that was returned or logged may hold a secret: a test has {@code
 * slf4j-jdk14} on its path, so that what goes to SLF4J is seen.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class AlertSinkContract implements TroubleCases {

  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
  private final List<FaultProxy> proxies = new CopyOnWriteArrayList<>();
  private final LogCapture log = new LogCapture();

  /** A contract to be tried; JUnit makes one for each case. */
  protected AlertSinkContract() {}

  /** What opens the sink. */
  protected abstract AlertSinkProvider provider();

  /** Settings for a receiver at an address, with {@link #secrets()} in them. */
  protected abstract SinkSettings settings(String host, int port);

  /** The port on which the receiver runs. */
  protected abstract int receiverPort();

  /**
   * What the receiver took, in its order: for each what it can know a repetition by, which is the
   * notification's id or made of it.
   */
  protected abstract List<String> received();

  /** Checks that what the receiver took last keeps its rules and tells of a notification. */
  protected abstract void check(Notification notification) throws Exception;

  /** What is secret in the settings. */
  protected abstract Set<String> secrets();

  /** Whether a logger is one of the receiver, which may log what it gets. By default none is. */
  protected boolean isReceivers(String logger) {
    return false;
  }

  /** Delivers a notification. A sink for heartbeats sends one of these instead. */
  protected Delivery send(AlertSink sink, Notification notification, Duration deadline)
      throws InterruptedException {
    return sink.deliver(notification, deadline);
  }

  /** Starts a proxy before the receiver. */
  @BeforeEach
  public void startProxy() throws Exception {
    proxies.add(FaultProxy.to("127.0.0.1", receiverPort()));
  }

  /** Closes what the case has opened, and looks for secrets in all that was told. */
  @AfterEach
  public void closeAndLookForSecrets() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    proxies.forEach(FaultProxy::close);
    log.close();
    for (String secret : secrets()) {
      told.forEach(text -> assertFalse(text.contains(secret), "A secret was returned: " + text));
      log.lines().stream()
          .filter(line -> !isReceivers(line.logger()))
          .forEach(line -> assertFalse(line.text().contains(secret), "It was logged: " + line));
    }
  }

  @Override
  public FaultProxy proxy() {
    return proxies.getFirst();
  }

  @Override
  public AlertSink openSink() throws Exception {
    return openSink(settings(proxy().host(), proxy().port()));
  }

  /** Opens a sink, which is closed after the case. */
  protected AlertSink openSink(SinkSettings settings) throws Exception {
    AlertSink sink = provider().open(settings);
    opened.add(sink);
    told.add(sink.toString());
    return sink;
  }

  @Override
  public Delivery deliver(AlertSink sink, Notification notification, Duration deadline)
      throws InterruptedException {
    Delivery delivery = send(sink, notification, deadline);
    told.add(delivery.toString());
    return delivery;
  }

  /** What was returned or thrown beside deliveries, to look for secrets in it. */
  protected void tell(String text) {
    told.add(text);
  }

  private void accepts(Notification notification) throws Exception {
    assertEquals(new Delivery.Accepted(), deliver(openSink(), notification, AMPLE));
    assertEquals(1, received().size());
    check(notification);
  }

  /** One alert. */
  @Test
  public void deliversAnAlert() throws Exception {
    accepts(Notices.one());
  }

  /** Alerts of each severity, for each reason. */
  @Test
  public void deliversEachReason() throws Exception {
    AlertSink sink = openSink();
    for (Notification.Reason reason : Notification.Reason.values()) {
      Notification notification = Notices.mixed(reason);
      assertEquals(new Delivery.Accepted(), deliver(sink, notification, AMPLE));
      check(notification);
    }
  }

  /** More than any service takes in one message. */
  @Test
  public void delivers200Alerts() throws Exception {
    accepts(Notices.many(200));
  }

  /** Markup, line ends, control characters, and all else that an enemy would try. */
  @Test
  public void deliversHostileText() throws Exception {
    accepts(Notices.hostile());
  }

  /** A receiver can tell a repetition from something new. */
  @Test
  public void aRepetitionHasTheSameId() throws Exception {
    AlertSink sink = openSink();
    Notification notification = Notices.one();
    deliver(sink, notification, AMPLE);
    deliver(sink, notification, AMPLE);
    deliver(sink, Notices.one(), AMPLE);
    List<String> ids = received();
    assertEquals(3, ids.size());
    assertEquals(ids.get(0), ids.get(1));
    assertNotEquals(ids.get(0), ids.get(2));
  }

  /** Once trouble is over, the same sink delivers. */
  @Test
  public void deliversAfterTrouble() throws Exception {
    AlertSink sink = openSink();
    proxy().refuse();
    assertInstanceOf(Delivery.Deferred.class, deliver(sink, Notices.one(), AMPLE));
    proxy().heal();
    accepts(Notices.one());
    assertEquals(new Delivery.Accepted(), deliver(sink, Notices.one(), AMPLE));
  }

  /** A provider answers its name, its types and its version. */
  @Test
  public void theProviderTellsWhatItOpens() {
    SinkSettings settings = settings("127.0.0.1", 1);
    assertTrue(provider().types().contains(settings.type()), provider().types().toString());
    assertEquals(AlertSinkProvider.SPI_VERSION, provider().spiVersion());
    assertFalse(provider().name().isBlank());
  }
}
