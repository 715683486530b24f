// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.cli.demo.Demo;
import io.jujuheap.http.WebSettings;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.metrics.SidecarMetrics.BuildInfo;
import io.jujuheap.testkit.Browser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Draws the pictures of the documents: the page of the demo in a real Chromium, light and dark. {@code make pictures} runs it. */
final class Pictures {
    private static final Path FOLDER = Path.of("src", "site", "images");
    private static final int WIDTH = 1200;
    private static final int PHONE_WIDTH = 390;
    private static final int HEIGHT = 800;

    /** Down to the end of the flame graph. */
    private static final int PAGE_HEIGHT = 912;

    private Pictures() {}

    public static void main(String[] arguments) throws Exception {
        SidecarSettings.Web web = WebSettings.onFreePort();
        try (Demo demo = Demo.start(web, BuildInfo.DEVELOPMENT, Clock.systemUTC());
                Browser browser = Browser.start()) {
            URI page = demo.sidecar().address();
            for (String scheme : List.of("light", "dark")) {
                browser.prefer(scheme);
                drawPage(browser, page, scheme);
                drawGrowth(browser, page, scheme);
                drawPhone(browser, page, scheme);
            }
        }
    }

    /** The answer, memory over time, and the flame graph. */
    private static void drawPage(Browser browser, URI page, String scheme) {
        browser.size(WIDTH, HEIGHT);
        browser.open(page);
        browser.text("#answer", "goroutines wait at");
        browser.find(".frame");
        browser.picture("main", PAGE_HEIGHT, file("page", scheme));
    }

    /** What grew since the restart, and who calls the function that leaks. */
    private static void drawGrowth(Browser browser, URI page, String scheme) {
        browser.size(WIDTH, HEIGHT);
        browser.open(page);
        browser.text("#answer", "an hour");
        browser.find("#answer button").click();
        browser.text("#callers", "Called by");
        browser.picture("#where", HEIGHT, file("growth-since-restart", scheme));
    }

    private static void drawPhone(Browser browser, URI page, String scheme) {
        browser.size(PHONE_WIDTH, HEIGHT);
        browser.open(page);
        browser.text("#answer", "goroutines wait at");
        browser.find(".frame");
        browser.picture("body", HEIGHT, file("phone", scheme));
    }

    private static Path file(String name, String scheme) {
        return FOLDER.resolve(name + "-" + scheme + ".webp");
    }
}
