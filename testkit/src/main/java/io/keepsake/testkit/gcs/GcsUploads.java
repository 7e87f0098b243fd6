package io.keepsake.testkit.gcs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Uploads: simple, multipart, and resumable with its sessions. */
final class GcsUploads {

  private static final Pattern RANGE =
      Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+))/(?:\\*|(\\d+))");

  /** An upload under way. Guarded by itself. */
  private static final class Session {
    private final GcsBucket bucket;
    private final String name;
    private final Map<String, Object> metadata;
    private final Optional<Long> ifGeneration;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Optional<GcsObject> finished = Optional.empty();

    Session(
        GcsBucket bucket, String name, Map<String, Object> metadata, Optional<Long> ifGeneration) {
      this.bucket = bucket;
      this.name = name;
      this.metadata = metadata;
      this.ifGeneration = ifGeneration;
    }
  }

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  /** Uploads begun and neither finished nor given up. */
  int unfinished() {
    return (int) sessions.values().stream().filter(each -> each.finished.isEmpty()).count();
  }

  GcsAnswer handle(GcsRequest request, GcsBucket bucket) throws IOException {
    Optional<String> id = request.parameter("upload_id");
    if (id.isPresent()) {
      Session session = sessions.get(id.get());
      if (session == null) {
        throw new GcsFailure(410, "gone", "The upload session is not there any more.");
      }
      synchronized (session) {
        return request.method().equals("DELETE") ? cancel(id.get()) : resume(request, session);
      }
    }
    return switch (request.parameter("uploadType").orElse("")) {
      case "resumable" -> start(request, bucket);
      case "multipart" -> multipart(request, bucket);
      case "media" -> {
        ByteBuffer bytes = ByteBuffer.wrap(request.body().readAllBytes());
        yield store(request, bucket, bytes, new LinkedHashMap<>());
      }
      default -> throw GcsFailure.invalid("Invalid upload type.");
    };
  }

  private GcsAnswer multipart(GcsRequest request, GcsBucket bucket) throws IOException {
    List<GcsMultipart> parts =
        GcsMultipart.split(
            request.header("content-type").orElse(""), request.body().readAllBytes());
    if (parts.size() != 2) {
      throw GcsFailure.invalid("A multipart upload has 2 parts and not " + parts.size());
    }
    return store(request, bucket, parts.getLast().body(), Json.object(parts.getFirst().text()));
  }

  private static GcsAnswer store(
      GcsRequest request, GcsBucket bucket, ByteBuffer bytes, Map<String, Object> metadata) {
    addHashes(request, metadata);
    GcsObject stored =
        bucket.put(name(request, metadata), bytes, metadata, request.number("ifGenerationMatch"));
    return GcsAnswer.json(200, stored.resource());
  }

  private GcsAnswer start(GcsRequest request, GcsBucket bucket) throws IOException {
    Map<String, Object> metadata = Json.object(request.text());
    String name = name(request, metadata);
    Optional<Long> ifGeneration = request.number("ifGenerationMatch");
    bucket.check(name, ifGeneration);
    String id = UUID.randomUUID().toString();
    sessions.put(id, new Session(bucket, name, metadata, ifGeneration));
    String location =
        "%s://%s/upload/storage/v1/b/%s/o?uploadType=resumable&upload_id=%s"
            .formatted(
                request.header("x-scheme").orElse("http"),
                request.header("host").orElse(""),
                bucket.name(),
                id);
    return GcsAnswer.empty(200).header("Location", location).header("X-GUploader-UploadID", id);
  }

  private GcsAnswer cancel(String id) {
    sessions.remove(id);
    return GcsAnswer.empty(499);
  }

  /** A chunk, or with {@code bytes *}{@code /...} the question how much has come. */
  private static GcsAnswer resume(GcsRequest request, Session session) throws IOException {
    if (session.finished.isPresent()) {
      return GcsAnswer.json(200, session.finished.get().resource());
    }
    byte[] chunk = request.body().readAllBytes();
    Optional<String> range = request.header("content-range");
    Matcher matcher = RANGE.matcher(range.orElse("bytes 0-%d/*".formatted(chunk.length - 1)));
    if (range.isPresent() && !matcher.matches()) {
      throw GcsFailure.invalid("Failed to parse Content-Range header.");
    }
    if (range.isPresent() && matcher.group(1) != null) {
      append(session, chunk, Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    } else {
      session.received.writeBytes(chunk);
    }
    String total = range.isPresent() ? matcher.group(3) : String.valueOf(session.received.size());
    if (total == null || Long.parseLong(total) > session.received.size()) {
      if (chunk.length % (256 << 10) != 0) {
        throw GcsFailure.invalid("A chunk that is not the last has a multiple of 256 KiB.");
      }
      return incomplete(session);
    }
    return finish(request, session);
  }

  private static void append(Session session, byte[] chunk, long first, long last) {
    if (last - first + 1 != chunk.length || first > session.received.size()) {
      throw new GcsFailure(
          503, "backendError", "Invalid request. %d bytes have come.".formatted(chunk.length));
    }
    int known = session.received.size() - (int) first;
    if (known < chunk.length) {
      session.received.write(chunk, known, chunk.length - known);
    }
  }

  private static GcsAnswer incomplete(Session session) {
    GcsAnswer answer = GcsAnswer.empty(308);
    int received = session.received.size();
    return received == 0 ? answer : answer.header("Range", "bytes=0-" + (received - 1));
  }

  private static GcsAnswer finish(GcsRequest request, Session session) {
    addHashes(request, session.metadata);
    ByteBuffer bytes = ByteBuffer.wrap(session.received.toByteArray());
    GcsObject stored =
        session.bucket.put(session.name, bytes, session.metadata, session.ifGeneration);
    session.finished = Optional.of(stored);
    session.received.reset();
    return GcsAnswer.json(200, stored.resource());
  }

  /** Checksums may come in a header too; those in the metadata go first. */
  private static void addHashes(GcsRequest request, Map<String, Object> metadata) {
    for (String hash : request.header("x-goog-hash").orElse("").split(",", -1)) {
      int equal = hash.indexOf('=');
      if (equal > 0) {
        String field = hash.substring(0, equal).strip().equals("md5") ? "md5Hash" : "crc32c";
        metadata.putIfAbsent(field, hash.substring(equal + 1).strip());
      }
    }
  }

  private static String name(GcsRequest request, Map<String, Object> metadata) {
    String name = request.parameter("name").orElse(Json.string(metadata, "name", ""));
    if (name.isEmpty()) {
      throw new GcsFailure(400, "required", "Required parameter: name");
    }
    return name;
  }
}
