package io.keepsake.testkit.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.testkit.network.ServerCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What sinks promise beside {@link AlertSinkContract} that post to a web service whose address is
 * the secret option {@code url}. Needs {@code junit-jupiter-params}, which comes with JUnit.
 */
public abstract class HttpSinkContract extends AlertSinkContract {

  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final String PATH = "T0Q1W2E3/B4R5T6Y7";
  private static final String QUERY = "k9J8h7G6f5D4";

  private final HttpReceiver receiver;

  /** A contract to be tried, with a receiver. */
  protected HttpSinkContract() throws Exception {
    receiver = HttpReceiver.start();
  }

  /** The type of the sink. */
  protected abstract String type();

  /** Options of the sink beside its address. */
  protected Map<String, String> options() {
    return Map.of();
  }

  /** The receiver that runs. */
  protected final HttpReceiver receiver() {
    return receiver;
  }

  /** Ends the receiver. */
  @AfterEach
  public final void closeReceiver() {
    receiver.close();
  }

  @Override
  protected final int receiverPort() {
    return receiver.port();
  }

  @Override
  protected final SinkSettings settings(String host, int port) {
    return settings(url("http", host, port));
  }

  private SinkSettings settings(String url) {
    Map<String, String> options = new HashMap<>(options());
    options.put("url", url);
    return new SinkSettings("team", type(), options);
  }

  private static String url(String scheme, String host, int port) {
    return "%s://%s:%d/hooks/%s?sig=%s".formatted(scheme, host, port, PATH, QUERY);
  }

  @Override
  protected final boolean isReceivers(String logger) {
    return logger.startsWith("com.sun.net.httpserver") || logger.startsWith("sun.net.httpserver");
  }

  @Override
  protected Set<String> secrets() {
    return Set.of(PATH, QUERY, "T0Q1W2E3", "B4R5T6Y7");
  }

  private Delivery answered(HttpReply reply) throws Exception {
    receiver.reply(reply);
    Delivery delivery = deliver(openSink(), Notices.one(), AMPLE);
    assertEquals(1, receiver.received().size(), "each message is sent once");
    return delivery;
  }

  private Optional<Duration> pause(int status, String retryAfter) throws Exception {
    return assertInstanceOf(
            Delivery.Deferred.class, answered(HttpReply.with(status, "Retry-After", retryAfter)))
        .retryAfter();
  }

