package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.PruneMarkCodec;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reads sessions, fences, and what is condemned or swept: section 12 of the format. What cannot be
 * opened is told, and is part of the answer as a name without content.
 *
 * @param repository where they are
 * @param purpose for what they are read
 * @param damage is told of names of objects that cannot be opened, with the reason
 * @param outage what is done where one cannot be read because stores fail
 */
public record PruneMarkReader(
    Repository repository, Purpose purpose, BiConsumer<ObjectName, String> damage, Outage outage) {

  /** Reads, and takes one that cannot be read now for one that is damaged. */
  public PruneMarkReader(
      Repository repository, Purpose purpose, BiConsumer<ObjectName, String> damage) {
    this(repository, purpose, damage, Outage.IS_TOLD);
  }

  /** Sessions by their identities; empty where one cannot be opened. */
  public Map<Hash, Optional<PruneMark>> sessions(Consumer<String> unlisted) throws IOException {
    return byHash(read(ObjectNames.SESSIONS, ObjectType.SESSION, unlisted));
  }

  /** Records of what is condemned by their hashes; empty where one cannot be opened. */
  public Map<Hash, Optional<PruneMark>> condemned(Consumer<String> unlisted) throws IOException {
    return byHash(read(ObjectNames.CONDEMNED, ObjectType.CONDEMNED, unlisted));
  }

  /** Fences that can be opened; intents are passed over. */
  public Fences fences(Consumer<String> unlisted) throws IOException {
    Map<ListedObject, PruneMark> opened = new LinkedHashMap<>();
    read(ObjectNames.FENCES, ObjectType.FENCE, unlisted)
        .forEach((object, mark) -> mark.ifPresent(fence -> opened.put(object, fence)));
    return Fences.of(opened);
  }

  /** Records of what is swept, void ones too, as listed; empty where one cannot be opened. */
  public Map<ListedObject, Optional<PruneMark>> swept(Consumer<String> unlisted)
      throws IOException {
    return read(ObjectNames.SWEPT, ObjectType.SWEPT, unlisted);
  }

  private static Map<Hash, Optional<PruneMark>> byHash(
      Map<ListedObject, Optional<PruneMark>> marks) {
    Map<Hash, Optional<PruneMark>> byHash = new LinkedHashMap<>();
    marks.forEach(
        (object, mark) -> byHash.put(ObjectNames.hashOf(object.name()).orElseThrow(), mark));
    return byHash;
  }

  private Map<ListedObject, Optional<PruneMark>> read(
      String prefix, ObjectType type, Consumer<String> unlisted) throws IOException {
    Map<ObjectName, ListedObject> listed = new LinkedHashMap<>();
    for (ListedObject object : repository.list(prefix, purpose, unlisted)) {
      if (ObjectNames.hashOf(object.name()).isPresent()) {
        listed.put(object.name(), object);
      }
    }
    Map<ListedObject, Optional<PruneMark>> marks = new LinkedHashMap<>();
    new SealedMarks(repository, purpose, damage, outage)
        .read(List.copyOf(listed.keySet()), type, PruneMarkReader::decode)
        .forEach((name, mark) -> marks.put(listed.get(name), mark));
    return marks;
  }

  private static PruneMark decode(ObjectName name, byte[] plaintext) throws FormatException {
    PruneMark mark = PruneMarkCodec.decode(plaintext);
    String value = name.value();
    boolean right;
    if (value.startsWith(ObjectNames.SESSIONS)) {
      right = mark.session().isEmpty() && mark.objects().isEmpty();
    } else if (value.startsWith(ObjectNames.CONDEMNED)) {
      right = mark.session().isPresent() && mark.objects().isPresent();
    } else if (value.startsWith(ObjectNames.SWEPT)) {
      Hash about = ObjectNames.prunedSubject(name).orElseThrow();
      right = mark.session().isPresent() && mark.objects().equals(Optional.of(List.of(about)));
    } else {
      right = mark.session().equals(ObjectNames.prunedSubject(name));
    }
    if (!right) {
      throw new FormatException("it is about something else than its name, or about nothing");
    }
    return mark;
  }
}
