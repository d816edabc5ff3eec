package dev.mpmlint.verify;

import dev.mpmlint.rules.Claim;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.FindingVerdict;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Sets what findings predict against what was seen. Stateless.
final class FindingVerdicts {
  private FindingVerdicts() {}

  static List<FindingVerdict> of(List<Finding> findings, List<EngineRun> runs, Scenario scenario) {
    return findings.stream().map(f -> of(f, findings, runs, scenario)).toList();
  }

  private static FindingVerdict of(Finding finding, List<Finding> all, List<EngineRun> runs, Scenario scenario) {
    Set<Experiment> experiments = new LinkedHashSet<>();
    List<String> words = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    for (Claim claim : finding.claims()) {
      Experiment.find(claim.experiment()).ifPresent(experiments::add);
      words.add(claim.words());
      for (EngineRun run : runs) {
        verdicts.addAll(
            switch (claim) {
              case Claim.RefusesToStart refuses -> refused(finding, refuses, all, run);
              case Claim.RunsAs _ -> ofLine(finding, run, "identity.");
              default -> tried(claim, run);
            });
      }
    }
    Outcome outcome = Outcome.NOT_TRIED;
    String reason = "";
    if (finding.claims().isEmpty()) {
      reason = "it predicts nothing that a running server would show";
    } else if (verdicts.stream().anyMatch(v -> v.outcome() == Outcome.REFUTED)) {
      outcome = Outcome.REFUTED;
    } else if (verdicts.stream().anyMatch(v -> v.outcome() == Outcome.PROVED)) {
      outcome = Outcome.PROVED;
    } else {
      reason =
          verdicts.stream().map(Verdict::reason).filter(r -> !r.isEmpty()).findFirst().orElse("its experiment was not run");
    }
    if (!scenario.scale().isNone() && outcome == Outcome.PROVED) {
      reason = "with numbers divided by " + scenario.scale().factor();
    }
    return new FindingVerdict(
        finding.rule().code(),
        finding.rule().name(),
        finding.message(),
        new Source(finding.at().file().name(), finding.at().line(), ""),
        String.join("; ", words),
        List.copyOf(experiments),
        outcome,
        reason);
  }

  /// httpd stops at the first line that it refuses, so others are not come upon.
  private static List<Verdict> refused(Finding finding, Claim.RefusesToStart claim, List<Finding> all, EngineRun run) {
    Verdict start = run.verdict("start.starts").orElse(null);
    if (start == null) {
      return List.of();
    }
    String expected = start.promise().expected().words();
    boolean refuses = expected.startsWith("refuses");
    // A macro's lines are named otherwise, and some faults by the line where they begin.
    boolean own =
        names(expected, finding)
            || expected.contains(claim.message()) && all.stream().noneMatch(f -> names(expected, f));
    if (refuses && own) {
      return List.of(start);
    }
    List<Verdict> alone = ofLine(finding, run, "start.alone.");
    if (!alone.isEmpty()) {
      return alone;
    }
    boolean more = run.verdicts().stream().anyMatch(v -> v.promise().id().startsWith("start.alone."));
    String reason = refuses ? "httpd stops before it, as start says" + (more ? "; --full tries more lines by themselves" : "")
        : "the scratch copy does not have this line";
    return List.of(Verdict.notTried(start.promise(), reason));
  }

  /// Whether httpd's words name a finding's line; of one that is continued, httpd names the last.
  private static boolean names(String words, Finding finding) {
    SourceFile file = finding.at().file();
    int line = finding.at().line();
    while (true) {
      if (words.contains("line " + line + " of " + file.name() + ":")) {
        return true;
      }
      if (line > file.lineCount() || !file.text().substring(file.lineStart(line), file.lineEnd(line)).endsWith("\\")) {
        return false;
      }
      line++;
    }
  }

  /// Verdicts on promises of this kind that the finding's line makes.
  private static List<Verdict> ofLine(Finding finding, EngineRun run, String kind) {
    String file = finding.at().file().name();
    return run.verdicts().stream()
        .filter(v -> v.promise().id().startsWith(kind))
        .filter(v -> v.promise().from().stream().anyMatch(s -> s.line() == finding.at().line() && s.file().equals(file)))
        .toList();
  }

  /// The verdicts that decide about a claim.
  private static List<Verdict> tried(Claim claim, EngineRun run) {
    List<String> ids =
        switch (claim) {
          case Claim.RefusesToStart _ -> List.of("start.starts");
          case Claim.Logs logs -> logged(logs, run);
          case Claim.Processes _ -> List.of("processes.count", "processes.threads");
          case Claim.Ceiling(int atOnce) -> List.of(atOnce == 0 ? "recycling.serves" : "ceiling.at-once");
          case Claim.IdleAtMost _ -> List.of("spares.idle");
          case Claim.KeepAliveHolds _ -> List.of("keepalive.holds");
          case Claim.SlowClientHolds _ -> List.of("slow.freed");
          case Claim.Http2Inactive _ -> List.of("http2.spoken");
          case Claim.Recycles _ -> List.of("recycling.connections");
          case Claim.RunsAs _ -> List.of();
        };
    return run.verdicts().stream().filter(v -> ids.stream().anyMatch(id -> v.promise().id().startsWith(id))).toList();
  }

  /// The experiment whose expectation names the message; mod_http2's is its own.
  private static List<String> logged(Claim.Logs logs, EngineRun run) {
    String number = String.valueOf(logs.number());
    if (number.equals("AH10034")) {
      return List.of("http2.warned");
    }
    return run.verdicts().stream()
        .filter(v -> v.promise().expected().words().contains(number))
        .map(v -> v.promise().id())
        .toList();
  }
}
