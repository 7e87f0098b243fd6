package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles.Entries;
import io.keepsake.provider.local.remote.RemoteFiles.Facts;
import io.keepsake.provider.local.remote.RemoteFiles.FileType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What a server tells of files and collections when asked with {@code PROPFIND}. */
final class Properties {

  private static final int MULTISTATUS = 207;
  private static final String WANTED =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <D:propfind xmlns:D="DAV:"><D:prop>%s</D:prop></D:propfind>
      """;
  private static final String OF_FILES =
      WANTED.formatted("<D:resourcetype/><D:getcontentlength/><D:getlastmodified/>");
  private static final String OF_ROOTS =
      WANTED.formatted("<D:resourcetype/><D:getlastmodified/><D:quota-available-bytes/>");

  private final WebdavClient client;
  private final WebdavErrors errors;

  Properties(WebdavClient client, WebdavErrors errors) {
    this.client = client;
    this.errors = errors;
  }

  /** What there is under a path, or empty if nothing is. */
  Optional<Facts> facts(String path) throws RemoteException {
    Optional<Resource> found = one(path, OF_FILES);
    return found.isEmpty() ? Optional.empty() : Optional.of(facts(found.get()));
  }

  /** What the server tells of a directory and the disk behind it. */
  Optional<Resource> root(String path) throws RemoteException {
    return one(path, OF_ROOTS);
  }

  /** Reads a directory, handing over one entry at a time. */
  void list(String directory, Entries entries) throws RemoteException {
    WebdavRequest request = request(Hrefs.encode(directory) + "/", OF_FILES).with("Depth", "1");
    try (Answer answer = client.send(request)) {
      if (answer.status() != MULTISTATUS) {
        answer.finish();
        throw isAbsent(answer.status(), directory + "/")
            ? errors.of(404, Optional.empty())
            : failure(answer);
      }
      Multistatus.read(answer.body(), resource -> entry(directory, resource, entries));
    }
  }

  private void entry(String directory, Resource resource, Entries entries) throws RemoteException {
    String path = Hrefs.path(resource.href());
    if (Hrefs.decode(path).filter(directory::equals).isPresent()) {
      requireDirectory(resource);
      return;
    }
    int slash = path.lastIndexOf('/');
    if (slash < 0 || Hrefs.decode(path.substring(0, slash)).filter(directory::equals).isEmpty()) {
      throw errors.corrupt(
          "it lists %s as a part of %s, where it is not; perhaps a proxy before it changes paths"
              .formatted(resource.href().replaceAll("\\p{C}", "?"), directory));
    }
    Optional<String> name = Hrefs.decode(path.substring(slash + 1));
    if (name.isEmpty() || name.get().contains("/") || name.get().matches("\\.{1,2}")) {
      return; // no name of ours
    }
    if (resource.failure().isPresent()) {
      int status = resource.failure().getAsInt();
      if (status != 404 && status != 410) { // else it was removed meanwhile
        throw errors.of(status, Optional.empty());
      }
      return;
    }
    entries.entry(name.get(), facts(resource));
  }

  private void requireDirectory(Resource self) throws RemoteException {
    if (self.failure().isPresent()) {
      throw errors.of(self.failure().getAsInt(), Optional.empty());
    }
    if (self.type().filter(FileType.FILE::equals).isPresent()) {
      throw new RemoteException(Reason.MISSING, "it is a file");
    }
  }

  private Optional<Resource> one(String path, String wanted) throws RemoteException {
    String target = Hrefs.encode(path);
    try (Answer answer = client.send(request(target, wanted))) {
      if (answer.status() == MULTISTATUS) {
        return only(answer);
      }
      answer.finish();
      if (!isSentToSlash(answer, path)) {
        return absent(answer, path);
      }
    }
    try (Answer answer = client.send(request(target + "/", wanted))) {
      if (answer.status() == MULTISTATUS) {
        return only(answer);
      }
      answer.finish();
      return absent(answer, path);
    }
  }

  private Optional<Resource> absent(Answer answer, String path) throws RemoteException {
    if (isAbsent(answer.status(), path)) {
      return Optional.empty();
    }
    throw failure(answer);
  }

  private RemoteException failure(Answer answer) {
    return answer.isSuccess() ? errors.notWebdav(answer.status()) : errors.of(answer);
  }

  /** Apache answers 400 to a path below a file, and to that of a file with a slash at its end. */
  private boolean isAbsent(int status, String path) throws RemoteException {
    int slash = path.lastIndexOf('/');
    return status == 404
        || status == 410
        || (status == 400
            && slash > 0
            && facts(path.substring(0, slash))
                .filter(parent -> parent.type() == FileType.DIRECTORY)
                .isEmpty());
  }

  /** Apache sends who asks for a collection on to the same path with a slash at its end. */
  private static boolean isSentToSlash(Answer answer, String path) {
    Optional<String> location = answer.header("Location");
    return answer.status() / 100 == 3
        && location
            .filter(to -> to.endsWith("/"))
            .flatMap(to -> Hrefs.decode(Hrefs.path(to)))
            .filter(path::equals)
            .isPresent();
  }

  private Optional<Resource> only(Answer answer) throws RemoteException {
    Resource[] first = new Resource[1];
    Multistatus.read(
        answer.body(),
        resource -> {
          first[0] = first[0] == null ? resource : first[0];
        });
    if (first[0] == null) {
      throw errors.corrupt("it tells nothing of what it was asked for");
    }
    if (first[0].failure().isEmpty()) {
      return Optional.of(first[0]);
    }
    int status = first[0].failure().getAsInt();
    if (status == 404 || status == 410) {
      return Optional.empty();
    }
    throw errors.of(status, Optional.empty());
  }

  private Facts facts(Resource resource) throws RemoteException {
    boolean file =
        resource.type().isPresent()
            ? resource.type().get() == FileType.FILE
            : !resource.href().endsWith("/") && resource.bytes().isPresent();
    if (!file) {
      return new Facts(FileType.DIRECTORY, 0, modified(resource));
    }
    if (resource.bytes().isEmpty()) {
      throw errors.corrupt(
          "it does not tell the length of " + resource.href().replaceAll("\\p{C}", "?"));
    }
    return new Facts(FileType.FILE, resource.bytes().getAsLong(), modified(resource));
  }

  /** When it was written, by the server's clock. */
  static Optional<Instant> modified(Resource resource) {
    try {
      return resource
          .modified()
          .map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static WebdavRequest request(String target, String wanted) {
    return WebdavRequest.of("PROPFIND", target).with("Depth", "0").with(wanted);
  }
}
