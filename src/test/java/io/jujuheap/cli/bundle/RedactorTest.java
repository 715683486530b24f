// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static String redacted(String text) {
        Redactor redactor = new Redactor();
        redactor.learn(text);
        return redactor.redacted(text);
    }

    @Test
    void one_name_has_one_placeholder_wherever_it_stands() {
        assertThat(redacted(
                        "unit: mysql-router/0 waits for mysql/1\nunit-mysql-0 runs mysql at 10.0.8.3:17070, 10.0.8.3"))
                .isEqualTo("unit: name1/0 waits for name2/1\nunit-name2-0 runs name2 at address1:17070, address1");
    }

    @Test
    void a_name_that_one_text_tells_is_replaced_in_the_others() {
        Redactor redactor = new Redactor();
        redactor.know("prod-eu");
        redactor.learn("juju_x{model=\"payments\",host=\"db01.example.com\"} 1");
        assertThat(redactor.redacted("payments of prod-eu on db01.example.com")).isEqualTo("name1 of name2 on name3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f47ac10b-58cc-4372-a567-0e02b2c3d479",
                "10.0.8.3",
                "192.168.0.255",
                "fd42:61a1::5",
                "2001:db8:0:0:0:0:0:1",
                "juju-c3d479-0",
                "juju-c3d479-0-lxd-3"
            })
    void forms_of_addresses_and_ids_are_known(String secret) {
        assertThat(redacted("at \"" + secret + "\", " + secret + ";")).doesNotContain(secret);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "go_memstats_heap_inuse_bytes 1.2345678e+07",
                "github.com/juju/juju/worker/uniter.(*Uniter).loop",
                "started at 2026-11-30T22:40:10Z after 10:15:32",
                "controller/0 on machine-0 of agent machine/0, version 3.6.28",
                "state: started, 1.26.8, 0xc000123456, std::vector, worker.go:123"
            })
    void what_names_nothing_stays(String text) {
        assertThat(redacted(text)).isEqualTo(text);
    }
}
