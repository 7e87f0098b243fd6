package io.keepsake.testkit.gcs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls on objects that are there: metadata, bytes, listings, changes and deletions. */
final class GcsObjects {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final int MOST = 1_000;

  private GcsObjects() {}

  static GcsAnswer handle(GcsRequest request, GcsBucket bucket, String name) throws IOException {
    return switch (request.method()) {
      case "GET" -> {
        GcsObject found = bucket.require(name);
        bucket.check(name, request.number("generation").or(() -> ifGeneration(request)));
        yield request.parameter("alt").orElse("json").equals("media")
            ? media(request, found)
            : GcsAnswer.json(200, found.resource());
      }
      case "PATCH" ->
          GcsAnswer.json(200, bucket.change(name, Json.object(request.text())).resource());
      case "DELETE" -> {
        bucket.delete(name, request.number("generation").or(() -> ifGeneration(request)));
        yield GcsAnswer.empty(204);
      }
      default -> throw new GcsFailure(405, "methodNotAllowed", request.method());
    };
  }

  private static Optional<Long> ifGeneration(GcsRequest request) {
    return request.number("ifGenerationMatch");
  }

  /** A page of names in UTF-8 order; the token holds the last name of the page before. */
  static GcsAnswer list(GcsRequest request, GcsBucket bucket, GcsTroubles trouble) {
    String prefix = request.parameter("prefix").orElse("");
    Optional<Set<String>> shown = trouble.shown();
    long limit =
        trouble.page(Math.clamp(request.number("maxResults").orElse((long) MOST), 1, MOST));
    String after = request.parameter("pageToken").map(GcsObjects::name).orElse("");
    List<Map<String, Object>> items = new ArrayList<>();
    Iterator<GcsObject> objects = bucket.after(after, prefix).iterator();
    while (objects.hasNext() && items.size() <= limit) {
      GcsObject next = objects.next();
      if (!next.name().startsWith(prefix)) {
        break;
      }
      if (shown.isEmpty() || shown.get().contains(bucket.name() + "/" + next.name())) {
        items.add(next.resource());
      }
    }
    boolean more = items.size() > limit;
    if (more) {
      items.removeLast();
    }
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("kind", "storage#objects");
    if (more) {
      page.put("nextPageToken", token(String.valueOf(items.getLast().get("name"))));
    }
    if (!items.isEmpty()) {
      page.put("items", items);
    }
    return GcsAnswer.json(200, page);
  }

  private static GcsAnswer media(GcsRequest request, GcsObject object) {
    Optional<String> range = request.header("range");
    Matcher matcher = RANGE.matcher(range.orElse(""));
    GcsAnswer answer;
    if (matcher.matches()) {
      answer = part(object, Long.parseLong(matcher.group(1)), matcher.group(2));
    } else {
      answer = GcsAnswer.bytes(200, object.bytes().duplicate());
    }
    Map<String, String> hashes = object.hashes();
    return answer
        .header("x-goog-generation", String.valueOf(object.generation()))
        .header("x-goog-stored-content-length", String.valueOf(object.length()))
        .header("x-goog-storage-class", object.storageClass())
        .header("x-goog-hash", "crc32c=" + hashes.get("crc32c") + ",md5=" + hashes.get("md5Hash"));
  }

  private static GcsAnswer part(GcsObject object, long first, String last) {
    if (first >= object.length()) {
      throw new GcsFailure(
          416,
          "requestedRangeNotSatisfiable",
          "The requested range cannot be satisfied: %d of %d".formatted(first, object.length()));
    }
    long end = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    int to = (int) Math.min(end, object.length() - 1L);
    ByteBuffer bytes = object.bytes().slice((int) first, to - (int) first + 1);
    return GcsAnswer.bytes(206, bytes)
        .header("Content-Range", "bytes %d-%d/%d".formatted(first, to, object.length()));
  }

  private static String token(String name) {
    return Base64.getUrlEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }

  private static String name(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw GcsFailure.invalid("Invalid page token.");
    }
  }
}
