package io.keepsake.cli.secret;

import io.keepsake.core.spi.crypto.Secret;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Secrets as bytes, before they are encrypted. docs/adr/0019 has the layout. */
final class SecretsCodec {

  private SecretsCodec() {}

  /** The bytes, which the caller closes. */
  static Secret encode(SecretsContent content) {
    ClearingOutput bytes = new ClearingOutput();
    try (bytes;
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(content.all().size());
      for (StoredSecret secret : content.all()) {
        text(out, secret.name().text());
        out.writeByte(secret.previous().isPresent() ? 2 : 1);
        generation(out, secret.newest());
        if (secret.previous().isPresent()) {
          generation(out, secret.previous().get());
        }
      }
      return bytes.secret();
    } catch (IOException e) {
      throw new IllegalStateException("Memory can be written to", e);
    }
  }

  private static void generation(DataOutputStream out, Generation generation) throws IOException {
    out.writeLong(generation.since().getEpochSecond());
    byte[] value = generation.value().copyBytes();
    out.writeInt(value.length);
    out.write(value);
    Arrays.fill(value, (byte) 0);
    out.writeShort(generation.acceptedBy().size());
    for (String provider : new TreeSet<>(generation.acceptedBy())) {
      text(out, provider);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    out.writeByte(ascii.length);
    out.write(ascii);
  }

  /**
   * What these bytes are.
   *
   * @throws IOException if they are nothing that {@link #encode} writes
   */
  static SecretsContent decode(Secret encoded) throws IOException {
    byte[] bytes = encoded.copyBytes();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int count = in.readUnsignedShort();
      List<StoredSecret> secrets = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        secrets.add(secret(in));
      }
      if (in.read() >= 0) {
        throw new IOException("Bytes behind the last secret");
      }
      return SecretsContent.of(secrets);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static StoredSecret secret(DataInputStream in) throws IOException {
    SecretName name = new SecretName(text(in));
    int generations = in.readUnsignedByte();
    if (generations < 1 || generations > 2) {
      throw new IOException("A secret has one or two generations");
    }
    return new StoredSecret(
        name, generation(in), generations == 2 ? Optional.of(generation(in)) : Optional.empty());
  }

  private static Generation generation(DataInputStream in) throws IOException {
    long since = in.readLong();
    int length = in.readInt();
    if (length < 1 || length > Generation.LONGEST) {
      throw new IOException("A secret has 1 byte to 64 KiB");
    }
    byte[] value = new byte[length];
    in.readFully(value);
    int accepted = in.readUnsignedShort();
    TreeSet<String> providers = new TreeSet<>();
    for (int i = 0; i < accepted; i++) {
      providers.add(text(in));
    }
    try {
      return new Generation(Secret.copyOf(value), time(since), providers);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private static Instant time(long second) throws IOException {
    if (second < 0 || second > Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()) {
      throw new IOException("No time");
    }
    return Instant.ofEpochSecond(second);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] ascii = new byte[in.readUnsignedByte()];
    in.readFully(ascii);
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
