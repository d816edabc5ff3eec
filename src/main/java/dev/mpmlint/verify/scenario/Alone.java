package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.lint.Whereabouts;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.source.Span;
import dev.mpmlint.verify.model.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A line that httpd would refuse, were it to come as far: a scratch copy without all others that it refuses.
///
/// @param at the user's line
/// @param refusal what is said of it
/// @param scenario the copy
public record Alone(Source at, StartRefusal refusal, Scenario scenario) {
  /// The lines behind the one of which httpd complains, in the order in which it would come upon them; of a macro's line that
  /// is used several times the first use.
  ///
  /// @param most at most so many
  static List<Alone> behind(Scenario scenario, Copy copy, int most) {
    Configuration configuration = scenario.configuration();
    String first = scenario.refusal().map(StartRefusal::at).orElse("");
    List<Alone> alone = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Problem p : configuration.problems()) {
      String at = Whereabouts.of(configuration, p.site(), p.number());
      if (alone.size() < most && StartRefusal.stops(p) && !at.equals(first) && seen.add(p.at().toString())) {
        Span line = p.at();
        Source source = new Source(line.file().name(), line.line(), line.text().lines().findFirst().orElse(""));
        with(scenario, copy, "", FaultyLines.of(configuration, p).lines(), at, source).ifPresent(alone::add);
      }
    }
    for (Occurrence o : configuration.occurrences()) {
      String at = alone.size() < most && o.active() ? Whereabouts.of(configuration, o) : "";
      if (copy.faulty().contains(at) && !at.equals(first) && seen.add(o.span().toString())) {
        with(scenario, copy, at, List.of(), at, Copying.source(o)).ifPresent(alone::add);
      }
    }
    return alone;
  }

  /// Empty when the copy is not refused there.
  ///
  /// @param kept the one line of those that are refused
  private static Optional<Alone> with(Scenario scenario, Copy copy, String kept, List<Entry> fault, String at, Source source) {
    Set<String> others = new HashSet<>(copy.faulty());
    others.remove(kept);
    List<Entry> body = Entry.filter(copy.body(), e -> !others.contains(e.at()));
    Scenario only = scenario.with(copy.with(body, oneMpm(scenario, copy.loads()), fault));
    return only.predicted(Variant.PLAIN).refusal().filter(r -> r.at().equals(at)).map(r -> new Alone(source, r, only));
  }

  /// Of several MPMs, or none, httpd would complain first.
  private static List<Copy.Load> oneMpm(Scenario scenario, List<Copy.Load> loads) {
    List<Copy.Load> kept = new ArrayList<>();
    boolean any = scenario.compiledIn().isPresent();
    for (Copy.Load l : loads) {
      boolean mpm = Modules.find(l.identifier()).filter(m -> m.isMpm()).isPresent();
      if (!mpm || !any) {
        kept.add(l);
      }
      any |= mpm;
    }
    if (!any) {
      kept.addFirst(new Copy.Load(Mpm.EVENT.identifier(), "", Path.of("/modules/mod_mpm_event.so"), true));
    }
    return kept;
  }
}
