package io.keepsake.cli.verb;

import io.keepsake.cli.config.VaultFile;
import io.keepsake.cli.output.Answer;
import io.keepsake.cli.output.Human;
import io.keepsake.cli.output.JsonShapes;
import io.keepsake.cli.output.Table;
import io.keepsake.cli.shell.ExitCode;
import io.keepsake.cli.shell.Shell;
import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.probe.StoreProbes;
import io.keepsake.core.probe.StoreState;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JsonGenerator;

/** {@code keepsake providers}: the configured stores, and whether they answer. */
@Command(
    name = "providers",
    description = {
      "List the configured providers: type, role, place, region, what they can do,",
      "how much they hold, and whether they can be reached. Asks for no key.",
      "With 'check ID' try one of them, with 'bench ID' measure it; 'add', 'remove' and",
      "'replace' change the vault file."
    },
    footer = {
      "",
      "Examples:",
      "  keepsake providers",
      "  keepsake providers --to s3://weddings/keepsake --to /mnt/nas/keepsake",
      "  keepsake providers check aws",
      "  keepsake providers bench aws --json",
      "",
      "Exit codes: 0 all can be reached, 2 usage or configuration,",
      "3 some cannot be reached, 130 interrupted."
    })
public final class ProvidersVerb extends Verb {

  @Mixin private final VaultOptions vault = new VaultOptions();

  /** The command for this shell. */
  public ProvidersVerb(Shell shell) {
    super(shell);
  }

  @Override
  public List<Verb> parts() {
    return List.of(
        new ProvidersCheckVerb(shell()),
        new ProvidersBenchVerb(shell()),
        new ProvidersAddVerb(shell()),
        new ProvidersRemoveVerb(shell()),
        new ProvidersReplaceVerb(shell()));
  }

  @Override
  protected ExitCode run(Answer answer) throws Exception {
    VaultFile configured = vault.read(shell(), messages());
    List<StoreState> states = look(configured.settings().stores());
    Map<String, ProviderTraits> traits =
        configured.settings().traits().stream()
            .collect(Collectors.toMap(ProviderTraits::id, Function.identity()));
    table(states, traits).lines().forEach(answer::line);
    for (StoreState state : states) {
      state.problem().ifPresent(problem -> answer.line(state.settings().id() + ": " + problem));
    }
    answer.document().ifPresent(json -> write(json, states, traits));
    boolean all = states.stream().allMatch(StoreState::reachable);
    return all ? ExitCode.DONE : ExitCode.DEGRADED;
  }

  /** All at once: one that does not answer keeps nobody waiting but itself. */
  private List<StoreState> look(List<StoreSettings> stores)
      throws StoreException, UsageException, InterruptedException {
    StoreProbes probes = new StoreProbes(vault.plugins(stores, shell(), messages()));
    List<Future<StoreState>> looks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stores.forEach(store -> looks.add(threads.submit(() -> probes.look(store))));
    }
    List<StoreState> states = new ArrayList<>();
    for (Future<StoreState> look : looks) {
      try {
        states.add(look.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof StoreException failure) {
          throw failure;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return states;
  }

  private static Table table(List<StoreState> states, Map<String, ProviderTraits> traits) {
    Table table =
        new Table("ID", "TYPE", "ROLE", "REGION", "REACHABLE", "USED", "FREE", "LOCATION", "CAN");
    for (StoreState state : states) {
      table.row(
          state.settings().id(),
          state.type(),
          of(state, traits).role().word(),
          of(state, traits).region().orElse("-"),
          state.reachable() ? "in " + Human.duration(state.answeredIn()) : "no",
          state.usage().usedBytes().isPresent()
              ? Human.size(state.usage().usedBytes().getAsLong())
              : "-",
          state.usage().availableBytes().isPresent()
              ? Human.size(state.usage().availableBytes().getAsLong())
              : "-",
          state.location(),
          capabilities(state).stream().collect(Collectors.joining(" ")));
    }
    return table;
  }

  private static ProviderTraits of(StoreState state, Map<String, ProviderTraits> traits) {
    return Objects.requireNonNull(traits.get(state.settings().id()));
  }

  private static List<String> capabilities(StoreState state) {
    return state.capabilities().stream().sorted().map(ProvidersVerb::word).toList();
  }

  private static String word(Capability capability) {
    return capability.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void write(
      JsonGenerator json, List<StoreState> states, Map<String, ProviderTraits> traits) {
    json.writeArrayPropertyStart("providers");
    for (StoreState state : states) {
      ProviderTraits trait = of(state, traits);
      json.writeStartObject();
      json.writeStringProperty("id", trait.id());
      json.writeStringProperty("type", state.type());
      json.writeStringProperty("url", state.settings().url().toString());
      json.writeStringProperty("location", state.location());
      json.writeStringProperty("role", trait.role().word());
      trait.region().ifPresent(region -> json.writeStringProperty("region", region));
      json.writeNumberProperty("cost", trait.cost());
      json.writeNumberProperty("preference", trait.preference());
      JsonShapes.strings(json, "capabilities", capabilities(state));
      json.writeBooleanProperty("reachable", state.reachable());
      state.usage().usedBytes().ifPresent(used -> json.writeNumberProperty("usedBytes", used));
      state
          .usage()
          .availableBytes()
          .ifPresent(free -> json.writeNumberProperty("availableBytes", free));
      json.writeNumberProperty("seconds", state.answeredIn().toMillis() / 1000.0);
      state.problem().ifPresent(problem -> json.writeStringProperty("problem", problem));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
