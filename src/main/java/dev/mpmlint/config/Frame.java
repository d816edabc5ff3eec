package dev.mpmlint.config;

import dev.mpmlint.syntax.SectionOpen;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What has been opened and not yet closed, as httpd's reader keeps it: each file, and each true conditional section in
/// it, pairs its own tags. A stack linked downwards.
final class Frame {
  /// How lines are treated inside.
  enum Kind {
    /// The lines of a file.
    FILE,
    /// A conditional section that is true (`ap_build_cont_config`).
    TRUE,
    /// A conditional section that is false: only tags are paired (`ap_soak_end_container`).
    FALSE
  }

  /// A section that gives context, opened in this frame.
  record Section(SectionOpen open, @Nullable Scope inside) {}

  final Kind kind;
  final @Nullable Frame below;
  /// The opening line of a conditional section; null for a file.
  final @Nullable SectionOpen open;
  /// The innermost condition inside; null when there is none.
  final @Nullable Condition condition;
  final Standing standing;
  /// Scope in which the frame's own lines stand.
  final @Nullable Scope scope;
  /// For [Kind#FILE]: the lines that it lasts for.
  final Input.@Nullable Lines file;

  /// Open sections, the innermost first.
  final Deque<Section> sections = new ArrayDeque<>(4);
  /// For [Kind#FALSE]: the names that must be closed, the innermost first.
  final Deque<String> skipped = new ArrayDeque<>(4);
  final int depth;

  private Frame(
      Kind kind,
      @Nullable Frame below,
      @Nullable SectionOpen open,
      @Nullable Condition condition,
      Standing standing,
      @Nullable Scope scope,
      Input.@Nullable Lines file) {
    this.kind = kind;
    this.below = below;
    this.open = open;
    this.condition = condition;
    this.standing = standing;
    this.scope = scope;
    this.file = file;
    this.depth = below == null ? 0 : below.depth + 1 + below.sections.size();
  }

  /// A file's frame on top of another, whose context its lines take over.
  static Frame ofFile(@Nullable Frame below, Input.Lines file) {
    return below == null
        ? new Frame(Kind.FILE, null, null, null, Standing.ACTIVE, null, file)
        : new Frame(Kind.FILE, below, null, below.condition, below.standing, below.innermost(), file);
  }

  Frame whenTrue(SectionOpen tag, @Nullable Condition inside) {
    return new Frame(Kind.TRUE, this, tag, inside, standing, innermost(), null);
  }

  Frame whenFalse(SectionOpen tag, Condition inside) {
    Frame frame = new Frame(Kind.FALSE, this, tag, inside, new Standing.SwitchedOff(inside), innermost(), null);
    frame.skipped.push(tag.name());
    return frame;
  }

  /// The scope in which the next line stands.
  @Nullable Scope innermost() {
    Section top = sections.peek();
    return top == null ? scope : top.inside;
  }

  int nesting() {
    return depth + sections.size();
  }

  /// Whether a section of the name is open in this frame, no deeper than anyone means.
  boolean hasSection(String key) {
    int looked = 0;
    for (Section s : sections) {
      if (s.open.key().equals(key)) {
        return true;
      }
      if (++looked > Reading.DEEPEST_NESTING) {
        return false;
      }
    }
    return false;
  }
}
