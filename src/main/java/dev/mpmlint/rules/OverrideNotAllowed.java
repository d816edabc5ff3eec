package dev.mpmlint.rules;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.OverrideBit;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/// A line of a `.htaccess` that AllowOverride of its folder does not let it have. Said only where the server's whole
/// configuration is looked at too.
final class OverrideNotAllowed implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "CFG020",
          "override-not-allowed",
          Severity.ERROR,
          "AllowOverride of the folder does not let its .htaccess have this directive",
          "0.2");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Surroundings around = subject.surroundings();
    Configuration configuration = subject.configuration();
    if (around == null || configuration.options().kind() != InputKind.HTACCESS) {
      return;
    }
    List<AllowedOverrides> allowed = AllowedOverrides.of(around);
    if (allowed.isEmpty() || allowed.stream().noneMatch(AllowedOverrides::isRead)) {
      return;
    }
    List<AllowedOverrides> reading = allowed.stream().filter(AllowedOverrides::isRead).toList();
    for (Occurrence o : configuration.occurrences()) {
      List<DirectiveSpec> specs = o.active() && counts(o, around.server()) ? Directives.find(name(o)) : List.of();
      if (specs.stream().noneMatch(DirectiveSpec::inHtaccess)) {
        continue;
      }
      String key = name(o).toLowerCase(Locale.ROOT);
      Word option = reading.getFirst().forbiddenOption(o);
      if (reading.stream().noneMatch(a -> a.allows(specs, key))) {
        out.accept(finding(o, specs, reading.getFirst(), around));
      } else if (option != null && reading.stream().allMatch(a -> a.forbiddenOption(o) != null)) {
        out.accept(ofOption(o, option, reading.getFirst(), around));
      }
    }
  }

  private static String name(Occurrence o) {
    return o.statement() instanceof SectionOpen ? "<" + o.statement().name() : o.statement().name();
  }

  /// Whether the line counts in that server, as far as that can be told.
  private static boolean counts(Occurrence o, Configuration server) {
    for (Condition c = o.place().condition(); c != null; c = c.outer()) {
      boolean loaded = c.kind() == Condition.Kind.IF_MODULE && server.module(c.test()).isPresent() != c.negated();
      if (c.truth() == Condition.Truth.ASSUMED && !loaded) {
        return false;
      }
    }
    return true;
  }

  private static Finding finding(Occurrence o, List<DirectiveSpec> specs, AllowedOverrides allowed, Surroundings around) {
    Set<OverrideBit> bits = EnumSet.noneOf(OverrideBit.class);
    specs.forEach(s -> bits.addAll(s.bits()));
    List<String> classes = new ArrayList<>();
    for (OverrideBit bit : bits) {
      String word = word(bit);
      if (!word.isEmpty()) {
        classes.add(word);
      }
    }
    String name = o.statement() instanceof SectionOpen ? "<" + o.statement().name() + ">" : o.statement().name();
    return finding(
        o,
        o.statement().nameSpan(),
        Display.of(name) + " is not allowed here: " + holds(allowed, around) + ", and this takes " + String.join(" or ", classes),
        allowed);
  }

  private static Finding ofOption(Occurrence o, Word option, AllowedOverrides allowed, Surroundings around) {
    return finding(
        o, option.span(), "Option " + Display.of(option.value()) + " is not allowed here: " + holds(allowed, around), allowed);
  }

  private static String holds(AllowedOverrides allowed, Surroundings around) {
    Occurrence by = allowed.by();
    Occurrence list = allowed.list();
    String lists = list == null ? "" : " and " + Lines.shown(list) + " at " + list.span();
    return (by == null ? "no AllowOverride is written" : Lines.shown(by) + " at " + by.span() + " holds") + lists + " for "
        + Display.of(around.folder());
  }

  private static Finding finding(Occurrence o, Span at, String what, AllowedOverrides allowed) {
    String answer = allowed.skipped() ? "httpd skips it (AH02295)" : "httpd answers every request below this folder with 500";
    Finding finding =
        Finding.at(INFO, o, at, what + "; " + answer + "; move it into the server's configuration, or allow it there")
            .as(allowed.skipped() ? Severity.WARNING : Severity.ERROR)
            .labelled("not allowed here");
    Occurrence by = allowed.by();
    return by == null ? finding : finding.seeing(by.span(), "this says what is allowed");
  }

  private static String word(OverrideBit bit) {
    return switch (bit) {
      case OR_LIMIT -> "Limit";
      case OR_OPTIONS -> "Options";
      case OR_FILEINFO -> "FileInfo";
      case OR_AUTHCFG -> "AuthConfig";
      case OR_INDEXES -> "Indexes";
      case OR_ALL -> "any class";
      case RSRC_CONF, ACCESS_CONF, PROXY_CONF -> "";
    };
  }
}
