package io.keepsake.testkit.network;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client of {@link WireServer}: the least that keeps the network contract. */
final class WireStore implements ObjectStore {

  private final InetSocketAddress address;
  private final String container;
  private final String secret;
  private final Set<WireCall> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  WireStore(InetSocketAddress address, String container, String secret) {
    this.address = address;
    this.container = container;
    this.secret = secret;
  }

  InetSocketAddress address() {
    return address;
  }

  boolean closed() {
    return closed;
  }

  void ended(WireCall call) {
    calls.remove(call);
  }

  @Override
  public String id() {
    return "wire";
  }

  @Override
  public String location() {
    return "wire://" + address.getHostString() + "/" + container;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.CONDITIONAL_PUT, Capability.SERVER_CHECKSUM);
  }

  /** Writes the arguments of a request. */
  @FunctionalInterface
  private interface Request {
    void write(DataOutputStream out) throws IOException;
  }

  /** Reads what comes back. */
  @FunctionalInterface
  private interface Answer<T> {
    T read(DataInputStream in, WireCall call) throws IOException;
  }

  private <T> T call(String operation, String name, Request request, Answer<T> answer)
      throws StoreException {
    WireCall call = new WireCall(this, operation + " " + name);
    calls.add(call);
    try (call) {
      if (closed) {
        throw call.failure(Kind.UNAVAILABLE, "the store is closed");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw call.failure(Kind.INTERRUPTED, "it was interrupted");
      }
      try {
        DataOutputStream out = call.connect();
        out.writeUTF(secret);
        out.writeUTF(container);
        out.writeUTF(operation);
        out.writeUTF(name);
        request.write(out);
        return answer.read(call.answer(), call);
      } catch (IOException e) {
        throw call.of(e);
      }
    }
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    call(
        "put",
        name.value(),
        out -> {
          out.writeUTF(condition.name());
          try (InputStream in = content.open()) {
            byte[] bytes = in.readAllBytes();
            out.writeInt(bytes.length);
            out.write(bytes);
            out.writeInt(WireServer.crc(bytes));
          }
        },
        (_, _) -> true);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return call(
        "get",
        name.value(),
        out -> {
          out.writeLong(range.offset());
          out.writeLong(range.length());
        },
        (in, call) -> {
          byte[] bytes = new byte[in.readInt()];
          in.readFully(bytes);
          if (in.readInt() != WireServer.crc(bytes)) {
            throw call.failure(Kind.CORRUPT, "its bytes changed on the way");
          }
          return new ByteArrayInputStream(bytes);
        });
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return call("stat", name.value(), _ -> {}, (in, _) -> stats(in)).stream().findFirst();
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    return call(
        "list",
        prefix,
        out -> {
          out.writeUTF(continuation.orElse(""));
          out.writeInt(limit);
        },
        (in, _) -> {
          List<ObjectStat> objects = stats(in);
          String next = in.readUTF();
          return new ListPage(objects, next.isEmpty() ? Optional.empty() : Optional.of(next));
        });
  }

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    call(
        "delete",
        "",
        out -> {
          out.writeInt(names.size());
          for (ObjectName name : names) {
            out.writeUTF(name.value());
          }
        },
        (_, _) -> true);
  }

  @Override
  public StoreUsage usage(Purpose purpose) {
    return new StoreUsage(OptionalLong.empty(), OptionalLong.empty());
  }

  @Override
  public void close() {
    closed = true;
    calls.forEach(WireCall::abort);
  }

  private static List<ObjectStat> stats(DataInputStream in) throws IOException {
    List<ObjectStat> objects = new ArrayList<>();
    for (int rest = in.readInt(); rest > 0; rest--) {
      objects.add(new ObjectStat(new ObjectName(in.readUTF()), in.readLong(), Optional.empty()));
    }
    return objects;
  }
}
