package dev.mpmlint.advise.simulate;

import dev.mpmlint.advise.LogFormat;
import dev.mpmlint.advise.AccessLogReader;
import dev.mpmlint.advise.LoggedRequest;
import dev.mpmlint.advise.Progress;
import dev.mpmlint.advise.UnusableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The requests of an access log, in the order in which they came. Immutable.
public final class Recording {
  /// More would not fit into memory.
  public static final int MOST = 20_000_000;

  private static final long MICRO = 1000;
  private static final long SECOND_MICROS = 1_000_000;

  private final long[] times;
  private final long[] durations;

  private Recording(long[] times, long[] durations) {
    this.times = times;
    this.durations = durations;
  }

  /// @param candidates formats that the lines may be in
  /// @throws UnusableInputException when it is no access log in one of these formats, or longer than [#MOST]
  public static Recording read(Path file, List<LogFormat> candidates, Progress progress)
      throws UnusableInputException, IOException {
    Lines lines = new Lines();
    try {
      AccessLogReader.read(file, candidates, lines::add, progress);
    } catch (TooLong _) {
      throw new UnusableInputException(
          file + " has more than " + MOST + " requests, which do not fit into memory; give a part of it");
    }
    return lines.recording();
  }

  /// How many.
  public int size() {
    return times.length;
  }

  /// Requests per second from the first to the last.
  public double rate() {
    return size() / (Math.max(span(), Arrivals.SECOND) / (double) Arrivals.SECOND);
  }

  /// From the first to the last, in nanoseconds.
  public long span() {
    return times[times.length - 1];
  }

  /// Whether the log tells how long requests took.
  public boolean hasDurations() {
    return durations.length > 0;
  }

  /// The same times again.
  ///
  /// @param factor so much faster
  public Arrivals replayed(double factor) {
    return new Arrivals.Replayed(Arrays.stream(times).map(t -> (long) (t / factor)).toArray());
  }

  /// How long each took, in nanoseconds and in the order of arrivals; empty where the log does not tell.
  public long[] durations() {
    return durations.clone();
  }

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// What was read so far.
  private static final class Lines {
    private long[] starts = new long[1 << 16];
    private int[] took = new int[1 << 16];
    private int size;
    private boolean wholeSeconds = true;
    private boolean timed = true;

    void add(LoggedRequest request) {
      if (size == MOST) {
        throw new TooLong();
      }
      if (size == starts.length) {
        starts = Arrays.copyOf(starts, size * 2);
        took = Arrays.copyOf(took, size * 2);
      }
      starts[size] = request.startMicros();
      took[size] = Math.clamp(request.durationMicros(), 0, Integer.MAX_VALUE);
      wholeSeconds &= request.startMicros() % SECOND_MICROS == 0;
      timed &= request.durationMicros() != LoggedRequest.NONE;
      size++;
    }

    Recording recording() {
      if (wholeSeconds) {
        // The log tells the second only: where in it a request came is anybody's guess, but not at its beginning.
        for (int i = 0; i < size; i++) {
          starts[i] += (long) (Draws.unit(Draws.sequence(0, i)) * (SECOND_MICROS - 1));
        }
      }
      int[] order = order();
      long first = starts[order[0]];
      long[] times = new long[size];
      long[] durations = new long[timed ? size : 0];
      for (int i = 0; i < size; i++) {
        times[i] = (starts[order[i]] - first) * MICRO;
        if (timed) {
          durations[i] = took[order[i]] * MICRO;
        }
      }
      return new Recording(times, durations);
    }

    /// A log has its lines as requests ended; a merge sort of their places by their beginnings.
    private int[] order() {
      int[] from = new int[size];
      Arrays.setAll(from, i -> i);
      int[] to = new int[size];
      for (int width = 1; width < size; width *= 2) {
        for (int low = 0; low < size; low += 2 * width) {
          merge(from, to, low, Math.min(low + width, size), Math.min(low + 2 * width, size));
        }
        int[] done = to;
        to = from;
        from = done;
      }
      return from;
    }

    private void merge(int[] from, int[] to, int low, int middle, int high) {
      int left = low;
      int right = middle;
      for (int at = low; at < high; at++) {
        boolean takesLeft = left < middle && (right >= high || starts[from[left]] <= starts[from[right]]);
        to[at] = takesLeft ? from[left++] : from[right++];
      }
    }
  }
}
