package dev.mpmlint.syntax;

/// What the nested tree of a file is made of. A [SectionClose] or [SectionOpen] stands in it on its own only where it
/// has no partner.
public sealed interface Node permits Statement, Section, SectionClose, Comment, Blank {}
