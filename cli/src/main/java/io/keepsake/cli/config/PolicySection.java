package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.Role;
import io.keepsake.core.vault.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The section {@code vault}: how many copies, whether the providers can give as many, how reads are
 * made, and whether the file may hold secrets.
 */
final class PolicySection {

  private static final String COPIES = "copies";
  private static final String MINIMUM = "minimum";
  private static final String REGIONS = "regions";
  private static final String HEDGE_READS = "hedge-reads";

  static final Keys KEYS =
      Keys.of()
          .with(COPIES, new Shape.Count(), "So many providers are wanted to have all of a backup.")
          .with(MINIMUM, new Shape.Count(), "A backup fails when fewer than this hold all of it.")
          .with(REGIONS, new Shape.Count(), "So many regions are wanted to have a copy.")
          .with(
              HEDGE_READS,
              new Shape.Time(),
              "A read that takes longer is made at a second provider too, such as 5s.")
          .with(PlainSecrets.KEY, new Shape.Flag(), "Secrets may stand in this file.");

  private final Section section;
  private final Problems problems;
  private final int active;
  private final int writable;
  private final int named;

  /** The section as it stands, beside these providers. */
  PolicySection(Node node, List<ProviderSection> providers, Problems problems) {
    this.section = Section.of(node, "vault", KEYS, problems);
    this.problems = problems;
    this.active = (int) providers.stream().filter(p -> p.role() == Role.ACTIVE).count();
    List<ProviderSection> written = providers.stream().filter(p -> p.role().writable()).toList();
    this.writable = written.size();
    this.named =
        (int)
            written.stream()
                .map(ProviderSection::region)
                .flatMap(Optional::stream)
                .distinct()
                .count();
  }

  /** What it says; what it leaves out is filled in. Of use only if no problem was noted. */
  Optional<CopyPolicy> read() {
    section.requireKnown();
    section.flag(PlainSecrets.KEY); // was read before, with the problems left to here
    Optional<Integer> copies = section.count(COPIES);
    Optional<Integer> minimum = section.count(MINIMUM);
    Optional<Integer> regions = section.count(REGIONS);
    if (active == 0) {
      return Optional.empty(); // told of the providers; no number would be right
    }
    int wanted = copies.orElse(active);
    String what = copies.isPresent() ? "the number of copies" : "the number of active providers";
    List<Boolean> possible = new ArrayList<>();
    possible.add(
        atMost(COPIES, copies, writable, "the number of providers that are active or standby"));
    possible.add(atMost(MINIMUM, minimum, wanted, what));
    possible.add(atMost(REGIONS, regions, wanted, what));
    possible.add(enoughRegions(regions));
    return !possible.contains(false)
        ? Optional.of(
            new CopyPolicy(wanted, minimum.orElse(Math.clamp(wanted, 1, 2)), regions.orElse(0)))
        : Optional.empty();
  }

  /** How long stores are waited for, with what it says of that. */
  Patience patience() {
    return section
        .duration(HEDGE_READS)
        .map(Patience.STANDARD::withHedgedReads)
        .orElse(Patience.STANDARD);
  }

  private boolean atMost(String key, Optional<Integer> number, int most, String what) {
    if (number.isEmpty() || number.get() <= most) {
      return true;
    }
    problems.add(
        section.value(key).orElseThrow(),
        section.path(key),
        "at most %s, %d, can be reached".formatted(what, most));
    return false;
  }

  private boolean enoughRegions(Optional<Integer> regions) {
    if (regions.isEmpty() || regions.get() <= named) {
      return true;
    }
    problems.add(
        section.value(REGIONS).orElseThrow(),
        section.path(REGIONS),
        ("providers that are active or standby name %d different regions; give more of them a"
                + " 'region', or write a smaller number")
            .formatted(named));
    return false;
  }
}
