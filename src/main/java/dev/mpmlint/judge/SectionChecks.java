package dev.mpmlint.judge;

import dev.mpmlint.config.Scope;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the functions of sections refuse in their tags. Stateless.
final class SectionChecks {
  private SectionChecks() {}

  /// `<Directory x>`, `<Directory ~ re>`.
  static @Nullable Complaint onePath(Call call) {
    if (call.value(0).equals("~")) {
      return oneRegex(call, 1);
    }
    return call.count() > 1 ? multiple(call, 1) : null;
  }

  /// `<DirectoryMatch re>`.
  static @Nullable Complaint oneRegex(Call call) {
    return oneRegex(call, 0);
  }

  private static @Nullable Complaint oneRegex(Call call, int at) {
    if (call.count() > at && !PcreSyntax.accepts(call.value(at))) {
      return Complaint.of("Regex could not be compiled", call.words().get(at));
    }
    return call.count() > at + 1 ? multiple(call, at + 1) : null;
  }

  private static Complaint multiple(Call call, int at) {
    return new Complaint(
        Refusal.Kind.ARGUMENTS, "Multiple " + call.name() + " arguments not (yet) supported.", call.words().get(at));
  }

  static @Nullable Complaint virtualHost(Call call) {
    for (Word word : call.words()) {
      String address = word.value();
      if (address.isEmpty()) {
        continue;
      }
      boolean anyPort = address.endsWith(":*");
      Addresses.HostPort parsed = Addresses.hostPort(anyPort ? address.substring(0, address.length() - 2) : address);
      if (parsed == null) {
        return Complaint.of("The address or port is invalid", word);
      }
      if (parsed.host().isEmpty()) {
        return Complaint.of("Missing address for VirtualHost", word);
      }
    }
    return null;
  }

  /// `ap_limit_section`: what is limited within what is limited already.
  static @Nullable Complaint limit(Call call) {
    boolean except = call.at().key().equals("limitexcept");
    for (Word word : call.words()) {
      if (!except && word.value().equals("TRACE")) {
        return Complaint.of("TRACE cannot be controlled by " + call.name() + ", see TraceEnable", word);
      }
    }
    LimitedMethods around = LimitedMethods.in(call.context().scope());
    LimitedMethods left = around.and(LimitedMethods.of(except, call.words()));
    if (left.isEmpty()) {
      return Complaint.of(call.name() + " directive excludes all methods", call.words().getFirst());
    }
    return left.equals(around)
        ? Complaint.of(call.name() + " directive specifies methods already excluded", call.words().getFirst())
        : null;
  }

  static @Nullable Complaint condition(Call call) {
    List<Word> words = call.words();
    if (words.size() > 1) {
      return new Complaint(Refusal.Kind.ARGUMENTS, "Multiple " + call.name() + " arguments not supported.", words.get(1));
    }
    String fault = ExpressionSyntax.fault(call.value(0), false, call.server());
    if (fault != null) {
      return Complaint.of("Cannot parse condition clause: " + Display.of(fault), words.getFirst());
    }
    return afterIf(call);
  }

  static @Nullable Complaint otherwise(Call call) {
    if (call.count() > 0) {
      return new Complaint(Refusal.Kind.ARGUMENTS, "<Else> does not take an argument", call.words().getFirst());
    }
    return afterIf(call);
  }

  /// `<ElseIf>` and `<Else>` need an `<If>` before them in the same section.
  private static @Nullable Complaint afterIf(Call call) {
    Scope scope = call.context().scope();
    String key = "if in " + (scope == null ? 0 : System.identityHashCode(scope));
    String kind = call.at().key();
    boolean orphan = !kind.equals("if") && call.server().kept(key, "else").equals("else");
    if (orphan) {
      Containers.hasNoIf(call);
    } else {
      call.server().keep(key, kind);
    }
    return null;
  }

  /// `<RequireAll>` and its kind take no text.
  static @Nullable Complaint noText(Call call) {
    Containers.authorizes(call);
    return call.raw().isEmpty()
        ? null
        : new Complaint(
            Refusal.Kind.ARGUMENTS, call.name() + " directive doesn't take additional arguments", call.words().getFirst());
  }
}
