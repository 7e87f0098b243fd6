package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.spi.crypto.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where the dashboard listens and who may see it.
 *
 * @param address on which it listens
 * @param port on which it listens; 0 takes a free one
 * @param token what a visitor has to know; required unless {@code address} is a loopback address
 * @param names names, without a port, by which browsers may ask for it beside {@code localhost} and
 *     addresses: those of a reverse proxy, say. Any other is refused, because a page elsewhere
 *     could have its own name point to this machine
 * @param refresh how often the source is asked while somebody looks
 */
public record DashboardSettings(
    InetAddress address, int port, Optional<Secret> token, Set<String> names, Duration refresh) {

  /** The port unless another is asked for. */
  public static final int DEFAULT_PORT = 7979;

  /** How short a token may be, in characters. */
  public static final int SHORTEST_TOKEN = 16;

  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken; the message is for people and has no secret
   */
  public DashboardSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("The dashboard's port is 0 to 65535, not " + port);
    }
    if (token.isEmpty() && !address.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "The dashboard is to listen on %s, where others can reach it, so it needs a token"
              .formatted(address.getHostAddress()));
    }
    token.ifPresent(DashboardSettings::requireStrong);
    if (refresh.isNegative() || refresh.isZero()) {
      throw new IllegalArgumentException("The dashboard is refreshed every so often");
    }
    Set<String> lower = new HashSet<>();
    for (String name : names) {
      lower.add(name.toLowerCase(Locale.ROOT));
    }
    names = Set.copyOf(lower);
  }

  private static void requireStrong(Secret token) {
    byte[] bytes = token.copyBytes();
    boolean plain = true;
    for (int i = 0; i < bytes.length; i++) {
      plain &= bytes[i] > ' ' && bytes[i] < 0x7f;
      bytes[i] = 0;
    }
    if (bytes.length < SHORTEST_TOKEN || !plain) {
      throw new IllegalArgumentException(
          "The dashboard's token has at least %d characters: letters, digits and signs, no blanks"
              .formatted(SHORTEST_TOKEN));
    }
  }

  /** On 127.0.0.1 and the usual port, for everybody on this machine. */
  public static DashboardSettings loopback() {
    return on(InetAddress.ofLiteral("127.0.0.1"), DEFAULT_PORT, Optional.empty());
  }

  /** On an address and a port, with or without a token. */
  public static DashboardSettings on(InetAddress address, int port, Optional<Secret> token) {
    return new DashboardSettings(address, port, token, Set.of(), SECOND);
  }
}
