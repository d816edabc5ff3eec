package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may come in, as one section says it: with Order, Allow and Deny of httpd 2.2, and with Require of 2.4. Immutable.
///
/// @param scope the section; null outside of all
/// @param old its Order, Allow and Deny lines
/// @param satisfy its Satisfy lines
/// @param requires its Require lines, those of `<RequireAny>` and its kind in it included
record AccessControl(
    @Nullable Scope scope, List<Occurrence> old, List<Occurrence> satisfy, List<Occurrence> requires) {
  private static final Set<String> CONTAINERS = Set.of("requireall", "requireany", "requirenone");
  /// What Require asks of where a request comes from; anything else asks who sends it.
  private static final Set<String> OF_HOSTS =
      Set.of("all", "ip", "host", "forward-dns", "local", "env", "expr", "method");

  AccessControl {
    old = List.copyOf(old);
    satisfy = List.copyOf(satisfy);
    requires = List.copyOf(requires);
  }

  /// One for each section that says something; outside of sections one for each file.
  static List<AccessControl> all(Configuration configuration) {
    Map<Object, Draft> drafts = new LinkedHashMap<>();
    for (String name : List.of("order", "allow", "deny", "satisfy", "require")) {
      for (Occurrence o : configuration.active(name)) {
        Scope scope = section(o);
        Object key = scope == null ? o.span().file() : scope.open();
        Draft draft = drafts.computeIfAbsent(key, _ -> new Draft(scope));
        (switch (name) {
          case "satisfy" -> draft.satisfy;
          case "require" -> draft.requires;
          default -> draft.old;
        }).add(o);
      }
    }
    List<AccessControl> all = new ArrayList<>(drafts.size());
    for (Draft d : drafts.values()) {
      all.add(new AccessControl(d.scope, inOrder(d.old), d.satisfy, d.requires));
    }
    return all;
  }

  private static final class Draft {
    private final @Nullable Scope scope;
    private final List<Occurrence> old = new ArrayList<>();
    private final List<Occurrence> satisfy = new ArrayList<>();
    private final List<Occurrence> requires = new ArrayList<>();

    Draft(@Nullable Scope scope) {
      this.scope = scope;
    }
  }

  private static List<Occurrence> inOrder(List<Occurrence> lines) {
    List<Occurrence> sorted = new ArrayList<>(lines);
    sorted.sort((a, b) -> a.span().compareTo(b.span()));
    return sorted;
  }

  private static @Nullable Scope section(Occurrence o) {
    Scope scope = o.place().scope();
    while (scope != null && CONTAINERS.contains(scope.key())) {
      scope = scope.parent();
    }
    return scope;
  }

  // ---- what it says ----

  boolean satisfiesAny() {
    for (Occurrence o : satisfy) {
      if (Lines.argument(o, 0).equalsIgnoreCase("any")) {
        return true;
      }
    }
    return false;
  }

  /// Require lines about where a request comes from.
  List<Occurrence> hostRequires() {
    return requires.stream().filter(AccessControl::isOfHosts).toList();
  }

  static boolean isOfHosts(Occurrence require) {
    int at = Lines.argument(require, 0).equalsIgnoreCase("not") ? 1 : 0;
    return OF_HOSTS.contains(Lines.argument(require, at).toLowerCase(Locale.ROOT));
  }

  static boolean isAll(Occurrence require, String verdict) {
    return Lines.argument(require, 0).equalsIgnoreCase("all") && Lines.argument(require, 1).equalsIgnoreCase(verdict);
  }

  /// Whether Require alone says the same to everybody: `granted` or `denied`.
  boolean requiresAll(String verdict) {
    return !requires.isEmpty() && requires.stream().allMatch(r -> isAll(r, verdict));
  }

  // ---- in the words of 2.4 ----

  /// Whether the order is said, and not left to httpd, which takes `deny,allow`.
  boolean isOrdered() {
    return old.stream().anyMatch(o -> o.key().equals("order"));
  }

  /// The Require lines that say what Order, Allow and Deny say here; empty where that is not simple.
  Optional<List<String>> translated() {
    Occurrence order = old.stream().filter(o -> o.key().equals("order")).reduce((_, last) -> last).orElse(null);
    Hosts allowed = Hosts.of(old, "allow");
    Hosts denied = Hosts.of(old, "deny");
    if (old.isEmpty() || allowed == null || denied == null) {
      return Optional.empty();
    }
    String which = order == null ? "deny,allow" : Lines.argument(order, 0).toLowerCase(Locale.ROOT);
    boolean denyFirst = which.equals("deny,allow");
    if (!denyFirst && !which.equals("allow,deny") && !which.equals("mutual-failure")) {
      return Optional.empty();
    }
    if (denied.all) {
      return denyFirst ? only(allowed) : Optional.of(List.of("Require all denied"));
    }
    if (denied.isEmpty()) {
      return denyFirst ? Optional.of(List.of("Require all granted")) : only(allowed);
    }
    boolean rest = denyFirst ? allowed.isEmpty() : allowed.all;
    return rest ? Optional.of(denied.without()) : Optional.empty();
  }

  private static Optional<List<String>> only(Hosts allowed) {
    if (allowed.all) {
      return Optional.of(List.of("Require all granted"));
    }
    return Optional.of(allowed.isEmpty() ? List.of("Require all denied") : allowed.lines("Require "));
  }

  /// What stands behind `from`.
  private record Hosts(boolean all, List<String> ips, List<String> names, List<String> variables) {
    /// Null when there is something among them that Require does not have.
    static @Nullable Hosts of(List<Occurrence> lines, String key) {
      boolean all = false;
      List<String> ips = new ArrayList<>();
      List<String> names = new ArrayList<>();
      List<String> variables = new ArrayList<>();
      for (Occurrence line : lines) {
        if (!line.key().equals(key)) {
          continue;
        }
        List<Word> words = line.words();
        for (int i = 1; i < words.size(); i++) {
          String value = words.get(i).value();
          if (value.equalsIgnoreCase("all")) {
            all = true;
          } else if (value.startsWith("env=!") || value.isEmpty() || value.indexOf(' ') >= 0 || value.indexOf('#') >= 0) {
            return null;
          } else if (value.startsWith("env=")) {
            variables.add(value.substring("env=".length()));
          } else if (isIp(value)) {
            ips.add(value.endsWith(".") ? value.substring(0, value.length() - 1) : value);
          } else {
            names.add(value);
          }
        }
      }
      return new Hosts(all, ips, names, variables);
    }

    boolean isEmpty() {
      return !all && ips.isEmpty() && names.isEmpty() && variables.isEmpty();
    }

    List<String> lines(String before) {
      List<String> lines = new ArrayList<>();
      add(lines, before + "ip ", ips);
      add(lines, before + "host ", names);
      add(lines, before + "env ", variables);
      return lines;
    }

    List<String> without() {
      List<String> lines = new ArrayList<>(List.of("<RequireAll>", "    Require all granted"));
      lines.addAll(lines("    Require not "));
      lines.add("</RequireAll>");
      return lines;
    }

    private static void add(List<String> lines, String before, List<String> values) {
      if (!values.isEmpty()) {
        lines.add(before + String.join(" ", values));
      }
    }

    private static boolean isIp(String value) {
      boolean colon = value.indexOf(':') >= 0;
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        boolean digit = c >= '0' && c <= '9';
        boolean hex = colon && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' || c == ':');
        if (!digit && !hex && c != '.' && c != '/') {
          return false;
        }
      }
      return true;
    }
  }
}
