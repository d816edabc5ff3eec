package dev.mpmlint.server.site;

import org.jspecify.annotations.Nullable;

/// Who serves a request under mpm-itk. What is null or empty is not said.
///
/// @param user AssignUserID's first word
/// @param group its second; said whenever `user` is
/// @param userExpression AssignUserIDExpr's, which goes over `user`
/// @param groupExpression AssignGroupIDExpr's, which goes over `group`
/// @param nice NiceValue, -20 to 19
public record RunAs(
    String user, String group, String userExpression, String groupExpression, @Nullable Integer nice) {
  static final RunAs NOTHING = new RunAs("", "", "", "", null);

  /// This one with another one over it.
  RunAs with(RunAs over) {
    if (over == NOTHING) {
      return this;
    }
    boolean own = !over.user.isEmpty();
    return new RunAs(
        own ? over.user : user,
        own ? over.group : group,
        over.userExpression.isEmpty() ? userExpression : over.userExpression,
        over.groupExpression.isEmpty() ? groupExpression : over.groupExpression,
        over.nice == null ? nice : over.nice);
  }

  RunAs assigned(String newUser, String newGroup) {
    return new RunAs(newUser, newGroup, userExpression, groupExpression, nice);
  }

  RunAs userBy(String expression) {
    return new RunAs(user, group, expression, groupExpression, nice);
  }

  RunAs groupBy(String expression) {
    return new RunAs(user, group, userExpression, expression, nice);
  }

  /// Kept between -20 and 19, as mpm-itk does.
  RunAs nicely(long value) {
    return new RunAs(user, group, userExpression, groupExpression, (int) Math.clamp(value, -20, 19));
  }
}
