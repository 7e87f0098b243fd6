package io.keepsake.core.spi.alert;

/** The settings of a sink cannot be used; the message names the sink and the option, no secret. */
public final class SinkSettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Settings that cannot be used.
   *
   * @param message one sentence that says what is wrong and what would be right
   */
  public SinkSettingsException(String message) {
    super(message);
  }
}
