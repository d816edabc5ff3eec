package dev.mpmlint.mpm;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From a configuration to what its server will run.
///
/// @param stated the MPM that is known to be compiled in, null when nothing says
/// @param source what says so, as a sentence can end with it: `--mpm`, `the saved httpd -V`; empty when nothing does
/// @param cpus how many processors the server's machine has, 0 when that is not known
public record Planner(@Nullable Mpm stated, String source, int cpus) {
  /// One that knows nothing but the configuration.
  public static final Planner PLAIN = new Planner(null, "", 0);

  /// Which MPM a configuration ends up with, and its numbers.
  public MpmOutcome decide(Configuration configuration) {
    List<LoadedModule> modules = mpms(configuration);
    boolean whole = configuration.options().kind() == InputKind.WHOLE;
    if (modules.size() > 1 && (whole || modules.stream().allMatch(Planner::unconditional))) {
      return new MpmOutcome.Several(modules);
    }
    if (modules.size() == 1) {
      LoadedModule only = modules.getFirst();
      return new MpmOutcome.One(plan(configuration, mpm(only), decision(configuration, only)));
    }
    if (stated != null) {
      return new MpmOutcome.One(plan(configuration, stated, new Decision.CompiledIn(source)));
    }
    return whole ? withoutModule(configuration) : open(configuration);
  }

  /// Where no line loads one: httpd up to 2.2 and that of other systems have theirs compiled in.
  private MpmOutcome withoutModule(Configuration configuration) {
    HttpdVersion version = configuration.options().version();
    Layout.Os os = configuration.options().layout().os();
    Mpm mpm =
        switch (os) {
          case UNIX -> Mpm.PREFORK;
          case WINDOWS -> Mpm.WINNT;
          case NETWARE -> Mpm.NETWARE;
          case OS2 -> Mpm.MPMT_OS2;
          case BEOS -> Mpm.BEOS;
        };
    if (os == Layout.Os.UNIX && version.loadsMpm()) {
      return new MpmOutcome.None();
    }
    String why =
        os == Layout.Os.UNIX
            ? "the default of httpd " + version.major() + "." + version.minor() + " on Unix"
            : "the only one that httpd has on " + mpm.facts().platforms();
    return new MpmOutcome.One(plan(configuration, mpm, new Decision.CompiledIn(why)));
  }

  private MpmOutcome open(Configuration configuration) {
    List<MpmPlan> plans = new ArrayList<>();
    Clues.of(configuration).forEach((mpm, clue) -> plans.add(plan(configuration, mpm, new Decision.Assumed(clue))));
    return new MpmOutcome.Open(plans);
  }

  /// The MPMs that a fragment gives clues of, in the order in which it is to be read once for each
  /// ([dev.mpmlint.config.ReadOptions#assumedModules]). A whole configuration mentions what it loads.
  public Set<Mpm> mentioned(Configuration configuration) {
    Map<Mpm, String> mentioned = new LinkedHashMap<>();
    for (LoadedModule m : mpms(configuration)) {
      mentioned.put(mpm(m), "");
    }
    if (mentioned.isEmpty() && stated != null) {
      mentioned.put(stated, source);
    }
    return mentioned.isEmpty() ? Clues.of(configuration).keySet() : mentioned.keySet();
  }

  /// The numbers of a configuration under one MPM. Of conditional sections that could not be decided, those count
  /// whose `<IfModule>` agrees with this MPM.
  public MpmPlan plan(Configuration configuration, Mpm mpm, Decision decision) {
    HttpdVersion version = configuration.options().version();
    Map<MpmDirective, List<Occurrence>> lines = lines(configuration, mpm);
    Map<MpmDirective, String> written = new LinkedHashMap<>();
    lines.forEach((d, at) -> written.put(d, at.getLast().words().getFirst().value()));
    Figures figures = Figures.of(mpm, version, written, cpus);
    Map<MpmDirective, Setting> settings = new EnumMap<>(MpmDirective.class);
    figures.numbers().forEach((d, n) -> settings.put(d, setting(d, n, figures, lines.getOrDefault(d, List.of()))));
    return new MpmPlan(
        mpm,
        decision,
        settings,
        figures.corrections(),
        figures.processes(),
        figures.threadsPerProcess(),
        figures.startProcesses(),
        figures.nominalWorkers(),
        figures.refusals());
  }

  private static Setting setting(MpmDirective d, Figures.Value n, Figures figures, List<Occurrence> lines) {
    List<Correction> own = new ArrayList<>(2);
    for (Correction c : figures.corrections()) {
      if (c.directive() == d) {
        own.add(c);
      }
    }
    Origin origin = lines.isEmpty() ? new Origin.Default() : new Origin.Written(lines.getLast());
    List<Occurrence> overridden = lines.isEmpty() ? List.of() : lines.subList(0, lines.size() - 1);
    return new Setting(d, n.written(), n.requested(), n.effective(), origin, own, overridden);
  }

