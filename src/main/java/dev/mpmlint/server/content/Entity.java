package dev.mpmlint.server.content;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file as it is sent, with the values of its header fields made once. Immutable; shared by all threads.
///
/// @param path where it stands
/// @param size in bytes
/// @param modified in microseconds since 1970
/// @param lastModified the field's value
/// @param etag the field's value; null when FileETag is None
/// @param contentType null when no type is known
/// @param contentEncoding null when there is none
/// @param contentLanguage null when there is none
/// @param bytes its contents, when it is small enough to be kept
public record Entity(
    Path path,
    long size,
    long modified,
    String lastModified,
    @Nullable String etag,
    @Nullable String contentType,
    @Nullable String contentEncoding,
    @Nullable String contentLanguage,
    @Nullable ByteBuffer bytes) {

  /// FileETag's parts, as bits.
  public static final int ETAG_INODE = 1;

  public static final int ETAG_MTIME = 2;
  public static final int ETAG_SIZE = 4;

  /// As `ap_make_etag`: the parts in hexadecimal; the time in microseconds.
  ///
  /// @param parts ETAG_… bits
  /// @return null when there are no parts
  public static @Nullable String etag(int parts, long inode, long size, long modified) {
    if (parts == 0) {
      return null;
    }
    StringBuilder s = new StringBuilder(40).append('"');
    if ((parts & ETAG_INODE) != 0) {
      s.append(Long.toHexString(inode)).append('-');
    }
    if ((parts & ETAG_SIZE) != 0) {
      s.append(Long.toHexString(size)).append('-');
    }
    if ((parts & ETAG_MTIME) != 0) {
      s.append(Long.toHexString(modified)).append('-');
    }
    s.setLength(s.length() - 1);
    return s.append('"').toString();
  }
}
