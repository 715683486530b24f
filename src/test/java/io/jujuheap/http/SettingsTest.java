// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.jujuheap.http.config.ListenAddress;
import io.jujuheap.http.config.SidecarSettings;
import io.jujuheap.http.config.SourceLinks;
import io.jujuheap.io.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1:16060,127.0.0.1,16060", "[::1]:0,::1,0", ":9100,0.0.0.0,9100", "node-1.lxd:80,node-1.lxd,80"
    })
    void reads_addresses_as_exporters_write_them(String text, String host, int port) {
        assertThat(ListenAddress.parse(text)).isEqualTo(new ListenAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "9100", "1.2.3.4:99999", "::1:80", "http://a:1", "a:b", "[::1]", "a:1 "})
    void refuses_what_is_no_address(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "/", "", "/debug/x", "/api", "/me trics", "/a/../b", "/-/ready", "/{x}"})
    void refuses_paths_of_metrics_that_are_taken_or_none(String path) {
        assertThatThrownBy(() -> new SidecarSettings.Web(
                        List.of(new ListenAddress("127.0.0.1", 0)),
                        path,
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        false,
                        false,
                        SourceLinks.NONE))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void refuses_to_show_heaps_to_the_network_unguarded() {
        SidecarSettings.Web everywhere = WebSettings.on(new ListenAddress("0.0.0.0", 16060));

        assertThatThrownBy(() -> new WebSecurity(everywhere))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("0.0.0.0:16060")
                .hasMessageContaining("--web.token-file");
    }

    @Test
    void reads_where_source_is_and_takes_no_other_schemes() {
        assertThat(SourceLinks.parse(List.of("a.b/c=https://x/{version}/{path}?a=b#L{line}"))
                        .templates())
                .containsExactly(entry("a.b/c", "https://x/{version}/{path}?a=b#L{line}"));
        assertThatThrownBy(() -> SourceLinks.parse(List.of("a.b/c=javascript:alert('{path}')")))
                .hasMessageContaining("--web.source-link: the address of a.b/c must begin with https://");
        assertThatThrownBy(() -> SourceLinks.parse(List.of("a.b/c=https://x/"))).hasMessageContaining("{path}");
        assertThatThrownBy(() -> SourceLinks.parse(List.of("a b=https://x/{path}")))
                .hasMessageContaining("\"a b\" is not a Go module");
        assertThatThrownBy(() -> SourceLinks.parse(List.of("a.b/c"))).hasMessageContaining("is not MODULE=ADDRESS");
    }

    @Test
    void refuses_stores_that_can_hold_nothing() {
        assertThatThrownBy(() -> new SidecarSettings.Store(Path.of("x"), 10, Duration.ofDays(1)))
                .hasMessageContaining("--store.max-bytes");
        assertThatThrownBy(() -> new SidecarSettings.Store(Path.of("x"), 1 << 20, Duration.ofSeconds(1)))
                .hasMessageContaining("--store.max-age");
    }
}
