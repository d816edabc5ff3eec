package dev.mpmlint.lint;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Site;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.RuleSet;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Checks inputs: whole configurations first, then those fragments that none of them has read already. Owned by the
/// thread that made it, used once.
public final class Linter {
  private final Settings settings;
  private final List<Checked> checked = new ArrayList<>();
  private final Set<String> files = new LinkedHashSet<>();
  /// The files that were read, links resolved.
  private final Set<Path> reached = new HashSet<>();
  /// The whole configurations that were read.
  private final List<Configuration> servers = new ArrayList<>();

  private Linter(Settings settings) {
    this.settings = settings;
  }

  /// @throws CannotLintException when an input cannot be read
  public static LintResult lint(List<Input> inputs, Settings settings) throws CannotLintException {
    long start = System.nanoTime();
    Linter linter = new Linter(settings);
    linter.run(inputs);
    return new LintResult(
        linter.checked,
        distinct(linter.checked.stream().flatMap(c -> c.findings().stream()).toList()),
        linter.files,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /// Reads one input without having the rules look at it; of a folder, the main file of its tree.
  ///
  /// @throws CannotLintException when it cannot be read
  public static Checked read(Input input, Settings settings) throws CannotLintException {
    Linter linter = new Linter(settings);
    return switch (input) {
      case Input.Text(SourceFile text, Path asIf) -> linter.read(linter.named(text, asIf));
      case Input.OnDisk(Path path) when Files.isDirectory(path) -> {
        Path main =
            Placement.mainFileIn(path, settings.layout())
                .orElseThrow(() -> new CannotLintException("there is no main file of httpd in " + path + "; name a file"));
        yield linter.read(linter.source(linter.read(main), main, true));
      }
      case Input.OnDisk(Path path) -> linter.read(linter.named(linter.read(path), path));
    };
  }

  /// The main file that httpd reads when nobody names one: where a layout has it, on this machine or below the root.
  public static Optional<Path> usualMainFile(Settings settings) {
    List<Layout> layouts = settings.layout() != null ? List.of(settings.layout()) : Layouts.all();
    for (Layout layout : layouts) {
      Path usual = Placement.mainFile(layout);
      Path root = settings.root();
      Path file = root == null || usual.getRoot() == null ? usual : root.resolve(usual.getRoot().relativize(usual));
      if (file.isAbsolute() && Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    Path root = settings.root();
    return root == null ? Optional.empty() : Placement.mainFileIn(root, settings.layout());
  }

  /// The main file of the tree that a file is a part of: in its folder or in one of those above.
  public static Optional<Path> mainFileAround(Path file, Settings settings) {
    return Placement.mainFileAround(file, settings);
  }

  /// Why a file cannot be read, as a person says it.
  public static String reason(IOException e) {
    return Sources.reason(e);
  }

  private void run(List<Input> inputs) throws CannotLintException {
    List<Source> sources = new ArrayList<>();
    for (Input input : inputs) {
      switch (input) {
        case Input.Text(SourceFile text, Path asIf) -> sources.add(named(text, asIf));
        case Input.OnDisk(Path path) when Files.isDirectory(path) -> addFolder(path, sources);
        case Input.OnDisk(Path path) -> sources.add(named(read(path), path));
      }
    }
    boolean several = sources.size() > 1;
    for (Source source : sources) {
      if (source.kind == InputKind.WHOLE) {
        check(source, several);
      }
    }
    for (Source source : sources) {
      if (source.kind != InputKind.WHOLE && !(several && reached.contains(Sources.real(source.place)))) {
        check(source, several);
      }
    }
  }

  /// A file, what it is, and where it stands.
  private record Source(SourceFile file, Path place, InputKind kind) {}

  /// What the user named must look like a configuration, unless the user says that it is one.
  private Source named(SourceFile file, Path place) throws CannotLintException {
    if (settings.kind() == null && !Resemblance.of(file.text())) {
      throw new CannotLintException(
          file.name() + " is no configuration of httpd: it has no directive that httpd knows;"
              + " --fragment reads it all the same");
    }
    return source(file, place, true);
  }

  private Source source(SourceFile file, Path place, boolean mayBeWhole) {
    InputKind stated = settings.kind();
    InputKind kind = stated != null ? stated : InputKinds.of(place, file.text());
    return new Source(file, place, kind == InputKind.WHOLE && !mayBeWhole ? InputKind.FRAGMENT : kind);
  }

  private SourceFile read(Path path) throws CannotLintException {
    Path root = settings.root();
    if (root != null && !Sources.real(path).startsWith(Sources.real(root))) {
      throw new CannotLintException("cannot read " + path + ": it leads out of --root " + root);
    }
    SourceFile unsaved = settings.overlay().file(path, path.toString());
    return unsaved != null ? unsaved : Sources.read(path);
  }

  /// A tree's main file and the fragments around it; the files of any other folder as fragments.
  private void addFolder(Path folder, List<Source> sources) throws CannotLintException {
    Optional<Path> main =
        settings.kind() == InputKind.FRAGMENT ? Optional.empty() : Placement.mainFileIn(folder, settings.layout());
    Path around = folder;
    if (main.isPresent()) {
      Source source = source(read(main.get()), main.get(), true);
      if (source.kind == InputKind.WHOLE) {
        sources.add(source);
        Path top = Placement.ofMain(main.get(), settings).top();
        around = main.get().startsWith(top) && top.startsWith(folder) ? top : folder;
      }
    }
    List<Path> found = Sources.configurationFiles(around);
    if (found.isEmpty() && sources.isEmpty()) {
      throw new CannotLintException("there is no *.conf and no .htaccess in " + folder);
    }
    for (Path file : found) {
      if (main.isEmpty() || !file.equals(main.get())) {
        sources.add(source(read(file), file, main.isEmpty()));
      }
    }
  }

  private void check(Source source, boolean several) {
    Checked read = read(source);
    List<Finding> findings = new ArrayList<>();
    for (Subject alone : read.subjects()) {
      Subject subject = source.kind == InputKind.HTACCESS ? Folder.around(alone, source.place, servers) : alone;
      if (source.kind == InputKind.WHOLE) {
        servers.add(subject.configuration());
      }
      findings.addAll(RuleSet.all().check(subject));
      for (Site site : subject.configuration().files()) {
        String name = site.file().name();
        if (files.add(name) && several && !name.startsWith("<")) {
          reached.add(Sources.real(Path.of(name)));
        }
      }
    }
    List<Finding> each = read.subjects().size() == 1 ? findings : distinct(findings);
    checked.add(new Checked(read.main(), read.top(), read.subjects(), each));
  }

  private Checked read(Source source) {
    boolean whole = source.kind == InputKind.WHOLE;
    Placement placement =
        whole ? Placement.ofMain(source.place, settings) : Placement.ofFragment(source.place, settings);
    List<Subject> subjects = new ArrayList<>();
    for (Subject subject : new Reading(source.file, ServerFacts.of(source.kind, placement, settings)).subjects()) {
      subjects.add(subject.by(settings.options()));
    }
    return new Checked(source.file, whole ? placement.top() : null, subjects, List.of());
  }

  /// Each fault once, however often its file was read.
  private static List<Finding> distinct(List<Finding> findings) {
    record Fault(String code, String file, int start, int end, String message) {}
    Map<Fault, Finding> each = new LinkedHashMap<>();
    for (Finding f : findings) {
      each.putIfAbsent(
          new Fault(f.rule().code(), f.at().file().name(), f.at().start(), f.at().end(), f.message()), f);
    }
    List<Finding> sorted = new ArrayList<>(each.values());
    sorted.sort(Finding.ORDER);
    return List.copyOf(sorted);
  }
}
