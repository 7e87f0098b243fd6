package io.keepsake.alerts.email;

import io.keepsake.core.spi.alert.Notification;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages, each over a connection of its own.
 *
 * @param config where
 * @param tls whose certificates are believed
 */
record Smtp(EmailConfig config, SSLContext tls) {

  private static final Logger LOG = LoggerFactory.getLogger(Smtp.class);

  /** Sends a message. No single wait is longer than the limit; all of them together may be. */
  void send(Notification notification, Duration limit) throws MessagingException {
    Session session = Session.getInstance(properties(limit));
    EmailMessage message = EmailMessage.of(session, config, notification);
    Transport transport = session.getTransport(protocol());
    try {
      if (config.login().isPresent()) {
        EmailConfig.Login login = config.login().get();
        transport.connect(config.host(), config.port(), login.user(), login.password());
      } else {
        transport.connect();
      }
      transport.sendMessage(message, message.getAllRecipients());
    } finally {
      close(transport);
    }
  }

  /** What was taken stays taken if the farewell fails. */
  private void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("{} did not end the connection well", config.peer());
    }
  }

  private String protocol() {
    return config.security() == EmailConfig.Security.TLS ? "smtps" : "smtp";
  }

  private Properties properties(Duration limit) {
    String millis = String.valueOf(Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE));
    String prefix = "mail." + protocol() + ".";
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", protocol());
    properties.put(prefix + "host", config.host());
    properties.put(prefix + "port", String.valueOf(config.port()));
    properties.put(prefix + "from", config.from().getAddress());
    properties.put(prefix + "connectiontimeout", millis);
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "auth", String.valueOf(config.login().isPresent()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "ssl.socketFactory", tls.getSocketFactory());
    properties.put(prefix + "sendpartial", "true");
    properties.put(prefix + "quitwait", "false");
    String startTls = String.valueOf(config.security() == EmailConfig.Security.STARTTLS);
    properties.put(prefix + "starttls.enable", startTls);
    properties.put(prefix + "starttls.required", startTls);
    return properties;
  }
}
