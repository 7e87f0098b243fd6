package io.keepsake.monitor.dashboard.web;

import java.io.IOException;

/** Signing in and out. */
final class Login {

  private final DashboardSettings settings;
  private final Sessions sessions;
  private final Gatekeeper gatekeeper;

  Login(DashboardSettings settings, Sessions sessions, Gatekeeper gatekeeper) {
    this.settings = settings;
    this.sessions = sessions;
    this.gatekeeper = gatekeeper;
  }

  Answer page(Request request) {
    return gatekeeper.mayRead(request) ? Answer.seeOther("/") : Assets.page("login.html");
  }

  Answer enter(Request request) throws IOException {
    if (settings.token().isEmpty()) {
      return Answer.seeOther("/");
    }
    String token = request.form().field("token").orElse("").strip();
    if (!gatekeeper.matches(request, token)) {
      return Assets.page("login-failed.html").withStatus(403);
    }
    return sessions.begin(request, Answer.seeOther("/"));
  }

  Answer leave(Request request) {
    return sessions.end(request, Answer.seeOther("/login"));
  }
}
