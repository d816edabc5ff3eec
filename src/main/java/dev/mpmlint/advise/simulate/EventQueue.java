package dev.mpmlint.advise.simulate;

import java.util.Arrays;

/// What comes when: a heap in which each node has four children, in plain arrays. Of events at the same time the one with
/// the lower number comes first. Owned by one thread.
final class EventQueue {
  private long[] times = new long[256];
  private int[] events = new int[256];
  private int size;

  /// When the first one comes; [Arrivals#NEVER] when there is none.
  long firstTime() {
    return size == 0 ? Arrivals.NEVER : times[0];
  }

  /// Takes the first one out.
  int take() {
    int first = events[0];
    size--;
    if (size > 0) {
      sink(times[size], events[size]);
    }
    return first;
  }

  void add(long time, int event) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      events = Arrays.copyOf(events, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int parent = (at - 1) >> 2;
      if (!before(time, event, parent)) {
        break;
      }
      times[at] = times[parent];
      events[at] = events[parent];
      at = parent;
    }
    times[at] = time;
    events[at] = event;
  }

  private void sink(long time, int event) {
    int at = 0;
    while (true) {
      int least = (at << 2) + 1;
      if (least >= size) {
        break;
      }
      int end = Math.min(least + 4, size);
      for (int child = least + 1; child < end; child++) {
        if (before(times[child], events[child], least)) {
          least = child;
        }
      }
      if (before(time, event, least)) {
        break;
      }
      times[at] = times[least];
      events[at] = events[least];
      at = least;
    }
    times[at] = time;
    events[at] = event;
  }

  private boolean before(long time, int event, int at) {
    return time < times[at] || time == times[at] && event < events[at];
  }
}
