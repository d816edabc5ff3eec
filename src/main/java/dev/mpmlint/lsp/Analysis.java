package dev.mpmlint.lsp;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Overlay;
import dev.mpmlint.config.Site;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.policy.FileSettings;
import dev.mpmlint.policy.Judgement;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of all open documents together: each in the configuration that includes it, buffers in the place of
/// files. Owned by the server's thread.
final class Analysis {
  private final List<Checked> checked = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Path> paths = new HashMap<>();

  private Analysis() {}

  static Analysis of(Collection<Document> documents, Settings settings, SettingsAround around) {
    Map<Path, SourceFile> buffers = new HashMap<>();
    documents.forEach(d -> buffers.put(d.path(), d.file()));
    Settings unsaved = settings.withOverlay(Overlay.of(buffers));
    Set<Path> inputs = new LinkedHashSet<>();
    for (Document d : documents) {
      Linter.mainFileAround(d.path(), unsaved).ifPresent(inputs::add);
    }
    documents.forEach(d -> inputs.add(d.path()));
    Analysis analysis = new Analysis();
    // Where the same settings file holds, together.
    Map<String, FileSettings> files = new HashMap<>();
    Map<String, List<Path>> groups = new LinkedHashMap<>();
    for (Path input : inputs) {
      FileSettings file = around.of(input);
      String name = String.valueOf(file.file());
      files.putIfAbsent(name, file);
      groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(input);
    }
    groups.forEach((name, part) -> analysis.read(part, unsaved, files.getOrDefault(name, FileSettings.none())));
    return analysis;
  }

  /// All at once, so that what a main file includes is judged there; where one of them cannot be read, each by itself.
  private void read(List<Path> inputs, Settings settings, FileSettings file) {
    try {
      keep(inputs, settings, file);
    } catch (CannotLintException _) {
      for (Path input : inputs) {
        try {
          keep(List.of(input), settings, file);
        } catch (CannotLintException _) {
          // Nothing of httpd's, or not readable: nothing is known of it.
        }
      }
    }
  }

  private void keep(List<Path> inputs, Settings settings, FileSettings file) throws CannotLintException {
    if (!inputs.isEmpty()) {
      List<Input> asked = inputs.stream().map(p -> (Input) new Input.OnDisk(p)).toList();
      var result = Linter.lint(asked, file.under(settings));
      checked.addAll(result.checked());
      findings.addAll(Judgement.of(result, file.policy(null, List.of(), List.of(), true, false)).findings());
    }
  }

  List<Finding> findings() {
    return findings;
  }

  /// How the configurations were read; a fragment once for each MPM that it speaks of.
  List<Subject> subjects() {
    return checked.stream().flatMap(c -> c.subjects().stream()).toList();
  }

  /// Those that a document is a part of.
  List<Subject> subjectsOf(Document document) {
    return subjects().stream().filter(s -> isPart(document, s.configuration())).toList();
  }

  private boolean isPart(Document document, Configuration configuration) {
    return configuration.files().stream().map(Site::file).anyMatch(f -> isOf(document, f));
  }

  /// Whether a file that was read is the document, by whatever name.
  boolean isOf(Document document, SourceFile file) {
    Path path = path(file);
    return path != null && path.equals(real(document.path()));
  }

  /// Where a file stands, links resolved; null for what is no file.
  @Nullable Path path(SourceFile file) {
    if (file.name().startsWith("<")) {
      return null;
    }
    return paths.computeIfAbsent(file.name(), name -> {
      try {
        return real(Path.of(name));
      } catch (InvalidPathException _) {
        return Path.of("/");
      }
    });
  }

  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      return path.toAbsolutePath().normalize();
    }
  }

  /// The statements that begin at a byte of a document, in reading order, however often it is included.
  List<Occurrence> occurrencesAt(Document document, int start) {
    List<Occurrence> found = new ArrayList<>();
    for (Subject subject : subjectsOf(document)) {
      for (Occurrence o : subject.configuration().occurrences()) {
        if (o.span().start() == start && isOf(document, o.statement().in().file())) {
          found.add(o);
        }
      }
    }
    return found;
  }

  /// The first occurrence that counts of a directive whose first argument has a value.
  List<Occurrence> named(String directive, String firstArgument, boolean anyCase) {
    List<Occurrence> found = new ArrayList<>();
    for (Subject subject : subjects()) {
      for (Occurrence o : subject.configuration().all(directive)) {
        String first = o.words().isEmpty() ? "" : o.words().getFirst().value();
        if (anyCase ? first.equalsIgnoreCase(firstArgument) : first.equals(firstArgument)) {
          found.add(o);
        }
      }
    }
    return found;
  }

  Optional<LoadedModule> module(String identifierOrSource) {
    return subjects().stream().flatMap(s -> s.configuration().module(identifierOrSource).stream()).findFirst();
  }
}
