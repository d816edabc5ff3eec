package dev.mpmlint.config;

import org.jspecify.annotations.Nullable;

/// Where a statement stands; shared by all statements that stand at the same place.
///
/// @param site the file, and how it came to be read
/// @param scope the innermost section that gives context; null at server level
/// @param condition the innermost conditional section around the statement; null when there is none
/// @param standing whether what stands here counts
public record Place(Site site, @Nullable Scope scope, @Nullable Condition condition, Standing standing) {}
