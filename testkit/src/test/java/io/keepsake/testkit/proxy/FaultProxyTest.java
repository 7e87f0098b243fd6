package io.keepsake.testkit.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultProxyTest {

  private static final byte[] SMALL = bytes(1_000);

  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = new EchoServer();
    proxy = FaultProxy.to("127.0.0.1", server.port());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  void passesEverythingOnWithoutFaults() throws IOException {
    byte[] large = bytes(3 << 20);
    try (Socket socket = connect()) {
      assertArrayEquals(large, echo(socket, large));
      socket.shutdownOutput();
      assertEquals(-1, socket.getInputStream().read());
    }
    assertEquals(1, proxy.connections());
    assertEquals(3 << 20, proxy.passed(Direction.UPLOAD));
    assertEquals(3 << 20, proxy.passed(Direction.DOWNLOAD));
  }

  @Test
  void delaysAnswers() throws IOException {
    try (Socket socket = connect()) {
      echo(socket, SMALL);
      proxy.inject(Direction.DOWNLOAD, new NetworkFault.Delays(Duration.ofMillis(80)));
      long start = System.nanoTime();
      assertArrayEquals(SMALL, echo(socket, SMALL));
      assertTrue(elapsedMillis(start) >= 80, "too early");
    }
  }

  @Test
  void limitsTheRate() throws IOException {
    proxy.inject(Direction.UPLOAD, new NetworkFault.Limits(100_000));
    try (Socket socket = connect()) {
      long start = System.nanoTime();
      byte[] bytes = bytes(20_000);
      assertArrayEquals(bytes, echo(socket, bytes));
      assertTrue(elapsedMillis(start) >= 190, "too fast");
    }
  }

  @Test
  void flipsOneBitCountedFromTheInjection() throws IOException {
    try (Socket socket = connect()) {
      echo(socket, SMALL);
      proxy.inject(Direction.UPLOAD, new NetworkFault.Flips(10));
      byte[] expected = SMALL.clone();
      expected[10] ^= 1;
      assertArrayEquals(expected, echo(socket, SMALL));
      assertArrayEquals(SMALL, echo(socket, SMALL), "once on a connection");
    }
    try (Socket another = connect()) {
      byte[] expected = SMALL.clone();
      expected[10] ^= 1;
      assertArrayEquals(expected, echo(another, SMALL), "once on each connection");
    }
  }

  @Test
  void stallsUntilHealed() throws Exception {
    proxy.inject(Direction.DOWNLOAD, new NetworkFault.Stalls(400));
    try (Socket socket = connect()) {
      socket.getOutputStream().write(SMALL);
      InputStream in = socket.getInputStream();
      assertEquals(400, in.readNBytes(400).length);
      proxy.awaitHeld();
      socket.setSoTimeout(50);
      assertThrows(SocketTimeoutException.class, in::read);
      socket.setSoTimeout(0);
      proxy.heal();
      assertEquals(600, in.readNBytes(600).length);
    }
  }

  @Test
  void swallowsBothWays() throws Exception {
    proxy.swallow();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(SMALL);
      proxy.awaitHeld();
      assertEquals(0, proxy.passed(Direction.UPLOAD));
      proxy.heal();
      assertArrayEquals(SMALL, socket.getInputStream().readNBytes(1_000));
    }
  }

  @Test
  void resetsAfterSomeBytes() throws IOException {
    proxy.inject(Direction.UPLOAD, new NetworkFault.Resets(300));
    try (Socket socket = connect()) {
      socket.getOutputStream().write(SMALL);
      InputStream in = socket.getInputStream();
      assertThrows(SocketException.class, () -> in.readNBytes(1_000));
    }
    assertEquals(300, proxy.passed(Direction.UPLOAD));
  }

  @Test
  void cutsInOrder() throws IOException {
    proxy.inject(Direction.DOWNLOAD, new NetworkFault.Cuts(300));
    try (Socket socket = connect()) {
      socket.getOutputStream().write(SMALL);
      byte[] got = socket.getInputStream().readAllBytes();
      assertEquals(300, got.length, "an end, not an error, after what was let through");
    }
  }

  @Test
  void refusesAndAcceptsAgainOnTheSamePort() throws IOException {
    try (Socket open = connect()) {
      echo(open, SMALL);
      proxy.refuse();
      InputStream in = open.getInputStream();
      assertThrows(SocketException.class, in::read);
    }
    assertThrows(ConnectException.class, this::connect);
    proxy.heal();
    try (Socket socket = connect()) {
      assertArrayEquals(SMALL, echo(socket, SMALL));
    }
  }

  @Test
  void resetsWhatIsOpenAndServesWhatComes() throws IOException {
    try (Socket open = connect()) {
      echo(open, SMALL);
      proxy.resetConnections();
      InputStream in = open.getInputStream();
      assertThrows(SocketException.class, in::read);
    }
    try (Socket socket = connect()) {
      assertArrayEquals(SMALL, echo(socket, SMALL));
    }
  }

  @Test
  void resetsWhatItCannotForward() throws IOException {
    server.close();
    try (Socket socket = connect()) {
      InputStream in = socket.getInputStream();
      assertThrows(SocketException.class, in::read);
    }
  }

  @Test
  void closesWhileAStallHolds() throws Exception {
    proxy.swallow();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(SMALL);
      proxy.awaitHeld();
      proxy.close();
      InputStream in = socket.getInputStream();
      assertThrows(SocketException.class, in::read);
    }
    assertThrows(ConnectException.class, this::connect);
  }

  private Socket connect() throws IOException {
    return new Socket(proxy.host(), proxy.port());
  }

  private static byte[] echo(Socket socket, byte[] bytes) throws IOException {
    Thread.startVirtualThread(
        () -> {
          try {
            socket.getOutputStream().write(bytes);
          } catch (IOException e) {
            // The reader below sees it too.
          }
        });
    return socket.getInputStream().readNBytes(bytes.length);
  }

  private static long elapsedMillis(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}
