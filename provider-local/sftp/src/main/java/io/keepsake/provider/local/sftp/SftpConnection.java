package io.keepsake.provider.local.sftp;

import io.keepsake.provider.local.remote.ConnectionPool;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Access;
import io.keepsake.provider.local.remote.RemoteFiles.Entries;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.Space;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The operations of SFTP on one connection. Safe for use by many threads. */
final class SftpConnection implements ConnectionPool.Connection {

  /** What every server has to take. */
  private static final int LEAST_PORTION = 32 << 10;

  private static final int MOST_PORTION = 256 << 10;

  private final SftpTransport transport;
  private final Set<String> extensions;
  private final int readPortion;
  private final int writePortion;
  private final String home;

  /** Greets the server and asks what it can do. */
  SftpConnection(SftpTransport transport) throws RemoteException {
    this.transport = transport;
    extensions = extensions(transport.init());
    int read = LEAST_PORTION;
    int write = LEAST_PORTION;
    if (extensions.contains(SftpCode.LIMITS)) {
      SftpReply limits =
          await(transport.send(SftpCode.EXTENDED, r -> r.string(SftpCode.LIMITS)))
              .expect(SftpCode.EXTENDED_REPLY);
      limits.int64(); // the longest packet
      read = portion(limits.int64());
      write = portion(limits.int64());
    }
    readPortion = read;
    writePortion = write;
    home = realPath(".");
  }

  private static Set<String> extensions(SftpReply version) throws RemoteException {
    int number = version.int32();
    if (number != SftpCode.VERSION_NUMBER) {
      throw new RemoteException(
          Reason.INVALID, "the server speaks version %d of SFTP, not 3".formatted(number));
    }
    Set<String> names = new HashSet<>();
    while (version.hasMore()) {
      names.add(version.text());
      version.buffer();
    }
    return Set.copyOf(names);
  }

  private static int portion(long limit) {
    return limit == 0 ? LEAST_PORTION : Math.clamp(limit, 4 << 10, MOST_PORTION);
  }

  @Override
  public boolean isOpen() {
    return transport.isOpen();
  }

  @Override
  public void end(RemoteException failure) {
    transport.end(failure);
  }

  boolean has(String extension) {
    return extensions.contains(extension);
  }

  int readPortion() {
    return readPortion;
  }

  int writePortion() {
    return writePortion;
  }

  /** The user's home directory on the server, without a slash at its end. */
  String home() {
    return home;
  }

  SftpReply await(CompletableFuture<SftpReply> reply) throws RemoteException {
    return transport.await(reply);
  }

  private void awaitOk(CompletableFuture<SftpReply> reply) throws RemoteException {
    await(reply).expectOk();
  }

  private String realPath(String path) throws RemoteException {
    SftpReply reply =
        await(transport.send(SftpCode.REALPATH, r -> r.string(path))).expect(SftpCode.NAME);
    reply.int32();
    return reply.text().replaceFirst("/$", "");
  }

  Optional<Facts> stat(String path) throws RemoteException {
    SftpReply reply = await(transport.send(SftpCode.STAT, r -> r.string(path)));
    if (reply.isStatus(SftpCode.STATUS_NO_SUCH_FILE)
        || reply.isStatus(SftpCode.STATUS_NO_SUCH_PATH)) {
      return Optional.empty();
    }
    return Optional.of(reply.expect(SftpCode.ATTRS).attributes().facts());
  }

  byte[] open(String path, int flags) throws RemoteException {
    return await(transport.send(SftpCode.OPEN, r -> r.string(path).int32(flags).int32(0)))
        .expect(SftpCode.HANDLE)
        .bytes();
  }

  CompletableFuture<SftpReply> facts(byte[] handle) {
    return transport.send(SftpCode.FSTAT, r -> r.bytes(handle));
  }

  CompletableFuture<SftpReply> read(byte[] handle, long offset, int length) {
    return transport.send(SftpCode.READ, r -> r.bytes(handle).int64(offset).int32(length));
  }

