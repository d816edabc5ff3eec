package dev.mpmlint.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the comments of a fixture announce.
///
/// @param lines the announced findings of lines
/// @param anywhere `FILE CODE` of findings whose line is not announced
record Expectations(List<Expected> lines, Set<String> anywhere) {
  private static final String LINE = "# expect:";
  private static final String FILE = "# expect-file:";

  /// One code for one statement, which stands from line `first` to line `last`.
  record Expected(String file, int first, int last, String code) {
    boolean covers(String otherFile, int line, String otherCode) {
      return file.equals(otherFile) && first <= line && line <= last && code.equals(otherCode);
    }
  }

  static Expectations of(Fixture fixture) {
    List<Expected> lines = new ArrayList<>();
    Set<String> anywhere = new TreeSet<>();
    for (Map.Entry<String, String> file : fixture.files().entrySet()) {
      read(file.getKey(), file.getValue().split("\r?\n", -1), lines, anywhere);
    }
    return new Expectations(lines, anywhere);
  }

  private static void read(String file, String[] text, List<Expected> lines, Set<String> anywhere) {
    List<String> pending = new ArrayList<>();
    for (int i = 0; i < text.length; i++) {
      String line = text[i].strip();
      int marker = line.indexOf(LINE);
      if (line.startsWith(FILE)) {
        codes(line.substring(FILE.length())).forEach(code -> anywhere.add(file + " " + code));
      } else if (marker == 0 || marker == 3 && line.startsWith("\u00ef\u00bb\u00bf")) {
        pending.addAll(codes(line.substring(marker + LINE.length())));
      } else if (!pending.isEmpty()) {
        int last = i;
        while (last + 1 < text.length && text[last].endsWith("\\")) {
          last++;
        }
        for (String code : pending) {
          lines.add(new Expected(file, i + 1, last + 1, code));
        }
        pending.clear();
      }
    }
  }

  private static List<String> codes(String text) {
    return List.of(text.strip().split("[ ,]+", -1));
  }

  /// Every code that is announced.
  Set<String> codes() {
    Set<String> codes = new TreeSet<>();
    lines.forEach(e -> codes.add(e.code));
    anywhere.forEach(e -> codes.add(e.substring(e.lastIndexOf(' ') + 1)));
    return codes;
  }

  /// What differs from the announcements, one line each; empty when all is as announced.
  List<String> differences(Fixture fixture, List<Finding> findings) {
    List<String> differences = new ArrayList<>();
    Set<Expected> open = new java.util.LinkedHashSet<>(lines);
    Set<String> openAnywhere = new TreeSet<>(anywhere);
    for (Finding finding : findings) {
      String file = fileOf(fixture, finding);
      String code = finding.rule().code();
      List<Expected> met = lines.stream().filter(e -> e.covers(file, finding.at().line(), code)).toList();
      open.removeAll(met);
      boolean hintOfAnother = finding.severity() == Severity.INFO && !fixture.name().startsWith(code);
      if (met.isEmpty() && hintOfAnother) {
        continue;
      }
      if (met.isEmpty() && !anywhere.contains(file + " " + code)) {
        differences.add("unexpected " + code + " at " + file + ":" + finding.at().line() + ": " + finding.message());
      } else if (met.isEmpty()) {
        openAnywhere.remove(file + " " + code);
      }
    }
    open.forEach(e -> differences.add("missing " + e.code + " at " + e.file + ":" + e.first));
    openAnywhere.forEach(e -> differences.add("missing " + e));
    return differences;
  }

  private static String fileOf(Fixture fixture, Finding finding) {
    String name = finding.at().file().name();
    for (String path : fixture.files().keySet()) {
      if (name.equals(path) || name.endsWith("/" + path)) {
        return path;
      }
    }
    return name;
  }
}
