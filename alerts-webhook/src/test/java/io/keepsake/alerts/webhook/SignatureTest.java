package io.keepsake.alerts.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keepsake.core.spi.crypto.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures, and the program in the guide that verifies them. */
final class SignatureTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_772_332_200);
  private static final String BODY = "{\"id\":\"1\",\"text\":\"Grüße\"}";

  @TempDir private Path directory;

  private static Map<String, String> headers() {
    try (Secret key = Secret.copyOf("tulip 7".getBytes(StandardCharsets.UTF_8))) {
      return new Signature(key).headers(BODY, TIME);
    }
  }

  /** Computed with {@code printf '1772332200.…' | openssl dgst -sha256 -hmac 'tulip 7'}. */
  @Test
  void isAnHmacOverTimeAndBody() {
    assertEquals("1772332200", headers().get("Keepsake-Timestamp"));
    assertEquals(
        "v1=812eb31c52fa3a5d608d14bdf4d8bc1e065b0ff2935b837fdecdf0b6a1c97260",
        headers().get("Keepsake-Signature"));
  }

  @Test
  void theGuidesProgramVerifiesIt() throws Exception {
    assertEquals(0, verify(TIME, BODY, headers()), "what was signed");
    assertEquals(1, verify(TIME, BODY + " ", headers()), "another body");
    assertEquals(1, verify(TIME.plusSeconds(400), BODY, headers()), "an old message");
    Map<String, String> other =
        Map.of(
            "Keepsake-Timestamp",
            "1772332201",
            "Keepsake-Signature",
            headers().get("Keepsake-Signature"));
    assertEquals(1, verify(TIME, BODY, other), "another time");
  }

  private int verify(Instant now, String body, Map<String, String> headers) throws Exception {
    Path program = directory.resolve("verify.py");
    Files.writeString(
        program,
        snippet()
            + """

            import sys
            now, timestamp, signature = int(sys.argv[1]), sys.argv[2], sys.argv[3]
            headers = {"Keepsake-Timestamp": timestamp, "Keepsake-Signature": signature}
            sys.exit(0 if is_from_keepsake(b"tulip 7", headers, sys.stdin.buffer.read(), now) else 1)
            """);
    Process python = start(program, now, headers);
    try (var in = python.getOutputStream()) {
      in.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return python.waitFor();
  }

  private static Process start(Path program, Instant now, Map<String, String> headers) {
    try {
      return new ProcessBuilder(
              "python3",
              program.toString(),
              String.valueOf(now.getEpochSecond()),
              headers.get("Keepsake-Timestamp"),
              headers.get("Keepsake-Signature"))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3 here");
      throw new AssertionError(e);
    }
  }

  private static String snippet() throws IOException {
    String guide = Files.readString(Path.of("../docs/guides/alerts-webhook.md"));
    Matcher python = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(guide);
    assertTrue(python.find(), "the guide has no program");
    return python.group(1);
  }
}
