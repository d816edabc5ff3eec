/// A configuration file's bytes as text, lines and spans, and the map from spliced (continued) lines back to bytes.
@NullMarked
package dev.mpmlint.source;

import org.jspecify.annotations.NullMarked;
