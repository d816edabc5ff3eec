package dev.mpmlint.format;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.config.Scope;
import dev.mpmlint.config.Site;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// All that httpd makes of a configuration, but for where in its line a word stands: equal lists mean that httpd reads
/// the same.
final class Evaluated {
  private Evaluated() {}

  static List<String> of(Configuration configuration) {
    List<String> all = new ArrayList<>();
    for (Occurrence o : configuration.occurrences()) {
      String words = o.words().stream().map(Word::value).collect(Collectors.joining("\u0001"));
      all.add(
          "line " + o.statement().number() + " of " + o.place().site().file().name() + ": " + o.statement().name() + " ["
              + o.statement().args() + "] [" + words + "] in " + scope(o.place().scope()) + " under "
              + condition(o.place().condition()) + (o.active() ? "" : " off"));
    }
    configuration.modules().forEach(m -> all.add("module " + m.identifier() + " " + m.file()));
    for (Site site : configuration.files()) {
      all.add("file " + site.file().name() + " at depth " + site.depth());
    }
    for (Problem p : configuration.problems()) {
      all.add("problem " + p.kind() + " line " + p.number() + " fatal " + p.fatal() + ": " + p.httpd() + " / " + p.message());
    }
    return all;
  }

  private static String scope(@org.jspecify.annotations.Nullable Scope innermost) {
    StringBuilder out = new StringBuilder();
    for (Scope s = innermost; s != null; s = s.parent()) {
      out.append('<').append(s.open().statement().name()).append(' ').append(s.open().statement().args()).append('>');
    }
    return out.toString();
  }

  private static String condition(@org.jspecify.annotations.Nullable Condition innermost) {
    StringBuilder out = new StringBuilder();
    for (Condition c = innermost; c != null; c = c.outer()) {
      out.append(c.kind()).append(c.negated() ? "!" : " ").append(c.test()).append('=').append(c.truth()).append(' ');
    }
    return out.toString();
  }
}
