// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.interactions.Sequence;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, with a fresh profile, which may talk to nothing but what a test serves. */
public final class Browser implements AutoCloseable {
    private static final List<String> DRIVERS =
            List.of("/usr/bin/chromedriver", "/snap/bin/chromium.chromedriver", "/usr/local/bin/chromedriver");
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/snap/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** It warns about each browser that is newer than itself; held here, because loggers are forgotten otherwise. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts the browser of this machine. */
    public static Browser start() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(installed(DRIVERS, "chromium-driver")))
                .usingAnyFreePort()
                .build();
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed(BROWSERS, "chromium"));
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--hide-scrollbars",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1000");
        return new Browser(new ChromeDriver(service, options));
    }

    private static String installed(List<String> places, String debianPackage) {
        return places.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "The page is tested in a real browser: install it with apt-get install " + debianPackage));
    }

    /** Opens an address, from a blank page, so that nothing is left of what was there. */
    public void open(URI address) {
        driver.get("about:blank");
        driver.get(address.toString());
    }

    /** The address as it is now. */
    public URI address() {
        return URI.create(Objects.requireNonNull(driver.getCurrentUrl()));
    }

    /** The element, once it is there and shown. */
    public WebElement find(String selector) {
        until("there is " + selector, () -> driver.findElement(By.cssSelector(selector))
                .isDisplayed());
        return driver.findElement(By.cssSelector(selector));
    }

    /** All elements that are there now. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The text of an element, once it has the part that is waited for. */
    public String text(String selector, String part) {
        until(selector + " says " + part, () -> find(selector).getText().contains(part));
        return find(selector).getText();
    }

    /** Waits until something holds. */
    public void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holdsNow(holds)) {
            if (System.nanoTime() > end) {
                screenshot("failure");
                throw new AssertionError("waited in vain until " + what + "; the console says " + problems());
            }
            pause();
        }
    }

    private static boolean holdsNow(BooleanSupplier holds) {
        try {
            return holds.getAsBoolean();
        } catch (NoSuchElementException | StaleElementReferenceException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Presses keys; what has the focus gets them. */
    public void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Drags across an element, from and to these shares of its width. */
    public void drag(WebElement element, double from, double to) {
        Dimension size = element.getSize();
        int half = size.getWidth() / 2;
        new Actions(driver)
                .moveToElement(element, (int) (from * size.getWidth()) - half, 0)
                .clickAndHold()
                .moveToElement(element, (int) (to * size.getWidth()) - half, 0)
                .release()
                .perform();
    }

    /** Drags across an element while Shift is held. */
    public void dragWithShift(WebElement element, double from, double to) {
        new Actions(driver).keyDown(Keys.SHIFT).perform();
        drag(element, from, to);
        new Actions(driver).keyUp(Keys.SHIFT).perform();
    }

    /** Drags a finger across an element. */
    public void swipe(WebElement element, double from, double to) {
        PointerInput finger = new PointerInput(PointerInput.Kind.TOUCH, "finger");
        PointerInput.Origin origin = PointerInput.Origin.fromElement(element);
        int width = element.getSize().getWidth();
        int half = width / 2;
        driver.perform(List.of(new Sequence(finger, 0)
                .addAction(finger.createPointerMove(Duration.ZERO, origin, (int) (from * width) - half, 0))
                .addAction(finger.createPointerDown(0))
                .addAction(finger.createPointerMove(
                        Duration.ofMillis(50), origin, (int) ((from + to) / 2 * width) - half, 0))
                .addAction(finger.createPointerMove(Duration.ofMillis(50), origin, (int) (to * width) - half, 0))
                .addAction(finger.createPointerUp(0))));
    }

    /** Points at an element, at this share of its width. */
    public void point(WebElement element, double at) {
        int width = element.getSize().getWidth();
        new Actions(driver)
                .moveToElement(element, (int) (at * width) - width / 2, 0)
                .perform();
    }

    /** The result of a script, as WebDriver turns it into Java. */
    public Object run(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript(script, arguments), "the script returned nothing");
    }

    /** Runs a script in each page from now on, before any of its own. */
    public void beforeEachPage(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Has every page load all of its parts anew. */
    public void withoutCache() {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    }

    /** Sets the size of the page's window. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Sets the colours that the reader prefers: light or dark. */
    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Has downloads put into a folder. */
    public void downloadTo(Path folder) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        folder.toAbsolutePath().toString()));
    }

    /** Cuts the network off, or brings it back. */
    public void offline(boolean isOff) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOff, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Keeps a picture of the page, whole, as {@code target/screenshots/NAME.png}, and returns that file. */
    public Path screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Object picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true))
                    .get("data");
            return Files.write(
                    SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a picture of an element as WebP, cut off below that height in pixels of the page. */
    public void picture(String selector, int mostHeight, Path file) {
        WebElement element = find(selector);
        Map<String, Object> clip = Map.of(
                "x", element.getLocation().getX(),
                "y", element.getLocation().getY(),
                "width", element.getSize().getWidth(),
                "height", Math.min(mostHeight, element.getSize().getHeight()),
                "scale", 1);
        Object picture = driver.executeCdpCommand(
                        "Page.captureScreenshot",
                        Map.of("format", "webp", "quality", 80, "captureBeyondViewport", true, "clip", clip))
                .get("data");
        try {
            Files.write(file, Base64.getDecoder().decode(String.valueOf(picture)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the page's console complained about since this was last asked. */
    public List<String> problems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** The messages of the DevTools protocol about requests since this was last asked. */
    public Stream<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""));
    }

    /** Rules of accessibility that the page breaks, with the elements, as axe finds them. */
    @SuppressWarnings("unchecked") // what axe returns, see the script
    public List<String> barriers() {
        driver.executeScript(axe());
        return (List<String>)
                Objects.requireNonNull(
                        driver.executeAsyncScript(
                                "const done = arguments[arguments.length - 1];"
                                        + "axe.run().then(found => done(found.violations.map(rule => rule.id + ': ' + rule.nodes.slice(0, 5).map(node => node.html).join(' | '))));"));
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
