package io.keepsake.provider.local.sftp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a request, without its length. The payload is not copied. */
final class SftpRequest {

  private byte[] head = new byte[64];
  private int length;
  private byte[] payload = new byte[0];
  private int payloadLength;

  /** A request of a type; its id comes first. */
  SftpRequest(int type, int id) {
    put(type).int32(id);
  }

  private SftpRequest put(int value) {
    room(1);
    head[length++] = (byte) value;
    return this;
  }

  SftpRequest int32(int value) {
    room(4);
    ByteBuffer.wrap(head).putInt(length, value);
    length += 4;
    return this;
  }

  SftpRequest int64(long value) {
    return int32((int) (value >>> 32)).int32((int) value);
  }

  SftpRequest bytes(byte[] value) {
    int32(value.length);
    room(value.length);
    System.arraycopy(value, 0, head, length, value.length);
    length += value.length;
    return this;
  }

  SftpRequest string(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A byte string at the end, which stays where it is. */
  SftpRequest payload(byte[] bytes, int count) {
    int32(count);
    payload = bytes;
    payloadLength = count;
    return this;
  }

  /** The length field and everything before the payload. */
  byte[] head() {
    byte[] framed = new byte[4 + length];
    ByteBuffer.wrap(framed).putInt(length + payloadLength).put(head, 0, length);
    return framed;
  }

  byte[] payload() {
    return payload;
  }

  int payloadLength() {
    return payloadLength;
  }

  private void room(int count) {
    if (length + count > head.length) {
      head = Arrays.copyOf(head, Math.max(head.length * 2, length + count));
    }
  }
}
