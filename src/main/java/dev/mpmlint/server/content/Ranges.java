package dev.mpmlint.server.content;

import dev.mpmlint.server.http.HttpDate;
import dev.mpmlint.server.http.RequestHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of a file that a request asks for, as httpd's byterange filter decides (`ap_set_byterange`,
/// modules/http/byterange_filter.c).
///
/// @param parts in the order asked for
public record Ranges(List<Range> parts) {
  /// The answer is 416.
  static final Ranges NOT_SATISFIABLE = new Ranges(List.of());

  /// @param from the first byte, counted from 0
  /// @param to the last byte, inclusive
  record Range(long from, long to) {
    long length() {
      return to - from + 1;
    }
  }

  /// What limits a request for parts.
  ///
  /// @param most MaxRanges: 0 means that ranges are ignored, -1 no limit
  /// @param overlaps MaxRangeOverlaps
  /// @param reversals MaxRangeReversals
  public record Limits(int most, int overlaps, int reversals) {
    public static final Limits DEFAULT = new Limits(200, 20, 20);
  }

  int count() {
    return parts.size();
  }

  /// Null when the whole is to be sent.
  static @Nullable Ranges of(RequestHead head, Entity entity, Limits limits) {
    String range = head.field("Range");
    if (range == null || range.length() < 6 || !range.regionMatches(true, 0, "bytes=", 0, 6) || limits.most == 0 || entity.size() == 0) {
      return null;
    }
    String ifRange = head.field("If-Range");
    if (ifRange != null && !same(ifRange, entity)) {
      return null;
    }
    return parse(range.substring(6), entity.size(), limits);
  }

  private static boolean same(String ifRange, Entity entity) {
    if (ifRange.startsWith("\"") || ifRange.startsWith("W/")) {
      return entity.etag() != null && !ifRange.startsWith("W/") && ifRange.equals(entity.etag());
    }
    return HttpDate.parse(ifRange) == Math.floorDiv(entity.modified(), 1_000_000L) * 1000;
  }

  private static @Nullable Ranges parse(String list, long size, Limits limits) {
    String[] words = list.split(",", -1);
    if (words.length > Math.max(limits.most, 0) + 1000 && limits.most >= 0) {
      return null;
    }
    List<Range> parts = new ArrayList<>();
    int overlaps = 0;
    int reversals = 0;
    boolean unsatisfiable = false;
    for (String word : words) {
      if (word.isEmpty()) {
        continue;
      }
      // White space makes it no range, as httpd reads it.
      long[] one = part(word, size);
      if (one.length == 0) {
        return null;
      }
      if (one[0] < 0) {
        unsatisfiable = true;
        continue;
      }
      Range range = new Range(one[0], one[1]);
      if (!parts.isEmpty()) {
        Range before = parts.getLast();
        reversals += range.from < before.from ? 1 : 0;
        if (range.from <= before.to + 1 && range.to >= before.from - 1) {
          overlaps++;
          range = new Range(Math.min(range.from, before.from), Math.max(range.to, before.to));
          parts.removeLast();
        }
      }
      parts.add(range);
    }
    if (parts.isEmpty()) {
      return unsatisfiable ? NOT_SATISFIABLE : null;
    }
    long sum = 0;
    for (Range range : parts) {
      sum += range.length();
    }
    boolean tooMuch =
        sum > size
            || (limits.most >= 0 && parts.size() > limits.most)
            || (limits.overlaps >= 0 && overlaps > limits.overlaps)
            || (limits.reversals >= 0 && reversals > limits.reversals);
    if (tooMuch) {
      return null;
    }
    return new Ranges(parts);
  }

  /// First and last byte; a first of -1 when it lies behind the end; nothing when it is no range.
  private static long[] part(String word, long size) {
    int dash = word.indexOf('-');
    if (dash < 0) {
      return new long[0];
    }
    if (dash == 0) {
      long last = number(word.substring(1));
      if (last < 0) {
        return new long[0];
      }
      return last == 0 ? new long[0] : size == 0 ? new long[] {-1, -1} : new long[] {Math.max(0, size - last), size - 1};
    }
    long first = number(word.substring(0, dash));
    String end = word.substring(dash + 1);
    long last = end.isEmpty() ? size - 1 : number(end);
    if (first < 0 || (last < 0 && !end.isEmpty()) || (first > last && !end.isEmpty())) {
      return new long[0];
    }
    return first >= size ? new long[] {-1, -1} : new long[] {first, Math.min(last, size - 1)};
  }

  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return -1;
      }
    }
    return Long.parseLong(digits);
  }
}
