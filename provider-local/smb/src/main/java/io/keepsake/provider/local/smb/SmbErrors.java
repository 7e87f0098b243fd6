package io.keepsake.provider.local.smb;

import com.hierynomus.mssmb2.SMB2MessageCommandCode;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.session.SMB2GuestSigningRequiredException;
import io.keepsake.provider.local.remote.NetworkFailures;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What statuses and exceptions mean, in words for people. */
final class SmbErrors {

  private final SmbConfig config;
  private final NetworkFailures network;

  SmbErrors(SmbConfig config) {
    this.config = config;
    network = new NetworkFailures(config.peer(), config.port(), config.idleTimeout());
  }

  /** The failure behind an exception: that of the first cause that says anything. */
  RemoteException of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case SMBApiException e -> {
          return of(e);
        }
        case SMB2GuestSigningRequiredException e -> {
          return guest(e);
        }
        case TimeoutException e -> {
          return network.timeout(failure);
        }
        default -> {
          Optional<RemoteException> known = network.of(cause);
          if (known.isPresent()) {
            return known.get();
          }
          // its cause may tell more
        }
      }
    }
    return network.failure(
        Reason.UNREACHABLE,
        "the connection broke (%s); if it always does, check that SMB 2.1 or later is spoken on port %d"
            .formatted(NetworkFailures.deepest(failure), config.port()),
        failure);
  }

  private RemoteException of(SMBApiException failure) {
    Optional<SmbStatus> status = SmbStatus.of(failure.getStatusCode());
    Reason reason = status.map(SmbStatus::reason).orElse(Reason.FAILED);
    String words = status.map(SmbStatus::words).orElse("it failed");
    SMB2MessageCommandCode command = failure.getFailedCommand();
    if (command == SMB2MessageCommandCode.SMB2_NEGOTIATE) {
      return answer(
          Reason.INVALID, "it does not speak SMB 2.1 or later; update the server", failure);
    }
    if (command == SMB2MessageCommandCode.SMB2_SESSION_SETUP && reason == Reason.DENIED) {
      return answer(reason, "it does not let %s in: %s".formatted(who(), words), failure);
    }
    if (command == SMB2MessageCommandCode.SMB2_TREE_CONNECT && reason == Reason.DENIED) {
      return answer(
          reason, "it does not let %s use the share %s".formatted(who(), config.share()), failure);
    }
    return answer(reason, words, failure);
  }

  private RemoteException answer(Reason reason, String words, SMBApiException failure) {
    String status =
        SmbStatus.of(failure.getStatusCode())
            .map(SmbStatus::name)
            .orElse("status 0x%08X".formatted(failure.getStatusCode()));
    return network.failure(reason, "%s (%s)".formatted(words, status), failure);
  }

  private String who() {
    return config.user().map(user -> "user '%s'".formatted(user)).orElse("guests");
  }

  /** The server lets the user in, but as nobody in particular. */
  RemoteException guest(Throwable cause) {
    return network.failure(
        Reason.DENIED,
        "it takes %s for a guest, so nothing would be signed; check user and password, or set guest to allowed"
            .formatted(who()),
        cause);
  }

  /** The settings ask for what the server does not do. */
  RemoteException refused(String words) {
    return new RemoteException(Reason.INVALID, config.peer() + ": " + words);
  }

  /** What came is not what was stored, or not what was asked for. */
  RemoteException corrupt(String words) {
    return new RemoteException(Reason.CORRUPT, config.peer() + ": " + words);
  }

  /** It took too long. */
  RemoteException timeout(Throwable cause) {
    return network.timeout(cause);
  }
}
