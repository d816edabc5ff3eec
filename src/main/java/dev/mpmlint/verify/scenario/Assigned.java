package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Occurrence;
import dev.mpmlint.os.Users;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who serves a virtual host or a place in it, as mpm-itk puts it together: AssignUserID of the innermost section that has
/// one, and over it the expressions, each for itself.
///
/// @param user the line AssignUserID; null for none
/// @param userExpression the line AssignUserIDExpr; null for none
/// @param groupExpression the line AssignGroupIDExpr; null for none
record Assigned(@Nullable Occurrence user, @Nullable Occurrence userExpression, @Nullable Occurrence groupExpression) {
  static final Assigned NOTHING = new Assigned(null, null, null);
  static final Set<String> DIRECTIVES = Set.of("assignuserid", "assignuseridexpr", "assigngroupidexpr");

  private static final Pattern VARIABLE = Pattern.compile("%\\{([^}]*)}");
  /// What ap_expr makes more of than text.
  private static final Pattern MORE = Pattern.compile("[\\\\$\"'%{}]");

  /// This with what these lines say.
  Assigned with(List<Occurrence> lines) {
    Assigned merged = this;
    for (Occurrence o : lines) {
      merged =
          switch (o.key()) {
            case "assignuserid" -> new Assigned(o, merged.userExpression, merged.groupExpression);
            case "assignuseridexpr" -> new Assigned(merged.user, o, merged.groupExpression);
            case "assigngroupidexpr" -> new Assigned(merged.user, merged.userExpression, o);
            default -> merged;
          };
    }
    return merged;
  }

  /// The line that has the last word; null for none.
  @Nullable Occurrence line() {
    return userExpression != null ? userExpression : user != null ? user : groupExpression;
  }

  /// What makes the user; empty where no expression does.
  String expression() {
    return userExpression == null ? "" : userExpression.statement().args();
  }

  /// @param user null when nobody is assigned, or it cannot be told
  /// @param untried why it cannot be told; empty otherwise
  record Who(@Nullable String user, String group, String untried) {}

  /// Who serves a request for this host name.
  ///
  /// @param mainUser User, and its group: where no AssignUserID stands
  Who who(String host, String mainUser, String mainGroup) {
    if (line() == null) {
      return new Who(null, "", "");
    }
    String name = user == null ? mainUser : Copying.word(user, 0);
    String group = user == null ? mainGroup : Copying.word(user, 1);
    for (Occurrence by : new Occurrence[] {userExpression, groupExpression}) {
      if (by != null) {
        String value = value(by.statement().args(), host);
        if (value == null) {
          return new Who(null, "", "what " + by.statement().name() + " makes of " + by.statement().args() + " depends on more than the host's name");
        }
        name = by == userExpression ? value : name;
        group = by == groupExpression ? value : group;
      }
    }
    boolean known = Users.user(name).isPresent() && Users.group(group).isPresent();
    return known ? new Who(name, group, "") : new Who(null, "", "there is no user " + name + " with group " + group + " on this machine");
  }

  /// Text and the variables that are the host's name; null when there is anything else.
  static @Nullable String value(String expression, String host) {
    Matcher variable = VARIABLE.matcher(expression);
    StringBuilder value = new StringBuilder();
    while (variable.find()) {
      if (!variable.group(1).equals("SERVER_NAME") && !variable.group(1).equals("HTTP_HOST")) {
        return null;
      }
      variable.appendReplacement(value, Matcher.quoteReplacement(host));
    }
    variable.appendTail(value);
    return MORE.matcher(value).find() ? null : value.toString();
  }
}
