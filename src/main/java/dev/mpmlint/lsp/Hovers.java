package dev.mpmlint.lsp;

import dev.mpmlint.config.Condition;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Standing;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.Explanations;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.report.Reference;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Statement;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.jspecify.annotations.Nullable;

/// What a name means, and what comes of the line that it stands on. Stateless.
final class Hovers {
  private Hovers() {}

  static @Nullable Hover of(Spot spot, Analysis analysis) {
    List<String> parts = new ArrayList<>();
    Optional<Statement> statement = spot.statement();
    Optional<String> variable = spot.variable();
    if (variable.isPresent()) {
      parts.add(variable(variable.get(), analysis));
    } else if (statement.isPresent() && spot.isOnName()) {
      parts.addAll(effects(spot, statement.get(), analysis));
      documentation(statement.get()).ifPresent(parts::add);
    } else if (statement.isPresent()) {
      parts.addAll(effects(spot, statement.get(), analysis));
      spot.word().map(Word::value).flatMap(w -> Reference.module(w.startsWith("!") ? w.substring(1) : w)).ifPresent(parts::add);
    }
    if (parts.isEmpty()) {
      return null;
    }
    Hover hover = new Hover(new MarkupContent(MarkupKind.MARKDOWN, String.join("\n\n---\n\n", parts)));
    statement.ifPresent(s -> hover.setRange(spot.document().positions().range(spot.isOnName() ? s.nameSpan() : s.span())));
    return hover;
  }

  private static Optional<String> documentation(Statement statement) {
    String name = Display.of(statement.name());
    Optional<String> page = statement instanceof SectionOpen ? Optional.empty() : Explanations.find(name, HttpdVersion.NEWEST);
    return page.or(() -> Reference.directive(name));
  }

  /// What comes of the line, each way of reading it once.
  private static Set<String> effects(Spot spot, Statement statement, Analysis analysis) {
    Set<String> effects = new LinkedHashSet<>();
    for (Subject subject : analysis.subjectsOf(spot.document())) {
      for (MpmPlan plan : subject.plans()) {
        number(statement, spot, plan, analysis).ifPresent(effects::add);
      }
      if (statement instanceof SectionOpen) {
        condition(statement, spot, subject, analysis).ifPresent(effects::add);
      }
    }
    for (Occurrence o : analysis.occurrencesAt(spot.document(), statement.span().start())) {
      if (o.place().standing() instanceof Standing.SwitchedOff(Condition by)) {
        effects.add("Has no effect: `<" + by.kind().directive() + " " + (by.negated() ? "!" : "") + Display.of(by.test()) + ">` is false, since " + by.reason() + ".");
      }
    }
    return effects;
  }

  private static Optional<String> number(Statement statement, Spot spot, MpmPlan plan, Analysis analysis) {
    Optional<Setting> setting = MpmDirective.find(statement.name()).flatMap(plan::setting);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    Setting s = setting.get();
    StringBuilder text = new StringBuilder("**" + s.directive() + " " + Hints.shown(s.effective()) + "** in effect (" + plan.mpm() + ")");
    if (s.origin() instanceof Origin.Written(Occurrence at)) {
      boolean here = at.span().start() == statement.span().start() && analysis.isOf(spot.document(), at.statement().in().file());
      text.append(here ? "" : ", set at " + at.span());
    } else {
      text.append(", by default");
    }
    for (Correction correction : s.corrections()) {
      text.append("\n- ").append(correction.line());
    }
    return Optional.of(text.toString());
  }

  /// Whether a conditional section is read, told by what stands in it.
  private static Optional<String> condition(Statement statement, Spot spot, Subject subject, Analysis analysis) {
    for (Occurrence o : subject.configuration().occurrences()) {
      for (Condition c = o.place().condition(); c != null; c = c.outer()) {
        if (c.section().span().start() == statement.span().start() && analysis.isOf(spot.document(), c.section().in().file())) {
          String truth =
              switch (c.truth()) {
                case TRUE -> "true";
                case FALSE -> "false";
                case ASSUMED -> "not known here, and taken for true";
              };
          return Optional.of("This section is **" + truth + "**" + (c.reason().isEmpty() ? "" : ": " + c.reason()) + ".");
        }
      }
    }
    return Optional.empty();
  }

  private static String variable(String name, Analysis analysis) {
    List<String> lines = new ArrayList<>();
    for (Occurrence o : new LinkedHashSet<>(analysis.named("Define", name, true))) {
      List<Word> words = o.words();
      String value = words.size() > 1 ? "`" + Display.of(words.get(1).value()).replace("`", "'") + "`" : "set, without a value";
      lines.add("- " + value + ", by Define at " + o.span() + (o.active() ? "" : " (has no effect)"));
    }
    for (Subject subject : analysis.subjects()) {
      String value = subject.configuration().options().environment().get(name);
      if (value != null && lines.isEmpty()) {
        lines.add("- `" + Display.of(value).replace("`", "'") + "`, from httpd's environment");
      }
    }
    return "`${" + Display.of(name) + "}`\n\n" + (lines.isEmpty() ? "is defined nowhere that is read here." : String.join("\n", lines));
  }
}
