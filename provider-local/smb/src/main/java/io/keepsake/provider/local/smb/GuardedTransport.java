package io.keepsake.provider.local.smb;

import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.transport.PacketFactory;
import com.hierynomus.protocol.transport.PacketHandlers;
import com.hierynomus.protocol.transport.PacketReceiver;
import com.hierynomus.protocol.transport.TransportException;
import com.hierynomus.protocol.transport.TransportLayer;
import com.hierynomus.smb.SMBPacket;
import com.hierynomus.smb.SMBPacketData;
import com.hierynomus.smbj.transport.TransportLayerFactory;
import com.hierynomus.smbj.transport.tcp.direct.DirectTcpTransport;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * smbj's transport, except for what happens when it breaks. smbj would then say goodbye to the
 * server, on the thread that would have to read the answer; and a packet that cannot be understood
 * or decrypted would end that thread without a word to those who wait.
 */
final class GuardedTransport implements TransportLayerFactory<SMBPacketData<?>, SMBPacket<?, ?>> {

  private final Consumer<Throwable> broken;

  /** Tells what has broken a connection, once or more often. */
  GuardedTransport(Consumer<Throwable> broken) {
    this.broken = broken;
  }

  @Override
  public TransportLayer<SMBPacket<?, ?>> createTransportLayer(
      PacketHandlers<SMBPacketData<?>, SMBPacket<?, ?>> handlers,
      com.hierynomus.smbj.SmbConfig config) {
    return new DirectTcpTransport<>(
        config.getSocketFactory(),
        config.getSoTimeout(),
        new PacketHandlers<>(
            handlers.getSerializer(),
            new Receiver(handlers.getReceiver()),
            new Packets(handlers.getPacketFactory())));
  }

  private final class Receiver implements PacketReceiver<SMBPacketData<?>> {
    private final PacketReceiver<SMBPacketData<?>> receiver;

    Receiver(PacketReceiver<SMBPacketData<?>> receiver) {
      this.receiver = receiver;
    }

    @Override
    public void handle(SMBPacketData<?> packet) throws TransportException {
      try {
        receiver.handle(packet);
      } catch (RuntimeException e) {
        throw new TransportException("A packet could not be understood", e);
      }
    }

    @Override
    public void handleError(Throwable failure) {
      broken.accept(failure);
    }
  }

  private record Packets(PacketFactory<SMBPacketData<?>> packets)
      implements PacketFactory<SMBPacketData<?>> {

    @Override
    public SMBPacketData<?> read(byte[] bytes) throws Buffer.BufferException, IOException {
      try {
        return packets.read(bytes);
      } catch (RuntimeException e) {
        throw new IOException("A packet could not be read", e);
      }
    }

    @Override
    public boolean canHandle(byte[] bytes) {
      return packets.canHandle(bytes);
    }
  }
}
