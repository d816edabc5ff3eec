package dev.mpmlint.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.mpmlint.source.SourceFile;
import java.util.ArrayList;
import java.util.List;

/// What `diff -u` prints of two files, one `char` per byte as [SourceFile#text] has it: write it as ISO 8859-1, and
/// files that are no UTF-8 stay what they are. `patch` and `git apply` take it. Stateless.
public final class UnifiedDiff {
  /// Unchanged lines around a change.
  private static final int CONTEXT = 3;
  /// Finding the shortest diff takes time that grows with the square of what differs; beyond so many lines that are not
  /// alike, lines are compared one by one.
  private static final int MOST_COMPARED = 4000;

  private UnifiedDiff() {}

  /// Lines `oldStart` to `oldEnd` (from 0, exclusive) were replaced by `newStart` to `newEnd`.
  private record Change(int oldStart, int oldEnd, int newStart, int newEnd) {}

  /// The diff for a file in place, to be applied by `patch -p1` or `git apply` in the folder that the name is relative
  /// to; for an absolute name in `/`. Empty where nothing differs.
  ///
  /// @param name with `/` between folders
  public static String inPlace(String name, SourceFile before, SourceFile after) {
    String path = name.startsWith("/") ? name : "/" + name;
    return of("a" + path, "b" + path, before, after);
  }

  /// The diff with two names in its head as they are; empty where nothing differs.
  public static String of(String oldName, String newName, SourceFile before, SourceFile after) {
    if (before.text().equals(after.text())) {
      return "";
    }
    List<String> oldLines = lines(before.text());
    List<String> newLines = lines(after.text());
    List<Change> changes = changes(oldLines, newLines);
    StringBuilder out = new StringBuilder();
    out.append("--- ").append(headName(oldName)).append("\n+++ ").append(headName(newName)).append('\n');
    for (int i = 0; i < changes.size(); ) {
      int end = i + 1;
      while (end < changes.size() && changes.get(end).oldStart - changes.get(end - 1).oldEnd <= 2 * CONTEXT) {
        end++;
      }
      hunk(changes.subList(i, end), oldLines, newLines, out);
      i = end;
    }
    return out.toString();
  }

  /// Each with its line feed; the last one may have none.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int lf = text.indexOf('\n', start);
      int end = lf < 0 ? text.length() : lf + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static List<Change> changes(List<String> before, List<String> after) {
    int shorter = Math.min(before.size(), after.size());
    int head = 0;
    while (head < shorter && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<String> oldPart = before.subList(head, before.size() - tail);
    List<String> newPart = after.subList(head, after.size() - tail);
    int alike = oldPart.size() == newPart.size() ? differing(oldPart, newPart) : oldPart.size() + newPart.size();
    return alike > MOST_COMPARED ? oneByOne(oldPart, newPart, head) : shortest(oldPart, newPart, head);
  }

  private static int differing(List<String> a, List<String> b) {
    int count = 0;
    for (int i = 0; i < a.size(); i++) {
      count += a.get(i).equals(b.get(i)) ? 0 : 1;
    }
    return count;
  }

  private static List<Change> shortest(List<String> before, List<String> after, int head) {
    List<Change> changes = new ArrayList<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
      int oldStart = head + delta.getSource().getPosition();
      int newStart = head + delta.getTarget().getPosition();
      changes.add(
          new Change(oldStart, oldStart + delta.getSource().size(), newStart, newStart + delta.getTarget().size()));
    }
    return changes;
  }

  private static List<Change> oneByOne(List<String> before, List<String> after, int head) {
    List<Change> changes = new ArrayList<>();
    int shorter = Math.min(before.size(), after.size());
    int at = 0;
    while (at < shorter) {
      int start = at;
      while (at < shorter && !before.get(at).equals(after.get(at))) {
        at++;
      }
      if (at == shorter) {
        changes.add(new Change(head + start, head + before.size(), head + start, head + after.size()));
        return changes;
      }
      if (at > start) {
        changes.add(new Change(head + start, head + at, head + start, head + at));
      }
      at++;
    }
    if (before.size() != after.size()) {
      changes.add(new Change(head + at, head + before.size(), head + at, head + after.size()));
    }
    return changes;
  }

  private static void hunk(List<Change> changes, List<String> before, List<String> after, StringBuilder out) {
    Change first = changes.getFirst();
    Change last = changes.getLast();
    int lead = Math.min(CONTEXT, first.oldStart);
    int trail = Math.min(CONTEXT, before.size() - last.oldEnd);
    out.append("@@ -").append(range(first.oldStart - lead, last.oldEnd + trail));
    out.append(" +").append(range(first.newStart - lead, last.newEnd + trail)).append(" @@\n");
    int at = first.oldStart - lead;
    for (Change change : changes) {
      append(' ', before, at, change.oldStart, out);
      append('-', before, change.oldStart, change.oldEnd, out);
      append('+', after, change.newStart, change.newEnd, out);
      at = change.oldEnd;
    }
    append(' ', before, at, last.oldEnd + trail, out);
  }

  /// `START,COUNT` as diff writes it: a count of one is left out, and of none the line before is named.
  private static String range(int start, int end) {
    int count = end - start;
    int line = count == 0 ? start : start + 1;
    return count == 1 ? Integer.toString(line) : line + "," + count;
  }

  private static void append(char sign, List<String> lines, int start, int end, StringBuilder out) {
    for (String line : lines.subList(start, end)) {
      out.append(sign).append(line);
      if (!line.endsWith("\n")) {
        out.append("\n\\ No newline at end of file\n");
      }
    }
  }

  /// As `git diff` writes it: quoted where it has control characters, quotes or backslashes; ended by a tab where it has
  /// a blank, so that nobody takes the rest for a time.
  private static String headName(String name) {
    String bytes = dev.mpmlint.source.Display.toBytes(name);
    boolean quoted = bytes.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\' || c == 127);
    if (!quoted) {
      return bytes.indexOf(' ') < 0 ? bytes : bytes + "\t";
    }
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c >= 127) {
        out.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)));
        out.append((char) ('0' + (c & 7)));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
