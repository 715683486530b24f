// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.bench;

import io.jujuheap.testkit.Browser;
import io.jujuheap.testkit.EvilAgent;
import io.jujuheap.testkit.Launcher;
import io.jujuheap.testkit.Ports;
import io.jujuheap.testkit.Script;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The sidecar's page beside {@code go tool pprof -http}, both of one profile of 20,000 stacks, in headless Chromium without a
 * cache: the time from navigation until the first picture after the flame graph has frames, and what came over the wire by
 * the time the page is at rest.
 */
final class PageBench implements Bench {
    private static final int ROUNDS = 9;
    private static final int STACKS = 20_000;
    private static final int REST_MILLIS = 1_500;

    /** Notes when something with the class of a frame has been painted: two animation frames after it appeared. */
    private static final String WATCH =
            """
            const look = () => document.querySelectorAll('.frame, #stack-chart .boxbg').length > 5
                ? requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }))
                : requestAnimationFrame(look);
            look();""";

    private static final String BYTES =
            "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                    + ".reduce((sum, entry) => sum + entry.transferSize, 0)";

    /** One visit: milliseconds and bytes. */
    private record Visit(double millis, double bytes) {}

    @Override
    public String name() {
        return "page";
    }

    @Override
    public String title() {
        return "from navigation to a drawn flame graph of " + STACKS
                + " stacks, beside go tool pprof -http, medians of " + ROUNDS + " alternating visits";
    }

    @Override
    public List<Row> run(Workspace workspace) throws Exception {
        Path profile = workspace.profile(STACKS, "pb.gz");
        Path folder = Files.createTempDirectory("juju-heap-page");
        Path socket = folder.resolve("introspection.socket");
        int port = Ports.free();
        Process pprof = new ProcessBuilder(
                        workspace.go(), "tool", "pprof", "-http=127.0.0.1:" + port, "-no_browser", profile.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (EvilAgent agent = EvilAgent.onFile(socket, Script.ok(Files.readAllBytes(profile)));
                Launcher.Service sidecar = Launcher.serve(
                        "serve",
                        "--web.listen-address=127.0.0.1:0",
                        "--agent.socket=" + agent.address(),
                        "--store.path=" + folder.resolve("store"));
                Browser browser = Browser.start()) {
            Ports.awaitListener(port);
            browser.withoutCache();
            browser.beforeEachPage(WATCH);
            return measure(
                    browser, URI.create(sidecar.address()), URI.create("http://127.0.0.1:" + port + "/ui/flamegraph"));
        } finally {
            pprof.descendants().forEach(ProcessHandle::destroy);
            pprof.destroy();
        }
    }

    private static List<Row> measure(Browser browser, URI ours, URI peers) throws InterruptedException {
        List<Visit> our = new ArrayList<>();
        List<Visit> their = new ArrayList<>();
        for (int round = -1; round < ROUNDS; round++) {
            Visit us = visit(browser, ours);
            Visit them = visit(browser, peers);
            if (round >= 0) {
                our.add(us);
                their.add(them);
            }
        }
        return List.of(
                new Row(
                        "time to a drawn flame graph",
                        "ms",
                        Median.of(our, Visit::millis),
                        Median.of(their, Visit::millis),
                        Budget.ratio(0.5)),
                new Row(
                        "transferred",
                        "kB",
                        Median.of(our, Visit::bytes) / 1024,
                        Median.of(their, Visit::bytes) / 1024,
                        Budget.ratio(0.01)));
    }

    private static Visit visit(Browser browser, URI address) throws InterruptedException {
        browser.open(address);
        browser.until(
                "the flame graph of " + address + " is drawn",
                () -> browser.run("return window.drawnAt !== undefined").equals(true));
        double millis = ((Number) browser.run("return window.drawnAt")).doubleValue();
        Thread.sleep(REST_MILLIS);
        return new Visit(millis, ((Number) browser.run(BYTES)).doubleValue());
    }
}
