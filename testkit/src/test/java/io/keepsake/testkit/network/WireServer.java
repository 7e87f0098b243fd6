package io.keepsake.testkit.network;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.MemoryStore;
import io.keepsake.testkit.storage.MemoryStoreProvider;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Serves stores in memory, one request a connection: secret, container, operation, arguments; the
 * answer is a kind of failure or none, and results. Objects carry a CRC-32C behind them.
 */
final class WireServer implements AutoCloseable {

  static final String SECRET = "open-sesame-7261";
  static final String MISSING = "missing-container";
  static final String OK = "";

  private final ServerSocket listener =
      new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));

  WireServer() throws IOException {
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.startVirtualThread(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the tests are over.
    }
  }

  private static void serve(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
      try {
        answer(in, out);
      } catch (StoreException e) {
        out.writeUTF(e.kind().name());
      }
      out.flush();
      socket.shutdownOutput();
      // Closing with a part of the request unread would reset the connection, and the answer with
      // it.
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The connection broke, as a test told the proxy.
    }
  }

  private static void answer(DataInputStream in, DataOutputStream out) throws IOException {
    String secret = in.readUTF();
    String container = in.readUTF();
    String operation = in.readUTF();
    String name = in.readUTF();
    MemoryStore store = MemoryStoreProvider.open("server", container);
    if (operation.equals("put")) {
      put(in, store, name, secret);
      out.writeUTF(OK);
      return;
    }
    admit(secret, container);
    switch (operation) {
      case "get" -> get(in, out, store, name);
      case "stat" -> stats(out, store.stat(new ObjectName(name), Purpose.VERIFY).stream().toList());
      case "list" -> list(in, out, store, name);
      case "delete" -> {
        store.delete(names(in), Purpose.PRUNE);
        out.writeUTF(OK);
      }
      default -> throw new StoreException(Kind.INVALID, "server", "what is " + operation);
    }
  }

  private static void admit(String secret, String container) throws StoreException {
    if (!secret.equals(SECRET)) {
      throw new StoreException(Kind.DENIED, "server", "wrong secret");
    }
    if (container.equals(MISSING)) {
      throw new StoreException(Kind.NOT_FOUND, "server", "no such container");
    }
  }

  private static void put(DataInputStream in, MemoryStore store, String name, String secret)
      throws IOException {
    PutCondition condition = PutCondition.valueOf(in.readUTF());
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    int crc = in.readInt();
    admit(secret, store.location().substring("memory://".length()));
    if (crc != crc(bytes)) {
      throw new StoreException(Kind.CORRUPT, "server", "wrong checksum");
    }
    store.put(new ObjectName(name), ObjectContent.of(bytes), condition, Purpose.BACKUP);
  }

  private static void get(DataInputStream in, DataOutputStream out, MemoryStore store, String name)
      throws IOException {
    ByteRange range = new ByteRange(in.readLong(), in.readLong());
    try (InputStream object = store.get(new ObjectName(name), range, Purpose.RESTORE)) {
      byte[] bytes = object.readAllBytes();
      out.writeUTF(OK);
      out.writeInt(bytes.length);
      out.write(bytes);
      out.writeInt(crc(bytes));
    }
  }

  private static void list(
      DataInputStream in, DataOutputStream out, MemoryStore store, String prefix)
      throws IOException {
    String continuation = in.readUTF();
    ListPage page =
        store.list(
            prefix,
            continuation.isEmpty() ? Optional.empty() : Optional.of(continuation),
            in.readInt(),
            Purpose.VERIFY);
    stats(out, page.objects());
    out.writeUTF(page.next().orElse(""));
  }

  private static void stats(DataOutputStream out, List<ObjectStat> objects) throws IOException {
    out.writeUTF(OK);
    out.writeInt(objects.size());
    for (ObjectStat object : objects) {
      out.writeUTF(object.name().value());
      out.writeLong(object.length());
    }
  }

  private static List<ObjectName> names(DataInputStream in) throws IOException {
    List<ObjectName> names = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      names.add(new ObjectName(in.readUTF()));
    }
    return names;
  }
}
