package io.keepsake.monitor.dashboard.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files of the page, which are resources of this package. */
final class Assets {

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml");

  private static final List<String> NAMES =
      List.of(
          "app.js",
          "charts.js",
          "dom.js",
          "feed.js",
          "sections.js",
          "words.js",
          "base.css",
          "parts.css",
          "tables.css",
          "keepsake.svg");

  private static final Map<String, Asset> PUBLIC =
      NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, Assets::load));

  private Assets() {}

  /** A file as it is sent, and the mark of its content. */
  private record Asset(String type, String body, String mark) {}

  /** A file that a page refers to; nothing but a mark if the browser has it. */
  static Answer publicFile(Request request, String name) {
    Asset asset = PUBLIC.get(name);
    if (asset == null) {
      throw new Refusal(Refusal.Kind.NOT_FOUND, "There is no such file");
    }
    Optional<String> known = request.header("If-None-Match");
    Answer answer =
        known.filter(asset.mark()::equals).isPresent()
            ? new Answer(304, asset.type(), "", List.of())
            : Answer.of(asset.type(), asset.body());
    return answer.with("ETag", asset.mark()).with("Cache-Control", "no-cache");
  }

  /** A page of its own. */
  static Answer page(String name) {
    Asset asset = load(name);
    return Answer.of(asset.type(), asset.body());
  }

  private static Asset load(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The dashboard's file " + name + " is not in the program");
      }
      byte[] body = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      String mark = '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, 8)) + '"';
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
      return new Asset(type, new String(body, StandardCharsets.UTF_8), mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
