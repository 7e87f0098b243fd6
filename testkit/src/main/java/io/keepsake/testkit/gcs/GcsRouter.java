package io.keepsake.testkit.gcs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds out what a request asks for, and who answers it. */
final class GcsRouter {

  private static final List<String> API = List.of("storage", "v1", "b");

  private final Map<String, GcsBucket> buckets;
  private final GcsUploads uploads;
  private final GcsTokens tokens;
  private final Clock clock;
  private final Function<GcsRequest, GcsTroubles> troubles;

  GcsRouter(
      Map<String, GcsBucket> buckets,
      GcsUploads uploads,
      GcsTokens tokens,
      Clock clock,
      Function<GcsRequest, GcsTroubles> troubles) {
    this.buckets = buckets;
    this.uploads = uploads;
    this.tokens = tokens;
    this.clock = clock;
    this.troubles = troubles;
  }

  GcsAnswer handle(GcsRequest request, boolean secured) throws IOException {
    try {
      List<String> path = request.path();
      if (path.equals(List.of("token"))) {
        return tokens.handle(request);
      }
      if (path.isEmpty() || path.getFirst().equals("computeMetadata")) {
        return tokens.metadata(request);
      }
      if (path.getFirst().equals("batch")) {
        return GcsBatch.handle(request, inner -> inner(inner, secured));
      }
      boolean session = request.parameter("upload_id").isPresent();
      if (secured && !session) {
        tokens.check(request);
      }
      return route(request, path);
    } catch (GcsFailure e) {
      return GcsAnswer.failure(e);
    } catch (NumberFormatException e) {
      return GcsAnswer.failure(GcsFailure.invalid("Not a number: " + e.getMessage()));
    }
  }

  private GcsAnswer inner(GcsRequest request, boolean secured) {
    try {
      return handle(request, secured);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GcsAnswer route(GcsRequest request, List<String> path) throws IOException {
    int start = path.indexOf("storage");
    boolean upload = start == 1 && path.getFirst().equals("upload");
    boolean download = start == 1 && path.getFirst().equals("download");
    if (start < 0
        || (start == 1 && !upload && !download)
        || path.size() < start + 3
        || !path.subList(start, start + 3).equals(API)) {
      throw new GcsFailure(404, "notFound", "Not Found");
    }
    List<String> rest = path.subList(start + 3, path.size());
    GcsTroubles trouble = troubles.apply(request);
    trouble.check(upload, request.parameter("pageToken").isPresent());
    if (rest.isEmpty()) {
      return create(request);
    }
    GcsBucket bucket = buckets.get(rest.getFirst());
    if (bucket == null) {
      throw GcsFailure.noBucket();
    }
    return switch (rest.size()) {
      case 1 -> GcsAnswer.json(200, resource(bucket));
      case 2 ->
          upload ? uploads.handle(request, bucket) : GcsObjects.list(request, bucket, trouble);
      default -> GcsObjects.handle(request, bucket, rest.get(2));
    };
  }

  private GcsAnswer create(GcsRequest request) throws IOException {
    String name = Json.string(Json.object(request.text()), "name", "");
    GcsBucket made = new GcsBucket(name, clock);
    if (buckets.putIfAbsent(name, made) != null) {
      throw new GcsFailure(
          409, "conflict", "Your previous request to create the bucket succeeded.");
    }
    return GcsAnswer.json(200, resource(made));
  }

  private static Map<String, Object> resource(GcsBucket bucket) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("kind", "storage#bucket");
    resource.put("name", bucket.name());
    resource.put("location", "EUROPE-WEST4");
    resource.put("storageClass", "STANDARD");
    return resource;
  }
}
