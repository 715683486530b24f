// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jujuheap.http.config.SourceLinks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StaticFilesTest {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .* from \"\\./(.*)\";$");
    private static final Pattern PRELOAD = Pattern.compile("<link rel=\"modulepreload\" href=\"/page/(.*)\">");

    private final StaticFiles files = new StaticFiles(SourceLinks.NONE);

    /** One that is not needed would be loaded in vain, one that is missing only after the module that imports it. */
    @Test
    void the_page_names_each_module_that_its_modules_import_and_no_other() {
        List<String> needed = new ArrayList<>(List.of("main.js"));
        for (int i = 0; i < needed.size(); i++) {
            first(IMPORT, text(needed.get(i))).stream()
                    .filter(name -> !needed.contains(name))
                    .forEach(needed::add);
        }

        assertThat(needed).hasSizeGreaterThan(20);
        assertThat(first(PRELOAD, text("index.html"))).containsExactlyInAnyOrderElementsOf(needed);
    }

    private String text(String name) {
        return new String(files.find(name).orElseThrow().bytes(), UTF_8);
    }

    private static List<String> first(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