  CompletableFuture<SftpReply> write(byte[] handle, long offset, byte[] bytes, int length) {
    return transport.send(
        SftpCode.WRITE, r -> r.bytes(handle).int64(offset).payload(bytes, length));
  }

  CompletableFuture<SftpReply> sync(byte[] handle) {
    return transport.send(SftpCode.EXTENDED, r -> r.string(SftpCode.FSYNC).bytes(handle));
  }

  CompletableFuture<SftpReply> close(byte[] handle) {
    return transport.send(SftpCode.CLOSE, r -> r.bytes(handle));
  }

  /** Closes a handle without waiting for the answer. */
  void closeLater(byte[] handle) {
    var _ = close(handle);
  }

  void remove(String path) throws RemoteException {
    awaitOk(transport.send(SftpCode.REMOVE, r -> r.string(path)));
  }

  /** Removes a file without waiting for the answer. */
  void removeLater(String path) {
    var _ = transport.send(SftpCode.REMOVE, r -> r.string(path));
  }

  void createDirectory(String path) throws RemoteException {
    awaitOk(transport.send(SftpCode.MKDIR, r -> r.string(path).int32(0)));
  }

  void rename(String from, String to) throws RemoteException {
    awaitOk(transport.send(SftpCode.RENAME, r -> r.string(from).string(to)));
  }

  /** One of OpenSSH's extensions with two paths. */
  void extended(String name, String from, String to) throws RemoteException {
    awaitOk(transport.send(SftpCode.EXTENDED, r -> r.string(name).string(from).string(to)));
  }

  void list(String directory, Entries entries) throws RemoteException {
    byte[] handle =
        await(transport.send(SftpCode.OPENDIR, r -> r.string(directory)))
            .expect(SftpCode.HANDLE)
            .bytes();
    try {
      while (true) {
        SftpReply reply = await(transport.send(SftpCode.READDIR, r -> r.bytes(handle)));
        if (reply.isStatus(SftpCode.STATUS_EOF)) {
          return;
        }
        names(directory, reply.expect(SftpCode.NAME), entries);
      }
    } finally {
      closeLater(handle);
    }
  }

  private void names(String directory, SftpReply reply, Entries entries) throws RemoteException {
    for (int count = reply.int32(); count > 0; count--) {
      Optional<String> name = reply.name();
      reply.buffer(); // the same as ls -l shows it
      SftpReply.Attributes attributes = reply.attributes();
      if (name.isEmpty() || name.get().equals(".") || name.get().equals("..")) {
        continue;
      }
      Optional<Facts> facts =
          attributes.isLink()
              ? stat(directory + "/" + name.get())
              : Optional.of(attributes.facts());
      if (facts.isPresent()) {
        entries.entry(name.get(), facts.get());
      }
    }
  }

  Optional<Space> space(String directory) throws RemoteException {
    if (!has(SftpCode.STAT_VFS)) {
      return Optional.empty();
    }
    SftpReply reply =
        await(transport.send(SftpCode.EXTENDED, r -> r.string(SftpCode.STAT_VFS).string(directory)))
            .expect(SftpCode.EXTENDED_REPLY);
    reply.int64(); // block size
    long fragment = reply.int64();
    reply.int64(); // blocks
    reply.int64(); // free blocks, also for root
    long available = reply.int64();
    reply.int64(); // file serial numbers in all
    reply.int64(); // free ones
    reply.int64(); // free ones for this user
    reply.int64(); // file system id
    boolean readOnly = (reply.int64() & SftpCode.STAT_VFS_READ_ONLY) != 0;
    long bytes = Math.multiplyHigh(fragment, available) == 0 ? fragment * available : -1;
    return Optional.of(
        new Space(
            bytes < 0 ? Long.MAX_VALUE : bytes, readOnly ? Access.READ_ONLY : Access.READ_WRITE));
  }
}
