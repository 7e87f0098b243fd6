package io.keepsake.provider.gcs;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.cloud.ServiceOptions;
import com.google.cloud.http.HttpTransportOptions;

/**
 * Sends a request at most twice: again only with a fresh token, where the first was refused. The
 * library would go on ten times.
 */
final class OneRefresh extends HttpTransportOptions {

  private static final long serialVersionUID = 1L;

  OneRefresh(HttpTransport transport) {
    super(HttpTransportOptions.newBuilder().setHttpTransportFactory(() -> transport));
  }

  @Override
  public HttpRequestInitializer getHttpRequestInitializer(ServiceOptions<?, ?> options) {
    HttpRequestInitializer inner = super.getHttpRequestInitializer(options);
    return request -> {
      inner.initialize(request);
      request.setNumberOfRetries(1);
    };
  }
}
