package dev.mpmlint.advise;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads an access log from its beginning to its end, plain or gzip, in constant memory. Used once, by one thread.
public final class AccessLogReader {
  private static final int BUFFER = 1 << 20;
  /// So many lines are looked at to find out the format.
  private static final int SAMPLE = 500;
  /// Of a log in one format, no more than one line in so many is in another.
  private static final int TOLERATED = 10;
  private static final int GZIP_MAGIC = 0x8b1f;

  /// What came of it.
  ///
  /// @param format the one that its lines are in
  /// @param requests lines that were understood
  /// @param others lines that were not, empty ones left out
  /// @param bytes of text, after decompression
  public record Reading(LogFormat format, long requests, long others, long bytes) {}

  private final String name;
  private final List<LogFormat> candidates;
  private final Consumer<LoggedRequest> visitor;
  private final LoggedRequest line = new LoggedRequest();
  private final byte[] buffer = new byte[BUFFER];
  private @Nullable LogFormat format;
  private long requests;
  private long others;
  private long firstOther;
  private long lines;
  private long bytes;

  private AccessLogReader(String name, List<LogFormat> candidates, Consumer<LoggedRequest> visitor) {
    this.name = name;
    this.candidates = candidates;
    this.visitor = visitor;
  }

  /// @param candidates formats that the lines may be in, the likeliest first
  /// @param visitor gets each request, in the order of the lines, which is that of their ends
  /// @throws UnusableInputException when it is no access log in one of these formats, or is cut short
  /// @throws IOException when it cannot be read
  public static Reading read(
      Path file, List<LogFormat> candidates, Consumer<LoggedRequest> visitor, Progress progress)
      throws UnusableInputException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), Files.size(file), candidates, visitor, progress);
    }
  }

  /// As above, of a stream.
  ///
  /// @param name what sentences call it
  /// @param size in bytes, 0 where that is not known
  public static Reading read(
      InputStream in, String name, long size, List<LogFormat> candidates, Consumer<LoggedRequest> visitor,
      Progress progress)
      throws UnusableInputException, IOException {
    AccessLogReader reader = new AccessLogReader(name, candidates, visitor);
    Counted counted = new Counted(in, size, progress);
    try {
      reader.readAll(reader.plain(counted));
    } catch (EOFException | ZipException e) {
      throw new UnusableInputException(
          name + " cannot be decompressed beyond line " + reader.lines + ": "
              + (e instanceof EOFException ? "the gzip data is cut short" : "the gzip data is damaged")
              + "; give a whole file");
    }
    return reader.reading();
  }

  /// The text, decompressed where it is compressed.
  private InputStream plain(InputStream in) throws IOException, UnusableInputException {
    byte[] head = in.readNBytes(6);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
    if (head.length >= 2 && ((head[0] & 0xff) | (head[1] & 0xff) << 8) == GZIP_MAGIC) {
      return new GZIPInputStream(new Available(whole), 1 << 16);
    }
    String tool = tool(head);
    if (!tool.isEmpty()) {
      throw new UnusableInputException(
          name + " is compressed with " + tool + "; write " + tool + " -dc FILE | mpmlint advise --access-log - ...");
    }
    return whole;
  }

  private static String tool(byte[] head) {
    String start = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
    return start.startsWith("BZh") ? "bzip2"
        : start.startsWith("\u00fd7zXZ") ? "xz"
            : start.startsWith("(\u00b5/\u00fd") ? "zstd" : "";
  }

  private void readAll(InputStream in) throws IOException, UnusableInputException {
    int filled = 0;
    // Up to here there is no line feed.
    int searched = 0;
    boolean skipping = false;
    while (true) {
      int got = in.read(buffer, filled, buffer.length - filled);
      if (got < 0) {
        break;
      }
      bytes += got;
      int end = filled + got;
      // A first look at the format needs lines to look at.
      if (format == null && end < buffer.length && lines == 0 && in.available() > 0) {
        filled = end;
        continue;
      }
      int from = 0;
      for (int nl = lineFeed(searched, end); nl >= 0; nl = lineFeed(nl + 1, end)) {
        if (!skipping) {
          line(from, nl, end);
        }
        skipping = false;
        from = nl + 1;
      }
      if (from == 0 && end == buffer.length) {
        others += skipping ? 0 : 1;
        skipping = true;
        filled = 0;
      } else {
        filled = end - from;
        System.arraycopy(buffer, from, buffer, 0, filled);
      }
      searched = filled;
    }
    if (filled > 0 && !skipping) {
      line(0, filled, filled);
    }
  }

  private int lineFeed(int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /// @param filled where the buffer's contents end, for the look at the format
  private void line(int from, int nl, int filled) throws UnusableInputException {
    lines++;
    int to = nl > from && buffer[nl - 1] == '\r' ? nl - 1 : nl;
    if (from == to) {
      return;
    }
    LogFormat known = format;
    if (known == null) {
      known = recognise(from, filled);
      format = known;
    }
    if (known.read(buffer, from, to, line)) {
      requests++;
      visitor.accept(line);
    } else {
      others++;
      firstOther = firstOther == 0 ? lines : firstOther;
    }
  }

  /// The format that most of the first lines are in, of several the first that tells durations.
  private LogFormat recognise(int from, int filled) throws UnusableInputException {
    LogFormat best = null;
    int most = 0;
    int sample = 0;
    for (LogFormat each : candidates) {
      int count = 0;
      sample = 0;
      int start = from;
      for (int nl = lineFeed(start, filled); start < filled && sample < SAMPLE; nl = lineFeed(start, filled)) {
        int end = nl < 0 ? filled : nl;
        int to = end > start && buffer[end - 1] == '\r' ? end - 1 : end;
        if (to > start && (nl >= 0 || sample == 0)) {
          sample++;
          count += each.read(buffer, start, to, line) ? 1 : 0;
        }
        start = end + 1;
      }
      boolean better = count > most || count == most && best != null && each.hasDuration() && !best.hasDuration();
      if (count > 0 && better) {
        best = each;
        most = count;
      }
    }
    if (best == null || most * 2 < sample) {
      throw new UnusableInputException(
          "line " + lines + " of " + name + " is in no format that is known: " + names()
              + "; name it with --log-format, as LogFormat has it, or give the FILE that holds it");
    }
    return best;
  }

  private String names() {
    return String.join(", ", candidates.stream().map(LogFormat::name).distinct().limit(12).toList());
  }

  private Reading reading() throws UnusableInputException {
    LogFormat known = format;
    if (known == null) {
      throw new UnusableInputException(
          name + (others > 0 ? " has no line that ends within 1 MB, so it is no access log" : " is empty, so it tells no arrival rate"));
    }
    if (requests == 0 || others > requests / TOLERATED) {
      throw new UnusableInputException(
          others + " of " + (requests + others) + " lines of " + name + " are not in the format " + known.name()
              + ", line " + firstOther + " the first; name their format with --log-format");
    }
    return new Reading(known, requests, others, bytes);
  }

  /// Tells of its progress.
  private static final class Counted extends FilterInputStream {
    private final long size;
    private final Progress progress;
    private long done;
    private long told;

    Counted(InputStream in, long size, Progress progress) {
      super(in);
      this.size = size;
      this.progress = progress;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? -1 : 1);
      return b;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int got = super.read(into, from, length);
      count(got);
      return got;
    }

    private void count(int got) {
      done += Math.max(0, got);
      if (got < 0 || done - told >= BUFFER) {
        told = done;
        progress.at(done, size);
      }
    }
  }

  /// A stream that never claims to have ended before it has: GZIPInputStream looks for another member only if so.
  private static final class Available extends FilterInputStream {
    Available(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
