package io.keepsake.provider.local.sftp;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to prove to a server who one is. Tried in this order: the agent's keys, the private keys, the
 * password.
 *
 * @param privateKeys files of private keys
 * @param origin whether the user has named these files
 * @param passphrase what opens the files that are locked
 * @param password the user's password on the server
 * @param agent the socket of the agent to ask
 */
record SftpLogin(
    List<Path> privateKeys,
    Origin origin,
    Optional<Secret> passphrase,
    Optional<Secret> password,
    Optional<Path> agent) {

  private static final List<String> USUAL_KEYS = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  /** Where the list of private keys is from. */
  enum Origin {
    /** The user has named them: each has to be fit for use. */
    NAMED,
    /** They have the usual names: one that cannot be used is passed over. */
    USUAL
  }

  /** Whether to ask the agent. */
  enum AgentUse {
    /** If there is one, and neither a key file nor a password is named. */
    AUTO,
    /** In any case. */
    ALWAYS,
    /** Not at all. */
    NEVER
  }

  /** Copies the list. */
  SftpLogin {
    privateKeys = List.copyOf(privateKeys);
  }

  /** Reads the options. */
  static SftpLogin of(StoreOptions options) throws StoreException {
    List<Path> named = options.paths("private-key-file");
    for (Path key : named) {
      if (!Files.isReadable(key)) {
        throw options.invalidOption(
            "private-key-file", "names %s, which is not there or cannot be read".formatted(key));
      }
    }
    Optional<Secret> password = options.secret("password");
    boolean nothingNamed = named.isEmpty() && password.isEmpty();
    AgentUse use = options.choice("agent", AgentUse.AUTO);
    Optional<Path> socket = options.environment("SSH_AUTH_SOCK").map(Path::of);
    if (use == AgentUse.ALWAYS && socket.isEmpty()) {
      throw options.invalidOption(
          "agent", "is 'always', but the variable SSH_AUTH_SOCK does not name an agent");
    }
    boolean ask = use == AgentUse.ALWAYS || (use == AgentUse.AUTO && nothingNamed);
    return new SftpLogin(
        nothingNamed ? usualKeys() : named,
        nothingNamed ? Origin.USUAL : Origin.NAMED,
        options.secret("passphrase"),
        password,
        ask ? socket : Optional.empty());
  }

  private static List<Path> usualKeys() {
    Path directory = Path.of(System.getProperty("user.home"), ".ssh");
    return USUAL_KEYS.stream().map(directory::resolve).filter(Files::isReadable).toList();
  }
}