  /// The lines that set each number, in reading order, under either name.
  private static Map<MpmDirective, List<Occurrence>> lines(Configuration configuration, Mpm mpm) {
    HttpdVersion version = configuration.options().version();
    MpmFacts facts = mpm.facts();
    Map<MpmDirective, List<Occurrence>> found = new EnumMap<>(MpmDirective.class);
    for (MpmDirective d : MpmDirective.all()) {
      if (!facts.has(d, version)) {
        continue;
      }
      List<Occurrence> lines = new ArrayList<>(2);
      List<String> names = d.names(version);
      for (String name : names) {
        for (Occurrence o : configuration.all(name)) {
          if (sets(o, mpm)) {
            lines.add(o);
          }
        }
      }
      if (names.size() > 1 && lines.size() > 1) {
        sortAsRead(lines, configuration);
      }
      if (!lines.isEmpty()) {
        found.put(d, lines);
      }
    }
    return found;
  }

  private static void sortAsRead(List<Occurrence> lines, Configuration configuration) {
    Set<Occurrence> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.addAll(lines);
    List<Occurrence> sorted = new ArrayList<>(lines.size());
    for (Occurrence o : configuration.occurrences()) {
      if (wanted.contains(o)) {
        sorted.add(o);
      }
    }
    lines.clear();
    lines.addAll(sorted);
  }

  /// Whether a line sets a number: it counts, at server level, with its one argument, and is not meant for another MPM.
  private static boolean sets(Occurrence o, Mpm mpm) {
    return o.active() && o.place().scope() == null && hasOneArgument(o) && agrees(o.place().condition(), mpm);
  }

  /// httpd takes an empty first argument for none.
  private static boolean hasOneArgument(Occurrence o) {
    List<Word> words = o.words();
    return words.size() == 1 && !words.getFirst().value().isEmpty();
  }

  private static boolean agrees(@Nullable Condition innermost, Mpm mpm) {
    for (Condition c = innermost; c != null; c = c.outer()) {
      if (c.truth() == Condition.Truth.ASSUMED && c.kind() == Condition.Kind.IF_MODULE) {
        Optional<Mpm> tested = Mpm.ofModule(c.test());
        if (tested.isPresent() && (tested.get() == mpm) == c.negated()) {
          return false;
        }
      }
    }
    return true;
  }

  /// The MPMs among the modules, each once, in the order of loading. What a fragment is assumed to have been loaded
  /// with does not count: it is no line of it.
  private static List<LoadedModule> mpms(Configuration configuration) {
    Map<Mpm, LoadedModule> found = new LinkedHashMap<>();
    List<String> assumed = configuration.options().assumedModules();
    for (LoadedModule m : configuration.modules()) {
      Optional<Mpm> mpm = known(m);
      if (mpm.isPresent() && (m.by() != null || !assumed.contains(m.identifier()))) {
        found.putIfAbsent(mpm.get(), m);
      }
    }
    if (guessed(configuration.options())) {
      weedGuesses(found, configuration.options());
    }
    return List.copyOf(found.values());
  }

  /// Whether the compiled-in modules are just what the layout usually has.
  private static boolean guessed(ReadOptions options) {
    return options.compiledIn().equals(options.layout().compiledIn());
  }

  /// On Unix, that a layout usually has an MPM compiled in does not count where a line loads one (then this build has
  /// loadable ones), for a fragment, and up to 2.2, where the layout's list does not hold.
  private static void weedGuesses(Map<Mpm, LoadedModule> found, ReadOptions options) {
    if (options.layout().os() != Layout.Os.UNIX) {
      return;
    }
    boolean loaded = found.values().stream().anyMatch(m -> m.by() != null);
    if (loaded || options.kind() != InputKind.WHOLE || !options.version().loadsMpm()) {
      found.values().removeIf(m -> m.by() == null);
    }
  }

  /// The options to read a fragment with, so that no `<IfModule>` in it is decided by an MPM that its layout usually
  /// has compiled in. Others are returned as they are.
  public static ReadOptions open(ReadOptions options) {
    if (options.kind() == InputKind.WHOLE || options.layout().os() != Layout.Os.UNIX || !guessed(options)) {
      return options;
    }
    return options.withCompiledIn(
        options.compiledIn().stream().filter(source -> Mpm.ofModule(source).isEmpty()).toList());
  }

  private static Optional<Mpm> known(LoadedModule m) {
    Optional<Mpm> byIdentifier = Mpm.ofModule(m.identifier());
    String source = m.source();
    return byIdentifier.isPresent() || source == null ? byIdentifier : Mpm.ofModule(source);
  }

  private static Mpm mpm(LoadedModule m) {
    return known(m).orElseThrow();
  }

  private Decision decision(Configuration configuration, LoadedModule m) {
    Occurrence by = m.by();
    if (by != null) {
      return new Decision.Loaded(by);
    }
    if (mpm(m) == stated) {
      return new Decision.CompiledIn(source);
    }
    Layout layout = configuration.options().layout();
    return new Decision.CompiledIn(
        guessed(configuration.options()) ? "what " + layout.title() + " compiles in" : "the compiled-in modules");
  }

  private static boolean unconditional(LoadedModule m) {
    Occurrence by = m.by();
    return by == null || by.place().condition() == null;
  }
}
