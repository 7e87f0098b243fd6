package io.keepsake.core.spi.alert;

/** How bad it is. */
public enum Severity {
  /** What was bad is over. */
  RESOLVED,
  /** Somebody should look in the next days. */
  WARNING,
  /** Data is at risk, or will be soon: somebody should look now. */
  CRITICAL
}
