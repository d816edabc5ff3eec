package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.Layout;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// A user or group that mpm-itk's own limits keep it, or the server's children, from taking on.
final class UserIdOutsideLimitRange implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM035",
          "user-id-outside-limit-range",
          Severity.ERROR,
          "AssignUserID, User or Group names an id outside LimitUIDRange or LimitGIDRange, or the range has none in it",
          "0.1");

  private static final long WWW_DATA = 33;
  private static final long APACHE = 48;

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    Configuration configuration = subject.configuration();
    for (String name : List.of("LimitUIDRange", "LimitGIDRange")) {
      Occurrence line = configuration.last(name).orElse(null);
      if (line == null || line.words().size() != 2) {
        continue;
      }
      OptionalLong min = id(Lines.argument(line, 0));
      OptionalLong max = id(Lines.argument(line, 1));
      String range = name + " " + Lines.argument(line, 0) + " " + Lines.argument(line, 1);
      if (min.isEmpty() || max.isEmpty()) {
        out.accept(
            Finding.at(
                    INFO,
                    line,
                    Lines.spanOf(line, min.isEmpty() ? 0 : 1),
                    range + " is no range of ids, and httpd does not say so; write two whole numbers")
                .labelled("no number"));
      } else if (min.getAsLong() > max.getAsLong()) {
        out.accept(
            Finding.at(
                    INFO,
                    line,
                    Lines.spanOf(line, 0).to(Lines.spanOf(line, 1)),
                    range + " begins above its end, so no id is allowed and every request fails; write the lower"
                        + " number first")
                .labelled("the lower number comes first"));
      } else {
        outside(configuration, line, range, min.getAsLong(), max.getAsLong(), out);
        serverOutside(configuration, line, range, min.getAsLong(), max.getAsLong(), out);
      }
    }
  }

  private static void outside(
      Configuration configuration, Occurrence limit, String range, long min, long max, Consumer<Finding> out) {
    int index = limit.key().equals("limituidrange") ? 0 : 1;
    for (Occurrence line : configuration.active("AssignUserID")) {
      String name = Lines.argument(line, index);
      OptionalLong id = Itk.isRoot(name) ? OptionalLong.empty() : idOf(name, configuration.options().layout());
      if (id.isPresent() && (id.getAsLong() < min || id.getAsLong() > max)) {
        String shown = name.startsWith("#") ? name : name + " (" + id.getAsLong() + ")";
        out.accept(
            Finding.at(
                    INFO,
                    line,
                    Lines.spanOf(line, index),
                    "AssignUserID's " + (index == 0 ? "user " : "group ") + shown + " is outside " + range
                        + ", so its requests are answered with 500; widen the range, or name another one")
                .labelled("outside " + min + " to " + max)
                .seeing(limit.span(), "the range is set here")
                .claiming(new Claim.RunsAs(name)));
      }
    }
  }

  /// Children become User and Group first, unless EnableCapabilities off lets them stay root.
  private static void serverOutside(
      Configuration configuration, Occurrence limit, String range, long min, long max, Consumer<Finding> out) {
    boolean ofUsers = limit.key().equals("limituidrange");
    Occurrence line = configuration.last(ofUsers ? "User" : "Group").orElse(null);
    boolean stays = configuration.last("EnableCapabilities").filter(o -> Lines.argument(o, 0).equalsIgnoreCase("off")).isPresent();
    if (line == null || stays) {
      return;
    }
    String name = Lines.argument(line, 0);
    OptionalLong id = idOf(name, configuration.options().layout());
    if (id.isPresent() && (id.getAsLong() < min || id.getAsLong() > max)) {
      String shown = name.startsWith("#") ? name : name + " (" + id.getAsLong() + ")";
      String effect =
          ofUsers
              ? ", so no child can become that user, and httpd ends (AH02162)"
              : ", so children cannot take that group and stay root (AH02156)";
      out.accept(
          Finding.at(
                  INFO,
                  line,
                  Lines.spanOf(line, 0),
                  (ofUsers ? "User " : "Group ") + shown + " is outside " + range + effect + "; widen the range")
              .labelled("outside " + min + " to " + max)
              .seeing(limit.span(), "the range is set here"));
    }
  }

  /// The id of `#33`, or of the user that a layout's packages make.
  private static OptionalLong idOf(String name, Layout layout) {
    if (name.startsWith("#")) {
      return id(name.substring(1));
    }
    if (name.equals("www-data") && layout.name().equals("debian")) {
      return OptionalLong.of(WWW_DATA);
    }
    return name.equals("apache") && layout.name().equals("rhel") ? OptionalLong.of(APACHE) : OptionalLong.empty();
  }

  private static OptionalLong id(String text) {
    if (text.isEmpty() || text.length() > 12) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(Long.parseLong(text));
  }
}
