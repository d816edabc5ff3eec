package dev.mpmlint.repl;

import dev.mpmlint.edit.CannotEditException;
import dev.mpmlint.edit.ChangeSet;
import dev.mpmlint.edit.Rereading;
import dev.mpmlint.edit.Transaction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// A configuration with the changes made so far, which are in memory until they are written. Owned by one thread.
final class Session {
  /// So many changes can be undone.
  private static final int MOST_UNDONE = 1000;

  /// @param what the line that led here
  private record Moment(ChangeSet changes, String what) {}

  /// A change, for its maker to fill in.
  interface Edit {
    ChangeSet apply(ChangeSet base, Rereading rereading) throws CannotEditException;
  }

  private final Setup setup;
  private final Rereading rereading;
  private final Deque<Moment> past = new ArrayDeque<>();
  private final Deque<Moment> future = new ArrayDeque<>();
  private Moment now = new Moment(ChangeSet.NONE, "");
  private View view;

  Session(Setup setup) throws FailedException {
    this.setup = setup;
    this.rereading = setup.rereading();
    this.view = View.of(setup, ChangeSet.NONE);
  }

  View view() {
    return view;
  }

  ChangeSet changes() {
    return now.changes;
  }

  Rereading rereading() {
    return rereading;
  }

  /// Makes a change and returns what it made of the configuration.
  Difference change(String what, Edit edit) throws FailedException {
    ChangeSet changes;
    try {
      changes = edit.apply(now.changes, rereading);
    } catch (CannotEditException e) {
      throw new FailedException(String.valueOf(e.getMessage()));
    }
    View before = view;
    view = View.of(setup, changes);
    past.push(now);
    if (past.size() > MOST_UNDONE) {
      past.removeLast();
    }
    future.clear();
    now = new Moment(changes, what);
    return Difference.of(before, view);
  }

  /// Takes the last change back; returns its line.
  String undo() throws FailedException {
    if (past.isEmpty()) {
      throw new FailedException("there is nothing to undo");
    }
    String what = now.what;
    future.push(now);
    now = past.pop();
    view = View.of(setup, now.changes);
    return what;
  }

  /// Makes the change again that was undone last; returns its line.
  String redo() throws FailedException {
    if (future.isEmpty()) {
      throw new FailedException("there is nothing to redo");
    }
    past.push(now);
    now = future.pop();
    view = View.of(setup, now.changes);
    return now.what;
  }

  /// Writes all changes, or none; what is on disk is the beginning then.
  void write() throws FailedException {
    try {
      Transaction.write(now.changes);
    } catch (IOException e) {
      throw new FailedException("cannot write: " + e.getMessage());
    }
    past.clear();
    future.clear();
    now = new Moment(ChangeSet.NONE, "");
    view = View.of(setup, now.changes);
  }
}
