package dev.mpmlint.server.site;

import dev.mpmlint.server.content.Entity;
import org.jspecify.annotations.Nullable;

/// What a path of a virtual host means, as far as it depends on no other thing of the request. Shared by all threads;
/// its fields are set before it is.
final class Resolution {
  /// What the path leads to.
  enum Kind { NOTHING, FILE, FOLDER, REDIRECT, REFUSED }

  final String path;
  final DirConf conf;
  Kind kind = Kind.NOTHING;

  /// Of REFUSED and REDIRECT.
  int status;

  /// Where a REDIRECT leads.
  String location = "";

  /// What the error log is told of a REFUSED.
  String reason = "";

  String file = "";
  String pathInfo = "";

  /// From SetHandler, AddHandler or ScriptAlias; empty for the default.
  String handler = "";

  /// Of a FILE.
  @Nullable Entity entity;

  /// Of a FOLDER that has an index: what it is.
  @Nullable Resolution index;

  /// By the system's nanosecond clock.
  final long made = System.nanoTime();

  Resolution(String path, DirConf conf) {
    this.path = path;
    this.conf = conf;
  }
}
