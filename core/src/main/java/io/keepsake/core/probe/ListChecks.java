package io.keepsake.core.probe;

import io.keepsake.core.probe.Check.Finding;
import io.keepsake.core.probe.Check.Needs;
import io.keepsake.core.spi.storage.StoreException;
import java.util.List;
import java.util.stream.IntStream;

/** Listing. */
final class ListChecks {

  private static final List<String> NAMES =
      IntStream.range(0, 25).mapToObj(i -> "list/%x/%02d".formatted(i / 4, i)).toList();

  private final Scratch scratch;

  ListChecks(Scratch scratch) {
    this.scratch = scratch;
  }

  List<Check> all() {
    return List.of(
        new Check("list", Needs.NOTHING, this::list),
        new Check("list in pages", Needs.STORED_OBJECT, this::pages),
        new Check("list at once", Needs.STORED_OBJECT, this::upToDate));
  }

  private Finding list() throws StoreException {
    List<String> nothing = scratch.list("nothing-here/", 10);
    return Finding.require(
        nothing.isEmpty(),
        "The place can be listed.",
        "A prefix that nothing has lists " + nothing + ".");
  }

  private Finding pages() throws StoreException {
    for (String name : NAMES) {
      scratch.put(name, Scratch.bytes(10, 1));
    }
    List<String> whole = scratch.list("list/", 1_000);
    if (!whole.equals(NAMES)) {
      boolean late = NAMES.containsAll(whole) && whole.stream().sorted().toList().equals(whole);
      String shows = "A listing shows %d of 25 objects just stored".formatted(whole.size());
      return late
          ? Finding.limited(shows + ", so what it says of pages cannot be judged.")
          : Finding.broken(shows + ", others too, or not in the order of their names.");
    }
    for (int limit : new int[] {1, 7}) {
      List<String> listed = scratch.list("list/", limit);
      if (!listed.equals(NAMES)) {
        return Finding.broken(
            "A listing in pages of %d shows %d of 25 objects, or not in the order of their names."
                .formatted(limit, listed.size()));
      }
    }
    return Finding.works("Listings come in pages, complete and in order.");
  }

  private Finding upToDate() throws StoreException {
    scratch.put("fresh/1", Scratch.bytes(10, 1));
    boolean shown = scratch.list("fresh/", 10).equals(List.of("fresh/1"));
    scratch.delete(List.of("fresh/1"));
    boolean gone = scratch.list("fresh/", 10).isEmpty();
    return shown && gone
        ? Finding.works("A listing shows what was stored or deleted just before.")
        : Finding.limited(
            "Listings lag behind what was stored or deleted. Two writers may not see each other's"
                + " objects at once, and store some of them twice.");
  }
}
