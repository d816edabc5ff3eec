package dev.mpmlint.server.log;

import dev.mpmlint.server.exchange.Exchange;
import dev.mpmlint.server.exchange.Headers;
import dev.mpmlint.server.http.RequestHead;
import org.jspecify.annotations.Nullable;

/// The items of LogFormat that look up a name: header fields, cookies, variables.
final class AccessFields {
  private AccessFields() {}

  /// `%{…}i`: several fields of one name are joined, as httpd joins them when it reads the request.
  record In(String name) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      AccessItems.orHyphen(to, value(x.head()));
    }

    private @Nullable String value(RequestHead head) {
      String value = null;
      for (int i = 0; i < head.fields(); i++) {
        if (head.name(i).equalsIgnoreCase(name)) {
          value = value == null ? head.value(i) : value + ", " + head.value(i);
        }
      }
      return value;
    }
  }

  /// `%{…}o`.
  record Out(String name) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      AccessItems.orHyphen(to, value(x, served));
    }

    private @Nullable String value(Exchange x, Served served) {
      Headers headers = x.response().headers();
      if (name.equalsIgnoreCase("Set-Cookie")) {
        return joined(headers);
      }
      String value = headers.get(name);
      if (value != null) {
        int parameters = name.equalsIgnoreCase("Content-Type") ? value.indexOf(';') : -1;
        return parameters < 0 ? value : value.substring(0, parameters).stripTrailing();
      }
      return added(x, served);
    }

    private @Nullable String joined(Headers headers) {
      String value = null;
      for (int i = 0; i < headers.size(); i++) {
        if (headers.name(i).equalsIgnoreCase(name)) {
          value = value == null ? headers.value(i) : value + ", " + headers.value(i);
        }
      }
      return value;
    }

    /// What the connection adds to the answer. httpd does not know Date and Server here either.
    private @Nullable String added(Exchange x, Served served) {
      if (name.equalsIgnoreCase("Content-Length")) {
        long length = x.response().body().length();
        boolean none = served.status == 304 || served.status == 204 || served.status < 200;
        return length < 0 || none ? null : Long.toString(length);
      }
      if (name.equalsIgnoreCase("Connection")) {
        String asked = x.head().field("Connection");
        boolean kept = asked != null && asked.equalsIgnoreCase("keep-alive");
        return served.ending == Served.Ending.CLOSED ? "close" : kept ? "Keep-Alive" : null;
      }
      return null;
    }
  }

  /// `%{…}e`.
  record Variable(String name) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      String value = x.environment().get(name);
      if (value == null) {
        to.add('-');
      } else {
        to.escape(value);
      }
    }
  }

  /// `%{…}C`: cookies of version 0, names without regard to case.
  record Cookie(String name) implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      String field = x.head().field("Cookie");
      AccessItems.orHyphen(to, field == null ? null : find(field));
    }

    private @Nullable String find(String field) {
      int from = 0;
      while (from < field.length()) {
        int end = field.indexOf(';', from);
        if (end < 0) {
          end = field.length();
        }
        int equals = field.indexOf('=', from);
        if (equals > from && equals < end && field.substring(from, equals).strip().equalsIgnoreCase(name)) {
          return field.substring(equals + 1, end).strip();
        }
        from = end + 1;
      }
      return null;
    }
  }

  /// What is never set here: notes (`%{…}n`), trailers (`%^ti`, `%^to`), `%^FB`.
  record Never() implements AccessItem {
    @Override
    public void append(Line to, Exchange x, Served served, Clock clock) {
      to.add('-');
    }
  }
}
