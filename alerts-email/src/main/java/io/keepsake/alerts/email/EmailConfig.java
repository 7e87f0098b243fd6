package io.keepsake.alerts.email;

import io.keepsake.alerts.outlet.Redaction;
import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which mail server sends from whom to whom.
 *
 * @param host the server
 * @param port where it listens
 * @param security how the way to it is encrypted
 * @param login what it lets in, if it wants to know
 * @param from the sender
 * @param to the recipients; at least one
 */
record EmailConfig(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    InternetAddress from,
    List<InternetAddress> to) {

  static final OptionNames OPTIONS =
      OptionNames.of("host", "port", "security", "clear-text", "from", "to")
          .andSecrets("user", "password");

  /** How the way to the server is encrypted. */
  enum Security {
    /** With TLS after a beginning without, or not at all. */
    STARTTLS(587),
    /** With TLS from the beginning. */
    TLS(465),
    /** It is not. */
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }
  }

  /** Whether a password may cross a network that is not encrypted. */
  enum ClearText {
    REFUSED,
    ALLOWED
  }

  /** Who sends, for the server. */
  record Login(String user, String password) {

    @Override
    public String toString() {
      return "Login[hidden]";
    }
  }

  /**
   * Reads the settings.
   *
   * @throws SinkSettingsException with a sentence that says what would be right
   */
  static EmailConfig of(SinkSettings settings) throws SinkSettingsException {
    SinkOptions options = SinkOptions.of(settings, OPTIONS);
    String host = required(options, "host", "the name of the mail server");
    if (!host.matches("[\\w.:\\[\\]-]+")) {
      throw options.invalidOption("host", "is the name of a mail server, without its port");
    }
    Security security = options.choice("security", Security.STARTTLS);
    Optional<Login> login = login(options);
    ClearText clearText = options.choice("clear-text", ClearText.REFUSED);
    if (login.isPresent()
        && security == Security.NONE
        && !isLoopback(host)
        && clearText == ClearText.REFUSED) {
      throw options.invalid(
          "with security none everybody on the way could read the password; set security to"
              + " starttls or tls, or clear-text to allowed");
    }
    List<InternetAddress> from = addresses(options, "from");
    if (from.size() > 1) {
      throw options.invalidOption("from", "is one address");
    }
    return new EmailConfig(
        host,
        options.number("port", security.port, 1, 65_535),
        security,
        login,
        from.getFirst(),
        addresses(options, "to"));
  }

  private static String required(SinkOptions options, String name, String what)
      throws SinkSettingsException {
    return options
        .text(name)
        .orElseThrow(() -> options.invalid("option %s is missing: %s".formatted(name, what)));
  }

  private static List<InternetAddress> addresses(SinkOptions options, String name)
      throws SinkSettingsException {
    String text = required(options, name, "such as notices@example.org");
    try {
      List<InternetAddress> all = List.of(InternetAddress.parse(text, true));
      for (InternetAddress each : all) {
        each.validate();
      }
      if (!all.isEmpty() && text.chars().noneMatch(Character::isISOControl)) {
        return all;
      }
    } catch (AddressException e) {
      // told below, with what would be right
    }
    throw options.invalidOption(
        name, "holds addresses such as notices@example.org, with commas between");
  }

  private static Optional<Login> login(SinkOptions options) throws SinkSettingsException {
    Optional<String> user = text(options, "user");
    Optional<String> password = text(options, "password");
    if (user.isPresent() != password.isPresent()) {
      throw options.invalid("give both a user and a password, or neither");
    }
    return user.map(name -> new Login(name, password.orElseThrow()));
  }

  private static Optional<String> text(SinkOptions options, String name)
      throws SinkSettingsException {
    Optional<Secret> secret = options.secret(name);
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    try (Secret held = secret.get()) {
      byte[] bytes = held.copyBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      Arrays.fill(bytes, (byte) 0);
      return Optional.of(text);
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** The server, for people. */
  String peer() {
    return "The mail server %s:%d".formatted(host, port);
  }

  Redaction redaction() {
    return Redaction.of(login.map(Login::password).stream().toList());
  }
}
