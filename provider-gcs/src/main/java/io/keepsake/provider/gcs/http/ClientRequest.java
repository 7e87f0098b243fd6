package io.keepsake.provider.gcs.http;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One request, sent once. */
final class ClientRequest extends LowLevelHttpRequest {

  /** What the client sets by itself and lets nobody else set. */
  private static final Set<String> RESTRICTED =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private static final long SMALL = 64 << 10;

  private final HttpClient client;
  private final Activity activity;
  private final Duration idleTimeout;
  private final String method;
  private final String host;
  private final HttpRequest.Builder builder;
  private Optional<BodySender> sender = Optional.empty();

  ClientRequest(HttpClient client, Duration idleTimeout, String method, String url) {
    this.client = client;
    this.idleTimeout = idleTimeout;
    this.activity = new Activity(idleTimeout);
    this.method = method;
    URI address = URI.create(url);
    host = address.getAuthority();
    builder = HttpRequest.newBuilder(address);
  }

  @Override
  public void addHeader(String name, String value) {
    if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
      builder.header(name, value);
    }
  }

  @Override
  public LowLevelHttpResponse execute() throws IOException {
    if (getContentType() != null) {
      builder.setHeader("Content-Type", getContentType());
    }
    if (getContentEncoding() != null) {
      builder.setHeader("Content-Encoding", getContentEncoding());
    }
    builder.method(method, body());
    activity.moved();
    CompletableFuture<HttpResponse<BodyReceiver>> answer =
        client.sendAsync(
            builder.build(),
            info -> {
              activity.moved();
              return new BodyReceiver(idleTimeout);
            });
    HttpResponse<BodyReceiver> response = await(answer);
    UploadSession.note(response);
    return new ClientResponse(response);
  }

  private BodyPublisher body() throws IOException {
    var content = getStreamingContent();
    long length = getContentLength();
    if (content == null || length == 0) {
      return BodyPublishers.noBody();
    }
    if (length > 0 && length <= SMALL) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) length);
      content.writeTo(bytes);
      return BodyPublishers.ofByteArray(bytes.toByteArray());
    }
    BodySender streaming = new BodySender(content::writeTo, length, activity);
    sender = Optional.of(streaming);
    return streaming;
  }

  private HttpResponse<BodyReceiver> await(CompletableFuture<HttpResponse<BodyReceiver>> answer)
      throws IOException {
    try {
      while (true) {
        try {
          return answer.get(Math.max(activity.left(), 1), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (activity.left() <= 0) {
            answer.cancel(true);
            throw new HttpTimeoutException(activity.complaint());
          }
        }
      }
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (CancellationException e) {
      throw new IOException("cancelled", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      sender.ifPresent(BodySender::stop);
    }
  }

  /** The client does not say to whom no connection could be made. */
  private IOException failure(Throwable cause) {
    if (cause instanceof ConnectException && cause.getMessage() == null) {
      ConnectException named = new ConnectException("to " + host);
      named.initCause(cause);
      return named;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
