package dev.mpmlint.policy;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.source.Display;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Findings that are known and not reported, until someone changes their lines: a text file, one line each, sorted, so
/// that version control shows what came and went.
///
/// @param entries what each line says, by fingerprint
/// @param base the folder that names of files are relative to
public record Baseline(Map<String, String> entries, Path base) {
  private static final String HEAD =
      "# mpmlint baseline 1: FINGERPRINT CODE FILE LINE; mpmlint check --write-baseline makes it anew\n";
  private static final int HEX = 32;

  public Baseline {
    entries = new LinkedHashMap<>(entries);
  }

  /// @param judgement without what is known
  /// @param pruned the baseline without what is gone
  /// @param stale entries of files that were read, or are gone, whose finding is there no more
  public record Applied(Judgement judgement, Baseline pruned, List<String> stale) {}

  /// Reads the text of a baseline file; empty where it is none.
  public static Optional<Baseline> parse(String text, Path base) {
    if (!text.startsWith("# mpmlint baseline 1")) {
      return Optional.empty();
    }
    Map<String, String> entries = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.length() < HEX + 1 || !line.substring(0, HEX).matches("[0-9a-f]{32}") || line.charAt(HEX) != ' ') {
        return Optional.empty();
      }
      entries.put(line.substring(0, HEX), line.substring(HEX + 1));
    }
    return Optional.of(new Baseline(entries, base));
  }

  /// A baseline of all that is reported, or was known before.
  public static Baseline of(Judgement judgement, Path base) {
    List<Finding> all = new ArrayList<>(judgement.findings());
    all.addAll(judgement.known());
    all.sort(Finding.ORDER);
    UnaryOperator<String> names = names(base);
    Fingerprints prints = new Fingerprints(all, names);
    Map<String, String> entries = new LinkedHashMap<>();
    for (Finding finding : all) {
      String words = Display.of(Fingerprints.words(finding));
      String file = names.apply(finding.at().file().name());
      entries.put(prints.of(finding), (finding.rule().code() + " " + file.replace(" ", "%20") + " " + words).strip());
    }
    return new Baseline(entries, base);
  }

  /// Takes out of a judgement what is known.
  public Applied apply(Judgement judgement) {
    UnaryOperator<String> names = names(base);
    Fingerprints prints = new Fingerprints(judgement.findings(), names);
    List<Finding> left = new ArrayList<>();
    List<Finding> known = new ArrayList<>();
    Map<String, String> stale = new LinkedHashMap<>(entries);
    for (Finding finding : judgement.findings()) {
      String print = prints.of(finding);
      (entries.containsKey(print) ? known : left).add(finding);
      stale.remove(print);
    }
    List<String> read = judgement.files().keySet().stream().map(names).toList();
    stale.values().removeIf(entry -> !read.contains(file(entry)) && Files.exists(base.resolve(file(entry))));
    Map<String, String> kept = new LinkedHashMap<>(entries);
    kept.keySet().removeAll(stale.keySet());
    return new Applied(judgement.knowing(left, known), new Baseline(kept, base), List.copyOf(stale.values()));
  }

  /// The text of the file, sorted by file and code.
  public String text() {
    Map<String, String> sorted = new TreeMap<>();
    entries.forEach((print, entry) -> sorted.put(file(entry) + " " + entry + " " + print, print + " " + entry + "\n"));
    return HEAD + String.join("", sorted.values());
  }

  private static String file(String entry) {
    String[] words = entry.split(" ", 3);
    return words.length < 2 ? "" : words[1].replace("%20", " ");
  }

  private static UnaryOperator<String> names(Path base) {
    return name -> {
      Path path = name.startsWith("<") ? base : Path.of(name);
      return path.isAbsolute() && path.startsWith(base) && !path.equals(base) ? base.relativize(path).toString() : name;
    };
  }
}
