package io.keepsake.provider.local.sftp;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import io.keepsake.provider.local.sftp.SftpConfig.HostKeyCheck;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of known servers: the user's file and the machine's {@code /etc/ssh/ssh_known_hosts}.
 * Under {@code accept-new} the key of a server of which none is known is written to the user's
 * file. A server of which another key is known is never taken, whatever the type of that key.
 */
final class SshHostKeys implements HostKeyRepository {

  private static final Path OF_THE_MACHINE = Path.of("/etc/ssh/ssh_known_hosts");

  private final HostKeyRepository known;
  private final Path file;
  private final HostKeyCheck check;
  private volatile Optional<String> offered = Optional.empty();

  /** Reads the files anew. */
  SshHostKeys(JSch jsch, Path file, HostKeyCheck check) throws JSchException, IOException {
    this.file = file;
    this.check = check;
    byte[] newline = {'\n'};
    List<InputStream> all =
        List.of(
            new ByteArrayInputStream(read(file)),
            new ByteArrayInputStream(newline),
            new ByteArrayInputStream(read(OF_THE_MACHINE)));
    jsch.setKnownHosts(new SequenceInputStream(Collections.enumeration(all)));
    known = jsch.getHostKeyRepository();
  }

  private static byte[] read(Path path) throws IOException {
    return Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
  }

  /** The key that the server has shown: its type and fingerprint. */
  Optional<String> offered() {
    return offered;
  }

  @Override
  public int check(String host, byte[] key) {
    offered = Optional.of(describe(key));
    int found = known.check(host, key);
    if (found != NOT_INCLUDED || check == HostKeyCheck.STRICT) {
      return found;
    }
    if (known.getHostKey(host, null).length > 0) {
      return CHANGED;
    }
    try {
      append("%s %s %s%n".formatted(host, type(key), Base64.getEncoder().encodeToString(key)));
      return OK;
    } catch (IOException e) {
      return NOT_INCLUDED; // what cannot be written down cannot be checked the next time
    }
  }

  private void append(String line) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      String start = endsWithin(file) ? System.lineSeparator() : "";
      ByteBuffer bytes = ByteBuffer.wrap((start + line).getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Whether the last line of a file lacks its end. */
  private static boolean endsWithin(Path file) throws IOException {
    byte[] bytes = read(file);
    return bytes.length > 0 && bytes[bytes.length - 1] != '\n';
  }

  private static String describe(byte[] key) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return type(key) + " SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The name at the beginning of a key's bytes. */
  private static String type(byte[] key) {
    ByteBuffer bytes = ByteBuffer.wrap(key);
    int length = bytes.remaining() >= 4 ? bytes.getInt() : 0;
    return length > 0 && length <= bytes.remaining()
        ? new String(key, 4, length, StandardCharsets.US_ASCII)
        : "unknown";
  }

  @Override
  public void add(HostKey key, @Nullable UserInfo user) {
    // check has written it down
  }

  @Override
  public void remove(String host, @Nullable String type) {
    throw new UnsupportedOperationException("known hosts are not removed");
  }

  @Override
  public void remove(String host, @Nullable String type, byte @Nullable [] key) {
    throw new UnsupportedOperationException("known hosts are not removed");
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return file.toString();
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    return known.getHostKey(host, type);
  }
}
