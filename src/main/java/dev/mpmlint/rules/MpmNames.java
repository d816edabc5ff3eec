package dev.mpmlint.rules;

import dev.mpmlint.mpm.MpmDirective;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The names of the directives that the rules about MPM lines listen to. Stateless.
final class MpmNames {
  // Numbers of the listeners that no MPM keeps among its own.
  private static final List<String> LISTENER_NUMBERS =
      List.of("ListenTCPDeferAccept", "SendBufferSize", "ReceiveBufferSize");
  private static final List<String> OTHERS =
      List.of("Listen", "PidFile", "ScoreBoardFile", "CoreDumpDirectory", "Mutex");

  private MpmNames() {}

  /// Those that take exactly one argument, a number; in lower case.
  static Set<String> ofNumbers() {
    return lower(numbers());
  }

  /// Those that may stand outside of all sections only; in lower case.
  static Set<String> serverWide() {
    List<String> names = numbers();
    names.addAll(OTHERS);
    return lower(names);
  }

  /// As httpd spells it, which its messages do however the line is written.
  static String spelled(String name) {
    return Spelling.OF.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  /// Made when it is asked for the first time.
  private static final class Spelling {
    /// Name in lower case → the name.
    static final Map<String, String> OF = new HashMap<>();

    static {
      List<String> names = numbers();
      names.addAll(OTHERS);
      for (String name : names) {
        OF.put(name.toLowerCase(Locale.ROOT), name);
      }
    }
  }

  private static List<String> numbers() {
    List<String> names = new ArrayList<>(LISTENER_NUMBERS);
    for (MpmDirective directive : MpmDirective.all()) {
      names.add(directive.directive());
      directive.alias().ifPresent(names::add);
    }
    return names;
  }

  private static Set<String> lower(List<String> names) {
    Set<String> lower = new TreeSet<>();
    for (String name : names) {
      lower.add(name.toLowerCase(Locale.ROOT));
    }
    return lower;
  }
}
