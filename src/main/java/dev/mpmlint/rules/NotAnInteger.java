package dev.mpmlint.rules;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A value of which C's `atoi` reads something else than a person does: `1e3`, `150MB`, `many`.
final class NotAnInteger implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM016",
          "not-an-integer",
          Severity.ERROR,
          "A value that httpd reads as another number than it seems to be, without a word",
          "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return new TreeSet<>(MpmNames.ofNumbers());
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    List<Word> words = occurrence.words();
    if (words.size() != 1 || words.getFirst().value().isEmpty() || !isSetting(occurrence, subject)) {
      return;
    }
    String text = words.getFirst().value();
    Long read = misread(occurrence.key(), text);
    if (read == null || text.contains("${")) {
      // A variable that nothing sets has a finding of its own.
      return;
    }
    String name = MpmNames.spelled(occurrence.statement().name());
    OptionalLong meant = WholeNumber.meant(text);
    String wayOut = meant.isPresent() ? "write " + meant.getAsLong() : "write a whole number in digits";
    Finding finding =
        Finding.at(
                INFO,
                occurrence,
                words.getFirst().span(),
                name + " " + Display.of(text) + " is no whole number; httpd reads " + read
                    + becomes(occurrence, read, subject) + "; " + wayOut)
            .labelled("read as " + read);
    out.accept(
        meant.isPresent()
            ? finding.fixedBy(
                new Fix(wayOut, Fix.Safety.UNSAFE, Numbers.value(occurrence, Long.toString(meant.getAsLong()))))
            : finding.fixedBy(Fix.advice(wayOut)));
  }

  /// Whether httpd takes it as a setting at all: lines in sections and of other MPMs have findings of their own.
  private static boolean isSetting(Occurrence occurrence, Subject subject) {
    if (occurrence.place().scope() != null || subject.configuration().options().kind() == InputKind.HTACCESS) {
      return false;
    }
    var mpm = Lines.mpmOf(occurrence, subject);
    Optional<MpmDirective> number = MpmDirective.find(occurrence.key());
    return mpm == null
        || number.isEmpty()
        || mpm.facts().has(number.get(), subject.configuration().options().version());
  }

  /// What httpd reads where that is not what stands there; null where it is, or where httpd refuses the value.
  private static @Nullable Long misread(String key, String text) {
    return switch (key) {
      case "listenbacklog", "listencoresbucketsratio", "listentcpdeferaccept" ->
          WholeNumber.isWhole(text) || CNumbers.atoi(text) < 1 ? null : (Long) (long) CNumbers.atoi(text);
      case "sendbuffersize", "receivebuffersize" -> {
        int bytes = CNumbers.atoi(text);
        yield WholeNumber.isWhole(text) || bytes < 512 && bytes != 0 ? null : (Long) (long) bytes;
      }
      case "threadstacksize", "maxmemfree" ->
          WholeNumber.isLong(text) || CNumbers.strtol(text) < 0 ? null : (Long) CNumbers.strtol(text);
      case "asyncrequestworkerfactor" -> {
        OptionalDouble factor = CNumbers.strtod(text);
        boolean odd = factor.isPresent() && !Double.isFinite(factor.getAsDouble());
        yield odd && !(factor.getAsDouble() < 0) ? (Long) 1L : null;
      }
      default -> WholeNumber.isWhole(text) ? null : (Long) (long) CNumbers.atoi(text);
    };
  }

  /// What it is in the end, where that is something else again.
  private static String becomes(Occurrence occurrence, long read, Subject subject) {
    for (MpmPlan plan : subject.plans()) {
      Setting setting = MpmDirective.find(occurrence.key()).map(plan.settings()::get).orElse(null);
      if (setting == null || !occurrence.equals(new Numbers(plan, subject).line(setting.directive()))) {
        continue;
      }
      long runs = (long) setting.effective();
      if (runs != read) {
        String ah = "";
        for (var c : setting.corrections()) {
          ah = c.number() == null ? ah : " (" + c.number() + ")";
        }
        return " and makes " + runs + " of it" + ah;
      }
    }
    return "";
  }
}
