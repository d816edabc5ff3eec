package dev.mpmlint.advise.simulate;

import java.util.Arrays;

/// All clients that are somewhere, each a number into plain arrays: no object for each. So are children that are starting,
/// and the seconds of machines: each has one event to come at the most. Owned by one thread.
final class Clients {
  /// Where a client is.
  static final byte FREE = 0;
  /// Its connection waits in a machine's backlog.
  static final byte QUEUED = 1;
  /// It stalls in the middle of a request, and a worker waits.
  static final byte SENDING = 2;
  /// Its worker waits for a place in the backend.
  static final byte BEHIND = 3;
  static final byte SERVED = 4;
  /// It takes its time to read the answer.
  static final byte READING = 5;
  /// Its connection is kept by the server.
  static final byte KEPT = 6;
  /// It has no connection, and may come back.
  static final byte APART = 7;
  /// Not a client: a machine's next second.
  static final byte SECOND = 8;
  /// Not a client: a child that is starting.
  static final byte STARTING = 9;

  static final byte SLOW_READER = 1;
  static final byte SLOW_SENDER = 2;
  /// The request in hand goes to the backend.
  static final byte IN_BACKEND = 4;
  /// The backend had no place for it.
  static final byte FAILED = 8;
  /// A worker is with it.
  static final byte HOLDS = 16;

  byte[] phase = new byte[1024];
  byte[] traits = new byte[1024];
  int[] machine = new int[1024];
  int[] child = new int[1024];
  /// The client's place in the order of arrivals.
  int[] number = new int[1024];
  /// Requests that it has still to send.
  int[] left = new int[1024];
  /// Requests that were answered on this connection.
  int[] sent = new int[1024];
  /// Neighbours in the one list that it is in; `next` of a free entry is the next free one.
  int[] next = new int[1024];
  int[] previous = new int[1024];
  /// The state of its random numbers.
  long[] draws = new long[1024];
  /// When it asked for the connection, or for the next answer on a kept one.
  long[] since = new long[1024];
  /// When a worker took the request in hand, or the backend was asked.
  long[] begun = new long[1024];
  long[] asked = new long[1024];
  /// When it comes with its next request; [Arrivals#NEVER] when it has none.
  long[] until = new long[1024];
  private int used;
  private int free = -1;

  int take(byte inPhase, int ofMachine) {
    int taken = free;
    if (taken >= 0) {
      free = next[taken];
    } else {
      if (used == phase.length) {
        grow(used * 2);
      }
      taken = used++;
    }
    phase[taken] = inPhase;
    machine[taken] = ofMachine;
    traits[taken] = 0;
    sent[taken] = 0;
    next[taken] = -1;
    previous[taken] = -1;
    return taken;
  }

  void release(int client) {
    phase[client] = FREE;
    next[client] = free;
    free = client;
  }

  boolean is(int client, byte trait) {
    return (traits[client] & trait) != 0;
  }

  void set(int client, byte trait) {
    traits[client] |= trait;
  }

  void unset(int client, byte trait) {
    traits[client] &= (byte) ~trait;
  }

  double draw(int client) {
    long state = Draws.next(draws[client]);
    draws[client] = state;
    return Draws.unit(state);
  }

  private void grow(int to) {
    phase = Arrays.copyOf(phase, to);
    traits = Arrays.copyOf(traits, to);
    machine = Arrays.copyOf(machine, to);
    child = Arrays.copyOf(child, to);
    number = Arrays.copyOf(number, to);
    left = Arrays.copyOf(left, to);
    sent = Arrays.copyOf(sent, to);
    next = Arrays.copyOf(next, to);
    previous = Arrays.copyOf(previous, to);
    draws = Arrays.copyOf(draws, to);
    since = Arrays.copyOf(since, to);
    begun = Arrays.copyOf(begun, to);
    asked = Arrays.copyOf(asked, to);
    until = Arrays.copyOf(until, to);
  }
}
