package io.keepsake.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DidYouMeanTest {

  @Test
  void asksOnlyAboutWhatIsNear() {
    List<String> words = List.of("copies", "url");
    assertEquals(" Did you mean 'copies'?", DidYouMean.question(words, "copis"));
    assertEquals("", DidYouMean.question(words, "retention"));
  }
}
