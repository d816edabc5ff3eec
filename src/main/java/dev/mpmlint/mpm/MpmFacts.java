package dev.mpmlint.mpm;

import dev.mpmlint.httpd.HttpdVersion;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of an MPM, apart from its names: one row of `mpms.tsv` with its rows of `limits.tsv`.
///
/// @param name its short name; also `itk`, which is a module on prefork
/// @param shown the name in `httpd -V` and mod_status since 2.4
/// @param shownBefore the name there up to 2.2, null where it was never in one
/// @param async whether a connection can wait without holding a thread
/// @param since the first version that had it
/// @param until the first version without it, null while it is there
/// @param experimentalUntil the version that declared it fit for use, `never`, or null where it always was
/// @param replacedBy the short name of what to use today, null when it is itself the answer
/// @param own directives of its own that are not a [MpmDirective], each with its default as text, empty for none
/// @param limits its numbers
/// @param sentence what it is
public record MpmFacts(
    String name,
    String shown,
    @Nullable String shownBefore,
    Width threaded,
    Width forked,
    boolean async,
    String since,
    @Nullable String until,
    @Nullable String experimentalUntil,
    @Nullable String replacedBy,
    String platforms,
    Map<String, String> own,
    List<Limit> limits,
    String sentence) {

  /// Whether there is more than one of something, as `ap_mpm_query` answers.
  public enum Width {
    NO,
    STATIC,
    DYNAMIC;

    /// In the words of `httpd -V`.
    ///
    /// @param counted `thread` or `process`
    String words(String counted) {
      return switch (this) {
        case NO -> "no";
        case STATIC -> "yes (fixed " + counted + " count)";
        case DYNAMIC -> "yes (variable " + counted + " count)";
      };
    }
  }

  /// A number's default and compiled-in limit.
  ///
  /// @param since the first version for which they hold
  /// @param fallback what holds when nothing sets it
  /// @param most the most that the build allows, null where it does not say
  public record Limit(MpmDirective directive, HttpdVersion since, long fallback, @Nullable Long most) {}

  public MpmFacts {
    own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
    limits = List.copyOf(limits);
  }

  /// Whether this version can have it. 1.3, which had no MPMs, has what stands for its models.
  public boolean isIn(HttpdVersion version) {
    boolean begun = version.major() < 2 || version.compareTo(Catalogue.version(since)) >= 0;
    return begun && (until == null || version.compareTo(Catalogue.version(until)) < 0);
  }

  /// `yes (fixed thread count)`.
  public String threadedWords() {
    return threaded.words("thread");
  }

  /// `yes (variable process count)`.
  public String forkedWords() {
    return forked.words("process");
  }

  /// The name that `httpd -V` of this version shows.
  public String shown(HttpdVersion version) {
    return shownBefore == null || version.loadsMpm() ? shown : shownBefore;
  }

  /// Empty when the MPM did not have the directive in this version.
  public Optional<Limit> limit(MpmDirective directive, HttpdVersion version) {
    Limit found = null;
    for (Limit l : limits) {
      if (l.directive == directive && version.compareTo(l.since) >= 0) {
        found = l;
      }
    }
    return Optional.ofNullable(found);
  }

  public boolean has(MpmDirective directive, HttpdVersion version) {
    return limit(directive, version).isPresent();
  }

  /// Its numbers in this version, in the order of `mpmlint mpm`'s table.
  public List<Limit> limits(HttpdVersion version) {
    return MpmDirective.all().stream().flatMap(d -> limit(d, version).stream()).toList();
  }
}
