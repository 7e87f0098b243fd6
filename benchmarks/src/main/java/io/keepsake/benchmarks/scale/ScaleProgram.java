package io.keepsake.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes a simulated vault, and does one thing with it. Ends with 1 if what came out is wrong. It is
 * to be run in a process of its own, whose memory is limited and measured from outside: {@code
 * benchmarks/scale.py} does that.
 */
public final class ScaleProgram {

  private static final String USAGE =
      "Usage: generate DIRECTORY CHUNKS, or verify, verify-loss or prune DIRECTORY";

  private ScaleProgram() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 2) {
      throw new IllegalArgumentException(USAGE);
    }
    SimulatedVault vault = new SimulatedVault(Path.of(arguments[1]).toAbsolutePath());
    Trials trials = new Trials(vault);
    String told =
        switch (arguments[0]) {
          case "generate" -> {
            Generation.run(vault, Long.parseLong(arguments[2]));
            yield "%,d chunks".formatted(vault.simulation().chunks());
          }
          case "verify" -> trials.verify();
          case "verify-loss" -> trials.verifyWithLoss();
          case "prune" -> trials.prune();
          default -> throw new IllegalArgumentException(USAGE);
        };
    System.out.println(told);
  }
}
