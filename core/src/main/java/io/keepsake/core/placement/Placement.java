package io.keepsake.core.placement;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decisions about where copies go. Every replica holds everything, so the question is never
 * which object goes where, only which providers take part. No answer depends on the order in which
 * providers are named, unless it says so, nor on the order of what is passed in. Ids that no
 * provider has are passed over: a snapshot may name a provider that was removed since.
 */
public final class Placement {

  private final Map<String, ProviderTraits> providers = new LinkedHashMap<>();
  private final CopyPolicy policy;

  /**
   * Decides among these providers.
   *
   * @param providers with ids that differ
   * @throws IllegalArgumentException if two share an id, if none is active, or if the policy wants
   *     what all active and standby providers together cannot give
   */
  public Placement(List<ProviderTraits> providers, CopyPolicy policy) {
    this.policy = policy;
    for (ProviderTraits provider : providers) {
      if (this.providers.put(provider.id(), provider) != null) {
        throw new IllegalArgumentException("Two providers have the id " + provider.id());
      }
    }
    if (providers.stream().noneMatch(provider -> provider.role() == Role.ACTIVE)) {
      throw new IllegalArgumentException("A vault needs at least one active provider");
    }
    List<ProviderTraits> writable = providers.stream().filter(p -> p.role().writable()).toList();
    if (policy.copies() > writable.size()) {
      throw new IllegalArgumentException(
          "%d copies are wanted, and only %d providers may be written to"
              .formatted(policy.copies(), writable.size()));
    }
    int regions = regions(writable).size();
    if (policy.regions() > regions) {
      throw new IllegalArgumentException(
          "Copies in %d regions are wanted, and providers that may be written to name only %d"
              .formatted(policy.regions(), regions));
    }
  }

  /** What is wanted. */
  public CopyPolicy policy() {
    return policy;
  }

  /** Whom a backup is written to from its start: all active ones, in the order they were named. */
  public List<String> initial() {
    return providers.values().stream()
        .filter(provider -> provider.role() == Role.ACTIVE)
        .map(ProviderTraits::id)
        .toList();
  }

  /**
   * Which standbys are to take over, best first: the fewest that bring those that are written to as
   * near to the wanted copies and regions as can be. While regions are missing, only a standby that
   * adds one is taken, if there is any; among equals, {@link ProviderTraits#BEST_FIRST} decides.
   *
   * @param writing those that are written to and well, recruited standbys among them
   * @param out those that cannot be used now, whatever their role
   * @return ids that are in neither; empty if nobody is needed or nobody is left
   */
  public List<String> takeover(Collection<String> writing, Collection<String> out) {
    List<ProviderTraits> members = new ArrayList<>(known(writing));
    members.removeIf(provider -> out.contains(provider.id()));
    List<ProviderTraits> candidates =
        new ArrayList<>(
            providers.values().stream()
                .filter(provider -> provider.role() == Role.STANDBY)
                .filter(provider -> !writing.contains(provider.id()))
                .filter(provider -> !out.contains(provider.id()))
                .sorted(ProviderTraits.BEST_FIRST)
                .toList());
    List<String> recruits = new ArrayList<>();
    Optional<ProviderTraits> next = next(members, candidates);
    while (next.isPresent()) {
      candidates.remove(next.get());
      members.add(next.get());
      recruits.add(next.get().id());
      next = next(members, candidates);
    }
    return recruits;
  }

  private Optional<ProviderTraits> next(
      List<ProviderTraits> members, List<ProviderTraits> candidates) {
    Set<String> covered = regions(members);
    if (covered.size() < policy.regions()) {
      Optional<ProviderTraits> elsewhere =
          candidates.stream()
              .filter(candidate -> candidate.region().isPresent())
              .filter(candidate -> !covered.contains(candidate.region().get()))
              .findFirst();
      if (elsewhere.isPresent()) {
        return elsewhere;
      }
    }
    return members.size() < policy.copies() ? candidates.stream().findFirst() : Optional.empty();
  }

  /**
   * Whether an operation may begin with these alone: as many as a backup needs may be written to,
   * and whatever the minimum of providers have, one of these has.
   */
  public boolean sufficient(Collection<String> ids) {
    int usable = (int) known(ids).stream().filter(one -> one.role().writable()).count();
    int all = writable().size();
    return usable >= Math.max(policy.minimum(), all - policy.minimum() + 1);
  }

  /** Whether these are enough, if each of them has all of a backup. */
  public Verdict verdict(Collection<String> holders) {
    List<ProviderTraits> members = known(holders);
    return new Verdict(policy, members.size(), regions(members).size());
  }

  /**
   * In which order to read from providers between which health and speed do not decide: all of
   * them, whatever their role, by {@link ProviderTraits#BEST_FIRST}.
   */
  public List<String> readOrder() {
    return providers.values().stream()
        .sorted(ProviderTraits.BEST_FIRST)
        .map(ProviderTraits::id)
        .toList();
  }

  /** Those that may be written to, active ones and standbys, in the order they were named. */
  public List<String> writable() {
    return providers.values().stream()
        .filter(provider -> provider.role().writable())
        .map(ProviderTraits::id)
        .toList();
  }

  /** How much each provider is preferred, by id; higher is better. */
  public Map<String, Integer> preferences() {
    Map<String, Integer> preferences = new LinkedHashMap<>();
    providers.forEach((id, provider) -> preferences.put(id, provider.preference()));
    return preferences;
  }

  /** Those of the ids that providers have, each once. */
  private List<ProviderTraits> known(Collection<String> ids) {
    Set<String> wanted = new HashSet<>(ids);
    return providers.values().stream().filter(p -> wanted.contains(p.id())).toList();
  }

  /** The regions that these name. */
  private static Set<String> regions(Collection<ProviderTraits> members) {
    Set<String> regions = new HashSet<>();
    members.forEach(member -> member.region().ifPresent(regions::add));
    return regions;
  }
}
