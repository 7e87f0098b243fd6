package io.keepsake.provider.gcs;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.Storage.Objects.Get;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens objects and parts of them. */
final class GcsReader {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
  private static final Pattern CHECKSUM = Pattern.compile("crc32c=([\\w+/=]+)");

  private final GcsConfig config;
  private final GcsClients clients;
  private final GcsErrors errors;

  GcsReader(GcsConfig config, GcsClients clients, GcsErrors errors) {
    this.config = config;
    this.clients = clients;
    this.errors = errors;
  }

  /** Opens a range. The answer's head has come; the stream brings the rest. */
  InputStream open(ObjectName name, ByteRange range) throws IOException {
    String asked = "read " + name;
    Get get = clients.requests().objects().get(config.place().bucket(), config.place().key(name));
    // Bytes come as they are stored: to unpack gzip would be the service's doing otherwise.
    HttpHeaders headers = new HttpHeaders().setAcceptEncoding("gzip");
    if (!range.isAll()) {
      headers.setRange("bytes=%d-%s".formatted(range.offset(), last(range)));
    }
    get.setRequestHeaders(headers).setReturnRawInputStream(true);
    HttpResponse response = get.executeMedia();
    try {
      return stream(asked, range, response);
    } catch (IOException | RuntimeException e) {
      response.disconnect();
      throw e;
    }
  }

  private InputStream stream(String asked, ByteRange range, HttpResponse response)
      throws IOException {
    boolean partial = response.getStatusCode() == 206;
    if (partial == range.isAll()) {
      throw errors.of(Kind.CORRUPT, asked, "the service answered with another part of the object");
    }
    long expected = partial ? partLength(asked, range, response) : wholeLength(response);
    Optional<String> checksum = partial ? Optional.empty() : checksum(response);
    return new GcsStream(response, asked, expected, checksum, errors);
  }

  private static String last(ByteRange range) {
    long last = range.offset() + range.length() - 1;
    return range.length() == Long.MAX_VALUE || last < 0 ? "" : String.valueOf(last);
  }

  /** The length of the part that was asked for; fails if another part comes. */
  private long partLength(String asked, ByteRange range, HttpResponse response) throws IOException {
    Matcher matcher =
        CONTENT_RANGE.matcher(String.valueOf(response.getHeaders().getContentRange()));
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) != range.offset()) {
      throw errors.of(Kind.CORRUPT, asked, "the service answered with another part of the object");
    }
    long length = Long.parseLong(matcher.group(2)) - range.offset() + 1;
    boolean toEnd =
        matcher.group(3).equals("*")
            || Long.parseLong(matcher.group(2)) == Long.parseLong(matcher.group(3)) - 1;
    if (length > range.length() || (length < range.length() && !toEnd)) {
      throw errors.of(Kind.CORRUPT, asked, "the service answered with another part of the object");
    }
    return length;
  }

  /** The object's length, or -1 if the service does not tell. */
  private static long wholeLength(HttpResponse response) {
    String stored = response.getHeaders().getFirstHeaderStringValue("x-goog-stored-content-length");
    if (stored != null && stored.matches("\\d{1,18}")) {
      return Long.parseLong(stored);
    }
    Long length = response.getHeaders().getContentLength();
    return length == null ? -1 : length;
  }

  private static Optional<String> checksum(HttpResponse response) {
    for (String value : response.getHeaders().getHeaderStringValues("x-goog-hash")) {
      Matcher matcher = CHECKSUM.matcher(value);
      if (matcher.find()) {
        return Optional.of(matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
