package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Action.Asked;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects page by page, in the service's own order: that of the bytes of the keys. */
final class S3Lister {

  private static final int MOST_IN_PAGE = 1_000;

  private final S3Client client;
  private final S3Place place;
  private final S3Calls calls;
  private final S3Errors errors;

  S3Lister(S3Client client, S3Place place, S3Calls calls, S3Errors errors) {
    this.client = client;
    this.place = place;
    this.calls = calls;
    this.errors = errors;
  }

  ListPage list(String prefix, Optional<String> continuation, int limit) throws StoreException {
    Asked asked = S3Action.LIST.of("'" + prefix + "'");
    if (limit < 1 || limit > 10_000) {
      throw errors.of(Kind.INVALID, asked, "a page has 1 to 10,000 objects, not " + limit);
    }
    ListObjectsV2Response page =
        calls.run(
            asked,
            progress ->
                client.listObjectsV2(
                    request ->
                        request
                            .bucket(place.bucket())
                            .prefix(place.prefix() + prefix)
                            .maxKeys(Math.min(limit, MOST_IN_PAGE))
                            .continuationToken(continuation.orElse(null))));
    List<ObjectStat> objects =
        page.contents().stream()
            .flatMap(object -> stat(object).stream())
            .filter(object -> object.name().value().startsWith(prefix)) // some normalise prefixes
            .toList();
    return new ListPage(objects, Optional.ofNullable(page.nextContinuationToken()));
  }

  private Optional<ObjectStat> stat(S3Object object) {
    return place
        .name(object.key())
        .map(
            name ->
                new ObjectStat(name, object.size(), Optional.ofNullable(object.lastModified())));
  }
}
