package dev.mpmlint.lsp;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Site;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Related;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;

/// Findings as the protocol's diagnostics. Stateless.
final class Diagnostics {
  static final String SOURCE = "mpmlint";

  private Diagnostics() {}

  /// By the URI of the file that each is about.
  static Map<String, List<Diagnostic>> of(List<Finding> findings, Places places) {
    Map<String, List<Diagnostic>> all = new LinkedHashMap<>();
    for (Finding finding : findings) {
      String uri = places.uri(finding.at().file());
      if (uri != null) {
        all.computeIfAbsent(uri, _ -> new ArrayList<>()).add(of(finding, places));
      }
    }
    return all;
  }

  static Diagnostic of(Finding finding, Places places) {
    DiagnosticSeverity severity =
        switch (finding.severity()) {
          case ERROR, MISSING -> DiagnosticSeverity.Error;
          case WARNING -> DiagnosticSeverity.Warning;
          case INFO -> DiagnosticSeverity.Information;
        };
    Diagnostic diagnostic = new Diagnostic(places.range(finding.at()), finding.messageAlone(), severity, SOURCE);
    diagnostic.setCode(finding.rule().code());
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (Related other : finding.related()) {
      Location location = places.of(other.at());
      if (location != null) {
        related.add(new DiagnosticRelatedInformation(location, other.message()));
      }
    }
    Site site = finding.site();
    Occurrence by = site == null ? null : site.includedBy();
    Location from = by == null ? null : places.of(by);
    if (from != null) {
      related.add(new DiagnosticRelatedInformation(from, "read from here"));
    }
    if (!related.isEmpty()) {
      diagnostic.setRelatedInformation(related);
    }
    return diagnostic;
  }
}
