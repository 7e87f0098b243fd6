package io.keepsake.monitor.dashboard.web;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page in Chromium, driven by the W3C's WebDriver protocol, which is JSON over HTTP: see
 * https://www.w3.org/TR/webdriver2/. Calls block until the browser has done it.
 */
final class Browser implements AutoCloseable {

  private static final Duration TRUTH = Duration.ofSeconds(25);

  /** What the driver says at once of a script whose page has made place for another one. */
  private static final Pattern PAGE_WENT =
      Pattern.compile("script timeout|document unloaded|execution context", CASE_INSENSITIVE);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI session;

  private Browser(URI session) {
    this.session = session;
  }

  /** Opens an empty page, with a profile of its own. */
  static Browser open(URI driver, Path profile, List<String> moreArguments) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile));
    arguments.addAll(moreArguments);
    Map<String, Object> options =
        Map.of(
            "goog:chromeOptions", Map.of("args", arguments),
            "goog:loggingPrefs", Map.of("browser", "ALL"),
            "unhandledPromptBehavior", "ignore");
    Browser start = new Browser(driver.resolve("/session"));
    try (start) {
      Object answer =
          start.call("POST", "", Map.of("capabilities", Map.of("alwaysMatch", options)));
      String id = String.valueOf(((Map<?, ?>) answer).get("sessionId"));
      return new Browser(driver.resolve("/session/" + id));
    }
  }

  void visit(URI page) throws Exception {
    call("POST", "/url", Map.of("url", page.toString()));
  }

  /** What a JavaScript function body returns. */
  Object run(String script, Object... arguments) throws Exception {
    return call("POST", "/execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** The same as text. */
  String text(String script, Object... arguments) throws Exception {
    return String.valueOf(run(script, arguments));
  }

  /**
   * Waits until an expression is true, on whatever page is there then.
   *
   * @throws AssertionError after 25 seconds; the message has the page's text
   */
  void await(String expression) throws Exception {
    long limit = System.nanoTime() + TRUTH.toNanos();
    while (!isTrueWhileThePageStays(expression)) {
      if (System.nanoTime() > limit) {
        throw new AssertionError(
            "Never true: " + expression + "\n" + text("return document.body.innerText"));
      }
    }
  }

  /** False also if another page comes meanwhile, which ends the script. */
  private boolean isTrueWhileThePageStays(String expression) throws Exception {
    String script =
        """
        const done = arguments[0];
        const limit = Date.now() + %d;
        const look = () => {
          if (%s) { done(true); }
          else if (Date.now() > limit) { done(false); }
          else { setTimeout(look, 20); }
        };
        look();
        """
            .formatted(TRUTH.toMillis(), expression);
    Map<String, Object> body = Map.of("script", script, "args", List.of());
    HttpResponse<String> response = send("POST", "/execute/async", JsonTree.text(body));
    if (response.statusCode() == 200) {
      return Boolean.TRUE.equals(JsonTree.object(response.body()).get("value"));
    }
    if (PAGE_WENT.matcher(response.body()).find()) {
      return false;
    }
    throw new IOException("Waiting for " + expression + ": " + response.body());
  }

  /** Presses keys where the focus is; see the protocol for special ones. */
  void press(String keys) throws Exception {
    List<Object> actions = new ArrayList<>();
    keys.codePoints()
        .mapToObj(Character::toString)
        .forEach(
            key -> {
              actions.add(Map.of("type", "keyDown", "value", key));
              actions.add(Map.of("type", "keyUp", "value", key));
            });
    Map<String, Object> keyboard = Map.of("type", "key", "id", "keyboard", "actions", actions);
    call("POST", "/actions", Map.of("actions", List.of(keyboard)));
  }

  void click(String selector) throws Exception {
    Object found = call("POST", "/element", Map.of("using", "css selector", "value", selector));
    call("POST", "/element/" + ((Map<?, ?>) found).get(ELEMENT) + "/click", Map.of());
  }

  /** Has the page be of a size, like a phone's, whatever the window's least size is. */
  void size(int width, int height) throws Exception {
    tools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Emulates what a user prefers, such as {@code prefers-color-scheme} {@code dark}. */
  void prefer(String feature, String value) throws Exception {
    tools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  private Object tools(String command, Map<String, Object> parameters) throws Exception {
    return call("POST", "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  /** Whether the page shows a dialog, such as of {@code alert()}. */
  boolean hasDialog() throws Exception {
    return send("GET", "/alert/text", "").statusCode() == 200;
  }

  /** What the page and the browser have complained of since the last call. */
  List<String> complaints() throws Exception {
    Object entries = call("POST", "/se/log", Map.of("type", "browser"));
    List<String> complaints = new ArrayList<>();
    for (Object entry : (List<?>) entries) {
      complaints.add(String.valueOf(((Map<?, ?>) entry).get("message")));
    }
    return complaints;
  }

  /** Writes a picture of the page, as far as 1800 pixels down. */
  void picture(Path file) throws Exception {
    Object height = run("return Math.min(document.documentElement.scrollHeight, 1800)");
    Object width = run("return window.innerWidth");
    Map<String, Object> clip = Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1);
    Object shot =
        tools(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    Object data = ((Map<?, ?>) shot).get("data");
    Files.write(file, Base64.getDecoder().decode(String.valueOf(data)));
  }

  private Object call(String method, String path, Map<String, Object> body) throws Exception {
    HttpResponse<String> response = send(method, path, JsonTree.text(body));
    Map<String, Object> answer = JsonTree.object(response.body());
    if (response.statusCode() != 200) {
      throw new IOException(method + " " + path + ": " + response.body());
    }
    return answer.getOrDefault("value", JsonTree.NULL);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(session + path))
            .timeout(PATIENCE)
            .method(method, content)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Closes the page and its browser, if one was opened. */
  @Override
  public void close() throws IOException {
    try {
      if (!session.getPath().equals("/session")) {
        send("DELETE", "", "");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while the browser was to close");
    } finally {
      client.close();
    }
  }
}
