package io.keepsake.cli.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where this machine keeps what the agents of vaults know. */
public final class AgentPlace {

  private static final int BYTES = 8;

  private AgentPlace() {}

  /**
   * The directory of the agent of one vault.
   *
   * @param state where all of Keepsake's state is
   * @param vault the vault as it was named, such as its file's absolute path
   */
  public static Path of(Path state, String vault) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(vault.getBytes(StandardCharsets.UTF_8));
      return state.resolve("agent").resolve(HexFormat.of().formatHex(hash, 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Where its alerts are. */
  public static Path alerts(Path agent) {
    return agent.resolve("alerts");
  }

  /** Where the health of the providers is. */
  public static Path health(Path agent) {
    return agent.resolve("health");
  }

  /** Where it is kept when data keys were first seen. */
  static Path epochs(Path agent) {
    return agent.resolve("epochs");
  }

  /** Where the runs of its jobs are. */
  static Path jobs(Path agent) {
    return agent.resolve("jobs");
  }
}
