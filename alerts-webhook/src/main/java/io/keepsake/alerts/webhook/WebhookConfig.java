package io.keepsake.alerts.webhook;

import io.keepsake.alerts.outlet.Redaction;
import io.keepsake.alerts.outlet.WebhookUrl;
import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettings;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.options.OptionNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where JSON goes, and what proves that it is from here.
 *
 * @param url the address
 * @param token a bearer token
 * @param signingKey of signatures over time and body
 * @param template makes the body; without it the body is the one that the guide describes
 * @param contentType of the body
 */
record WebhookConfig(
    WebhookUrl url,
    Optional<String> token,
    Optional<Secret> signingKey,
    Optional<BodyTemplate> template,
    String contentType) {

  static final OptionNames OPTIONS =
      OptionNames.of(WebhookUrl.CLEAR_TEXT, "template", "template-file", "content-type")
          .andSecrets("url", "token", "signing-key");

  private static final String JSON = "application/json; charset=utf-8";

  /**
   * Reads the settings.
   *
   * @throws SinkSettingsException with a sentence that says what would be right
   */
  static WebhookConfig of(SinkSettings settings) throws SinkSettingsException {
    SinkOptions options = SinkOptions.of(settings, OPTIONS);
    String contentType = options.text("content-type").orElse(JSON);
    if (!contentType.matches("[\\w.+-]+/[\\w.+-]+(; ?[\\w-]+=[\\w.-]+)*")) {
      throw options.invalidOption("content-type", "is a media type such as text/plain");
    }
    return new WebhookConfig(
        WebhookUrl.of(options, "url"),
        token(options),
        options.secret("signing-key"),
        BodyTemplate.of(options, contentType.contains("json")),
        contentType);
  }

  private static Optional<String> token(SinkOptions options) throws SinkSettingsException {
    Optional<Secret> secret = options.secret("token");
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    try (Secret held = secret.get()) {
      byte[] bytes = held.copyBytes();
      String token = new String(bytes, StandardCharsets.UTF_8).strip();
      Arrays.fill(bytes, (byte) 0);
      if (!token.matches("[\\x21-\\x7e]+")) {
        throw options.invalidOption("token", "holds signs that no header can carry");
      }
      return Optional.of(token);
    }
  }

  Redaction redaction() {
    Stream<String> key =
        signingKey.stream().map(held -> new String(held.copyBytes(), StandardCharsets.UTF_8));
    return Redaction.of(url, Stream.concat(token.stream(), key).toList());
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "WebhookConfig[%s]".formatted(url);
  }
}
