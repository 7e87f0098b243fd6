package io.keepsake.testkit.azure;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Azurite, the emulator by Azure's makers, in a process of its own on 127.0.0.1, with an account of
 * a name and key of its own. Stopped when closed, or with this JVM.
 */
public final class AzuriteServer implements AutoCloseable {

  /** The only account. */
  public static final String ACCOUNT = "keepsaketests";

  private static final String PROGRAM = "azurite-blob";
  private static final String VERSION = "2023-11-03";
  private static final Pattern LISTENS =
      Pattern.compile("successfully listens on (http://127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final URI endpoint;
  private final String key;
  private final Thread hook;

  private AzuriteServer(Process process, URI endpoint, String key) {
    this.process = process;
    this.endpoint = endpoint;
    this.key = key;
    hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Starts one, or skips the test with a message that says why.
   *
   * @throws IOException if it does not start; the message holds what it said
   */
  public static AzuriteServer start() throws IOException {
    Optional<Path> program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(directory -> Path.of(directory, PROGRAM))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent(),
        "NOT TESTED: Azure Blob Storage, because azurite-blob is not on the PATH;"
            + " 'npm install --global azurite' brings it");
    byte[] bytes = new byte[64];
    new SecureRandom().nextBytes(bytes);
    String key = Base64.getEncoder().encodeToString(bytes);
    ProcessBuilder builder =
        new ProcessBuilder(
                program.orElseThrow().toString(),
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                "0",
                "--inMemoryPersistence",
                "--extentMemoryLimit",
                "1024",
                "--disableTelemetry",
                "--skipApiVersionCheck",
                "--silent")
            .redirectErrorStream(true);
    builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
    return await(builder.start(), key);
  }

  private static AzuriteServer await(Process process, String key) throws IOException {
    BufferedReader out = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher listens = LISTENS.matcher(line);
      if (listens.find()) {
        Thread.ofVirtual().start(() -> drain(out));
        return new AzuriteServer(process, URI.create(listens.group(1) + "/" + ACCOUNT), key);
      }
    }
    throw new IOException("azurite-blob did not start, and said: " + said);
  }

  /** Reads on, lest the process blocks on a full pipe. */
  private static void drain(BufferedReader out) {
    try {
      out.lines().forEach(_ -> {});
    } catch (UncheckedIOException e) {
      return; // it was stopped
    }
  }

  /** The account's blob service. */
  public URI endpoint() {
    return endpoint;
  }

  /** The account's key, in base64. */
  public String accountKey() {
    return key;
  }

  /** Whether it still runs. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /**
   * Makes a container.
   *
   * @throws IOException if the server refuses
   */
  public void createContainer(String name) throws IOException, InterruptedException {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME
            .withLocale(Locale.ROOT)
            .format(ZonedDateTime.now(ZoneOffset.UTC));
    String headers = "x-ms-date:" + date + "\nx-ms-version:" + VERSION + "\n";
    // Once as the account of the path-style address and once as the account itself.
    String resource = "/" + ACCOUNT + "/" + ACCOUNT + "/" + name + "\nrestype:container";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/" + name + "?restype=container"))
            .header("x-ms-date", date)
            .header("x-ms-version", VERSION)
            .header(
                "Authorization",
                "SharedKey " + ACCOUNT + ":" + sign("PUT" + "\n".repeat(12) + headers + resource))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        throw new IOException("Azurite answered " + answer.statusCode() + ": " + answer.body());
      }
    }
  }

  private String sign(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
    }
  }

  /** Stops it and waits until it has ended. */
  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(hook);
    process.destroyForcibly().onExit().join();
  }
}
