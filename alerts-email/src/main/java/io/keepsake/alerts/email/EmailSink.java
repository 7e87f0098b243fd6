package io.keepsake.alerts.email;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Notification;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Some people, behind one mail server. Each message is sent by a virtual thread of its own: an
 * interrupt closes the socket such a thread waits for, so it ends at the deadline, whatever the
 * server does.
 */
final class EmailSink implements AlertSink {

  private final Smtp smtp;
  private final EmailFailures failures;
  private final Set<FutureTask<Delivery>> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * A sink.
   *
   * @param tls whose certificates are believed
   */
  EmailSink(EmailConfig config, SSLContext tls) {
    smtp = new Smtp(config, tls);
    failures = new EmailFailures(config);
  }

  @Override
  public Delivery deliver(Notification notification, Duration deadline)
      throws InterruptedException {
    FutureTask<Delivery> sending =
        new FutureTask<>(
            () -> {
              smtp.send(notification, deadline);
              return new Delivery.Accepted();
            });
    underWay.add(sending);
    try {
      if (!closed) {
        Thread.ofVirtual().name("keepsake-email").start(sending);
        return sending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      }
      return Delivery.Deferred.because("The sink is closed");
    } catch (TimeoutException e) {
      return failures.timeout(deadline);
    } catch (CancellationException e) {
      return Delivery.Deferred.because("The sink was closed before the notice was sent");
    } catch (ExecutionException e) {
      return failures.of(e.getCause() == null ? e : e.getCause());
    } finally {
      sending.cancel(true);
      underWay.remove(sending);
    }
  }

  @Override
  public void close() {
    closed = true;
    underWay.forEach(sending -> sending.cancel(true));
  }
}
