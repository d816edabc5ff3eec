package dev.mpmlint.lsp;

import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Fix;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.jspecify.annotations.Nullable;

/// The ways out that findings name, as changes that the editor can make. Stateless.
final class QuickFixes {
  private QuickFixes() {}

  /// @param start the first byte that is asked about
  /// @param end the last one
  static List<CodeAction> of(Document document, int start, int end, Analysis analysis, Places places) {
    List<CodeAction> actions = new ArrayList<>();
    for (Finding finding : analysis.findings()) {
      boolean touches = finding.at().start() <= end && start <= finding.at().end();
      if (!touches || !analysis.isOf(document, finding.at().file())) {
        continue;
      }
      for (Fix fix : finding.fixes()) {
        WorkspaceEdit edit = edit(fix, places);
        if (edit != null) {
          CodeAction action = new CodeAction(fix.description() + " (" + finding.rule().code() + ")");
          action.setKind(CodeActionKind.QuickFix);
          action.setDiagnostics(List.of(Diagnostics.of(finding, places)));
          action.setIsPreferred(fix.safety() == Fix.Safety.SAFE);
          action.setEdit(edit);
          actions.add(action);
        }
      }
    }
    return actions;
  }

  /// Null for advice that only a person can follow.
  private static @Nullable WorkspaceEdit edit(Fix fix, Places places) {
    Map<String, List<TextEdit>> changes = new LinkedHashMap<>();
    for (var each : fix.edits()) {
      String uri = places.uri(each.at().file());
      if (uri == null) {
        return null;
      }
      changes
          .computeIfAbsent(uri, _ -> new ArrayList<>())
          .add(new TextEdit(places.range(each.at()), Display.decoded(each.replacement())));
    }
    return changes.isEmpty() ? null : new WorkspaceEdit(changes);
  }
}
