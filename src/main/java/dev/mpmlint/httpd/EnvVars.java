package dev.mpmlint.httpd;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a shell file such as Debian's `envvars` sets before httpd starts. The file is read, never executed: `A=b`,
/// `export A=b`, `export A`, `unset A`, `: ${A:=b}`, quotes, `$A`, `${A}`, `${A:-b}`, `${A:=b}` and `${A:+b}` are
/// followed; `if`, `case`, loops and functions are passed over as a whole, other commands too; a value that needs a
/// command or a pattern (`$(…)`, `${A##…}`) is unknown. Words are expanded before their statement runs: `B=1 A=$B`
/// sees the B before it. Bounded in time and memory for any input.
///
/// Debian's apache2ctl sources the file, so that httpd sees what it exports. FreeBSD's `envvars.d/*.env` files are
/// sourced in the same way. SUSE's `/etc/sysconfig/apache2` exports nothing: its start script reads `APACHE_MPM`
/// and `APACHE_MODULES` from it, which are in `variables`. RHEL's `/etc/sysconfig/httpd` is read by systemd: all
/// its plain `A=b` lines are in the environment, so `variables` too.
///
/// @param exported what httpd finds in its environment, the inherited variables among it
/// @param variables all variables with a known value, exported or not
/// @param unknown names that the file sets to a value which only a shell could tell
public record EnvVars(Map<String, String> exported, Map<String, String> variables, Set<String> unknown) {
  /// A longer file is cut here; the one of Debian has 2 KB.
  static final int LONGEST_FILE = 256 * 1024;

  /// A longer value counts as unknown, so that `A=$A$A` repeated stays small.
  static final int LONGEST_VALUE = 8192;

  public EnvVars {
    exported = Map.copyOf(exported);
    variables = Map.copyOf(variables);
    unknown = Set.copyOf(unknown);
  }

  /// Reads the text of such a file with that environment before it.
  public static EnvVars parse(String text, Map<String, String> inherited) {
    State state = new State(inherited);
    ShellWords words =
        new ShellWords(text.length() > LONGEST_FILE ? text.substring(0, LONGEST_FILE) : text, state);
    for (List<ShellWords.Word> statement = words.next(); statement != null; statement = words.next()) {
      state.execute(statement);
    }
    return state.result();
  }

  /// The variables while the file is read. Owned by the thread that reads.
  static final class State implements ShellWords.Variables {
    private static final Set<String> OPENERS = Set.of("if", "case", "for", "while", "until", "{");
    private static final Set<String> CLOSERS = Set.of("fi", "esac", "done", "}");
    private static final Set<String> JOINTS = Set.of("then", "else", "elif", "do");

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> exports = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private int depth;

    State(Map<String, String> inherited) {
      values.putAll(inherited);
      exports.addAll(inherited.keySet());
    }

    @Override
    public Value get(String name) {
      String value = values.get(name);
      if (value != null) {
        return new Value.Known(value);
      }
      return unknown.contains(name) ? new Value.Unknown() : new Value.Unset();
    }

    @Override
    public void set(String name, String value) {
      if (depth == 0) {
        values.put(name, value);
        unknown.remove(name);
      }
    }

    void execute(List<ShellWords.Word> words) {
      int first = 0;
      while (first < words.size() && JOINTS.contains(words.get(first).text())) {
        first++;
      }
      if (first == words.size()) {
        return;
      }
      String command = words.get(first).text();
      if (CLOSERS.contains(command)) {
        depth = Math.max(0, depth - 1);
      } else if (OPENERS.contains(command) || words.getLast().text().equals("{")) {
        depth++;
      } else if (depth == 0) {
        run(command, words);
      }
    }

    private void run(String command, List<ShellWords.Word> words) {
      switch (command) {
        case "export" -> {
          for (ShellWords.Word word : words.subList(1, words.size())) {
            exports.add(word.text().substring(0, nameLength(word.text())));
            assign(word);
          }
        }
        case "unset" -> {
          for (ShellWords.Word word : words.subList(1, words.size())) {
            values.remove(word.text());
            unknown.remove(word.text());
            exports.remove(word.text());
          }
        }
        default -> {
          // "A=b command" sets A for that command only
          if (words.stream().allMatch(State::isAssignment)) {
            words.forEach(this::assign);
          }
        }
      }
    }

    private static boolean isAssignment(ShellWords.Word word) {
      int length = nameLength(word.text());
      return length > 0 && length < word.text().length() && word.text().charAt(length) == '=';
    }

    private void assign(ShellWords.Word word) {
      if (!isAssignment(word)) {
        return;
      }
      int length = nameLength(word.text());
      String name = word.text().substring(0, length);
      if (word.known()) {
        values.put(name, word.text().substring(length + 1));
        unknown.remove(name);
      } else {
        values.remove(name);
        unknown.add(name);
      }
    }

    private static int nameLength(String word) {
      int i = 0;
      while (i < word.length() && ShellWords.isNamePart(word.charAt(i), i == 0)) {
        i++;
      }
      return i;
    }

    EnvVars result() {
      Map<String, String> exported = new LinkedHashMap<>(values);
      exported.keySet().retainAll(exports);
      return new EnvVars(exported, values, unknown);
    }
  }
}
