package dev.mpmlint.server.site;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What AddType and its kind say about extensions. Immutable.
///
/// @param byExtension keys in lower case, without the dot
/// @param removed what RemoveType and its kind take from an outer section
/// @param defaultLanguage DefaultLanguage
record MimeMap(Map<String, Extension> byExtension, List<Removal> removed, @Nullable String defaultLanguage) {
  static final MimeMap NONE = new MimeMap(Map.of(), List.of(), null);

  /// One extension's meaning; what is null is not said.
  record Extension(
      @Nullable String type,
      @Nullable String encoding,
      @Nullable String language,
      @Nullable String charset,
      @Nullable String handler) {
    static final Extension NONE = new Extension(null, null, null, null, null);

    Extension with(Kind kind, @Nullable String value) {
      return switch (kind) {
        case TYPE -> new Extension(value, encoding, language, charset, handler);
        case ENCODING -> new Extension(type, value, language, charset, handler);
        case LANGUAGE -> new Extension(type, encoding, value, charset, handler);
        case CHARSET -> new Extension(type, encoding, language, value, handler);
        case HANDLER -> new Extension(type, encoding, language, charset, value);
      };
    }

    Extension with(Extension over) {
      return new Extension(
          Merge.or(over.type, type),
          Merge.or(over.encoding, encoding),
          Merge.or(over.language, language),
          Merge.or(over.charset, charset),
          Merge.or(over.handler, handler));
    }
  }

  /// What can be said about an extension.
  enum Kind { TYPE, ENCODING, LANGUAGE, CHARSET, HANDLER }

  record Removal(Kind kind, String extension) {}

  static String key(String extension) {
    String e = extension.startsWith(".") ? extension.substring(1) : extension;
    return e.toLowerCase(Locale.ROOT);
  }

  MimeMap plus(Kind kind, String value, String extension) {
    Map<String, Extension> more = new HashMap<>(byExtension);
    String key = key(extension);
    more.put(key, more.getOrDefault(key, Extension.NONE).with(kind, value));
    return new MimeMap(more, removed, defaultLanguage);
  }

  MimeMap minus(Kind kind, String extension) {
    return new MimeMap(byExtension, DirConf.plus(removed, new Removal(kind, key(extension))), defaultLanguage);
  }

  MimeMap inLanguage(String language) {
    return new MimeMap(byExtension, removed, language);
  }

  MimeMap with(MimeMap over) {
    if (over == NONE) {
      return this;
    }
    Map<String, Extension> both = new HashMap<>(byExtension);
    for (Removal r : over.removed) {
      // RemoveType also hides what TypesConfig says: the empty type stands for that.
      both.computeIfPresent(r.extension, (_, e) -> e.with(r.kind, null));
    }
    over.byExtension.forEach((key, e) -> both.merge(key, e, Extension::with));
    return new MimeMap(both, Merge.lists(removed, over.removed), Merge.or(over.defaultLanguage, defaultLanguage));
  }
}
