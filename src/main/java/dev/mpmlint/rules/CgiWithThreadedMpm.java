package dev.mpmlint.rules;

import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// mod_cgi forks the whole process for each request, its threads' memory included; mod_cgid is made for threads.
final class CgiWithThreadedMpm implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM007",
          "cgi-with-threaded-mpm",
          Severity.WARNING,
          "mod_cgi is loaded where mod_cgid is the module for threads",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Optional<LoadedModule> cgi = subject.configuration().module("cgi_module");
    if (cgi.isEmpty()
        || !(subject.mpm() instanceof MpmOutcome.One(var plan))
        || !ThreadUnsafeModuleWithThreadedMpm.runsThreads(plan.mpm())) {
      return;
    }
    boolean both = subject.configuration().module("cgid_module").isPresent();
    Finding finding =
        Lines.atModule(
                INFO,
                cgi.get(),
                subject.configuration(),
                "mod_cgi forks a process of many threads for each request under " + plan.mpm()
                    + (both ? "; mod_cgid is loaded too, so leave mod_cgi out" : "; load mod_cgid instead"))
            .labelled(both ? "leave it out" : "write cgid_module and mod_cgid.so")
            .fixedBy(new Fix("load cgid_module from mod_cgid.so instead", Fix.Safety.UNSAFE, edits(cgi.get(), both)));
    out.accept(Lines.seeingMpm(finding, plan));
  }

  private static List<TextEdit> edits(LoadedModule cgi, boolean both) {
    List<TextEdit> edits = new ArrayList<>();
    if (cgi.by() == null || !Lines.isVerbatim(cgi.by())) {
      return edits;
    }
    if (both) {
      return Lines.commentOut(cgi.by());
    }
    for (Word word : cgi.by().words()) {
      String text = word.span().text();
      String changed = text.replace("cgi_module", "cgid_module").replace("mod_cgi.so", "mod_cgid.so");
      if (!changed.equals(text)) {
        edits.add(new TextEdit(word.span(), changed));
      }
    }
    return edits.size() == 2 ? edits : List.of();
  }
}
