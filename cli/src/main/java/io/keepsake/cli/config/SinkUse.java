package io.keepsake.cli.config;

/** Whether who reads a vault file uses its alert sinks. */
public enum SinkUse {
  /** They are opened, or it is checked that they could be. */
  OPENED,
  /** They are none of its business: what is unsafe in them must not keep anybody from restoring. */
  LEFT_ALONE
}
