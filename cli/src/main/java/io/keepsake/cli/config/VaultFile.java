package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A vault described in YAML: {@code vault} with {@code copies} and {@code minimum}, and {@code
 * providers}.
 *
 * @param settings what it says
 * @param regions in which region a store is, by its id, where it says so
 * @param warnings what is allowed but unwise, sentences
 */
public record VaultFile(
    VaultSettings settings, Map<String, String> regions, List<String> warnings) {

  /** Copies the collections. */
  public VaultFile {
    regions = Map.copyOf(regions);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file.
   *
   * @throws UsageException with everything that is wrong with it
   */
  public static VaultFile read(Path file) throws UsageException {
    Problems problems = new Problems(file);
    Optional<Node> root = YamlTree.read(file, problems);
    if (root.isEmpty()) {
      throw problems.exception();
    }
    return new Reading(file, problems).read(root.get());
  }

  /** One reading of a file that is YAML. */
  private static final class Reading {
    private final Path base;
    private final Problems problems;
    private final Map<String, String> regions = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    Reading(Path file, Problems problems) {
      this.base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      this.problems = problems;
    }

    VaultFile read(Node root) throws UsageException {
      Section top = Section.of(root, "", problems);
      top.requireKnown(List.of("vault", "providers"));
      List<Node> entries = providers(top);
      List<StoreSettings> stores = stores(entries);
      Optional<Integer> minimum = top.value("vault").flatMap(node -> vault(node, entries.size()));
      if (!problems.isEmpty()) {
        throw problems.exception();
      }
      VaultSettings usual = VaultSettings.of(stores);
      return new VaultFile(
          minimum.map(least -> new VaultSettings(stores, least)).orElse(usual), regions, warnings);
    }

    private List<Node> providers(Section top) {
      Optional<Node> node = top.value("providers");
      if (node.isPresent()
          && node.get() instanceof SequenceNode list
          && !list.getValue().isEmpty()) {
        return list.getValue();
      }
      String right = "a list of providers, each with id and url, is expected";
      if (top.node() instanceof MappingNode) {
        problems.add(
            node.orElse(top.node()),
            "providers",
            node.map(Problems::describe).orElse("no 'providers'"),
            right);
      }
      return List.of();
    }

    private List<StoreSettings> stores(List<Node> entries) {
      List<StoreSettings> stores = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      Set<String> urls = new HashSet<>();
      for (int i = 0; i < entries.size(); i++) {
        ProviderSection provider =
            new ProviderSection(entries.get(i), "providers[%d]".formatted(i + 1), problems);
        provider.settings(base).ifPresent(store -> add(provider, store, ids, urls, stores));
        warnings.addAll(provider.warnings());
      }
      return stores;
    }

    private void add(
        ProviderSection provider,
        StoreSettings store,
        Set<String> ids,
        Set<String> urls,
        List<StoreSettings> stores) {
      if (!ids.add(store.id())) {
        twice(provider, "id", "ids differ");
      }
      if (!urls.add(store.url().toString())) {
        twice(provider, "url", "each copy needs a place of its own");
      }
      provider.region().ifPresent(region -> regions.put(store.id(), region));
      stores.add(store);
    }

    private void twice(ProviderSection provider, String key, String right) {
      Section section = provider.section();
      Node node = section.value(key).orElse(section.node());
      problems.add(
          node, section.path(key), Problems.describe(node) + " for the second time", right);
    }

    /** The minimum of copies, if the section names one. */
    private Optional<Integer> vault(Node node, int providers) {
      Section vault = Section.of(node, "vault", problems);
      vault.requireKnown(List.of("copies", "minimum"));
      Optional<Integer> copies = vault.count("copies");
      if (providers > 0 && copies.isPresent() && copies.get() != providers) {
        problems.add(
            vault.value("copies").orElseThrow(),
            "vault.copies",
            ("this version puts a copy on every provider, of which there are %d; write %d or leave"
                    + " it out")
                .formatted(providers, providers));
      }
      Optional<Integer> minimum = vault.count("minimum");
      if (providers > 0 && minimum.isPresent() && minimum.get() > providers) {
        problems.add(
            vault.value("minimum").orElseThrow(),
            "vault.minimum",
            "at most the number of providers, %d, can be reached".formatted(providers));
      }
      return minimum;
    }
  }
}
