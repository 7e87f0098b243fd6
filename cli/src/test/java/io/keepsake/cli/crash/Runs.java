package io.keepsake.cli.crash;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.function.Executable;

/** Cases that run two at a time, all of them even if some fail. */
final class Runs {

  private static final int AT_ONCE = 2;

  /** One case. */
  @FunctionalInterface
  interface Case {
    void run() throws Exception;
  }

  private final Map<String, Case> cases = new LinkedHashMap<>();

  void add(String name, Case run) {
    cases.put(name, run);
  }

  int size() {
    return cases.size();
  }

  void runAll() {
    Map<String, Future<?>> runs = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      cases.forEach(
          (name, run) ->
              runs.put(
                  name,
                  threads.submit(
                      () -> {
                        run.run();
                        return name;
                      })));
    }
    assertAll(runs.entrySet().stream().map(run -> outcome(run.getKey(), run.getValue())));
  }

  private static Executable outcome(String name, Future<?> run) {
    return () -> {
      try {
        run.get();
      } catch (ExecutionException e) {
        throw new AssertionError(name + ": " + e.getCause(), e.getCause());
      }
    };
  }
}
