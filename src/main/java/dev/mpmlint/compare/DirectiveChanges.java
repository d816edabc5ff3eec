package dev.mpmlint.compare;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.SectionOpen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What differs in modules, listeners, virtual hosts and in all other directives that count, section by section. What only
/// steers the reading (Include, Define, conditions, macros) shows in what is read.
final class DirectiveChanges {
  private static final Set<String> READING =
      Set.of("include", "includeoptional", "define", "undefine", "use", "undefmacro", "loadmodule", "listen", "listenbacklog");

  /// Directives whose order among each other matters: told as one.
  private static final Set<String> REWRITING = Set.of("rewriterule", "rewritecond");

  private final Configuration configuration;
  /// By the opening line.
  private final Map<Occurrence, String> names = new HashMap<>();
  private final Map<Occurrence, String> serverNames = new HashMap<>();

  private DirectiveChanges(Configuration configuration) {
    this.configuration = configuration;
    for (Occurrence o : configuration.active("ServerName")) {
      Scope scope = o.place().scope();
      if (scope != null && scope.key().equals("virtualhost")) {
        serverNames.putIfAbsent(scope.open(), Display.of(o.statement().args()));
      }
    }
  }

  static void find(Configuration before, Configuration after, List<Change> changes) {
    DirectiveChanges old = new DirectiveChanges(before);
    DirectiveChanges now = new DirectiveChanges(after);
    compare(Change.Kind.MODULE, old.modules(), now.modules(), changes);
    compare(Change.Kind.LISTENER, old.listeners(), now.listeners(), changes);
    compare(Change.Kind.VIRTUAL_HOST, old.virtualHosts(), now.virtualHosts(), changes);
    Map<Key, List<Line>> was = old.directives();
    Map<Key, List<Line>> is = now.directives();
    is.forEach((key, lines) -> compare(key, was.getOrDefault(key, List.of()), lines, changes));
    was.forEach((key, lines) -> {
      if (!is.containsKey(key)) {
        compare(key, lines, List.of(), changes);
      }
    });
  }

  private record Key(String scope, String name) {}

  private record Line(String name, String args, Span at) {
    boolean isSame(Line other) {
      return name.equalsIgnoreCase(other.name) && args.equals(other.args);
    }
  }

  // ---- what there is ----

  private Map<String, @Nullable Span> modules() {
    Map<String, @Nullable Span> modules = new LinkedHashMap<>();
    for (LoadedModule m : configuration.modules()) {
      Occurrence by = m.by();
      modules.putIfAbsent(m.identifier(), by == null ? null : by.span());
    }
    return modules;
  }

  private Map<String, @Nullable Span> listeners() {
    Map<String, @Nullable Span> listeners = new LinkedHashMap<>();
    for (Occurrence o : configuration.active("Listen")) {
      listeners.putIfAbsent(Display.of(o.statement().args()), o.span());
    }
    return listeners;
  }

  private Map<String, @Nullable Span> virtualHosts() {
    Map<String, @Nullable Span> hosts = new LinkedHashMap<>();
    for (Occurrence o : configuration.active("VirtualHost")) {
      if (o.statement() instanceof SectionOpen) {
        hosts.putIfAbsent(shown(o, serverNames.get(o)), o.span());
      }
    }
    return hosts;
  }

  private Map<Key, List<Line>> directives() {
    Map<Key, List<Line>> all = new LinkedHashMap<>();
    for (Occurrence o : configuration.occurrences()) {
      String key = o.key();
      boolean number = o.place().scope() == null && MpmDirective.find(key).isPresent();
      if (o.active() && !(o.statement() instanceof SectionOpen) && !READING.contains(key) && !number) {
        Scope scope = o.place().scope();
        String where = PlanChanges.assumed(o.place().condition()) + (scope == null ? "" : name(scope));
        Key group = new Key(where, REWRITING.contains(key) ? "rewriterule" : key);
        all.computeIfAbsent(group, _ -> new ArrayList<>())
            .add(new Line(o.statement().name(), Display.of(o.statement().args()), o.span()));
      }
    }
    return all;
  }

  /// `<VirtualHost *:80> www.example.org <Directory /srv>`, each name made once.
  private String name(Scope scope) {
    List<Scope> unnamed = new ArrayList<>();
    for (Scope s = scope; s != null && !names.containsKey(s.open()); s = s.parent()) {
      unnamed.add(s);
    }
    for (Scope s : unnamed.reversed()) {
      Scope parent = s.parent();
      String own = shown(s.open(), serverNames.get(s.open()));
      names.put(s.open(), parent == null ? own : names.get(parent.open()) + " " + own);
    }
    return java.util.Objects.requireNonNull(names.get(scope.open()));
  }

  private static String shown(Occurrence open, @Nullable String serverName) {
    String args = Display.of(open.statement().args());
    String tag = "<" + open.statement().name() + (args.isEmpty() ? "" : " " + args) + ">";
    return serverName == null ? tag : tag + " " + serverName;
  }

  // ---- what differs ----

  private static void compare(
      Change.Kind kind, Map<String, @Nullable Span> before, Map<String, @Nullable Span> after, List<Change> changes) {
    before.forEach((what, at) -> {
      if (!after.containsKey(what)) {
        changes.add(new Change(kind, "", what, what, null, at));
      }
    });
    after.forEach((what, at) -> {
      if (!before.containsKey(what)) {
        changes.add(new Change(kind, "", what, null, what, at));
      }
    });
  }

  /// The lines of one name in one section: what only one side has, paired where each has one; else their order.
  private static void compare(Key key, List<Line> before, List<Line> after, List<Change> changes) {
    List<Line> gone = without(before, after);
    List<Line> added = without(after, before);
    if (gone.isEmpty() && added.isEmpty()) {
      for (int i = 0; i < after.size(); i++) {
        if (!after.get(i).isSame(before.get(i))) {
          Line first = after.get(i);
          changes.add(new Change(Change.Kind.ORDER, key.scope, first.name, null, null, first.at));
          return;
        }
      }
      return;
    }
    if (gone.size() == 1 && added.size() == 1) {
      Line now = added.getFirst();
      changes.add(new Change(Change.Kind.DIRECTIVE, key.scope, now.name, gone.getFirst().args, now.args, now.at));
      return;
    }
    gone.forEach(l -> changes.add(new Change(Change.Kind.DIRECTIVE, key.scope, l.name, l.args, null, l.at)));
    added.forEach(l -> changes.add(new Change(Change.Kind.DIRECTIVE, key.scope, l.name, null, l.args, l.at)));
  }

  /// The lines of one list that the other lacks, as often as it lacks them.
  private static List<Line> without(List<Line> lines, List<Line> others) {
    record Same(String name, String args) {}
    Map<Same, Integer> left = new LinkedHashMap<>();
    others.forEach(l -> left.merge(new Same(l.name.toLowerCase(java.util.Locale.ROOT), l.args), 1, Integer::sum));
    List<Line> only = new ArrayList<>();
    for (Line line : lines) {
      Same same = new Same(line.name.toLowerCase(java.util.Locale.ROOT), line.args);
      if (left.getOrDefault(same, 0) > 0) {
        left.merge(same, -1, Integer::sum);
      } else {
        only.add(line);
      }
    }
    return only;
  }
}
