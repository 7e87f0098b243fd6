package io.keepsake.core.vault;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.repository.FencedException;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.vault.VaultException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** Turns what goes wrong inside into what callers are promised. */
final class Failures {

  /** An operation with a result. */
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  /** An operation without one. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  private Failures() {}

  static void run(Action action) throws VaultException {
    translate(
        () -> {
          action.run();
          return true;
        });
  }

  static <T> T translate(Operation<T> operation) throws VaultException {
    try {
      return operation.run();
    } catch (VaultException e) {
      throw e;
    } catch (InterruptedIOException | ClosedByInterruptException e) {
      throw interrupted(e);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.INTERRUPTED) {
        throw interrupted(e);
      }
      throw new VaultException(Kind.TOO_FEW_COPIES, e.getMessage(), e);
    } catch (ReplicationException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted(e);
      }
      throw new VaultException(Kind.TOO_FEW_COPIES, e.getMessage(), e);
    } catch (FencedException e) {
      throw new VaultException(Kind.FENCED, e.getMessage(), e);
    } catch (FormatException | CryptoException e) {
      throw new VaultException(
          Kind.DAMAGED, "Stored data are damaged on every store asked: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new VaultException(Kind.FILES, message(e), e);
    }
  }

  private static VaultException interrupted(IOException cause) {
    return new VaultException(
        Kind.INTERRUPTED, "Interrupted; everything stored before stays valid", cause);
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
