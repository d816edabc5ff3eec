package dev.mpmlint.config;

import dev.mpmlint.source.SourceFile;
import org.jspecify.annotations.Nullable;

/// A file at the place where it was read; the same file may be included from several.
///
/// @param includedBy the Include, IncludeOptional or Use that brought it in; null for the main file
/// @param depth 0 for the main file
public record Site(SourceFile file, @Nullable Occurrence includedBy, int depth) {}
