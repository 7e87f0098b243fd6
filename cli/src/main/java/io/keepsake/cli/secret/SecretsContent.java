package io.keepsake.cli.secret;

import java.util.Collection;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.TreeMap;

/** All that a secrets file holds. Never changes; what would change it makes another one. */
public final class SecretsContent {

  /** The most secrets in a file. */
  static final int MOST = 10_000;

  /** Nothing. */
  public static final SecretsContent EMPTY = new SecretsContent(new TreeMap<>());

  private final SequencedMap<SecretName, StoredSecret> byName;

  private SecretsContent(SequencedMap<SecretName, StoredSecret> byName) {
    this.byName = byName;
  }

  /**
   * These secrets.
   *
   * @throws IllegalArgumentException if two have one name, or there are more than 10,000
   */
  static SecretsContent of(Collection<StoredSecret> secrets) {
    TreeMap<SecretName, StoredSecret> byName = new TreeMap<>();
    secrets.forEach(each -> byName.put(each.name(), each));
    if (byName.size() < secrets.size() || byName.size() > MOST) {
      throw new IllegalArgumentException("Secrets have names of their own, and are 10,000 at most");
    }
    return new SecretsContent(byName);
  }

  /** All of them by their names. */
  public SequencedCollection<StoredSecret> all() {
    return byName.sequencedValues();
  }

  /** The secret of a name. */
  public Optional<StoredSecret> find(SecretName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** This, with a secret added, or put in the place of the one of its name. */
  public SecretsContent with(StoredSecret secret) {
    TreeMap<SecretName, StoredSecret> changed = new TreeMap<>(byName);
    changed.put(secret.name(), secret);
    return of(changed.values());
  }

  /** This, without the secret of a name. */
  public SecretsContent without(SecretName name) {
    TreeMap<SecretName, StoredSecret> changed = new TreeMap<>(byName);
    changed.remove(name);
    return new SecretsContent(changed);
  }
}
