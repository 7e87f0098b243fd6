package io.keepsake.provider.local.sftp;

import io.keepsake.testkit.hostile.Decoder;
import io.keepsake.testkit.hostile.HostileInputContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What servers may answer. */
final class AnswerInputTest extends HostileInputContract {

  @Override
  public List<Decoder> decoders() {
    return List.of(Decoder.of("packets", AnswerInputTest::packets, IOException.class));
  }

  private static void packets(byte[] bytes) throws IOException {
    List<SftpReply> replies = new ArrayList<>();
    try (SftpDecoder decoder =
        new SftpDecoder(
            new SftpDecoder.Receiver() {
              @Override
              public void received(int type, ByteBuffer rest) {
                replies.add(new SftpReply(type, rest));
              }

              @Override
              public void moved() {}

              @Override
              public void ended() {}
            })) {
      decoder.write(bytes, 0, bytes.length);
    }
    for (SftpReply reply : replies) {
      read(reply);
    }
  }

  private static void read(SftpReply reply) throws IOException {
    switch (reply.type()) {
      case SftpCode.NAME -> {
        for (int count = reply.int32(); count > 0; count--) {
          reply.name();
          reply.buffer();
          reply.attributes();
        }
      }
      case SftpCode.ATTRS -> reply.attributes();
      case SftpCode.STATUS -> reply.expectOk();
      default -> reply.bytes();
    }
  }
}
