// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    private static final Object PROFILE = new Object();

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final SharedAnswers answers = new SharedAnswers(nanos::get);

    private byte[] ask(Object about, String question) throws Exception {
        return answers.get(about, question, () -> new byte[] {(byte) made.incrementAndGet()});
    }

    @Test
    void clients_who_ask_at_once_share_one_answer() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        CountDownLatch all = new CountDownLatch(8);
        List<Future<byte[]>> got = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            got.add(clients.submit(() -> {
                all.countDown();
                all.await();
                return ask(PROFILE, "top");
            }));
        }
        for (Future<byte[]> answer : got) {
            assertThat(answer.get()).containsExactly(1);
        }
        clients.shutdown();
        assertThat(made).hasValue(1);
    }

    @Test
    void another_question_another_profile_and_another_second_have_answers_of_their_own() throws Exception {
        assertThat(ask(PROFILE, "top")).containsExactly(1);
        assertThat(ask(PROFILE, "summary")).containsExactly(2);
        assertThat(ask(new Object(), "top")).containsExactly(3);
        assertThat(ask(PROFILE, "summary")).containsExactly(2);
        nanos.addAndGet(SharedAnswers.FRESH.toNanos());
        assertThat(ask(PROFILE, "summary")).containsExactly(4);
    }

    @Test
    void only_the_last_few_and_no_large_ones_are_kept() throws Exception {
        for (int i = 0; i < 9; i++) {
            ask(PROFILE, "question " + i);
        }
        assertThat(ask(PROFILE, "question 8")).containsExactly(9);
        assertThat(ask(PROFILE, "question 0")).containsExactly(10);

        byte[] large = answers.get(PROFILE, "large", () -> new byte[1 << 20]);
        assertThat(answers.get(PROFILE, "large", () -> new byte[1 << 20])).isNotSameAs(large);
    }

    @Test
    void a_failure_is_not_kept() throws Exception {
        assertThatThrownBy(() -> answers.get(PROFILE, "top", () -> {
                    throw new IOException("no disk");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no disk");
        assertThat(ask(PROFILE, "top")).containsExactly(1);
    }

    @Test
    void what_is_gzipped_is_gzipped_once_and_apart_from_the_text() throws Exception {
        byte[] text = "{\"a\":1}".repeat(1000).getBytes(UTF_8);
        AtomicInteger made = new AtomicInteger();
        Callable<byte[]> make = () -> {
            made.incrementAndGet();
            return text;
        };
        byte[] gzipped = answers.compressed(PROFILE, "top", make);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped)).readAllBytes())
                .isEqualTo(text);
        assertThat(answers.compressed(PROFILE, "top", make)).isSameAs(gzipped);
        assertThat(made).hasValue(1);
        assertThat(CompressionFilter.isCompressed(gzipped)).isTrue();

        assertThat(answers.get(PROFILE, "top", make)).isSameAs(text);
        assertThat(CompressionFilter.isCompressed(text)).isFalse();
        byte[] small = {'{', '}'};
        assertThat(answers.compressed(PROFILE, "small", () -> small)).isSameAs(small);
    }
}
