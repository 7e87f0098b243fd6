package io.keepsake.alerts.email;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.keepsake.alerts.outlet.Shortened;
import io.keepsake.alerts.outlet.Wording;
import io.keepsake.core.spi.alert.Alert;
import io.keepsake.core.spi.alert.AlertSinkProvider;
import io.keepsake.core.spi.alert.Notification;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.testkit.alert.AlertSinkContract;
import io.keepsake.testkit.alert.Notices;
import jakarta.mail.Header;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The contract on GreenMail, with messages that are parsed again. */
final class EmailContractTest extends AlertSinkContract {

  private static final String USER = "q1w2e3r4-user";
  private static final String PASSWORD = "t5y6u7i8o9";
  private static final Duration AMPLE = Duration.ofSeconds(60);

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  EmailContractTest() {
    server.setUser("ann@example.org", USER, PASSWORD);
    server.setUser("bob@example.org", "bob", "none");
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop();
  }

  @Override
  protected AlertSinkProvider provider() {
    return new EmailSinkProvider();
  }

  @Override
  protected SinkSettings settings(String host, int port) {
    return new SinkSettings(
        "people",
        "email",
        Map.of(
            "host",
            host,
            "port",
            String.valueOf(port),
            "security",
            "none",
            "user",
            USER,
            "password",
            PASSWORD,
            "from",
            "Keepsake <keepsake@example.org>",
            "to",
            "ann@example.org"));
  }

  @Override
  protected int receiverPort() {
    return server.getSmtp().getPort();
  }

  @Override
  protected boolean isReceivers(String logger) {
    return logger.startsWith("com.icegreen");
  }

  @Override
  protected Set<String> secrets() {
    return Set.of(PASSWORD);
  }

  @Override
  protected List<String> received() {
    return List.of(server.getReceivedMessages()).stream()
        .map(message -> header(message, "Message-ID"))
        .toList();
  }

  private static String header(MimeMessage message, String name) {
    try {
      return message.getHeader(name, null);
    } catch (jakarta.mail.MessagingException e) {
      throw new AssertionError(e);
    }
  }

  private MimeMessage last() {
    MimeMessage[] all = server.getReceivedMessages();
    return all[all.length - 1];
  }

  @Override
  protected void check(Notification notification) throws Exception {
    MimeMessage message = last();
    Set<String> names = new TreeSet<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      names.add(header.getName());
    }
    assertEquals(
        Set.of(
            "Return-Path",
            "Received",
            "Date",
            "From",
            "To",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Subject",
            "MIME-Version",
            "Content-Type",
            "Auto-Submitted",
            "X-Auto-Response-Suppress"),
        names);
    assertArrayEquals(new String[] {"auto-generated"}, message.getHeader("Auto-Submitted"));
    assertEquals(1, message.getAllRecipients().length);
    assertEquals(notification.time(), message.getSentDate().toInstant());
    assertTrue(message.getSubject().startsWith("[Keepsake] "), message.getSubject());
    assertTrue(message.getSubject().chars().noneMatch(Character::isISOControl));
    MimeMultipart parts = (MimeMultipart) message.getContent();
    assertTrue(parts.getContentType().startsWith("multipart/alternative"));
    assertEquals(2, parts.getCount());
    assertTrue(parts.getBodyPart(0).isMimeType("text/plain"));
    assertTrue(parts.getBodyPart(1).isMimeType("text/html"));
    assertTells(notification, (String) parts.getBodyPart(0).getContent());
    assertHtml(notification, (String) parts.getBodyPart(1).getContent());
  }

  private static void assertTells(Notification notification, String text) {
    Shortened told = Shortened.of(notification);
    for (Alert alert : told.full()) {
      String summary = alert.summary().strip();
      assertTrue(text.contains(summary.substring(0, 12)), text);
    }
    told.named().forEach(alert -> assertTrue(text.contains(Wording.heading(alert)), text));
    assertEquals(told.more() > 0, text.contains(Wording.more(told.more())), text);
  }

  @Test
  void of200AlertsAPersonGetsTheWorstAndACount() throws Exception {
    deliver(openSink(), Notices.many(200), AMPLE);
    MimeMultipart parts = (MimeMultipart) last().getContent();
    String text = (String) parts.getBodyPart(0).getContent();
    assertEquals(20, text.lines().filter(line -> line.startsWith("  since: ")).count(), text);
    assertEquals(
        100,
        text.lines().filter(line -> line.matches(".*(Critical|Warning|Resolved): .*")).count());
    assertTrue(text.strip().endsWith("and 100 more: keepsake alerts list"), text);
    assertTrue(last().getSize() < 300_000, "bytes: " + last().getSize());
  }

  private static void assertHtml(Notification notification, String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setAttribute("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setAttribute("jdk.xml.totalEntitySizeLimit", "0");
    Document document =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    Set<String> elements = new TreeSet<>();
    NodeList all = document.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      elements.add(all.item(i).getNodeName());
    }
    assertTrue(
        Set.of("html", "head", "meta", "body", "h2", "h3", "p", "br", "div", "table", "tr", "td")
            .containsAll(elements),
        elements.toString());
    assertTells(notification, document.getDocumentElement().getTextContent());
  }

  @Test
  void whatIsAboutOneThingIsInOneThread() throws Exception {
    var sink = openSink();
    Notification mixed = Notices.mixed(Notification.Reason.CHANGE);
    deliver(sink, Notices.one(), AMPLE);
    deliver(sink, Notices.one(), AMPLE);
    deliver(sink, mixed, AMPLE);
    MimeMessage[] all = server.getReceivedMessages();
    assertEquals(header(all[0], "In-Reply-To"), header(all[1], "In-Reply-To"));
    assertNotEquals(header(all[0], "Message-ID"), header(all[1], "Message-ID"));
    assertEquals(3, header(all[2], "References").split("\\s+").length);
    assertTrue(header(all[2], "References").contains(header(all[0], "In-Reply-To")));
  }
}
