package io.keepsake.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.PassphraseParameters;
import io.keepsake.core.spi.crypto.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite reads what docs/format/vectors publishes: they were made by other code and stay. */
class FormatVectorsTest {

  private static final int SEGMENT = 1 << 20;
  private static final int TAG = 16;
  private static final int STREAM_HEADER = 40;

  private final Vectors vectors = Vectors.load();
  private final CryptoSuite suite = open();

  @TempDir Path directory;

  private static CryptoSuite open() {
    try {
      return new TinkCryptoProvider().open();
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  private Secret secret(String field) {
    return Secret.copyOf(vectors.at(field).bytes());
  }

  @Test
  void derivesKeys() throws CryptoException {
    Vectors derived = vectors.at("derived");
    assertEquals(4, derived.fields().size());
    for (String label : derived.fields()) {
      try (Secret key = suite.deriveKey(secret("rootKey"), label)) {
        assertArrayEquals(derived.at(label).bytes(), key.copyBytes(), label);
      }
    }
  }

  @Test
  void hashesChunks() throws CryptoException {
    Vectors ids = vectors.at("chunkIds");
    byte[] plaintext = ids.at("plaintext").bytes();
    for (String kind : List.of("data", "tree")) {
      Secret key = Secret.copyOf(vectors.at("derived").at("keepsake v1 " + kind + " id").bytes());
      byte[] id = suite.keyedHash(key).hash(plaintext, 0, plaintext.length);
      assertArrayEquals(ids.at(kind).bytes(), id);
    }
  }

  @Test
  void opensSlots() throws CryptoException {
    for (Vectors slot : vectors.at("slots").items()) {
      try (Secret key = slotKey(slot);
          Secret root =
              suite.unwrap(key, slot.at("wrapped").bytes(), slot.at("associatedData").bytes())) {
        assertArrayEquals(slot.at("key").bytes(), key.copyBytes());
        assertEquals(secret("rootKey"), root);
      }
    }
  }

  private Secret slotKey(Vectors slot) throws CryptoException {
    if (slot.at("type").text().equals("recovery-code")) {
      String symbols = slot.at("code").text().replace("-", "");
      return suite.deriveKey(
          Secret.copyOf(symbols.getBytes(StandardCharsets.US_ASCII)), "keepsake v1 recovery code");
    }
    if (slot.at("type").text().equals("key-file")) {
      return suite.deriveKey(Secret.copyOf(slot.at("content").bytes()), "keepsake v1 key file");
    }
    return suite.deriveKey(
        new PassphraseParameters(
            PassphraseParameters.ARGON2ID,
            slot.at("memoryKibibytes").number(),
            slot.at("iterations").number(),
            slot.at("lanes").number(),
            slot.at("salt").bytes()),
        Secret.copyOf(slot.at("passphrase").text().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void unwrapsAnEpochKey() throws CryptoException {
    byte[] object = vectors.at("epochKey").at("object").bytes();
    byte[] wrapped = Arrays.copyOfRange(object, 12, object.length);
    Secret key = Secret.copyOf(vectors.at("derived").at("keepsake v1 epoch").bytes());
    byte[] bound =
        ByteBuffer.allocate(28).put(object, 0, 12).put(vectors.at("vault").bytes()).array();
    assertEquals(secret("dataKey"), suite.unwrap(key, wrapped, bound));
  }

  @Test
  void opensSealedObjects() throws IOException, GeneralSecurityException {
    List<Vectors> cases = vectors.at("sealed").items();
    assertFalse(cases.isEmpty());
    for (Vectors sealed : cases) {
      byte[] plaintext = Vectors.input(sealed.at("plaintextLength").number());
      byte[] stream = seal(sealed, plaintext);
      Path file = Files.write(directory.resolve("stream"), stream);
      try (SeekableByteChannel plain =
          suite
              .streamCipher(secret("dataKey"))
              .open(FileChannel.open(file), sealed.at("associatedData").bytes())) {
        assertEquals(plaintext.length, plain.size());
        assertArrayEquals(plaintext, readAll(plain));
      }
    }
  }

  @Test
  void opensTombstonesAndHolds() throws IOException {
    List<Vectors> marks = vectors.at("marks").items();
    assertEquals(3, marks.size());
    for (Vectors mark : marks) {
      byte[] object = mark.at("object").bytes();
      Path file =
          Files.write(directory.resolve("mark"), Arrays.copyOfRange(object, 12, object.length));
      byte[] bound =
          ByteBuffer.allocate(28).put(object, 0, 12).put(vectors.at("vault").bytes()).array();
      try (SeekableByteChannel plain =
          suite.streamCipher(secret("dataKey")).open(FileChannel.open(file), bound)) {
        assertArrayEquals(mark.at("plaintext").bytes(), readAll(plain));
      }
    }
  }

  private static byte[] readAll(SeekableByteChannel channel) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (channel.read(buffer) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return all.toByteArray();
  }

  /** Seals by the page with the platform's own AES; the published hash says it was done right. */
  private byte[] seal(Vectors sealed, byte[] plaintext)
      throws IOException, GeneralSecurityException {
    byte[] salt = sealed.at("salt").bytes();
    byte[] prefix = sealed.at("noncePrefix").bytes();
    byte[] bound = sealed.at("associatedData").bytes();
    byte[] key = hkdf(vectors.at("dataKey").bytes(), salt, bound);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(STREAM_HEADER);
    out.write(salt);
    out.write(prefix);
    int position = 0;
    for (int i = 0; i == 0 || position < plaintext.length; i++) {
      int room = SEGMENT - TAG - (i == 0 ? STREAM_HEADER : 0);
      int length = Math.min(room, plaintext.length - position);
      boolean last = position + length == plaintext.length;
      byte[] nonce =
          ByteBuffer.allocate(12).put(prefix).putInt(i).put((byte) (last ? 1 : 0)).array();
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      out.write(cipher.doFinal(plaintext, position, length));
      position += length;
    }
    assertPublished(sealed, Arrays.copyOf(bound, 12), out.toByteArray());
    return out.toByteArray();
  }

  private static void assertPublished(Vectors sealed, byte[] head, byte[] stream)
      throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(head);
    digest.update(stream);
    assertEquals(sealed.at("sha256").text(), HexFormat.of().formatHex(digest.digest()));
    assertEquals(sealed.at("length").number(), head.length + stream.length);
    if (sealed.has("object")) {
      byte[] object = sealed.at("object").bytes();
      assertArrayEquals(Arrays.copyOfRange(object, head.length, object.length), stream);
    }
  }

  private static byte[] hkdf(byte[] key, byte[] salt, byte[] info) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(salt, "HmacSHA256"));
    byte[] extracted = mac.doFinal(key);
    mac.init(new SecretKeySpec(extracted, "HmacSHA256"));
    mac.update(info);
    return mac.doFinal(new byte[] {1});
  }
}
