package io.keepsake.cli.shell;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.text.Sanitiser;
import io.keepsake.core.vault.VaultException;
import java.io.UncheckedIOException;

/**
 * Why a command did not do what it should.
 *
 * @param code what to exit with
 * @param kind a name for programs: that of a {@link VaultException.Kind}, {@code STORE}, {@code
 *     USAGE}, {@code OUTPUT} or {@code UNEXPECTED}
 * @param message for people
 * @param cause what was thrown
 */
public record Failure(ExitCode code, String kind, String message, Throwable cause) {

  /** Takes secrets out of the message: libraries quote what they were given. */
  public Failure {
    message = Sanitiser.clean(message);
  }

  /** Classifies what was thrown. */
  public static Failure of(Throwable thrown) {
    return switch (thrown) {
      case UsageException e -> new Failure(ExitCode.USAGE, e.kind().name(), text(e), e);
      case VaultException e -> new Failure(code(e.kind()), e.kind().name(), text(e), e);
      case StoreException e -> new Failure(code(e.kind()), kind(e.kind()), text(e), e);
      case InterruptedException e ->
          new Failure(
              ExitCode.INTERRUPTED,
              VaultException.Kind.INTERRUPTED.name(),
              "Interrupted. What the vault held before is unchanged.",
              e);
      case UncheckedIOException e -> new Failure(ExitCode.FAILED, "OUTPUT", text(e), e);
      case OutOfMemoryError e ->
          new Failure(
              ExitCode.FAILED,
              "UNEXPECTED",
              "Out of memory. Give Java more, for example with JAVA_TOOL_OPTIONS=-Xmx1g.",
              e);
      default ->
          new Failure(
              ExitCode.FAILED,
              "UNEXPECTED",
              "Unexpected "
                  + thrown.getClass().getName()
                  + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage())
                  + ". Run it again with --debug to see where.",
              thrown);
    };
  }

  /** The exit code for each kind of failure of a vault. */
  public static ExitCode code(VaultException.Kind kind) {
    return switch (kind) {
      case CONFIGURATION,
          NO_VAULT,
          ALREADY_EXISTS,
          WRONG_KEY,
          NEWER_FORMAT,
          OTHER_VAULT,
          NO_SUCH_SNAPSHOT,
          HELD,
          NO_SUCH_SLOT ->
          ExitCode.USAGE;
      case DAMAGED -> ExitCode.DAMAGED;
      case TOO_FEW_COPIES, FENCED, FILES, KEYS_CHANGING -> ExitCode.FAILED;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
    };
  }

  /** Of a store that was asked without a vault. */
  private static ExitCode code(StoreException.Kind kind) {
    return switch (kind) {
      case INVALID -> ExitCode.USAGE;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case CORRUPT -> ExitCode.DAMAGED;
      case NOT_FOUND, ALREADY_EXISTS, DENIED, THROTTLED, UNAVAILABLE, QUOTA, TIMEOUT ->
          ExitCode.FAILED;
    };
  }

  private static String kind(StoreException.Kind kind) {
    return switch (kind) {
      case INVALID -> VaultException.Kind.CONFIGURATION.name();
      case INTERRUPTED -> VaultException.Kind.INTERRUPTED.name();
      default -> "STORE";
    };
  }

  private static String text(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
  }
}
