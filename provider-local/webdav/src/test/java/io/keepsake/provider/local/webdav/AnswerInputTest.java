package io.keepsake.provider.local.webdav;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.testkit.hostile.Decoder;
import io.keepsake.testkit.hostile.HostileInputContract;
import java.io.ByteArrayInputStream;
import java.util.List;

/** What servers may answer. */
final class AnswerInputTest extends HostileInputContract {

  @Override
  public List<Decoder> decoders() {
    return List.of(
        Decoder.of("multistatus", AnswerInputTest::multistatus, RemoteException.class),
        Decoder.of("challenge", AnswerInputTest::challenge));
  }

  private static void multistatus(byte[] bytes) throws RemoteException {
    Multistatus.read(
        new ByteArrayInputStream(bytes),
        resource -> {
          Hrefs.decode(Hrefs.path(resource.href())).ifPresent(Hrefs::encode);
          resource.bytes();
          resource.room();
        });
  }

  private static void challenge(byte[] bytes) {
    try (Secret password = Secret.copyOf("secret".getBytes(UTF_8))) {
      for (Challenge challenge : Challenge.parse(List.of(new String(bytes, UTF_8)))) {
        Digest.of(challenge, "ada", password)
            .ifPresent(digest -> digest.made(digest.authorization("GET", "/dav/a")));
      }
    }
  }
}
