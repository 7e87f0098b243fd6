package io.keepsake.monitor.dashboard.web;

import io.keepsake.core.spi.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;

/** Who has signed in, in memory: a restart signs everybody out. */
final class Sessions {

  static final Duration LIFE = Duration.ofHours(12);

  private static final String COOKIE = "keepsake_session";
  private static final int MOST = 64;
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Deque<Session> open = new ArrayDeque<>();
  private final Session everybody = fresh();

  /** One visitor; its id is in a cookie that scripts cannot read, its CSRF value is for them. */
  record Session(Secret id, String csrf, long begin) {
    boolean over(long now) {
      return now - begin > LIFE.toNanos();
    }
  }

  private Session fresh() {
    return new Session(Secret.ofUtf8(word().toCharArray()), word(), System.nanoTime());
  }

  private String word() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Begins a session, the oldest ends if there are too many; answers with its cookie's header. */
  synchronized Answer begin(Request request, Answer answer) {
    Session session = fresh();
    open.addLast(session);
    if (open.size() > MOST) {
      open.removeFirst();
    }
    String id = new String(session.id().copyBytes(), StandardCharsets.US_ASCII);
    return answer.with("Set-Cookie", cookie(request, id, LIFE));
  }

  /** Ends the sender's session, if there is one. */
  synchronized Answer end(Request request, Answer answer) {
    of(request).ifPresent(open::remove);
    return answer.with("Set-Cookie", cookie(request, "", Duration.ZERO));
  }

  private static String cookie(Request request, String value, Duration life) {
    // A proxy that speaks TLS says so; whoever lies harms only the cookie in his own browser.
    boolean tls = request.header("X-Forwarded-Proto").filter("https"::equals).isPresent();
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s"
        .formatted(COOKIE, value, life.toSeconds(), tls ? "; Secure" : "");
  }

  /** The sender's session. */
  synchronized Optional<Session> of(Request request) {
    long now = System.nanoTime();
    open.removeIf(session -> session.over(now));
    for (String cookie : request.header("Cookie").orElse("").split(";", -1)) {
      String[] parts = cookie.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(COOKIE)) {
        return find(Secret.ofUtf8(parts[1].toCharArray()));
      }
    }
    return Optional.empty();
  }

  private Optional<Session> find(Secret id) {
    for (Iterator<Session> all = open.iterator(); all.hasNext(); ) {
      Session session = all.next();
      if (session.id().equals(id)) {
        return Optional.of(session);
      }
    }
    return Optional.empty();
  }

  /** What a change has to bring with it. */
  Secret csrf(Request request) {
    return Secret.ofUtf8(csrfText(request).toCharArray());
  }

  /** The same as text, for the answer that tells it. */
  String csrfText(Request request) {
    return of(request).orElse(everybody).csrf();
  }
}
