package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.HashNumbers;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SweptObjects;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads what index objects say, for one look after another. What a hash names never changes: where
 * the same objects are listed as for the look before, and the same is swept, nothing is read again.
 */
final class IndexReading implements AutoCloseable {

  private final Repository repository;
  private Optional<Content> last = Optional.empty();

  IndexReading(Repository repository) {
    this.repository = repository;
  }

  /**
   * What index objects say that are not swept.
   *
   * @param objects the ones that are listed
   * @param swept what is swept
   * @param named what they name that is not swept
   * @param index the chunks of that, each pack once
   */
  record Content(ListedObjects objects, Set<Hash> swept, NamedPacks named, ChunkIndex index) {

    /** Whether others would say the same: named and index go by the numbers of the listing. */
    boolean isOf(ListedObjects others, Set<Hash> alsoSwept) {
      return swept.equals(alsoSwept)
          && objects.size() == others.size()
          && IntStream.range(0, objects.size())
              .allMatch(object -> objects.hash(object).equals(others.hash(object)));
    }
  }

  /**
   * Reads them. What was answered before is of no use any more.
   *
   * @throws IOException if one cannot be read, or what they say is too much for memory and cannot
   *     be put into files
   */
  Content read(ListedObjects objects, SweptObjects swept) throws IOException {
    Set<Hash> gone = swept.records().keySet();
    Optional<Content> same = last.filter(content -> content.isOf(objects, gone));
    if (same.isEmpty()) {
      close(); // there is never room for two
      NamedPacks named = new NamedPacks();
      last =
          Optional.of(
              new Content(
                  objects, Set.copyOf(gone), named, new ChunkIndex(repository.indexSpace())));
      try {
        fill(last.get());
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }
    return last.orElseThrow();
  }

  private void fill(Content content) throws IOException {
    HashNumbers known = new HashNumbers(); // numbers packs like the index does
    for (int object = 0; object < content.objects().size(); object++) {
      Hash hash = content.objects().hash(object);
      if (!content.swept().contains(hash)) {
        fill(content, object, records(hash), known);
      }
    }
    if (content.index().packs().size() != known.size()) { // nothing is deleted by wrong numbers
      throw new IllegalStateException("The index numbers packs in another way");
    }
    content.index().settle();
  }

  private static void fill(
      Content content, int object, List<IndexRecord> records, HashNumbers known)
      throws IOException {
    IntStream.Builder packs = IntStream.builder();
    Set<Hash> gone = new HashSet<>();
    for (IndexRecord record : records) {
      if (content.swept().contains(record.pack())) {
        gone.add(record.pack());
      } else {
        if (known.addIfAbsent(record.pack())) {
          content.index().add(record);
        }
        packs.add(known.numberOf(record.pack()));
      }
    }
    content.named().add(object, packs.build().toArray(), gone);
  }

  /** What an index object names. */
  List<IndexRecord> records(Hash object) throws IOException {
    try {
      return IndexRecord.decode(
          repository.open(ObjectNames.index(object), ObjectType.INDEX, Purpose.PRUNE));
    } catch (IOException e) {
      throw Doubt.of(
          "index object "
              + object.hex()
              + " cannot be read (where all copies are damaged 'keepsake reindex' writes another)",
          e);
    }
  }

  /** Frees what is in files. */
  @Override
  public void close() {
    last.ifPresent(content -> content.index().close());
    last = Optional.empty();
  }
}
