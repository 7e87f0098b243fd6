package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * A file on its way to the server: one {@code PUT}, whose body is sent when the server has said
 * that it wants it. One that is not committed ends with its connection.
 */
final class WebdavOutput implements RemoteOutput {

  private static final int PORTION = 64 << 10;
  private static final int EXPECTATION_FAILED = 417;

  private final WebdavClient client;
  private final WebdavErrors errors;
  private final Properties properties;
  private final String path;
  private final long length;
  private final Upload upload;
  private final WebdavClient.Pending pending;
  private long position;

  private WebdavOutput(
      WebdavClient client,
      WebdavErrors errors,
      Properties properties,
      String path,
      Upload upload,
      WebdavClient.Pending pending) {
    this.client = client;
    this.errors = errors;
    this.properties = properties;
    this.path = path;
    this.upload = upload;
    this.pending = pending;
    length = upload.contentLength();
  }

  /** What an upload needs. */
  record Place(WebdavClient client, WebdavErrors errors, Properties properties, Duration idle) {

    /** Asks the server to take a file, and waits until it wants the bytes. */
    WebdavOutput open(String path, long length) throws RemoteException {
      WebdavOutput first = begin(path, length);
      if (first.isWanted() || !first.isLoginAskedFor()) {
        return first;
      }
      WebdavOutput second = begin(path, length);
      if (!second.isWanted() && second.isLoginAskedFor()) {
        throw errors.notLetIn("it asks for a login again and again");
      }
      return second;
    }

    private WebdavOutput begin(String path, long length) {
      Upload upload = new Upload(length, idle);
      WebdavClient.Pending pending =
          client.begin(
              WebdavRequest.of("PUT", Hrefs.encode(path)),
              upload,
              length > 0 ? client.uploads() : WebdavClient.BodyTime.AT_ONCE);
      var _ = pending.future().whenComplete((_, _) -> upload.end());
      return new WebdavOutput(client, errors, properties, path, upload, pending);
    }
  }

  /** A server that never says so is not asked again: the next try goes without. */
  private boolean isWanted() throws RemoteException {
    try {
      return waiting(upload::awaitWanted);
    } catch (RemoteException e) {
      if (e.reason() == Reason.TIMEOUT) {
        client.uploadAtOnce();
      }
      throw e;
    }
  }

  /** The server has answered before it got anything: with a refusal, or as it is with no bytes. */
  private boolean isLoginAskedFor() throws RemoteException {
    Answer answer = client.await(pending);
    if (client.askedToLogIn(answer, pending)) {
      return true;
    }
    if (!answer.isSuccess() || length > 0) {
      answer.close();
      throw refusal(answer);
    }
    return false;
  }

  @Override
  public int portion() {
    return PORTION;
  }

  /** More bytes than were announced go nowhere: whoever brings them finds out by counting. */
  @Override
  public void write(byte[] bytes, int count) throws RemoteException {
    position += count;
    if (position > length) {
      return;
    }
    if (!waiting(() -> upload.send(ByteBuffer.wrap(bytes, 0, count)))) {
      try (Answer answer = client.await(pending)) {
        throw refusal(answer);
      }
    }
  }

  /** The length is looked at too: some servers, and proxies before them, confirm what they cut. */
  @Override
  public void commit() throws RemoteException {
    upload.complete();
    Answer answer = client.await(pending);
    answer.finish();
    if (!answer.isSuccess()) {
      throw refusal(answer);
    }
    Optional<Facts> facts = properties.facts(path);
    if (facts.isEmpty() || facts.get().length() != length) {
      throw errors.corrupt(
          "%d bytes were sent and %s arrived"
              .formatted(length, facts.map(found -> "" + found.length()).orElse("no file")));
    }
  }

  /** The bytes are gone: where another login would do, only the caller can bring them again. */
  private RemoteException refusal(Answer answer) throws RemoteException {
    if (answer.status() == EXPECTATION_FAILED) {
      client.uploadAtOnce();
      return errors.passing("it does not say when it wants a file");
    }
    return client.askedToLogIn(answer, pending)
        ? errors.passing("it wanted a new login amid an upload")
        : errors.of(answer);
  }

  @Override
  public void close() {
    pending.future().cancel(true);
  }

  /** A step that waits for the network. */
  private interface Waiting {
    boolean step() throws InterruptedException, TimeoutException;
  }

  private boolean waiting(Waiting waiting) throws RemoteException {
    try {
      return waiting.step();
    } catch (InterruptedException e) {
      close();
      throw RemoteException.interrupted(e);
    } catch (TimeoutException e) {
      close();
      throw errors.timeout();
    }
  }
}
