package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.spi.crypto.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who may do what. */
final class Gatekeeper {

  private static final Logger LOG = LoggerFactory.getLogger(Gatekeeper.class);
  private static final String BEARER = "Bearer ";
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final DashboardSettings settings;
  private final Sessions sessions;
  private final Guesses guesses = new Guesses(System::nanoTime);
  private final AtomicLong lastComplaint = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  Gatekeeper(DashboardSettings settings, Sessions sessions) {
    this.settings = settings;
    this.sessions = sessions;
  }

  /**
   * Refuses what was sent to another name. A page elsewhere whose name is made to point here (DNS
   * rebinding) sends that name; it cannot send an address.
   */
  void requireOurName(Request request) {
    String host = request.header("Host").map(Gatekeeper::withoutPort).orElse("");
    if (!host.equals("localhost") && !settings.names().contains(host) && !isAddress(host)) {
      throw new Refusal(
          Refusal.Kind.MISDIRECTED,
          "This is not the server of that name. Ask for it by its address or as localhost, or add"
              + " the name to the dashboard's names");
    }
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isAddress(String host) {
    // A bare IPv6 address is no host in HTTP, and a name has no brackets.
    String literal = host.startsWith("[") && host.endsWith("]") ? inner(host) : host;
    if (literal.contains(":") != host.startsWith("[")) {
      return false;
    }
    try {
      InetAddress.ofLiteral(literal);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String inner(String host) {
    return host.substring(1, host.length() - 1);
  }

  /** Whether the sender may see the dashboard. */
  boolean mayRead(Request request) {
    return settings.token().isEmpty() || hasToken(request) || sessions.of(request).isPresent();
  }

  /** Refuses whoever may not see the dashboard. */
  void requireReader(Request request) {
    if (!mayRead(request)) {
      throw new Refusal(
          Refusal.Kind.UNAUTHORIZED,
          "Sign in on the page, or send the dashboard's token as 'Authorization: Bearer ...'");
    }
  }

  /** Refuses what a page elsewhere has made the visitor's browser send. */
  void requireOurPage(Request request) {
    Optional<String> origin = request.header("Origin");
    String host = request.header("Host").orElse("");
    boolean same =
        origin.isEmpty()
            || origin.get().equalsIgnoreCase("http://" + host)
            || origin.get().equalsIgnoreCase("https://" + host);
    // A browser that tells no origin tells at least this.
    String site = request.header("Sec-Fetch-Site").orElse("none");
    if (!same || !(site.equals("same-origin") || site.equals("none"))) {
      throw new Refusal(Refusal.Kind.FORBIDDEN, "This was sent by a page of another site");
    }
  }

  /** Refuses a change unless its sender could read an answer of ours, or knows the token. */
  void requireIntent(Request request) {
    requireOurPage(request);
    Optional<Secret> sent = request.header(Api.CSRF_HEADER).map(Gatekeeper::secret);
    if (!hasToken(request) && !sent.equals(Optional.of(sessions.csrf(request)))) {
      throw new Refusal(
          Refusal.Kind.FORBIDDEN,
          "Send the header %s with the value from /api/v1/session".formatted(Api.CSRF_HEADER));
    }
  }

  private boolean hasToken(Request request) {
    Optional<String> sent = request.header("Authorization").filter(h -> h.startsWith(BEARER));
    if (sent.isEmpty() || settings.token().isEmpty()) {
      return false;
    }
    return matches(request, sent.get().substring(BEARER.length()));
  }

  /**
   * Whether that is the token, in constant time; tells the log if it is not, once a minute.
   *
   * @throws Refusal if too many wrong ones came from the sender's address
   */
  boolean matches(Request request, String sent) {
    boolean same =
        guesses.isRight(
            request.sender().getAddress(),
            () -> Optional.of(secret(sent)).equals(settings.token()));
    long now = System.nanoTime();
    long last = lastComplaint.get();
    if (!same && now - last >= QUIET_NANOS && lastComplaint.compareAndSet(last, now)) {
      LOG.warn(
          "A wrong token was sent to the dashboard from {}; others within a minute are not told",
          request.sender().getAddress().getHostAddress());
    }
    return same;
  }

  private static Secret secret(String text) {
    return Secret.ofUtf8(text.toCharArray());
  }
}
