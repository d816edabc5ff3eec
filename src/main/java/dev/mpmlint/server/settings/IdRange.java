package dev.mpmlint.server.settings;

import java.util.List;

/// The ids that mpm-itk lets a process take on; httpd has seccomp forbid all others.
///
/// @param least the lowest, as an unsigned number of 32 bits
/// @param most the highest, likewise
public record IdRange(long least, long most) {
  private static final long ANY = 0xffff_ffffL;

  /// LimitUIDRange; everybody but root where there is none.
  public static IdRange ofUsers(List<Item> items) {
    return last(items, "limituidrange");
  }

  /// LimitGIDRange; every group but root's where there is none.
  public static IdRange ofGroups(List<Item> items) {
    return last(items, "limitgidrange");
  }

  private static IdRange last(List<Item> items, String key) {
    IdRange range = new IdRange(1, ANY);
    for (Item i : items) {
      if (i.key().equals(key)) {
        range = new IdRange(number(i.argument(0), 1), number(i.argument(1), ANY));
      }
    }
    return range;
  }

  private static long number(String text, long fallback) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      return fallback;
    }
  }

  public boolean covers(int id) {
    long unsigned = id & ANY;
    return unsigned >= least && unsigned <= most;
  }
}
