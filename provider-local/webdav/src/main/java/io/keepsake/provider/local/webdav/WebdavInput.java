package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on the server: one {@code GET}, of a range where not all is wanted. What was told of it
 * was told before, so its length is compared with that in the answer.
 */
final class WebdavInput implements RemoteInput {

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int FORBIDDEN = 403;
  private static final int BEHIND_THE_END = 416;
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private final WebdavClient client;
  private final WebdavErrors errors;
  private final Properties properties;
  private final String path;
  private final Facts facts;
  private volatile Optional<Answer> answer = Optional.empty();
  private volatile boolean closed;

  WebdavInput(
      WebdavClient client, WebdavErrors errors, Properties properties, String path, Facts facts) {
    this.client = client;
    this.errors = errors;
    this.properties = properties;
    this.path = path;
    this.facts = facts;
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public InputStream bytes(long start, long end, Tail tail) throws RemoteException {
    if (start == end) {
      return InputStream.nullInputStream(); // an empty file
    }
    WebdavRequest request =
        WebdavRequest.of("GET", Hrefs.encode(path)).with("Accept-Encoding", "identity");
    boolean whole = start == 0 && end == facts.length();
    Answer got =
        client.send(
            whole ? request : request.with("Range", "bytes=%d-%d".formatted(start, end - 1)));
    answer = Optional.of(got);
    if (closed) {
      got.close();
    }
    return new Bytes(got.body(), skipped(got, start, end), end - start, tail);
  }

  /** How many bytes to pass over: a server that knows no ranges sends all from the beginning. */
  private long skipped(Answer got, long start, long end) throws RemoteException {
    String coding = got.header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
    if (got.isSuccess() && !coding.equals("identity")) {
      throw errors.corrupt("it sends the file in another form (%s)".formatted(coding));
    }
    return switch (got.status()) {
      case OK -> {
        OptionalLong length = got.response().headers().firstValueAsLong("Content-Length");
        requireLength(length.orElse(facts.length()));
        yield start;
      }
      case PARTIAL -> {
        requireRange(got.header("Content-Range").orElse(""), start, end);
        yield 0;
      }
      case BEHIND_THE_END -> throw changed();
      default -> {
        got.finish();
        // Apache calls a file that is replaced just now one that it does not permit to read.
        boolean replaced =
            got.status() == FORBIDDEN && properties.facts(path).filter(facts::equals).isEmpty();
        throw replaced ? changed() : errors.of(got);
      }
    };
  }

  private void requireRange(String told, long start, long end) throws RemoteException {
    Matcher range = RANGE.matcher(told);
    if (!range.matches()
        || Long.parseLong(range.group(1)) != start
        || Long.parseLong(range.group(2)) != end - 1) {
      throw errors.corrupt("it sends another part of the file than was asked for");
    }
    if (!range.group(3).equals("*")) {
      requireLength(Long.parseLong(range.group(3)));
    }
  }

  private void requireLength(long length) throws RemoteException {
    if (length != facts.length()) {
      throw changed();
    }
  }

  private RemoteException changed() {
    return errors.corrupt("its file was replaced meanwhile");
  }

  @Override
  public void close() {
    closed = true;
    answer.ifPresent(Answer::close);
  }

  private final class Bytes extends BlockInputStream {
    private final AnswerBody body;
    private final Tail tail;
    private long before;
    private long left;

    Bytes(AnswerBody body, long before, long length, Tail tail) {
      this.body = body;
      this.before = before;
      this.tail = tail;
      left = length;
    }

    @Override
    protected int readBlock(byte[] target, int offset, int length) throws IOException {
      if (closed) {
        throw new RemoteException(Reason.CLOSED, "the stream is closed");
      }
      while (before > 0) {
        before -= next(new byte[(int) Math.min(before, 64 << 10)]);
      }
      if (left == 0) {
        end();
        return -1;
      }
      int count = body.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw errors.corrupt("its file ended too early");
      }
      left -= count;
      return count;
    }

    private int next(byte[] passedOver) throws IOException {
      int count = body.read(passedOver);
      if (count < 0) {
        throw errors.corrupt("its file ended too early");
      }
      return count;
    }

    /** Reads the end of the answer, which lets its connection be used again. */
    private void end() throws IOException {
      if (tail == Tail.END && body.read() >= 0) {
        throw changed();
      }
    }

    @Override
    public int available() {
      return (int) Math.min(left, before > 0 ? 0 : body.available());
    }
  }
}
