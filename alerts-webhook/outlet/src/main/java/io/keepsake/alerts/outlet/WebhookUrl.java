package io.keepsake.alerts.outlet;

import io.keepsake.core.spi.alert.SinkOptions;
import io.keepsake.core.spi.alert.SinkSettingsException;
import io.keepsake.core.spi.crypto.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The address of a webhook. Whoever knows its path can write there, so it is never shown. */
public final class WebhookUrl {

  /** The option that allows addresses without encryption. */
  public static final String CLEAR_TEXT = "clear-text";

  private final URI address;

  private WebhookUrl(URI address) {
    this.address = address;
  }

  /** Whether a secret address may cross a network that is not encrypted. */
  public enum ClearText {
    /** Only to this machine itself. */
    REFUSED,
    /** To any. */
    ALLOWED
  }

  /**
   * Reads the address from a secret option, which with {@link #CLEAR_TEXT} is declared.
   *
   * @throws SinkSettingsException if there is none, or it is none; does not repeat it
   */
  public static WebhookUrl of(SinkOptions options, String name) throws SinkSettingsException {
    Secret secret =
        options
            .secret(name)
            .orElseThrow(
                () ->
                    options.invalid(
                        "the address is missing; name a file that holds it with %s-file, or a variable with %s-env"
                            .formatted(name, name)));
    URI address;
    try (secret) {
      byte[] bytes = secret.copyBytes();
      address = new URI(new String(bytes, StandardCharsets.UTF_8).strip());
      Arrays.fill(bytes, (byte) 0);
    } catch (URISyntaxException e) {
      throw options.invalidOption(name, "holds no address such as https://host/path");
    }
    check(options, name, address);
    return new WebhookUrl(address);
  }

  private static void check(SinkOptions options, String name, URI address)
      throws SinkSettingsException {
    boolean web = "https".equalsIgnoreCase(address.getScheme()) || isClear(address);
    if (!web || address.getHost() == null) {
      throw options.invalidOption(name, "holds no address such as https://host/path");
    }
    if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
      throw options.invalidOption(name, "holds an address with a user or a '#'; leave them out");
    }
    if (isClear(address)
        && !isLoopback(address.getHost())
        && options.choice(CLEAR_TEXT, ClearText.REFUSED) == ClearText.REFUSED) {
      throw options.invalidOption(
          name,
          "holds an address that begins with http://, so everybody on the way could read it; write https://, or set %s to allowed"
              .formatted(CLEAR_TEXT));
    }
  }

  private static boolean isClear(URI address) {
    return "http".equalsIgnoreCase(address.getScheme());
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}")
        || host.equals("[::1]");
  }

  /** The whole address. */
  public URI address() {
    return address;
  }

  /** The server, for people: its host, and its port if it is not the usual one. */
  public String peer() {
    return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  /** The address with a path's end and, if it is not empty, one more part of its query. */
  public WebhookUrl with(String ending, String query) {
    String path = address.getRawPath().replaceFirst("/$", "") + ending;
    String all =
        address.getRawQuery() == null || query.isEmpty()
            ? (address.getRawQuery() == null ? "" : address.getRawQuery()) + query
            : address.getRawQuery() + "&" + query;
    return new WebhookUrl(
        URI.create(
            address.getScheme()
                + "://"
                + address.getRawAuthority()
                + path
                + (all.isEmpty() ? "" : "?" + all)));
  }

  /** Its path and query. */
  String secretPart() {
    String query = address.getRawQuery();
    return query == null ? address.getRawPath() : address.getRawPath() + "?" + query;
  }

  /** Without its path. */
  @Override
  public String toString() {
    return "%s://%s/***".formatted(address.getScheme(), peer());
  }
}
