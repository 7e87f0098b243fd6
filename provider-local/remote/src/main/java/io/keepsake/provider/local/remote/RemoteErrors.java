package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;

/** Turns what a server answers into {@link StoreException}s with a sentence for people. */
final class RemoteErrors {

  private final String id;
  private final String location;

  RemoteErrors(String id, String location) {
    this.id = id;
    this.location = location;
  }

  /** A failure of the given kind; the sentence begins with the provider and what was asked. */
  StoreException of(Kind kind, String asked, String problem) {
    return new StoreException(kind, id, sentence(asked, problem));
  }

  /** The failure behind an exception. */
  StoreException of(String asked, RemoteException cause) {
    return new StoreException(kind(cause), id, sentence(asked, problem(cause)), cause);
  }

  private String sentence(String asked, String problem) {
    return "Provider %s could not %s: %s".formatted(id, asked, problem);
  }

  private static Kind kind(RemoteException cause) {
    return switch (cause.reason()) {
      case MISSING -> Kind.NOT_FOUND;
      case DENIED -> Kind.DENIED;
      case EXISTS -> Kind.ALREADY_EXISTS;
      case NO_ROOM -> Kind.QUOTA;
      case UNSUPPORTED, INVALID -> Kind.INVALID;
      case CORRUPT -> Kind.CORRUPT;
      case FAILED, UNREACHABLE, CLOSED -> Kind.UNAVAILABLE;
      case TIMEOUT -> Kind.TIMEOUT;
      case INTERRUPTED -> Kind.INTERRUPTED;
    };
  }

  private String problem(RemoteException cause) {
    return switch (cause.reason()) {
      case NO_ROOM -> "no room is left on %s; free some, or raise the quota".formatted(location);
      case FAILED -> "%s failed it (%s); look into its log".formatted(location, cause.words());
      case MISSING -> "%s has no such file or directory (%s)".formatted(location, cause.words());
      case CLOSED -> "the store was closed meanwhile";
      default -> cause.words();
    };
  }
}
