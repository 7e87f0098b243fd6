package io.keepsake.core.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.source.SourceItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSourceTest {

  @Test
  void aStreamIsOneFileOfTheCurrentUser(@TempDir Path dir) throws IOException {
    byte[] data = {1, 2, 3};
    StreamSource source = new StreamSource("dump.sql", new ByteArrayInputStream(data));
    RecordedWalk walk = new RecordedWalk();
    source.walk(walk);
    assertEquals(List.of("/", "/dump.sql"), List.copyOf(walk.items.keySet()));
    SourceItem file = walk.items.get("/dump.sql");
    assertEquals(0600, file.attributes().mode());
    Path mine = Files.createFile(dir.resolve("mine"));
    assertEquals(Files.getAttribute(mine, "unix:uid"), (int) file.attributes().owner().uid());
    assertArrayEquals(data, RecordedWalk.content(file));
  }

  @Test
  void closingTheSourceClosesTheStream() {
    AtomicInteger closed = new AtomicInteger();
    InputStream stream =
        new InputStream() {
          @Override
          public int read() {
            return -1;
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    new StreamSource("x", stream).close();
    assertEquals(1, closed.get());
  }

  @Test
  void aNameThatCannotNameAFileIsRefused() {
    for (String name : List.of("", "a/b", "..", "a\0")) {
      assertThrows(
          IllegalArgumentException.class,
          () -> new StreamSource(name, InputStream.nullInputStream()));
    }
  }
}
