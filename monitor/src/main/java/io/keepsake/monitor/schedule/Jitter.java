package io.keepsake.monitor.schedule;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/** By how much a job is put off on a machine: always the same, and different on each machine. */
final class Jitter {

  private Jitter() {}

  /** Whole seconds, from nothing to the longest; all about equally likely. */
  static Duration of(ScheduledJob job, String host) {
    long longest = job.rules().jitter().toSeconds();
    BigInteger number = new BigInteger(1, digest(job.name() + '\0' + host));
    return Duration.ofSeconds(number.mod(BigInteger.valueOf(longest + 1)).longValueExact());
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Each Java runtime has SHA-256", e);
    }
  }
}
