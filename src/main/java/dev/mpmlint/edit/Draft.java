package dev.mpmlint.edit;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects changes to one reading of a configuration, on top of those that it was read with. Owned by one thread.
public final class Draft {
  private final ChangeSet base;
  private ChangeSet links;
  private final Map<Path, SourceFile> read = new LinkedHashMap<>();
  private final Map<Path, List<TextEdit>> edits = new LinkedHashMap<>();

  public Draft(ChangeSet base) {
    this.base = base;
    this.links = base;
  }

  /// All changes, those before included.
  public ChangeSet build() {
    ChangeSet all = links;
    for (Map.Entry<Path, List<TextEdit>> each : edits.entrySet()) {
      SourceFile file = read.get(each.getKey());
      if (file != null) {
        all = all.edited(file, each.getValue());
      }
    }
    return all;
  }

  public boolean isEmpty() {
    return edits.isEmpty() && links == base;
  }

  /// Adds an edit; one that is there already is made once, since a file may be read under several names.
  public void edit(TextEdit edit) {
    SourceFile named = edit.at().file();
    Path path = base.overlay().place(Path.of(named.name()));
    SourceFile file = read.computeIfAbsent(path, _ -> named);
    TextEdit same = new TextEdit(new Span(file, edit.at().start(), edit.at().end()), edit.replacement());
    List<TextEdit> list = edits.computeIfAbsent(path, _ -> new ArrayList<>());
    if (!list.contains(same)) {
      list.add(same);
    }
  }

  /// Puts a `#` before a statement, which takes its continuations with it.
  ///
  /// @throws CannotEditException when it stands in a macro
  public void commentOut(Occurrence occurrence) throws CannotEditException {
    requireNoMacro(occurrence);
    Span at = occurrence.span();
    edit(new TextEdit(new Span(at.file(), at.start(), at.start()), "#"));
  }

  /// Puts another text in the place of a statement's arguments.
  ///
  /// @throws CannotEditException when what is read there is not what stands there
  public void replaceArguments(Occurrence occurrence, String arguments) throws CannotEditException {
    requireVerbatim(occurrence);
    Span args = occurrence.statement().argsSpan();
    String text = args.start() == occurrence.statement().nameSpan().end() ? " " + arguments : arguments;
    edit(new TextEdit(args, text));
  }

  /// Puts a line below a statement, as far to the right.
  public void insertBelow(Occurrence occurrence, String line) throws CannotEditException {
    requireNoMacro(occurrence);
    SourceFile file = occurrence.span().file();
    int at = file.lineEnd(occurrence.span().endLine());
    int start = file.lineStart(occurrence.span().line());
    String indent = indent(file.text(), start);
    edit(new TextEdit(new Span(file, at, at), lineEnd(file) + indent + line));
  }

  /// Puts a line above a statement, as far to the right.
  public void insertAbove(Occurrence occurrence, String line) throws CannotEditException {
    requireNoMacro(occurrence);
    SourceFile file = occurrence.span().file();
    int start = file.lineStart(occurrence.span().line());
    edit(new TextEdit(new Span(file, start, start), indent(file.text(), start) + line + lineEnd(file)));
  }

  /// Puts lines at the end of a file.
  public void append(SourceFile file, String lines) {
    int end = file.length();
    boolean ended = end == 0 || file.text().charAt(end - 1) == '\n';
    String text = lines.replace("\n", lineEnd(file));
    edit(new TextEdit(new Span(file, end, end), ended ? text + lineEnd(file) : lineEnd(file) + text + lineEnd(file)));
  }

  /// What a path's link holds, as it would be; empty where it is no link.
  Optional<Path> linkAt(Path path) {
    Path made = links.made().get(path);
    if (made != null) {
      return Optional.of(made);
    }
    if (links.overlay().isGone(path) || !Files.isSymbolicLink(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readSymbolicLink(path));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// Whether there is, or would be, something of this name.
  boolean exists(Path path) {
    boolean onDisk = Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !links.overlay().isGone(path);
    return onDisk || links.made().containsKey(path);
  }

  void link(Path link, Path target) {
    links = links.linked(link, target);
  }

  void unlink(Path link, Path target) {
    links = links.unlinked(link, target);
  }

  static void requireVerbatim(Occurrence occurrence) throws CannotEditException {
    requireNoMacro(occurrence);
    if (!occurrence.span().text().equals(occurrence.statement().text())) {
      throw new CannotEditException(
          occurrence.statement().name() + " at " + occurrence.span()
              + " is continued or has variables in it, and cannot be changed word by word; change it by hand");
    }
  }

  private static void requireNoMacro(Occurrence occurrence) throws CannotEditException {
    Occurrence by = occurrence.place().site().includedBy();
    if (by != null && by.key().equals("use")) {
      throw new CannotEditException(
          occurrence.statement().name() + " at " + occurrence.span() + " stands in a macro that is used at " + by.span()
              + "; change it by hand");
    }
  }

  private static String indent(String text, int start) {
    int end = start;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(start, end);
  }

  private static String lineEnd(SourceFile file) {
    return file.text().contains("\r\n") ? "\r\n" : "\n";
  }
}
