package io.keepsake.alerts.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.AlertSink;
import io.keepsake.core.spi.alert.Delivery;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.testkit.alert.Notices;
import io.keepsake.testkit.network.ServerCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server's answers mean, and that nothing secret is sent before TLS. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class MailServerTest {

  private static final String PASSWORD = "t5y6u7i8o9";

  @TempDir private Path directory;

  private static Delivery deliver(SmtpServer server, String security, SSLContext tls)
      throws Exception {
    SinkSettings settings =
        new SinkSettings(
            "people",
            "email",
            Map.of(
                "host", "127.0.0.1",
                "port", String.valueOf(server.port()),
                "security", security,
                "user", "ann",
                "password", PASSWORD,
                "from", "keepsake@example.org",
                "to", "ann@example.org, Bob <bob@example.org>"));
    try (AlertSink sink = new EmailSink(EmailConfig.of(settings), tls)) {
      Delivery delivery = sink.deliver(Notices.one(), Duration.ofSeconds(60));
      assertFalse(delivery.toString().contains(PASSWORD), delivery.toString());
      return delivery;
    }
  }

  private static Delivery answered(String line, String reply) throws Exception {
    try (SmtpServer server = SmtpServer.plain().reply(line, reply)) {
      return deliver(server, "none", SSLContext.getDefault());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 421 busy",
    "AUTH, 454 the directory is away",
    "MAIL FROM, 451 later",
    "RCPT TO, 450 greylisted",
    "DATA, 451 later",
    "DATA-END, 452 full"
  })
  void whatPassesIsDeferred(String line, String reply) throws Exception {
    Delivery.Deferred deferred = assertInstanceOf(Delivery.Deferred.class, answered(line, reply));
    assertTrue(deferred.reason().contains(reply.substring(0, 3)), deferred.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH, 535 wrong t5y6u7i8o9",
    "MAIL FROM, 550 not yours",
    "RCPT TO, 550 nobody",
    "DATA-END, 554 spam here"
  })
  void whatStaysIsRefused(String line, String reply) throws Exception {
    Delivery.Refused refused = assertInstanceOf(Delivery.Refused.class, answered(line, reply));
    assertTrue(refused.reason().contains(reply.substring(0, 9)), refused.reason());
    assertTrue(refused.reason().contains("check "), refused.reason());
  }

  @Test
  void oneRecipientIsEnough() throws Exception {
    assertEquals(new Delivery.Accepted(), answered("RCPT TO:<BOB", "550 nobody"));
  }

  @Test
  void oneRecipientWhoMayComeBackIsWorthAnotherTry() throws Exception {
    try (SmtpServer server =
        SmtpServer.plain()
            .reply("RCPT TO:<BOB", "550 nobody")
            .reply("RCPT TO:<ANN", "450 greylisted")) {
      assertInstanceOf(Delivery.Deferred.class, deliver(server, "none", SSLContext.getDefault()));
    }
  }

  @Test
  void thePasswordIsSentAfterTls() throws Exception {
    ServerCertificate certificate = certificate();
    try (SmtpServer server = new SmtpServer(SmtpServer.Tls.ON_DEMAND, Optional.of(certificate))) {
      assertEquals(new Delivery.Accepted(), deliver(server, "starttls", certificate.context()));
      assertEquals("STARTTLS", server.lines().get(1));
      server.lines().stream().skip(2).forEach(line -> assertTrue(line.startsWith("TLS "), line));
      assertTrue(server.lines().stream().anyMatch(line -> line.startsWith("TLS AUTH")));
    }
  }

  @Test
  void tlsCanComeFirst() throws Exception {
    ServerCertificate certificate = certificate();
    try (SmtpServer server = new SmtpServer(SmtpServer.Tls.AT_ONCE, Optional.of(certificate))) {
      assertEquals(new Delivery.Accepted(), deliver(server, "tls", certificate.context()));
    }
  }

  @ParameterizedTest
  @CsvSource({"ON_DEMAND, starttls", "AT_ONCE, tls"})
  void aStrangeCertificateIsDeferred(SmtpServer.Tls tls, String security) throws Exception {
    try (SmtpServer server = new SmtpServer(tls, Optional.of(certificate()))) {
      Delivery.Deferred deferred =
          assertInstanceOf(
              Delivery.Deferred.class, deliver(server, security, SSLContext.getDefault()));
      assertTrue(deferred.reason().contains("certificate"), deferred.reason());
      assertTrue(server.lines().stream().noneMatch(line -> line.contains("AUTH")));
    }
  }

  @Test
  void withoutTlsNothingIsSent() throws Exception {
    try (SmtpServer server = SmtpServer.plain()) {
      Delivery.Refused refused =
          assertInstanceOf(
              Delivery.Refused.class, deliver(server, "starttls", SSLContext.getDefault()));
      assertTrue(refused.reason().contains("offers no encryption"), refused.reason());
      assertTrue(
          server.lines().stream().noneMatch(line -> line.matches("(AUTH|MAIL).*")),
          server.lines().toString());
    }
  }

  private ServerCertificate certificate() throws Exception {
    return ServerCertificate.create(directory, "IP:127.0.0.1");
  }
}
