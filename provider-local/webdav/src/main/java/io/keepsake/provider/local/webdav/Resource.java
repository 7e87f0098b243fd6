package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a server tells of one URL in the answer to {@code PROPFIND}.
 *
 * @param href the URL as the server writes it
 * @param failure the status, if nothing is told because something went wrong with this URL
 * @param type a collection or not, if the server says
 * @param length the text of {@code getcontentlength}
 * @param modified the text of {@code getlastmodified}
 * @param available the text of {@code quota-available-bytes}
 */
record Resource(
    String href,
    OptionalInt failure,
    Optional<FileType> type,
    Optional<String> length,
    Optional<String> modified,
    Optional<String> available) {

  /** Bytes of a file; empty if that is not told, or is no number. */
  OptionalLong bytes() {
    return number(length);
  }

  /** Bytes that can still be written; empty if that is not told, or is no number. */
  OptionalLong room() {
    return number(available);
  }

  private static OptionalLong number(Optional<String> text) {
    return text.filter(digits -> digits.matches("\\d{1,18}")).stream()
        .mapToLong(Long::parseLong)
        .findFirst();
  }
}
