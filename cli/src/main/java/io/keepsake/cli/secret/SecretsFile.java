package io.keepsake.cli.secret;

import io.keepsake.cli.shell.PrivateFile;
import io.keepsake.cli.shell.UnsyncedException;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.plugin.Plugins;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoProvider;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.vault.VaultKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An encrypted file of secrets that was opened, with its key. Safe for use by several threads and
 * processes: it is read anew each time, and replaced whole.
 */
public final class SecretsFile implements AutoCloseable {

  private static final String SUITE = "tink-aes256gcm-hkdf-v1";
  private static final int LARGEST = 16 << 20;

  private final Path file;
  private final SecretsHeader header;
  private final CryptoSuite suite;
  private final Secret key;

  private SecretsFile(Path file, SecretsHeader header, CryptoSuite suite, Secret key) {
    this.file = file;
    this.header = header;
    this.suite = suite;
    this.key = key;
  }

  /** What a secrets file is opened by. */
  public enum Opener {
    /** A passphrase. */
    PASSPHRASE,
    /** A key file. */
    KEY_FILE
  }

  /**
   * What opens the file; empty if there is none.
   *
   * @throws UsageException if it is damaged, or others may read it
   */
  public static Optional<Opener> opener(Path file) throws UsageException {
    return image(file)
        .map(
            image ->
                switch (image.header().lock()) {
                  case SecretsLock.Passphrase _ -> Opener.PASSPHRASE;
                  case SecretsLock.KeyFile _ -> Opener.KEY_FILE;
                });
  }

  /**
   * Opens the file that is there.
   *
   * @param key neither kept nor closed
   * @throws UsageException if it is not there, is damaged, others may read it, or the key is not
   *     the one
   */
  public static SecretsFile open(Path file, VaultKey key, Plugins plugins) throws UsageException {
    SecretsHeader header = image(file).orElseThrow(() -> missing(file)).header();
    SecretsFile open = opened(file, header, suite(header.suite(), file, plugins), key);
    try {
      open.read();
      return open;
    } catch (UsageException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /**
   * A file that is still to be written: {@link #change} does that.
   *
   * @param key neither kept nor closed
   */
  public static SecretsFile create(Path file, VaultKey key, Plugins plugins) throws UsageException {
    CryptoSuite suite = suite(SUITE, file, plugins);
    return opened(file, new SecretsHeader(SUITE, SecretsLock.of(key, suite)), suite, key);
  }

  private static SecretsFile opened(
      Path file, SecretsHeader header, CryptoSuite suite, VaultKey key) throws UsageException {
    try {
      return new SecretsFile(file, header, suite, header.lock().fileKey(key.secret(), suite));
    } catch (CryptoException e) {
      throw UsageException.configuration(
          "The secrets file %s cannot be opened: %s.".formatted(file, e.getMessage()));
    }
  }

  /** Where it is. */
  public Path path() {
    return file;
  }

  /**
   * What it holds now.
   *
   * @throws UsageException if it is gone, damaged, was made anew with another key, or others may
   *     read it
   */
  public SecretsContent read() throws UsageException {
    return opened(image(file).orElseThrow(() -> missing(file)));
  }

  /**
   * Replaces what it holds, all of it or nothing, and durably. One at a time: a second change waits
   * for the first, in other processes too.
   *
   * @param change makes the new content of the present one; none is written if it answers the same
   * @throws UsageException as {@link #read}, or if it cannot be written; it is as it was then,
   *     unless the message says otherwise
   */
  public void change(UnaryOperator<SecretsContent> change) throws UsageException {
    try {
      Path target = target();
      try (SecretsTurn _ = SecretsTurn.take(target)) {
        Optional<SecretsImage> there = image(target);
        SecretsContent before = there.isPresent() ? opened(there.get()) : SecretsContent.EMPTY;
        SecretsContent after = change.apply(before);
        if (!after.equals(before)) {
          write(target, after);
        }
      }
    } catch (UnsyncedException e) {
      throw UsageException.configuration(
          "The secrets file %s was changed, but may be what it was before after a power failure: %s."
              .formatted(file, e.getMessage()));
    } catch (IOException e) {
      throw UsageException.configuration(
          "The secrets file %s cannot be written, and is as it was: %s."
              .formatted(file, reason(e)));
    }
  }

  /** The file behind links, of which it is told once: one may be turned meanwhile. */
  private Path target() throws IOException {
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    return Files.exists(absolute) ? absolute.toRealPath() : absolute;
  }

  private void write(Path target, SecretsContent content) throws IOException {
    try (Secret plain = SecretsCodec.encode(content)) {
      byte[] sealed = suite.wrap(key, plain, header.encoded());
      byte[] bytes = new SecretsImage(header, sealed).encoded();
      if (bytes.length > LARGEST) {
        throw new IOException("more than 16 MiB of secrets");
      }
      PrivateFile.replace(target, bytes);
    }
  }

  private SecretsContent opened(SecretsImage image) throws UsageException {
    if (!Arrays.equals(image.header().encoded(), header.encoded())) {
      throw UsageException.configuration(
          "The secrets file %s was made anew with another key meanwhile; run it again."
              .formatted(file));
    }
    try (Secret plain = suite.unwrap(key, image.sealed(), header.encoded())) {
      return SecretsCodec.decode(plain);
    } catch (CryptoException e) {
      throw UsageException.configuration(
          "The key does not open the secrets file %s; give the one that it was made with."
              .formatted(file));
    } catch (IOException e) {
      throw refused(file, "holds something that this Keepsake does not know");
    }
  }

  private static Optional<SecretsImage> image(Path file) throws UsageException {
    try (InputStream in = Files.newInputStream(file)) {
      Optional<String> openness = PrivateFile.openness(file);
      if (openness.isPresent()) {
        throw UsageException.configuration(
            openness.get() + " Nothing was read from it: it holds secrets.");
      }
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return Optional.of(SecretsImage.decode(bytes));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw UsageException.configuration(
          "The secrets file %s cannot be read: permission denied; run this as the user whom it belongs to, or 'chown' it."
              .formatted(file));
    } catch (IOException e) {
      throw refused(file, String.valueOf(e.getMessage()));
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException denied
        ? "permission denied: " + denied.getFile()
        : String.valueOf(e.getMessage());
  }

  private static UsageException refused(Path file, String reason) {
    return UsageException.configuration(
        "The secrets file %s %s; nothing was taken from it: put a copy in its place, or move it away and store the secrets again."
            .formatted(file, reason));
  }

  private static UsageException missing(Path file) {
    return UsageException.configuration(
        "There is no secrets file %s; 'keepsake secrets set NAME' makes it.".formatted(file));
  }

  private static CryptoSuite suite(String name, Path file, Plugins plugins) throws UsageException {
    Optional<CryptoProvider> provider = plugins.crypto(name);
    if (provider.isEmpty()) {
      throw UsageException.configuration(
          "No plugin has the encryption '%s' of the secrets file %s; 'keepsake plugins' lists what is installed."
              .formatted(name, file));
    }
    try {
      return provider.get().open();
    } catch (CryptoException e) {
      throw UsageException.configuration(
          "The secrets file %s cannot be opened: %s.".formatted(file, e.getMessage()));
    }
  }

  /** Overwrites the key. */
  @Override
  public void close() {
    key.close();
  }
}
