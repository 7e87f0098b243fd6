package io.keepsake.cli.shell;

/**
 * The arguments, the vault file or the key given are wrong. The message is for people and says what
 * would be right.
 */
public final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Which of the two it is, for programs that read the error. */
  public enum Kind {
    /** The command line. */
    USAGE,
    /** What the command line points to: a vault file, a passphrase file. */
    CONFIGURATION
  }

  private final Kind kind;

  /** A mistake that the message explains. */
  public UsageException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A mistake on the command line. */
  public static UsageException usage(String message) {
    return new UsageException(Kind.USAGE, message);
  }

  /** A mistake in what the command line points to. */
  public static UsageException configuration(String message) {
    return new UsageException(Kind.CONFIGURATION, message);
  }

  /** Which of the two it is. */
  public Kind kind() {
    return kind;
  }
}
