package dev.mpmlint.server.site;

import org.jspecify.annotations.Nullable;

/// Who serves a request under mpm-itk. What is null or empty is not said.
///
/// @param user AssignUserID's, or AssignUserIDExpr's expression
/// @param group the same of the group
/// @param userIsExpression whether `user` is to be evaluated for each request
/// @param groupIsExpression the same of the group
/// @param nice NiceValue, -20 to 19
public record RunAs(
    String user, String group, boolean userIsExpression, boolean groupIsExpression, @Nullable Integer nice) {
  static final RunAs NOTHING = new RunAs("", "", false, false, null);

  /// This one with another one over it.
  RunAs with(RunAs over) {
    if (over == NOTHING) {
      return this;
    }
    boolean ownUser = !over.user.isEmpty();
    boolean ownGroup = !over.group.isEmpty();
    return new RunAs(
        ownUser ? over.user : user,
        ownGroup ? over.group : group,
        ownUser ? over.userIsExpression : userIsExpression,
        ownGroup ? over.groupIsExpression : groupIsExpression,
        over.nice == null ? nice : over.nice);
  }

  RunAs users(String to, boolean expression) {
    return new RunAs(to, group, expression, groupIsExpression, nice);
  }

  RunAs groups(String to, boolean expression) {
    return new RunAs(user, to, userIsExpression, expression, nice);
  }

  /// Kept between -20 and 19, as mpm-itk does.
  RunAs nicely(long value) {
    return new RunAs(user, group, userIsExpression, groupIsExpression, Math.clamp(value, -20, 19));
  }
}
