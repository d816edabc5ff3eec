package dev.mpmlint.rules;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.mpm.CNumbers;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A number that httpd does not correct but refuses.
final class ValueHttpdRejects implements Rule.OfDirective {
  static final RuleInfo INFO =
      new RuleInfo("MPM043", "value-httpd-rejects", Severity.ERROR, "A value with which httpd does not start", "0.1");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<String> listensTo() {
    return Set.of(
        "listenbacklog",
        "listencoresbucketsratio",
        "listentcpdeferaccept",
        "sendbuffersize",
        "receivebuffersize",
        "threadstacksize",
        "maxmemfree",
        "asyncrequestworkerfactor");
  }

  @Override
  public void check(Occurrence occurrence, Subject subject, Consumer<Finding> out) {
    List<Word> words = occurrence.words();
    if (words.size() != 1 || words.getFirst().value().isEmpty()) {
      return;
    }
    String name = MpmNames.spelled(occurrence.statement().name());
    String value = words.getFirst().value();
    Refused refused = refused(occurrence.key(), name, value);
    if (refused != null) {
      out.accept(
          Finding.at(
                  INFO,
                  occurrence,
                  words.getFirst().span(),
                  name + " " + Display.of(value) + " is refused by httpd (" + refused.httpd + "); " + refused.wayOut)
              .labelled(refused.wayOut)
              .claiming(new Claim.RefusesToStart(null, refused.httpd)));
    }
  }

  private record Refused(String httpd, String wayOut) {}

  /// httpd's words for a value that it refuses (server/listen.c, server/mpm_common.c, event.c); null for the others.
  private static @Nullable Refused refused(String key, String name, String value) {
    return switch (key) {
      case "listenbacklog", "listencoresbucketsratio", "listentcpdeferaccept" ->
          CNumbers.atoi(value) < 1 ? new Refused(name + " must be > 0", "write a number from 1 on") : null;
      case "sendbuffersize", "receivebuffersize" -> {
        int bytes = CNumbers.atoi(value);
        yield bytes < 512 && bytes != 0
            ? new Refused(
                name + " must be >= 512 bytes, or 0 for system default.", "write 0, or a number of bytes from 512 on")
            : null;
      }
      case "threadstacksize", "maxmemfree" -> {
        long number = CNumbers.strtol(value);
        yield number < 0
            ? new Refused("Invalid " + name + " value: " + number, "write 0 for the default, or a positive number")
            : null;
      }
      case "asyncrequestworkerfactor" -> {
        OptionalDouble factor = CNumbers.strtod(value);
        if (factor.isEmpty()) {
          yield new Refused("error parsing value", "write a positive number such as 2");
        }
        yield factor.getAsDouble() <= 0
            ? new Refused(name + " argument must be a positive number", "write a positive number such as 2")
            : null;
      }
      default -> null;
    };
  }
}
