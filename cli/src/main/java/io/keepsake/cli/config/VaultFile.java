package io.keepsake.cli.config;

import io.keepsake.cli.config.shape.Keys;
import io.keepsake.cli.config.shape.Shape;
import io.keepsake.cli.shell.PrivateFile;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.retention.RetentionChoice;
import io.keepsake.core.vault.Patience;
import io.keepsake.core.vault.VaultSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A vault described in YAML: {@code vault} with {@code copies}, {@code minimum}, {@code regions}
 * and {@code hedge-reads}, {@code providers}, and what the agent does.
 *
 * @param settings what it says
 * @param agent what the agent does; empty if it says nothing of that
 * @param retention what is kept of old snapshots; empty if it says nothing of that
 * @param warnings what is allowed but unwise, sentences
 */
public record VaultFile(
    VaultSettings settings,
    Optional<AgentPlan> agent,
    List<RetentionChoice> retention,
    List<String> warnings) {

  /** What may be in it. */
  static final Keys KEYS =
      Keys.of()
          .with(
              "vault",
              new Shape.Part(() -> PolicySection.KEYS),
              "How many copies there are, and how reads are made.")
          .required("providers", new Shape.Parts(() -> ProviderSection.KEYS, 1), "The stores.")
          .with(RetentionSection.NAME, RetentionSection.SHAPE, "What is kept of old snapshots.")
          .and(AgentSections.KEYS);

  /** Copies the lists. */
  public VaultFile {
    retention = List.copyOf(retention);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a file, for who leaves its alert sinks alone.
   *
   * @throws UsageException with everything that is wrong with it
   */
  public static VaultFile read(Path file) throws UsageException {
    return read(file, SinkUse.LEFT_ALONE);
  }

  /**
   * Reads a file.
   *
   * @param sinks whether secrets in plain text in its alert sinks are wrong, or only unwise
   * @throws UsageException with everything that is wrong with it
   */
  public static VaultFile read(Path file, SinkUse sinks) throws UsageException {
    Problems problems = new Problems(file);
    Optional<Node> root = YamlTree.read(file, problems);
    if (root.isEmpty()) {
      throw problems.exception();
    }
    return new Reading(file, sinks, problems).read(root.get());
  }

  /**
   * Reads a text as if it was in the file.
   *
   * @throws UsageException with everything that is wrong with it
   */
  static VaultFile of(Path file, String text) throws UsageException {
    Problems problems = new Problems(file);
    Optional<Node> root = YamlTree.of(text, problems);
    if (root.isEmpty()) {
      throw problems.exception();
    }
    return new Reading(file, SinkUse.LEFT_ALONE, problems).read(root.get());
  }

  /** One reading of a file that is YAML. */
  private static final class Reading {
    private final Path file;
    private final Path base;
    private final SinkUse sinks;
    private final Problems problems;
    private final List<String> warnings = new ArrayList<>();

    Reading(Path file, SinkUse sinks, Problems problems) {
      this.file = file;
      this.sinks = sinks;
      this.base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      this.problems = problems;
    }

    VaultFile read(Node root) throws UsageException {
      Section top = Section.of(root, "", KEYS, problems);
      top.requireKnown();
      PlainSecrets plain = plainSecrets(top);
      if (plain == PlainSecrets.ALLOWED) {
        PrivateFile.openness(file).ifPresent(warnings::add);
      }
      List<Node> entries = providers(top);
      List<ProviderSection> sections = sections(entries, plain);
      List<ConfiguredProvider> providers = configured(sections);
      requireActive(top, sections);
      Optional<PolicySection> vault =
          top.value("vault").map(node -> new PolicySection(node, sections, problems));
      Optional<CopyPolicy> policy = vault.flatMap(PolicySection::read);
      Patience patience = vault.map(PolicySection::patience).orElse(Patience.STANDARD);
      Set<String> ids =
          providers.stream().map(each -> each.store().id()).collect(Collectors.toSet());
      List<RetentionChoice> retention =
          top.value(RetentionSection.NAME)
              .map(node -> RetentionSection.read(node, problems))
              .orElse(List.of());
      Optional<AgentPlan> agent =
          new AgentSections(top, base, problems, new SinkSecrets(inSinks(plain), warnings))
              .read(ids, retention);
      if (!problems.isEmpty()) {
        throw problems.exception();
      }
      List<ProviderTraits> traits = providers.stream().map(ConfiguredProvider::traits).toList();
      return new VaultFile(
          new VaultSettings(
                  providers.stream().map(ConfiguredProvider::store).toList(),
                  traits,
                  policy.orElseGet(() -> usual(traits)))
              .withPatience(patience),
          agent,
          retention,
          warnings);
    }

    private static CopyPolicy usual(List<ProviderTraits> traits) {
      return CopyPolicy.of((int) traits.stream().filter(one -> one.role() == Role.ACTIVE).count());
    }

    private PlainSecrets inSinks(PlainSecrets plain) {
      return plain == PlainSecrets.REFUSED && sinks == SinkUse.LEFT_ALONE
          ? PlainSecrets.UNUSED
          : plain;
    }

    /** Whether secrets may stand in the file; a problem with that is told with its section. */
    private PlainSecrets plainSecrets(Section top) {
      Problems later = new Problems(file);
      boolean allowed =
          top.value("vault")
              .map(
                  node ->
                      Section.of(node, "vault", PolicySection.KEYS, later).flag(PlainSecrets.KEY))
              .orElse(false);
      return allowed ? PlainSecrets.ALLOWED : PlainSecrets.REFUSED;
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

    private List<ProviderSection> sections(List<Node> entries, PlainSecrets plain) {
      List<ProviderSection> sections = new ArrayList<>();
      for (int i = 0; i < entries.size(); i++) {
        sections.add(
            new ProviderSection(entries.get(i), "providers[%d]".formatted(i + 1), plain, problems));
      }
      return sections;
    }

    private List<ConfiguredProvider> configured(List<ProviderSection> sections) {
      List<ConfiguredProvider> providers = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      Set<String> urls = new HashSet<>();
      for (ProviderSection section : sections) {
        Optional<ConfiguredProvider> provider = section.configured(base);
        if (provider.isPresent() && !ids.add(provider.get().store().id())) {
          twice(section, "id", "ids differ");
        }
        if (provider.isPresent() && !urls.add(provider.get().store().url().toString())) {
          twice(section, "url", "each copy needs a place of its own");
        }
        provider.ifPresent(providers::add);
        warnings.addAll(section.warnings());
      }
      return providers;
    }

    private void requireActive(Section top, List<ProviderSection> sections) {
      if (!sections.isEmpty()
          && sections.stream().noneMatch(section -> section.role() == Role.ACTIVE)) {
        problems.add(
            top.value("providers").orElseThrow(),
            "providers",
            "no active provider",
            "at least one without a 'role', or with 'role: active', is expected, to be written to"
                + " from the start");
      }
    }

    private void twice(ProviderSection provider, String key, String right) {
      Section section = provider.section();
      Node node = section.value(key).orElse(section.node());
      problems.add(
          node, section.path(key), Problems.describe(node) + " for the second time", right);
    }
  }
}
