package io.keepsake.provider.local.remote;

import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A directory tree in memory that can be listed and looked at, and nothing else. */
final class TreeFiles implements RemoteFiles {

  private final TreeMap<String, Facts> files = new TreeMap<>();

  /** Adds a file and the directories that it needs. */
  void add(String path, FileType type) {
    files.put(path, new Facts(type, path.length(), Optional.of(Instant.EPOCH)));
    for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
      files.put(path.substring(0, i), new Facts(FileType.DIRECTORY, 0, Optional.empty()));
    }
  }

  @Override
  public Set<Ability> abilities() {
    return Set.of();
  }

  @Override
  public Optional<Facts> stat(String path) {
    return Optional.ofNullable(files.get(path));
  }

  @Override
  public void list(String directory, Entries entries) throws RemoteException {
    Facts facts = files.get(directory);
    if (facts == null || facts.type() != FileType.DIRECTORY) {
      throw new RemoteException(Reason.MISSING, directory);
    }
    // Descending, so that nothing relies on the order.
    for (var each :
        files.subMap(directory + "/", true, directory + "0", false).descendingMap().entrySet()) {
      String rest = each.getKey().substring(directory.length() + 1);
      if (!rest.contains("/")) {
        entries.entry(rest, each.getValue());
      }
    }
  }

  @Override
  public RemoteInput open(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RemoteOutput create(String path, long length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void createDirectory(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void link(String existing, String link) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void rename(String from, String to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void replace(String from, String to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void discard(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void syncDirectory(String path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Space> space(String directory) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
