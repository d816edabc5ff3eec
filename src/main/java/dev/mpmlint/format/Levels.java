package dev.mpmlint.format;

import dev.mpmlint.syntax.Line;
import dev.mpmlint.syntax.SectionClose;
import dev.mpmlint.syntax.SectionOpen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How deep each line of a file stands. Only tags that have a partner count, so that one tag too many does not move the
/// rest of the file.
final class Levels {
  /// Deeper ones are indented as this one: a hostile file could else grow without end.
  private static final int DEEPEST = 40;

  private final int[] level;
  private final Inside[] inside;

  /// What kind of lines a section holds, as far as that matters.
  enum Inside {
    /// Lines of httpd's own.
    DIRECTIVES,
    /// A macro's body: its parameters may stand for any piece of a line.
    MACRO,
    /// A program in another language, which has its own idea of white space.
    CODE
  }

  private Levels(int[] level, Inside[] inside) {
    this.level = level;
    this.inside = inside;
  }

  static Levels of(List<Line> lines) {
    boolean[] paired = paired(lines);
    int[] level = new int[lines.size()];
    Inside[] inside = new Inside[lines.size()];
    List<Inside> around = new ArrayList<>();
    Inside now = Inside.DIRECTIVES;
    for (int i = 0; i < level.length; i++) {
      Line line = lines.get(i);
      if (paired[i] && line instanceof SectionClose) {
        now = around.removeLast();
      }
      level[i] = Math.min(around.size(), DEEPEST);
      inside[i] = now;
      if (paired[i] && line instanceof SectionOpen open) {
        around.add(now);
        now = within(open, now);
      }
    }
    return new Levels(level, inside);
  }

  int of(int line) {
    return level[line];
  }

  Inside inside(int line) {
    return inside[line];
  }

  private static Inside within(SectionOpen open, Inside around) {
    if (around == Inside.CODE || open.key().equals("perl") || open.key().startsWith("lua")) {
      return Inside.CODE;
    }
    return open.key().equals("macro") ? Inside.MACRO : around;
  }

  /// Which lines are tags with a partner: a closing tag closes the nearest open section of its name, and those opened in
  /// between have none.
  private static boolean[] paired(List<Line> lines) {
    boolean[] paired = new boolean[lines.size()];
    List<Integer> open = new ArrayList<>();
    Map<String, Integer> named = new HashMap<>();
    for (int i = 0; i < paired.length; i++) {
      switch (lines.get(i)) {
        case SectionOpen tag -> {
          open.add(i);
          named.merge(tag.key(), 1, Integer::sum);
        }
        case SectionClose tag when named.getOrDefault(tag.key(), 0) > 0 -> {
          int partner;
          do {
            partner = open.removeLast();
            named.merge(key(lines.get(partner)), -1, Integer::sum);
          } while (!key(lines.get(partner)).equals(tag.key()));
          paired[partner] = true;
          paired[i] = true;
        }
        default -> {}
      }
    }
    return paired;
  }

  private static String key(Line line) {
    return line instanceof SectionOpen open ? open.key() : "";
  }
}
