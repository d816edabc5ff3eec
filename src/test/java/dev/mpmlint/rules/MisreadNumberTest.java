package dev.mpmlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The rule listens to what the table of checks calls a number that is read as C does.
class MisreadNumberTest {
  private static final Path TABLE = Path.of("src/main/resources/dev/mpmlint/httpd/directive-checks.tsv");
  /// Timeout and MaxKeepAliveRequests refuse nothing, and so have no row.
  private static final Set<String> WITHOUT_A_ROW = Set.of("timeout", "maxkeepaliverequests");

  @Test
  void listensToTheNumbersOfTheTable() throws IOException {
    Set<String> numbers = new TreeSet<>(WITHOUT_A_ROW);
    for (String line : Files.readAllLines(TABLE)) {
      String[] cells = line.split("\t", -1);
      boolean number = !line.startsWith("#") && cells.length > 3 && cells[3].matches("(int|long)\\([^ ]*");
      String name = cells[0].toLowerCase(Locale.ROOT);
      if (number && !MpmNames.ofNumbers().contains(name) && !MpmNames.serverWide().contains(name)) {
        numbers.add(name);
      }
    }

    assertThat(MisreadNumber.NUMBERS).hasSizeGreaterThan(40).containsExactlyInAnyOrderElementsOf(numbers);
  }
}
