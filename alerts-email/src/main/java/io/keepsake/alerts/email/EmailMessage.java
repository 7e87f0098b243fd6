package io.keepsake.alerts.email;

import io.keepsake.alerts.outlet.SafeText;
import io.keepsake.alerts.outlet.Wording;
import io.keepsake.core.spi.alert.Notification;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A notification as a message. Its id is made of the notification's, so that mail programs show a
 * repetition once. It answers a message that does not exist, one for each alert's identity and
 * origin: so mail programs put what is about one thing into one thread (RFC 5322, 3.6.4).
 */
final class EmailMessage extends MimeMessage {

  private static final String UTF_8 = "UTF-8";
  private static final int SUBJECT = 200;

  /** A message with more of them would only be a longer one. */
  private static final int THREADS = 20;

  private static final int ID_BYTES = 16;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final String id;

  private EmailMessage(Session session, String id) {
    super(session);
    this.id = id;
  }

  static EmailMessage of(Session session, EmailConfig config, Notification notification)
      throws MessagingException {
    EmailMessage message = new EmailMessage(session, id("notice", notification.id()));
    message.setFrom(config.from());
    message.setRecipients(Message.RecipientType.TO, config.to().toArray(new InternetAddress[0]));
    message.setSubject(
        SafeText.line(
            "[Keepsake] %s (%s)".formatted(Wording.title(notification), notification.origin()),
            SUBJECT),
        UTF_8);
    message.setHeader("Date", DATE.format(notification.time()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "All");
    List<String> threads = threads(notification);
    message.setHeader("In-Reply-To", threads.getFirst());
    message.setHeader("References", String.join("\r\n ", threads));
    message.setContent(
        new MimeMultipart(
            "alternative",
            part(Wording.text(notification), "plain"),
            part(EmailHtml.of(notification), "html")));
    message.saveChanges();
    return message;
  }

  private static List<String> threads(Notification notification) {
    return notification.alerts().stream()
        .map(alert -> id("alert", notification.origin() + "\n" + alert.identity()))
        .distinct()
        .limit(THREADS)
        .collect(Collectors.toUnmodifiableList());
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    return part;
  }

  private static String id(String kind, String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "<%s.%s@keepsake.invalid>"
          .formatted(kind, HexFormat.of().formatHex(hash, 0, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }
}
