package io.keepsake.provider.local.webdav;

import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import io.keepsake.provider.local.remote.RemoteFiles;
import io.keepsake.provider.local.remote.RemoteInput;
import io.keepsake.provider.local.remote.RemoteOutput;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Files that a WebDAV server has. No links and no sync: the protocol has no words for them. Whether
 * a rename that must not replace is one step is not known of any server, so nothing relies on it.
 */
final class WebdavFiles implements RemoteFiles {

  private static final int MULTISTATUS = 207;
  private static final int NOT_ALLOWED = 405;

  private final WebdavClient client;
  private final WebdavErrors errors;
  private final Properties properties;
  private final WebdavOutput.Place uploads;
  private final WebdavConfig config;
  private volatile Set<Ability> abilities = Set.of();

  private WebdavFiles(WebdavConfig config) throws RemoteException {
    this.config = config;
    errors = new WebdavErrors(config);
    client = new WebdavClient(config, errors);
    properties = new Properties(client, errors);
    uploads = new WebdavOutput.Place(client, errors, properties, config.idleTimeout());
  }

  /** Looks at the directory, or at the one it is in, and at what the server tells of it. */
  static WebdavFiles open(WebdavConfig config) throws RemoteException {
    WebdavFiles files = new WebdavFiles(config);
    try {
      files.abilities = files.found();
      return files;
    } catch (RemoteException e) {
      files.close();
      throw e;
    }
  }

  private Set<Ability> found() throws RemoteException {
    String path = config.url().path();
    Optional<Resource> told = properties.root(path);
    if (told.isEmpty()) {
      told = properties.root(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    }
    Set<Ability> found = EnumSet.noneOf(Ability.class);
    if (told.flatMap(Properties::modified).isPresent()) {
      found.add(Ability.MODIFICATION_TIME);
    }
    if (told.filter(resource -> resource.room().isPresent()).isPresent()) {
      found.add(Ability.SPACE);
    }
    return Set.copyOf(found);
  }

  @Override
  public Set<Ability> abilities() {
    return abilities;
  }

  @Override
  public Optional<Facts> stat(String path) throws RemoteException {
    return properties.facts(path);
  }

  @Override
  public void list(String directory, Entries entries) throws RemoteException {
    properties.list(directory, entries);
  }

  @Override
  public RemoteInput open(String path) throws RemoteException {
    Optional<Facts> facts = properties.facts(path);
    if (facts.isEmpty()) {
      throw new RemoteException(Reason.MISSING, "there is none");
    }
    return new WebdavInput(client, errors, properties, path, facts.get());
  }

  /** Only for names that nobody else makes: whatever is there is overwritten. */
  @Override
  public RemoteOutput create(String path, long length) throws RemoteException {
    return uploads.open(path, length);
  }

  @Override
  public void createDirectory(String path) throws RemoteException {
    try (Answer answer = client.send(WebdavRequest.of("MKCOL", Hrefs.encode(path) + "/"))) {
      answer.finish();
      // Of two that make it at once, Apache answers one that it does not permit it.
      if (answer.status() == NOT_ALLOWED || (!answer.isSuccess() && stat(path).isPresent())) {
        throw new RemoteException(Reason.EXISTS, "there is one already");
      }
      require(answer);
    }
  }

  @Override
  public void link(String existing, String link) throws RemoteException {
    throw new RemoteException(Reason.UNSUPPORTED, "WebDAV knows no links");
  }

  @Override
  public void rename(String from, String to) throws RemoteException {
    move(from, to, "F");
  }

  /**
   * The server takes what is there away, a collection with all that is in it; so it is looked at
   * first, if anything is there at all.
   */
  @Override
  public void replace(String from, String to) throws RemoteException {
    try {
      move(from, to, "F");
      return;
    } catch (RemoteException e) {
      if (e.reason() != Reason.EXISTS) {
        throw e;
      }
    }
    if (stat(to).filter(found -> found.type() != FileType.FILE).isPresent()) {
      throw new RemoteException(Reason.EXISTS, "a directory has the name");
    }
    move(from, to, "T");
  }

  private void move(String from, String to, String overwrite) throws RemoteException {
    WebdavRequest request =
        WebdavRequest.of("MOVE", Hrefs.encode(from))
            .with("Destination", config.address(Hrefs.encode(to)).toString())
            .with("Overwrite", overwrite);
    try (Answer answer = client.send(request)) {
      answer.finish();
      require(answer);
    }
  }

  /** The server deletes a collection with all that is in it; so it is looked at first. */
  @Override
  public void delete(String path) throws RemoteException {
    Optional<Facts> found = stat(path);
    if (found.isEmpty()) {
      throw new RemoteException(Reason.MISSING, "there is none");
    }
    if (found.get().type() != FileType.FILE) {
      throw new RemoteException(Reason.FAILED, "it is a directory");
    }
    try {
      remove(path);
    } catch (RemoteException e) {
      // Of two that delete it at once, a server may refuse one.
      if (e.reason() != Reason.FAILED || stat(path).isPresent()) {
        throw e;
      }
    }
  }

  private void remove(String path) throws RemoteException {
    try (Answer answer = client.send(WebdavRequest.of("DELETE", Hrefs.encode(path)))) {
      answer.finish();
      require(answer);
    }
  }

  /** An answer for several files tells what went wrong with one of them. */
  private void require(Answer answer) throws RemoteException {
    if (!answer.isSuccess() || answer.status() == MULTISTATUS) {
      throw errors.of(answer);
    }
  }

  @Override
  public void discard(String path) {
    Thread.ofVirtual()
        .name("webdav-discard")
        .start(
            () -> {
              try {
                remove(path);
              } catch (RemoteException e) {
                // a leftover takes room and harms nothing else
              }
            });
  }

  /** WebDAV has no words for it. */
  @Override
  public void syncDirectory(String path) {}

  @Override
  public Optional<Space> space(String directory) throws RemoteException {
    Optional<Resource> told = properties.root(directory);
    return told.filter(resource -> resource.room().isPresent())
        .map(resource -> new Space(resource.room().getAsLong(), Access.READ_WRITE));
  }

  @Override
  public void close() {
    client.close();
  }
}
