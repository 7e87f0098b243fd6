package io.keepsake.alerts.outlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Takes secrets out of what other machines and libraries say. */
public final class Redaction {

  /** What stands in a secret's place. */
  private static final String MASK = "***";

  /** Shorter parts of an address are no secrets: masking them would only spoil words. */
  private static final int SHORTEST_PART = 6;

  private final List<String> secrets;

  private Redaction(Stream<String> secrets) {
    this.secrets =
        secrets
            .filter(secret -> !secret.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** Of these secrets, whatever their length. */
  public static Redaction of(Collection<String> secrets) {
    return new Redaction(secrets.stream());
  }

  /** Of these secrets, and of all that could be one in an address: its path, its query, parts. */
  public static Redaction of(WebhookUrl url, Collection<String> secrets) {
    Stream<String> parts =
        Stream.of(url.secretPart())
            .flatMap(part -> Stream.concat(Stream.of(part), Stream.of(part.split("[/?&=]"))))
            .flatMap(part -> Stream.of(part, decoded(part)))
            .filter(part -> part.length() >= SHORTEST_PART);
    return new Redaction(Stream.concat(parts, secrets.stream()));
  }

  /** A text with no secret in it. */
  public String of(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    return clean;
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part;
    }
  }
}
