package io.keepsake.cli.expiry;

import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.monitor.alert.rule.Observation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when certificates and credentials of providers expire. Looks once a day, and every hour
 * while one could not be seen or is about to expire, so that a renewal is noticed soon. Safe for
 * many threads.
 */
public final class Expiries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Expiries.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SOON = Duration.ofDays(30);

  private final List<StoreSettings> stores;
  private final Plugins plugins;
  private final Duration deadline;
  private final Map<String, Map<Observation.Pass, Instant>> known = new TreeMap<>();
  private final Set<String> complained = new HashSet<>();
  private final Thread thread = Thread.ofVirtual().name("expiries").unstarted(this::run);

  /**
   * Of some stores. Nothing is known before the first look.
   *
   * @param plugins tell what their settings say of credentials
   * @param deadline the longest that one server is waited for
   */
  public Expiries(List<StoreSettings> stores, Plugins plugins, Duration deadline) {
    this.stores = List.copyOf(stores);
    this.plugins = plugins;
    this.deadline = deadline;
  }

  /** Looks now and again from now on, until it is closed. */
  public Expiries start() {
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(look() ? DAY : HOUR);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /**
   * Looks at all of them, one after the other. What cannot be seen now stays as it was seen last.
   *
   * @return whether all were seen, and none is about to expire
   */
  boolean look() throws InterruptedException {
    boolean calm = true;
    for (StoreSettings store : stores) {
      Optional<TlsEndpoint> endpoint = TlsEndpoint.of(store);
      if (endpoint.isPresent()) {
        calm &= certificate(store, endpoint.get());
      }
      calm &= credential(store);
    }
    Instant soon = Instant.now().plus(SOON);
    return calm && facts().stream().allMatch(fact -> fact.expires().isAfter(soon));
  }

  private boolean certificate(StoreSettings store, TlsEndpoint endpoint)
      throws InterruptedException {
    try {
      Instant expires = ShownCertificate.expiry(endpoint, deadline);
      seen(store.id(), Observation.Pass.CERTIFICATE, Optional.of(expires));
      complained.remove(store.id());
      return true;
    } catch (IOException e) {
      if (complained.add(store.id())) {
        LOG.info(
            "The certificate of provider {} cannot be seen now: {}; it is tried again every hour",
            store.id(),
            e.getMessage());
      }
      return false;
    }
  }

  private boolean credential(StoreSettings store) {
    try {
      Optional<ObjectStoreProvider> provider = plugins.storage(store.scheme());
      if (provider.isPresent()) {
        seen(store.id(), Observation.Pass.CREDENTIAL, provider.get().credentialExpiry(store));
      }
      return true;
    } catch (StoreException e) {
      LOG.debug("What provider {} is shown cannot be read now: {}", store.id(), e.getMessage());
      return false; // the probes of its health say why
    }
  }

  private synchronized void seen(
      String provider, Observation.Pass pass, Optional<Instant> expires) {
    Map<Observation.Pass, Instant> passes =
        known.computeIfAbsent(provider, _ -> new EnumMap<>(Observation.Pass.class));
    passes.remove(pass);
    expires.ifPresent(time -> passes.put(pass, time));
  }

  /** What was seen last. */
  public synchronized List<Observation.Expiry> facts() {
    List<Observation.Expiry> facts = new ArrayList<>();
    known.forEach(
        (provider, passes) ->
            passes.forEach(
                (pass, time) -> facts.add(new Observation.Expiry(provider, pass, time))));
    return facts;
  }

  @Override
  public void close() {
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
