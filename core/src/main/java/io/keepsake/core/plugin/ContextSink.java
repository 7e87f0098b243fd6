package io.keepsake.core.plugin;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.Heartbeat;
import io.keepsake.core.spi.alert.Notification;
import java.time.Duration;

/** An alert sink in its plugin's context class loader. */
record ContextSink(AlertSink sink) implements AlertSink {

  @Override
  public Delivery deliver(Notification notification, Duration deadline)
      throws InterruptedException {
    try (var _ = ContextClassLoader.of(sink)) {
      return sink.deliver(notification, deadline);
    }
  }

  @Override
  public Delivery beat(Heartbeat heartbeat, Duration deadline) throws InterruptedException {
    try (var _ = ContextClassLoader.of(sink)) {
      return sink.beat(heartbeat, deadline);
    }
  }

  @Override
  public void close() {
    try (var _ = ContextClassLoader.of(sink)) {
      sink.close();
    }
  }
}
