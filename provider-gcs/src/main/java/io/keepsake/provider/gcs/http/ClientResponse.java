package io.keepsake.provider.gcs.http;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came back, as the library wants to see it. */
final class ClientResponse extends LowLevelHttpResponse {

  private final HttpResponse<BodyReceiver> response;
  private final List<Map.Entry<String, String>> headers = new ArrayList<>();

  ClientResponse(HttpResponse<BodyReceiver> response) {
    this.response = response;
    response
        .headers()
        .map()
        .forEach((name, values) -> values.forEach(each -> headers.add(Map.entry(name, each))));
  }

  @Override
  public InputStream getContent() {
    return response.body();
  }

  @Override
  public @Nullable String getContentEncoding() {
    return response.headers().firstValue("Content-Encoding").orElse(null);
  }

  @Override
  public long getContentLength() {
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  @Override
  public @Nullable String getContentType() {
    return response.headers().firstValue("Content-Type").orElse(null);
  }

  @Override
  public String getStatusLine() {
    return "HTTP/1.1 " + response.statusCode();
  }

  @Override
  public int getStatusCode() {
    return response.statusCode();
  }

  @Override
  public @Nullable String getReasonPhrase() {
    return null;
  }

  @Override
  public int getHeaderCount() {
    return headers.size();
  }

  @Override
  public String getHeaderName(int index) {
    return headers.get(index).getKey();
  }

  @Override
  public String getHeaderValue(int index) {
    return headers.get(index).getValue();
  }

  @Override
  public void disconnect() {
    response.body().close();
  }
}
