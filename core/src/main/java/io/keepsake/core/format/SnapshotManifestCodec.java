package io.keepsake.core.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Encodes and decodes snapshot manifests. */
public final class SnapshotManifestCodec {

  private static final int LEAST_FIELDS = 11;

  private SnapshotManifestCodec() {}

  /** Encodes a manifest. */
  public static byte[] encode(SnapshotManifest manifest) {
    CborWriter out = new CborWriter();
    int optional =
        (manifest.parent().isPresent() ? 1 : 0) + (manifest.session().isPresent() ? 1 : 0);
    out.map(LEAST_FIELDS + optional);
    Instant time = manifest.time();
    out.integer(0).integer(time.getEpochSecond()).integer(1).integer(time.getNano());
    out.integer(2).text(manifest.host()).integer(3).text(manifest.user());
    texts(out.integer(4), manifest.roots());
    labels(out.integer(5), manifest.labels());
    manifest.parent().ifPresent(parent -> out.integer(6).bytes(parent.bytes()));
    TreeEntryWriter.write(out.integer(7), manifest.root());
    out.integer(8).array(4).integer(manifest.files()).integer(manifest.directories());
    out.integer(manifest.others()).integer(manifest.bytes());
    out.integer(9).integer(manifest.skipped());
    texts(out.integer(10), manifest.stores());
    out.integer(11).text(manifest.program());
    manifest.session().ifPresent(session -> out.integer(12).bytes(session.bytes()));
    return out.toBytes();
  }

  private static void texts(CborWriter out, List<String> texts) {
    out.array(texts.size());
    texts.forEach(out::text);
  }

  private static void labels(CborWriter out, Map<String, String> labels) {
    List<String> names = new ArrayList<>(labels.keySet());
    names.sort((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    out.array(names.size());
    names.forEach(name -> out.array(2).text(name).text(labels.getOrDefault(name, "")));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Decodes a manifest. */
  public static SnapshotManifest decode(byte[] plaintext) throws FormatException {
    CborReader in = new CborReader(plaintext);
    int count = in.map();
    FieldReader fields = new FieldReader(in, "a snapshot");
    Instant time = fields.time();
    fields.key(2);
    String host = in.text();
    fields.key(3);
    String user = in.text();
    fields.key(4);
    List<String> roots = texts(in);
    fields.key(5);
    Map<String, String> labels = labels(in);
    Optional<Hash> parent = Optional.empty();
    int key = in.unsigned(255);
    if (key == 6) {
      parent = Optional.of(Hash.of(in.bytes(Hash.BYTES)));
      key = in.unsigned(255);
    }
    if (key != 7) {
      throw new FormatException("a snapshot lacks field 7, or its fields are not in order");
    }
    TreeEntry root = TreeEntryReader.read(in);
    fields.key(8);
    in.array(4);
    long files = in.unsigned();
    long directories = in.unsigned();
    long others = in.unsigned();
    long bytes = in.unsigned();
    fields.key(9);
    long skipped = in.unsigned();
    fields.key(10);
    List<String> stores = texts(in);
    fields.key(11);
    String program = in.text();
    Optional<Hash> session = Optional.empty();
    if (count == LEAST_FIELDS + (parent.isPresent() ? 2 : 1)) {
      fields.key(12);
      session = Optional.of(Hash.of(in.bytes(Hash.BYTES)));
    }
    in.expectEnd();
    requireFields(count, parent, session);
    return new SnapshotManifest(
        time,
        host,
        user,
        roots,
        labels,
        parent,
        root,
        files,
        directories,
        others,
        bytes,
        skipped,
        stores,
        program,
        session);
  }

  private static void requireFields(int count, Optional<Hash> parent, Optional<Hash> session)
      throws FormatException {
    int found = LEAST_FIELDS + (parent.isPresent() ? 1 : 0) + (session.isPresent() ? 1 : 0);
    if (count != found) {
      throw new FormatException("a snapshot has " + count + " fields");
    }
  }

  private static List<String> texts(CborReader in) throws FormatException {
    int count = TreeLimits.items(in);
    List<String> texts = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      texts.add(in.text());
    }
    return texts;
  }

  private static Map<String, String> labels(CborReader in) throws FormatException {
    int count = TreeLimits.items(in);
    Map<String, String> labels = new HashMap<>();
    for (int i = 0; i < count; i++) {
      in.array(2);
      labels.put(in.text(), in.text());
    }
    return labels;
  }
}