  private static String inSeconds(int seconds) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(seconds));
  }

  /** Any success will do. */
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  public void successIsAccepted(int status) throws Exception {
    assertEquals(new Delivery.Accepted(), answered(HttpReply.of(status)));
  }

  /** What follows the head of a success does not matter. */
  @Test
  public void successCountsBeforeItsBody() throws Exception {
    assertEquals(new Delivery.Accepted(), answered(HttpReply.endless(200)));
  }

  /** A pause in seconds. */
  @ParameterizedTest
  @CsvSource({
    "429, 30, 30",
    "503, 7, 7",
    "429, 0, 0",
    "429, 7200, 3600",
    "429, 99999999999999, 3600"
  })
  public void aPauseInSecondsIsTold(int status, String header, int seconds) throws Exception {
    assertEquals(Optional.of(Duration.ofSeconds(seconds)), pause(status, header));
  }

  /** A pause until a time. */
  @Test
  public void aPauseUntilATimeIsTold() throws Exception {
    Duration pause = pause(429, inSeconds(90)).orElseThrow();
    assertTrue(pause.toSeconds() > 30 && pause.toSeconds() <= 90, pause.toString());
  }

  /** No service silences alerts for long. */
  @Test
  public void aPauseIsAtMostAnHour() throws Exception {
    assertEquals(Optional.of(Duration.ofHours(1)), pause(429, inSeconds(86_400)));
  }

  /** A time that is past is no pause. */
  @Test
  public void aTimeThatIsPastIsNoPause() throws Exception {
    assertEquals(Optional.of(Duration.ZERO), pause(429, inSeconds(-90)));
  }

  /** What is neither is not understood. */
  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1.5", ""})
  public void otherPausesAreNone(String header) throws Exception {
    assertEquals(Optional.empty(), pause(429, header));
  }

  /** The receiving end is broken, or overloaded. */
  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  public void aBrokenServiceIsDeferred(int status) throws Exception {
    Delivery.Deferred deferred =
        assertInstanceOf(Delivery.Deferred.class, answered(HttpReply.of(status)));
    assertEquals(Optional.empty(), deferred.retryAfter());
  }

  /** Somebody has to change something, and is told what. */
  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 422})
  public void aRefusalSaysWhatToChange(int status) throws Exception {
    Delivery.Refused refused =
        assertInstanceOf(Delivery.Refused.class, answered(HttpReply.of(status, "no\nway")));
    assertTrue(refused.reason().contains(String.valueOf(status)), refused.reason());
    assertTrue(refused.reason().contains("no way"), refused.reason());
    assertTrue(refused.reason().matches(".*: .*; .*"), "what to do is missing: " + refused);
  }

  /** What is secret goes to no other host. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  public void noRedirectIsFollowed(int status) throws Exception {
    try (HttpReceiver other = HttpReceiver.start()) {
      String url = url("http", "127.0.0.1", other.port());
      assertInstanceOf(Delivery.Refused.class, answered(HttpReply.with(status, "Location", url)));
      assertEquals(List.of(), other.received());
    }
  }

  /** Some services repeat what was sent; see the end of {@link AlertSinkContract}. */
  @Test
  public void anEchoTellsNoSecret() throws Exception {
    String echo = "no hook at " + url("http", "h", 1) + " " + String.join(" ", secrets());
    assertInstanceOf(Delivery.Refused.class, answered(HttpReply.of(404, echo)));
  }

  /** A refusal whose words never end is told in time; so many of them are not. */
  @Test
  public void endlessWordsEndAtTheDeadline() throws Exception {
    receiver.reply(HttpReply.endless(404));
    receiver.reply(HttpReply.of(404, "x".repeat(10 << 20)));
    assertInstanceOf(
        Delivery.Deferred.class, deliver(openSink(), Notices.one(), Duration.ofSeconds(1)));
    Delivery.Refused refused =
        assertInstanceOf(Delivery.Refused.class, deliver(openSink(), Notices.one(), AMPLE));
    assertTrue(refused.reason().length() < 1_000, refused.reason());
  }

  /** No certificate but those that Java trusts is believed. */
  @Test
  public void aStrangeCertificateIsDeferred(@TempDir Path directory) throws Exception {
    ServerCertificate certificate = ServerCertificate.create(directory, "IP:127.0.0.1");
    try (HttpReceiver other = HttpReceiver.start(certificate)) {
      Delivery delivery =
          deliver(
              openSink(settings(url("https", "127.0.0.1", other.port()))), Notices.one(), AMPLE);
      Delivery.Deferred deferred = assertInstanceOf(Delivery.Deferred.class, delivery);
      assertTrue(deferred.reason().contains("certificate"), deferred.reason());
      assertEquals(List.of(), other.received());
    }
  }

  /** A name that nobody has. */
  @Test
  public void anUnknownHostIsDeferred() throws Exception {
    Delivery delivery =
        deliver(openSink(settings(url("https", "keepsake.invalid", 443))), Notices.one(), AMPLE);
    Delivery.Deferred deferred = assertInstanceOf(Delivery.Deferred.class, delivery);
    assertTrue(deferred.reason().contains("name"), deferred.reason());
  }

  /** An address that crosses networks is encrypted, unless the user says otherwise. */
  @Test
  public void clearTextIsForThisMachine() throws Exception {
    String url = url("http", "hooks.example", 80);
    assertRefused("clear-text", url);
    Map<String, String> options = new HashMap<>(settings(url).options());
    options.put("clear-text", "allowed");
    openSink(new SinkSettings("team", type(), options));
  }

  /** What is no address is refused, and not repeated. */
  @Test
  public void otherAddressesAreRefused() {
    assertRefused("url", "ftp://h/" + PATH);
    assertRefused("url", "https:///" + PATH);
    assertRefused("url", PATH);
    assertRefused("url", "https://h/ /" + PATH);
    assertRefused("url", "https://" + QUERY + "@h/" + PATH);
    assertRefused("url", "https://h/#" + PATH);
    assertRefused("url", " ");
  }

  private void assertRefused(String word, String url) {
    String message =
        assertThrows(SinkSettingsException.class, () -> openSink(settings(url))).getMessage();
    tell(message);
    assertTrue(message.contains("team") && message.contains(word), message);
  }

  /** Options that are missing or unknown are named. */
  @Test
  public void wrongOptionsAreNamed() {
    SinkSettings none = new SinkSettings("team", type(), Map.of());
    String missing = assertThrows(SinkSettingsException.class, () -> openSink(none)).getMessage();
    assertTrue(missing.contains("url-file"), missing);
    SinkSettings odd = new SinkSettings("team", type(), Map.of("urll", PATH));
    String unknown = assertThrows(SinkSettingsException.class, () -> openSink(odd)).getMessage();
    assertTrue(unknown.contains("urll"), unknown);
    assertFalse(unknown.contains(PATH), unknown);
  }
}
