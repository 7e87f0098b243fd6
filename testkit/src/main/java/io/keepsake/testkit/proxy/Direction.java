package io.keepsake.testkit.proxy;

/** Which way bytes go through a {@link FaultProxy}. */
public enum Direction {
  /** From the client to the server. */
  UPLOAD,
  /** From the server to the client. */
  DOWNLOAD
}
