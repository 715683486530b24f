// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.leak.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallSiteTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes.growSlice, bytes.(*Buffer).grow, github.com/juju/juju/state.(*Cache).add, main.main"
                        + " | github.com/juju/juju/state.(*Cache).add",
                "encoding/json.Unmarshal, main.read, main.main | main.read",
                "gopkg.in/mgo%2ev2/bson.(*decoder).readStr, main.main | gopkg.in/mgo%2ev2/bson.(*decoder).readStr",
                "vendor/golang.org/x/net/http2/hpack.NewEncoder, net/http.serve, main.serve | main.serve",
                "compress/flate.NewWriter, compress/gzip.(*Writer).Write, runtime/pprof.writeHeap, main.dump"
                        + " | runtime/pprof.writeHeap",
                "runtime.mallocgc, runtime.newobject, runtime.malg, runtime.newproc1 | runtime.malg",
                "runtime.allocm, runtime.newm | runtime.allocm",
                "maps.Clone[...], main.(*Set[go.shape.string]).copy, main.main | main.(*Set[go.shape.string]).copy",
            })
    void blames_the_first_function_that_does_not_come_with_go(String stack, String function) {
        assertThat(CallSite.of(List.of(stack.split(", "))).function()).isEqualTo(function);
    }

    @Test
    void has_a_name_for_a_stack_without_functions() {
        assertThat(CallSite.of(List.of()).function()).isEqualTo("<unknown>");
    }

    @Test
    void is_equal_to_a_site_of_an_equal_stack() {
        CallSite site = CallSite.of(List.of("main.a", "main.main"));

        assertThat(site)
                .isEqualTo(CallSite.of(List.of("main.a", "main.main")))
                .hasSameHashCodeAs(CallSite.of(List.of("main.a", "main.main")))
                .isNotEqualTo(CallSite.of(List.of("main.main", "main.a")));
    }

    @Test
    void differs_where_only_the_ends_of_long_names_do() {
        String start = "main.f".repeat(1_000);

        assertThat(CallSite.of(List.of(start + "1"))).isNotEqualTo(CallSite.of(List.of(start + "2")));
        assertThat(CallSite.of(List.of(start + "1"))).isEqualTo(CallSite.of(List.of(start + "1")));
    }

    /** FNV-1a as its authors publish it, of {@code foobar} and a line end: stores of former versions hold such ids. */
    @Test
    void keeps_its_id_from_version_to_version() {
        long hash = 0xcbf29ce484222325L;
        for (byte letter : "foobar\n".getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ letter) * 0x100000001b3L;
        }

        assertThat(CallSite.of(List.of("foobar")).id()).isEqualTo(hash);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runtime/pprof.(*profileBuilder).build",
                "net/http/pprof.Index",
                "github.com/juju/juju/internal/worker/introspection/pprof.Profile"
            })
    void knows_the_profiler(String function) {
        assertThat(CallSite.of(List.of("bytes.growSlice", function, "main.main"))
                        .isProfiler())
                .isTrue();
    }

    @Test
    void writes_type_arguments_as_newer_go_does() {
        assertThat(FunctionNames.inSummaries("main.Map[go.shape.string,go.shape.[]int].put"))
                .isEqualTo("main.Map[...].put");
        assertThat(FunctionNames.inSummaries("main.(*T).m")).isEqualTo("main.(*T).m");
    }
}
