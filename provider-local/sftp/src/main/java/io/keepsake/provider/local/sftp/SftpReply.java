package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What a server answers to one request; read once, from front to back. */
final class SftpReply {

  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int SYMBOLIC_LINK = 0120000;

  /** What a directory's entry is, and whether that is a link whose target is not told. */
  record Attributes(Facts facts, boolean isLink) {}

  private final int type;
  private final ByteBuffer body;

  SftpReply(int type, ByteBuffer body) {
    this.type = type;
    this.body = body;
  }

  int type() {
    return type;
  }

  /**
   * Checks the type.
   *
   * @throws RemoteException for what a status tells, or if the type is another
   */
  SftpReply expect(int wanted) throws RemoteException {
    if (type == wanted) {
      return this;
    }
    if (type == SftpCode.STATUS) {
      int code = int32();
      String told = body.hasRemaining() ? text() : "";
      String words = told.isEmpty() ? "SFTP status " + code : told;
      Reason reason = reason(code);
      throw new RemoteException(
          reason,
          reason == Reason.DENIED
              ? "the server does not permit it (%s); let its user read and write there"
                  .formatted(words)
              : words);
    }
    throw broken("it answered with a packet of type " + type + " instead of " + wanted);
  }

  /** Checks that this says that all is well. */
  void expectOk() throws RemoteException {
    if (!isStatus(SftpCode.STATUS_OK)) {
      expect(-1);
    }
  }

  boolean isStatus(int code) {
    return type == SftpCode.STATUS && body.remaining() >= 4 && body.getInt(body.position()) == code;
  }

  boolean hasMore() {
    return body.hasRemaining();
  }

  int int32() throws RemoteException {
    try {
      return body.getInt();
    } catch (BufferUnderflowException e) {
      throw broken("it sent a packet that is too short");
    }
  }

  long int64() throws RemoteException {
    return ((long) int32() << 32) | (int32() & 0xffffffffL);
  }

  /** A byte string, not copied. */
  ByteBuffer buffer() throws RemoteException {
    int length = int32();
    if (length < 0 || length > body.remaining()) {
      throw broken("it sent a packet that is too short");
    }
    ByteBuffer slice = body.slice(body.position(), length);
    body.position(body.position() + length);
    return slice;
  }

  byte[] bytes() throws RemoteException {
    ByteBuffer slice = buffer();
    byte[] copy = new byte[slice.remaining()];
    slice.get(copy);
    return copy;
  }

  /** A text for people; what is no UTF-8 in it is replaced. */
  String text() throws RemoteException {
    return StandardCharsets.UTF_8.decode(buffer()).toString();
  }

  /** A file name, or empty if it is no UTF-8. */
  Optional<String> name() throws RemoteException {
    ByteBuffer name = buffer();
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(name).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  Attributes attributes() throws RemoteException {
    int flags = int32();
    long size = (flags & SftpCode.ATTRIBUTE_SIZE) != 0 ? Math.max(0, int64()) : 0;
    if ((flags & SftpCode.ATTRIBUTE_OWNER) != 0) {
      int64();
    }
    int mode = (flags & SftpCode.ATTRIBUTE_PERMISSIONS) != 0 ? int32() & TYPE_MASK : REGULAR;
    Optional<Instant> modified = Optional.empty();
    if ((flags & SftpCode.ATTRIBUTE_TIMES) != 0) {
      int32();
      modified = Optional.of(Instant.ofEpochSecond(int32() & 0xffffffffL));
    }
    if ((flags & SftpCode.ATTRIBUTE_EXTENDED) != 0) {
      for (int count = int32(); count > 0; count--) {
        buffer();
        buffer();
      }
    }
    FileType kind =
        switch (mode) {
          case REGULAR -> FileType.FILE;
          case DIRECTORY -> FileType.DIRECTORY;
          default -> FileType.OTHER;
        };
    return new Attributes(new Facts(kind, size, modified), mode == SYMBOLIC_LINK);
  }

  private static RemoteException broken(String what) {
    return new RemoteException(Reason.UNREACHABLE, what + ", which is not SFTP version 3");
  }

  private static Reason reason(int code) {
    return switch (code) {
      case SftpCode.STATUS_NO_SUCH_FILE, SftpCode.STATUS_NO_SUCH_PATH -> Reason.MISSING;
      case SftpCode.STATUS_PERMISSION_DENIED, SftpCode.STATUS_WRITE_PROTECT -> Reason.DENIED;
      case SftpCode.STATUS_BAD_MESSAGE -> Reason.INVALID;
      case SftpCode.STATUS_UNSUPPORTED -> Reason.UNSUPPORTED;
      case SftpCode.STATUS_EXISTS -> Reason.EXISTS;
      case SftpCode.STATUS_NO_SPACE, SftpCode.STATUS_QUOTA -> Reason.NO_ROOM;
      default -> Reason.FAILED;
    };
  }
}
