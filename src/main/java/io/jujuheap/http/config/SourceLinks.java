// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http.config;

import io.jujuheap.io.UsageException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The addresses of the source code of Go modules. Juju's own code is always linked.
 *
 * @param templates addresses by module, such as {@code github.com/canonical/pebble}. In an address {@code {path}} stands for the
 *     file within the module, {@code {line}} for the line, {@code {version}} for the version of the module, or of the agent
 *     where the file does not tell the module's
 */
public record SourceLinks(Map<String, String> templates) {
    /** Links to Juju's own code only. */
    public static final SourceLinks NONE = new SourceLinks(Map.of());

    private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");

    /** Only http and https: a link with another scheme, such as {@code javascript:}, could run code in the page. */
    private static final Pattern ADDRESS = Pattern.compile("https?://[!-~]+");

    public SourceLinks {
        templates = Map.copyOf(templates);
        templates.forEach((module, address) -> {
            if (!MODULE.matcher(module).matches()) {
                throw new UsageException("--web.source-link: \"" + module
                        + "\" is not a Go module such as github.com/canonical/pebble.");
            }
            if (!ADDRESS.matcher(address).matches() || !address.contains("{path}")) {
                throw new UsageException("--web.source-link: the address of " + module
                        + " must begin with https:// or http:// and contain {path}.");
            }
        });
    }

    /**
     * Parses the settings.
     *
     * @param texts each {@code MODULE=ADDRESS}; of several for one module the last counts
     * @throws UsageException when one of them is invalid
     */
    public static SourceLinks parse(List<String> texts) {
        Map<String, String> templates = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new UsageException("--web.source-link: \"" + text + "\" is not MODULE=ADDRESS.");
            }
            templates.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return new SourceLinks(templates);
    }
}
