package io.keepsake.cli.expiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.cli.expiry.TlsServer.Kind;
import io.keepsake.core.plugin.PluginProblem;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.alert.Severity;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.monitor.alert.rule.AlertLimits;
import io.keepsake.monitor.alert.rule.Finding;
import io.keepsake.monitor.alert.rule.Observation;
import io.keepsake.monitor.alert.rule.Rule;
import io.keepsake.testkit.network.ServerCertificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of servers here that are valid for two days, and what providers tell. */
final class ExpiriesTest {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofMillis(300);

  @TempDir private static Path directory;
  private static ServerCertificate certificate;

  private final Instant credentialEnd = Instant.now().plus(Duration.ofDays(10));

  @BeforeAll
  static void create() throws Exception {
    certificate = ServerCertificate.create(directory, "IP:127.0.0.1");
  }

  private static StoreSettings webdav(TlsServer server) {
    return new StoreSettings(
        "dav", URI.create("webdavs://127.0.0.1:" + server.port() + "/k"), Map.of());
  }

  private static StoreSettings ftps(TlsServer server) {
    return new StoreSettings(
        "ftp", URI.create("ftps://127.0.0.1:" + server.port() + "/k"), Map.of());
  }

  private static Expiries expiries(StoreSettings store) {
    return new Expiries(List.of(store), new Telling(Optional.empty()), AMPLE);
  }

  private static List<Severity> said(Observation fact) {
    return AlertLimits.STANDARD.rules().stream()
        .map((Rule rule) -> rule.look(fact, Instant.now()))
        .flatMap(Optional::stream)
        .map(Finding::severity)
        .toList();
  }

  @Test
  void aCertificateThatExpiresIsCritical() throws Exception {
    try (TlsServer server = TlsServer.start(certificate, Kind.TLS);
        Expiries expiries = expiries(webdav(server))) {
      assertEquals(List.of(), expiries.facts());
      assertFalse(expiries.look(), "it is to look again soon");
      Observation.Expiry fact = expiries.facts().getFirst();
      assertEquals("dav", fact.providerId());
      assertEquals(Observation.Pass.CERTIFICATE, fact.pass());
      Duration left = Duration.between(Instant.now(), fact.expires());
      assertTrue(left.compareTo(Duration.ofDays(2)) <= 0 && left.toHours() > 40, left.toString());
      assertEquals(List.of(Severity.CRITICAL), said(fact));
    }
  }

  @Test
  void ftpIsAskedForTls() throws Exception {
    try (TlsServer server = TlsServer.start(certificate, Kind.FTP);
        Expiries expiries = expiries(ftps(server))) {
      expiries.look();
      assertEquals(1, expiries.facts().size());
    }
  }

  @Test
  void whatCannotBeSeenStaysAsItWas() throws Exception {
    TlsServer server = TlsServer.start(certificate, Kind.TLS);
    try (Expiries expiries = expiries(webdav(server))) {
      expiries.look();
      List<Observation.Expiry> before = expiries.facts();
      server.close();
      assertFalse(expiries.look());
      assertEquals(before, expiries.facts());
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    try (TlsServer server = TlsServer.start(certificate, Kind.SILENT)) {
      for (StoreSettings store : List.of(webdav(server), ftps(server))) {
        TlsEndpoint endpoint = TlsEndpoint.of(store).orElseThrow();
        IOException e =
            assertThrows(IOException.class, () -> ShownCertificate.expiry(endpoint, BRIEF));
        assertTrue(e.getMessage().contains("showed none within"), e.getMessage());
      }
      assertEquals(2, server.visits());
    }
  }

  @Test
  void aServerWithoutTlsSaysSo() throws Exception {
    try (TlsServer server = TlsServer.start(certificate, Kind.PLAIN_FTP)) {
      TlsEndpoint endpoint = TlsEndpoint.of(ftps(server)).orElseThrow();
      IOException e =
          assertThrows(IOException.class, () -> ShownCertificate.expiry(endpoint, AMPLE));
      assertTrue(e.getMessage().contains("502 What is TLS?"), e.getMessage());
    }
  }

  @Test
  void aCredentialIsWhatTheProviderTells() throws Exception {
    StoreSettings store = new StoreSettings("cloud", URI.create("azblob://a/c"), Map.of());
    Telling plugins = new Telling(Optional.of(credentialEnd));
    try (Expiries expiries = new Expiries(List.of(store), plugins, AMPLE)) {
      assertFalse(expiries.look(), "it is to look again soon");
      Observation.Expiry fact = expiries.facts().getFirst();
      assertEquals(
          new Observation.Expiry("cloud", Observation.Pass.CREDENTIAL, credentialEnd), fact);
      assertEquals(List.of(Severity.WARNING), said(fact));
      plugins.end = Optional.empty();
      assertTrue(expiries.look());
      assertEquals(List.of(), expiries.facts());
    }
  }

  /** One provider for all schemes, that knows when its credential ends. */
  private static final class Telling implements Plugins, ObjectStoreProvider {

    private Optional<Instant> end;

    Telling(Optional<Instant> end) {
      this.end = end;
    }

    @Override
    public Optional<ObjectStoreProvider> storage(String scheme) {
      return Optional.of(this);
    }

    @Override
    public Optional<CryptoProvider> crypto(String suite) {
      return Optional.empty();
    }

    @Override
    public List<PluginProblem> problems() {
      return List.of();
    }

    @Override
    public int spiVersion() {
      return SPI_VERSION;
    }

    @Override
    public String name() {
      return "telling";
    }

    @Override
    public Set<String> schemes() {
      return Set.of();
    }

    @Override
    public ObjectStore open(StoreSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Instant> credentialExpiry(StoreSettings settings) throws StoreException {
      return end;
    }
  }
}
