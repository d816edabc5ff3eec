package dev.mpmlint.judge;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.syntax.Word;
import java.util.List;

/// A directive about to be executed: what its function is given.
///
/// @param words the arguments, split
record Call(Occurrence at, DirectiveSpec spec, List<Word> words, Context context, Server server) {
  String name() {
    return spec.title();
  }

  /// The rest of the line, unsplit.
  String raw() {
    return at.statement().args();
  }

  int count() {
    return words.size();
  }

  /// The argument's value; empty where there is none.
  String value(int index) {
    return index < words.size() ? words.get(index).value() : "";
  }

  boolean htaccess() {
    return server.configuration().options().kind() == InputKind.HTACCESS;
  }
}
