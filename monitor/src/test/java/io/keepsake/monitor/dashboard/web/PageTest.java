package io.keepsake.monitor.dashboard.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.alert.Severity;
import io.keepsake.monitor.dashboard.RunningJob.Progress;
import io.keepsake.monitor.dashboard.ScheduleCard.Outcome;
import io.keepsake.monitor.dashboard.States;
import io.keepsake.monitor.health.HealthStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in Chromium. With {@code -Dkeepsake.pictures=DIRECTORY} it leaves pictures there, for
 * people to look at.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class PageTest {

  private static final String TAB = "\ue004";
  private static final String ENTER = "\ue007";
  private static final String LOADED = "document.title.includes('·')";

  private ChromeDriver driver;
  private Browser browser;
  private StandingSource source;
  private Dashboard dashboard;

  @BeforeAll
  void startBrowser(@TempDir Path directory) throws Exception {
    driver = ChromeDriver.start(directory);
    browser = Browser.open(driver.address(), directory.resolve("profile"), List.of());
  }

  @AfterAll
  void endBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (driver != null) {
      driver.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    source = new StandingSource(States.good().state());
    dashboard = Dashboards.open(source);
    browser.size(1200, 900);
    browser.prefer("prefers-color-scheme", "light");
    browser.complaints();
  }

  @AfterEach
  void close() throws Exception {
    List<String> complaints = browser.complaints();
    // Of an agent that is away, in the one test in which it is.
    complaints.removeIf(text -> text.contains("net::ERR_") || text.contains("503"));
    browser.visit(URI.create("about:blank"));
    dashboard.close();
    assertEquals(List.of(), complaints);
  }

  private void show(States states) throws Exception {
    source.show(states.state());
    browser.visit(dashboard.address());
    browser.await(LOADED);
  }

  private void picture(String name) throws Exception {
    Optional<String> place = Optional.ofNullable(System.getProperty("keepsake.pictures"));
    if (place.isPresent()) {
      browser.picture(Path.of(place.get()).resolve("dash-" + name + ".png"));
    }
  }

  private String text(String selector) throws Exception {
    return browser.text("return document.querySelector(arguments[0]).innerText", selector);
  }

  @Test
  void saysFirstThatAllIsSafe() throws Exception {
    show(States.good());

    assertEquals("All 412 snapshots have their 3 copies in 2 regions.", text("h1"));
    assertEquals("Safe · Keepsake", browser.text("return document.title"));
    assertEquals(4L, browser.run("return document.querySelectorAll('.provider').length"));
    assertEquals(20L, browser.run("return document.querySelectorAll('#snapshots-rows tr').length"));
    assertTrue(text("#jobs").contains("3.4 GiB of 9.2 GiB · 1,204 of 3,310 files"), text("#jobs"));
    assertEquals("No alerts.", text("#alerts-empty"));
    assertTrue(text("#snapshots").contains("/srv/photos, /srv/contracts"), text("#snapshots"));
    assertTrue(text("#snapshots").contains("aws, gcp, nas"), text("#snapshots"));
    assertEquals("Live", text("#connection"));
    picture("light");
    browser.prefer("prefers-color-scheme", "dark");
    picture("dark");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    show(States.bad());

    assertTrue(text("h1").startsWith("2 of 131 snapshots have fewer"), text("h1"));
    assertTrue(text("#details").contains("aws does not answer."), text("#details"));
    assertEquals("At risk · Keepsake", browser.text("return document.title"));
    assertTrue(text(".provider.offline").contains("Offline"), text(".provider.offline"));
    assertTrue(text(".provider.offline").contains("Connection to aws timed out"));
    assertTrue(text("#debts").contains("12 GiB"), text("#debts"));
    picture("broken");
    browser.prefer("prefers-color-scheme", "dark");
    picture("broken-dark");
  }

  @Test
  void saysThatThereIsNothingYet() throws Exception {
    show(States.empty());

    assertEquals("Nothing is backed up yet.", text("h1"));
    assertEquals("No provider is set up.", text("#providers-empty"));
    assertEquals("Nothing is scheduled.", text("#schedules-empty"));
    picture("empty");
  }

  @Test
  void followsWhatHappens() throws Exception {
    States states = States.empty().snapshots(1, 3);
    show(states);
    assertEquals("Nothing is running.", text("#jobs-empty"));

    source.show(states.job("1", "films", "storing", Progress.of(1, 2)).state());
    browser.await("document.querySelector('#jobs progress')?.value === 1");
    assertTrue(text("#jobs").contains("50 %"), text("#jobs"));
    browser.await("document.querySelector('#news').textContent === 'films has begun.'");

    source.show(States.empty().snapshots(1, 3).debt("nas", 7, 12L << 30).state());
    browser.await("document.querySelector('h1').textContent === 'nas is owed 12 GiB.'");
    browser.await("document.querySelector('#news').textContent === 'films has ended.'");
    assertEquals("Look · Keepsake", browser.text("return document.title"));
  }

  @Test
  void showsMoreSnapshotsOnDemand() throws Exception {
    show(States.good());
    browser.click("#snapshots-more");
    browser.await("document.querySelectorAll('#snapshots-rows tr').length === 220");
    browser.click("#snapshots-more");
    browser.await("document.querySelectorAll('#snapshots-rows tr').length === 412");
    browser.await("document.querySelector('#snapshots-more').hidden");
  }

  @Test
  void showsHostileNamesAsText() throws Exception {
    List<String> names = new ArrayList<>();
    names.add("<img src=x onerror=alert(1)>");
    names.add("</script><script>document.title='broken'</script>");
    names.add("\"><svg onload=alert(2)>");
    names.add("photo\u202egpj.exe");
    names.add("bell\u0007and\nline\u001b[31m");
    names.add("javascript:alert(3)");
    names.add("\u05d0\u05d1\u05d2 RTL");
    source.onHandling(identity -> Optional.empty());
    States states = States.empty();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      states
          .snapshot(i, name, names, Map.of(name, name), 3)
          .provider(name, HealthStatus.DEGRADED, name, name)
          .debt(name, 1, 1)
          .alert(name, Severity.CRITICAL, name)
          .job(name, name, name, Progress.of(1, 2))
          .schedule(name, name, name, Outcome.FAILED, name);
    }
    show(states);

    assertFalse(browser.hasDialog());
    assertEquals("Look · Keepsake", browser.text("return document.title"));
    assertEquals(
        0L,
        browser.run(
            "return document.querySelectorAll('main img, main script, svg[onload]').length"));
    assertTrue(text("#snapshots").contains("<img src=x onerror=alert(1)>"), text("#snapshots"));
    assertTrue(text("#snapshots").contains("photo\\u202egpj.exe"), text("#snapshots"));
    assertTrue(text("#alerts").contains("bell\\u0007and\\u000aline\\u001b[31m"), text("#alerts"));
    assertEquals(
        -1L, browser.run("return document.body.textContent.search(/[\\u202e\\u0007\\u001b]/)"));
    picture("hostile");
    browser.size(360, 800);
    assertNoSidewaysScroll();
  }

  @Test
  void canBeUsedByKeyboard() throws Exception {
    States before = States.bad();
    source.onHandling(
        identity ->
            Optional.of(
                States.good()
                    .alert(identity, Severity.WARNING, "Seen.", Optional.of(Instant.now()))
                    .state()));
    show(before);
    List<String> order = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      browser.press(TAB);
      order.add(
          browser.text(
              "const e = document.activeElement;"
                  + " return e.getAttribute('aria-label') ?? e.innerText"));
    }
    assertEquals(
        List.of(
            "Skip to the content",
            "Acknowledge: aws has not answered for 3 hours.",
            "Silence: aws has not answered for 3 hours.",
            "Acknowledge: aws is owed 12 GiB since yesterday.",
            "Silence: aws is owed 12 GiB since yesterday.",
            "Show more",
            "JSON interface"),
        order);
    assertTrue(
        browser
            .text("return getComputedStyle(document.activeElement).outlineStyle")
            .equals("solid"));

    browser.run("document.querySelector('#alerts button').focus()");
    browser.press(ENTER);
    browser.await("document.querySelector('#alerts').innerText.includes('Acknowledged')");
    assertEquals(List.of("provider-offline/aws"), source.acknowledged());
  }

  @Test
  void silencesByKeyboardAndEndsThat() throws Exception {
    Instant until = Instant.now().plusSeconds(86_400);
    States silenced = States.good().silenced("debt/nas", "Owed.", until);
    source.onHandling(_ -> Optional.of(silenced.state()));
    show(States.good().alert("debt/nas", Severity.WARNING, "Owed."));
    assertEquals(true, browser.run("return document.querySelector('.choice').hidden"));
    browser.run("document.querySelector('[data-focus=choose]').focus()");
    browser.press(ENTER);
    assertEquals(
        "true", browser.text("return document.activeElement.getAttribute('aria-expanded')"));
    source.show(States.good().alert("debt/nas", Severity.WARNING, "Owed, still.").state());
    browser.await("document.querySelector('#alerts').innerText.includes('Owed, still.')");
    assertEquals(false, browser.run("return document.querySelector('.choice').hidden"));
    picture("silence");
    for (int i = 0; i < 3; i++) {
      browser.press(TAB);
    }
    assertEquals(
        "Silence for 1 day: Owed, still.",
        browser.text("return document.activeElement.getAttribute('aria-label')"));
    browser.press(ENTER);
    browser.await("document.querySelector('#alerts').innerText.includes('Silenced until')");
    assertEquals(List.of("debt/nas for PT24H: from the dashboard"), source.silences());

    source.onHandling(_ -> Optional.empty());
    browser.click("[data-focus=unsilence]");
    browser.await("document.querySelector('.problem').innerText.includes('No silence')");
    browser.size(360, 800);
    assertNoSidewaysScroll();
    List<String> complaints = browser.complaints();
    assertTrue(complaints.getFirst().contains("404"), complaints.toString());

    source.onHandling(_ -> Optional.of(States.good().state()));
    browser.click("[data-focus=unsilence]");
    browser.await("document.querySelector('#alerts-empty').innerText === 'No alerts.'");
    assertEquals(List.of("no more debt/nas", "no more debt/nas"), source.silences().subList(1, 3));
  }

  @Test
  void keepsTheFocusWhileThingsChange() throws Exception {
    States states =
        States.good().alert("a/1", Severity.WARNING, "One.").alert("a/2", Severity.WARNING, "Two.");
    show(states);
    browser.run("document.querySelector('#alerts li:nth-child(2) button').focus()");
    source.show(
        States.good()
            .alert("a/0", Severity.CRITICAL, "Worse.")
            .alert("a/2", Severity.WARNING, "Two, still.")
            .state());
    browser.await("document.querySelector('#alerts').innerText.includes('Two, still.')");
    assertEquals(
        "Acknowledge: Two, still.",
        browser.text("return document.activeElement.getAttribute('aria-label')"));
  }

  @Test
  void hasLandmarksHeadingsAndNames() throws Exception {
    show(States.bad());
    assertEquals(
        "H1,H2,H2,H2,H2,H2,H2",
        browser.text("return [...document.querySelectorAll('h1,h2')].map(e => e.tagName).join()"));
    assertEquals(
        "1,1,1",
        browser.text(
            "return ['header','main','footer'].map(t =>"
                + " document.querySelectorAll(t).length).join()"));
    assertEquals(
        0L,
        browser.run(
            "return [...document.querySelectorAll('table:not([hidden])')]"
                + ".filter(t => !t.caption || t.querySelectorAll('thead th[scope=col]').length < 4"
                + " || t.querySelector('tbody tr > :first-child').scope !== 'row').length"));
    assertEquals(
        0L,
        browser.run(
            "return [...document.querySelectorAll('svg[role=img], progress')]"
                + ".filter(e => !e.getAttribute('aria-label')).length"));
    assertEquals(
        "polite", browser.text("return document.querySelector('h1').parentElement.ariaLive"));
    assertEquals(
        0L,
        browser.run(
            "return [...document.querySelectorAll('.badge')].filter(b => b.innerText.trim() === '')"
                + ".length"));
  }

  @Test
  void fitsAPhone() throws Exception {
    browser.size(360, 800);
    show(States.bad());
    assertNoSidewaysScroll();
    picture("phone-broken");
    show(States.good());
    assertNoSidewaysScroll();
    picture("phone");
    browser.prefer("prefers-color-scheme", "dark");
    picture("phone-dark");
  }

  private void assertNoSidewaysScroll() throws Exception {
    assertEquals(
        "",
        browser.text(
            "const room = document.documentElement.clientWidth; if"
                + " (document.documentElement.scrollWidth > room) { return 'It scrolls'; } return"
                + " [...document.querySelectorAll('main *')].filter(e =>"
                + " e.getBoundingClientRect().right > room && !e.closest('caption, thead,"
                + " .hidden')).map(e => e.outerHTML.slice(0, 90)).slice(0, 3).join()"));
  }

  @Test
  void hasEnoughContrast() throws Exception {
    for (String scheme : List.of("light", "dark")) {
      browser.prefer("prefers-color-scheme", scheme);
      for (States states : List.of(States.good(), States.bad(), States.empty())) {
        show(states);
        assertEquals("", browser.text(Contrast.SCRIPT), scheme);
      }
    }
  }

  @Test
  void saysThatTheConnectionIsLost() throws Exception {
    show(States.good());
    int port = dashboard.address().getPort();
    dashboard.close();

    browser.await("!document.querySelector('#lost').hidden");
    assertTrue(
        text("#lost").startsWith("The connection to the agent is lost. What you see is from"));
    assertEquals("Not connected", text("#connection"));
    picture("lost");

    dashboard = Dashboards.openAt(port, source);
    browser.await("document.querySelector('#lost').hidden");
    assertEquals("Live", text("#connection"));
  }

  @Test
  void saysThatTheAgentTellsNothingNew() throws Exception {
    source.show(States.good().state(Instant.now().minusSeconds(400)));
    browser.visit(dashboard.address());
    browser.await("!document.querySelector('#lost').hidden");
    assertTrue(text("#lost").startsWith("The agent tells nothing new."), text("#lost"));
    assertTrue(text("#lost").endsWith("That is 7 min ago."), text("#lost"));
  }

  @Test
  void signsIn() throws Exception {
    try (Dashboard closed = Dashboards.withToken(source)) {
      browser.visit(closed.address());
      assertEquals("Sign in · Keepsake", browser.text("return document.title"));
      picture("login");
      browser.press("wrong" + ENTER);
      browser.await("document.querySelector('#wrong') !== null");
      browser.press(Dashboards.TOKEN + ENTER);
      browser.await(LOADED + " && document.querySelector('h1').innerText.startsWith('All')");
      browser.await("!document.querySelector('#sign-out').hidden");
      browser.click("#sign-out button");
      browser.await("document.title.startsWith('Sign in')");
    }
    // The browser complains of the wrong token's status.
    browser.complaints();
  }

  @Test
  void wouldNoticeAScriptInThePage() throws Exception {
    show(States.good());
    Object blocked =
        browser.run(
            "const s = document.createElement('script'); s.append('window.pwned = 1');"
                + " document.body.append(s); return window.pwned === undefined");
    assertEquals(true, blocked);
    assertFalse(browser.complaints().isEmpty());
  }
}
