package dev.mpmlint.server.site;

import org.jspecify.annotations.Nullable;

/// How far serving came.
///
/// @param status 0 when the response is made, else what it failed with
/// @param conf what holds where it ended
/// @param redirect a path to serve instead; null when there is none
/// @param notes for the error's page, in HTML
record Outcome(int status, DirConf conf, @Nullable String redirect, String notes) {
  static Outcome failed(int status, DirConf conf) {
    return new Outcome(status, conf, null, "");
  }

  static Outcome to(String path, DirConf conf) {
    return new Outcome(0, conf, path, "");
  }
}
