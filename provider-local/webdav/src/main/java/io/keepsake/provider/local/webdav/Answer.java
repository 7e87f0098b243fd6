package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * What the server answered. The caller reads the body to its end, or closes this.
 *
 * @param status HTTP's
 */
record Answer(int status, HttpResponse<AnswerBody> response) implements AutoCloseable {

  /** More of an answer than this is not read only to keep its connection. */
  private static final int MOST_LEFT = 64 << 10;

  static Answer of(HttpResponse<AnswerBody> response) {
    return new Answer(response.statusCode(), response);
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  AnswerBody body() {
    return response.body();
  }

  /** Reads what little is left, so that the connection can be used again. */
  void finish() throws RemoteException {
    try (AnswerBody body = body()) {
      body.readNBytes(MOST_LEFT);
    } catch (RemoteException e) {
      throw e;
    } catch (IOException e) {
      throw new AssertionError(e); // the body throws no other
    }
  }

  @Override
  public void close() {
    body().close();
  }
}
