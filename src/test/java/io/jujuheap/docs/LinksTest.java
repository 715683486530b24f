// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinksTest {
    @Test
    void every_link_leads_somewhere() {
        assertThat(Markdown.all()).isNotEmpty().allSatisfy(page -> assertThat(broken(page))
                .as("links of " + page)
                .isEmpty());
    }

    @Test
    void the_readme_leads_to_every_page() {
        Set<Path> seen = new LinkedHashSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(Path.of("README.md")));
        while (!next.isEmpty()) {
            Path page = next.remove();
            if (seen.add(page)) {
                Markdown.read(page).links().stream()
                        .filter(LinksTest::isLocal)
                        .map(link -> target(page, link))
                        .filter(path -> path.toString().endsWith(".md"))
                        .forEach(next::add);
            }
        }
        assertThat(seen).containsAll(Markdown.all().stream().map(Markdown::path).toList());
    }

    @Test
    void a_broken_link_is_seen() {
        Markdown page = new Markdown(
                Path.of("README.md"),
                List.of("# One", "[a](#one) [b](#two) [c](nowhere.md) [d](LICENSE) [e](https://juju.is)", "`[f](g)`"));
        assertThat(broken(page)).containsExactly("#two", "nowhere.md");
    }

    private static List<String> broken(Markdown page) {
        return page.links().stream()
                .filter(LinksTest::isLocal)
                .filter(link -> !leadsSomewhere(page, link))
                .toList();
    }

    private static boolean leadsSomewhere(Markdown page, String link) {
        int hash = link.indexOf('#');
        if (hash < 0) {
            return Files.exists(target(page.path(), link));
        }
        Markdown there = hash == 0 ? page : Markdown.read(target(page.path(), link));
        return there.anchors().contains(link.substring(hash + 1));
    }

    private static boolean isLocal(String link) {
        return !link.contains("://") && !link.startsWith("mailto:");
    }

    private static Path target(Path page, String link) {
        int hash = link.indexOf('#');
        String file = hash < 0 ? link : link.substring(0, hash);
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }
}
