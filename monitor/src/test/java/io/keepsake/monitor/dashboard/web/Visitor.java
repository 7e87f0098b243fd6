package io.keepsake.monitor.dashboard.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody who looks at a dashboard with a program of their own. */
final class Visitor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Dashboard dashboard;

  Visitor(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, Optional.empty(), headers);
  }

  HttpResponse<String> post(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, Optional.of(form), headers);
  }

  HttpResponse<String> send(String method, String path, Optional<String> body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher publisher =
        body.map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(dashboard.address() + path.substring(1)))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(PATIENCE)
            .method(method, publisher);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The members of a JSON answer. */
  Map<String, Object> json(String path, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(path, headers);
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return JsonTree.object(response.body());
  }

  /** What a header that is there once says. */
  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(no " + name + ")");
  }

  /** All headers of an answer, by their names. */
  static Map<String, String> headers(HttpResponse<?> response) {
    Map<String, String> all = new TreeMap<>();
    response.headers().map().forEach((name, values) -> all.put(name, String.join(", ", values)));
    return all;
  }

  @Override
  public void close() {
    client.close();
  }
}
