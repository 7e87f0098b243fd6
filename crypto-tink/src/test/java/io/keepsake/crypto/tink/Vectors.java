package io.keepsake.crypto.tink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A node of docs/format/vectors/vectors.json. */
record Vectors(Object node) {

  private static final Path FILE = Path.of("..", "docs", "format", "vectors", "vectors.json");

  static Vectors load() {
    try (JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), FILE.toFile())) {
      parser.nextToken();
      return new Vectors(value(parser));
    }
  }

  private static Object value(JsonParser parser) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return parser.getString();
  }

  Vectors at(String field) {
    return new Vectors(map().get(field));
  }

  boolean has(String field) {
    return map().containsKey(field);
  }

  List<String> fields() {
    return map().keySet().stream().map(Object::toString).toList();
  }

  List<Vectors> items() {
    return ((List<?>) node).stream().map(item -> new Vectors(item)).toList();
  }

  String text() {
    return (String) node;
  }

  int number() {
    return Integer.parseInt(text());
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(text());
  }

  private Map<?, ?> map() {
    return (Map<?, ?>) node;
  }

  /** The deterministic input: SHA-256 of "keepsake" and the block's number, block after block. */
  static byte[] input(int length) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer blocks = ByteBuffer.allocate(length + 32);
      for (int i = 0; blocks.position() < length; i++) {
        digest.update(new byte[] {'k', 'e', 'e', 'p', 's', 'a', 'k', 'e'});
        blocks.put(digest.digest(ByteBuffer.allocate(4).putInt(i).array()));
      }
      byte[] input = new byte[length];
      blocks.flip().get(input);
      return input;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
