package dev.mpmlint.lsp;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.Correction;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Origin;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.rules.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/// What numbers really become, behind the lines that set them to something else. Stateless.
final class Hints {
  private Hints() {}

  /// @param start the first byte that is asked about
  /// @param end the last one
  static List<InlayHint> of(Document document, int start, int end, Analysis analysis) {
    // By place, so that a line that counts for several MPMs in the same way has one hint.
    TreeMap<Integer, InlayHint> hints = new TreeMap<>();
    for (Subject subject : analysis.subjectsOf(document)) {
      for (MpmPlan plan : subject.plans()) {
        for (Setting s : plan.settings().values()) {
          if (s.origin() instanceof Origin.Written(Occurrence at) && at.span().end() >= start && at.span().end() <= end
              && analysis.isOf(document, at.statement().in().file()) && s.requested() != s.effective()) {
            hints.putIfAbsent(at.span().end(), hint(document, at, s));
          }
        }
      }
    }
    return new ArrayList<>(hints.values());
  }

  private static InlayHint hint(Document document, Occurrence at, Setting setting) {
    InlayHint hint = new InlayHint(document.positions().at(at.span().end()), Either.forLeft("→ " + shown(setting.effective())));
    hint.setKind(InlayHintKind.Parameter);
    hint.setPaddingLeft(true);
    if (!setting.corrections().isEmpty()) {
      hint.setTooltip(setting.corrections().stream().map(Correction::line).collect(Collectors.joining("\n")));
    }
    return hint;
  }

  /// `250`, `1.5`.
  static String shown(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
