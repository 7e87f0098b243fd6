package io.keepsake.provider.local.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Cuts what a server sends into packets. Called by the thread that reads the connection. */
final class SftpDecoder extends OutputStream {

  /** More than any server sends: OpenSSH's limit is 256 KiB. */
  private static final int MOST = 1 << 20;

  /** Takes the packets. */
  interface Receiver {
    /** Takes one: its type and what follows that. */
    void received(int type, ByteBuffer rest);

    /** Some bytes have come, of which a packet may not be complete yet. */
    void moved();

    /** The server sends no more. */
    void ended();
  }

  private final Receiver receiver;
  private final byte[] lengthField = new byte[4];
  private int lengthRead;
  private byte[] packet = new byte[0];
  private int packetRead;

  SftpDecoder(Receiver receiver) {
    this.receiver = receiver;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    receiver.moved();
    int position = offset;
    int end = offset + length;
    while (position < end) {
      if (lengthRead < 4) {
        lengthField[lengthRead++] = bytes[position++];
        if (lengthRead == 4) {
          begin(ByteBuffer.wrap(lengthField).getInt());
        }
      } else {
        int count = Math.min(end - position, packet.length - packetRead);
        System.arraycopy(bytes, position, packet, packetRead, count);
        packetRead += count;
        position += count;
        if (packetRead == packet.length) {
          finish();
        }
      }
    }
  }

  private void begin(int length) throws IOException {
    if (length < 1 || length > MOST) {
      byte[] shown = Arrays.copyOf(lengthField, 4);
      throw new IOException("no SFTP packet begins with " + Arrays.toString(shown));
    }
    packet = new byte[length];
    packetRead = 0;
  }

  private void finish() {
    ByteBuffer whole = ByteBuffer.wrap(packet);
    lengthRead = 0;
    packet = new byte[0];
    receiver.received(whole.get() & 0xff, whole.slice());
  }

  @Override
  public void close() {
    receiver.ended();
  }
}
