// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jujuheap.agent.AgentException;
import io.jujuheap.agent.AgentException.Reason;
import io.jujuheap.testkit.Recorded;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTextTest {
    private static final byte[] TEXT = Recorded.heaps().get(0).text();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096, 1 << 20})
    void is_the_same_whatever_the_pieces_it_comes_in(int piece) throws Exception {
        ProfileText text = collect(TEXT, piece);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.writeTo(out);
        assertThat(out.toByteArray()).isEqualTo(TEXT);
        assertThat(text.length()).isEqualTo(TEXT.length);
        assertThat(text.gzipped().length).isLessThan(TEXT.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "heap",
                "heap profil",
                "Heap profile: 1",
                "<html>heap profile: 1",
                "goroutine profile: total 1"
            })
    void is_refused_when_it_begins_otherwise(String other) {
        assertThat(failure(other.getBytes(US_ASCII), 3)).isEqualTo(Reason.DECODE);
    }

    @Test
    void is_refused_when_it_breaks_off() {
        int trailer = new String(TEXT, US_ASCII).indexOf("# runtime.MemStats");
        for (int length = 20; length < trailer + 10; length += 1 + length / 3) {
            assertThat(failure(Arrays.copyOf(TEXT, length), 100)).isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void of_goroutines_has_no_trailer() throws Exception {
        byte[] goroutines = Recorded.goroutines().get(0).text();
        ProfileText.Collecting collecting = new ProfileText.Collecting(ProfileText.Form.GOROUTINES);
        collecting.take(goroutines, goroutines.length);
        assertThat(collecting.whole().length()).isEqualTo(goroutines.length);
        assertThatThrownBy(() -> new ProfileText.Collecting(ProfileText.Form.GOROUTINES).take(TEXT, TEXT.length))
                .hasMessage("The agent answered with something that is not a list of goroutines in text form: ask for"
                        + " format=pprof.");
    }

    private static Reason failure(byte[] text, int piece) {
        return catchThrowableOfType(AgentException.class, () -> collect(text, piece))
                .reason();
    }

    private static ProfileText collect(byte[] text, int piece) throws AgentException {
        ProfileText.Collecting collecting = new ProfileText.Collecting(ProfileText.Form.HEAP);
        byte[] buffer = new byte[piece];
        for (int at = 0; at < text.length; at += piece) {
            int count = Math.min(piece, text.length - at);
            System.arraycopy(text, at, buffer, 0, count);
            collecting.take(buffer, count);
        }
        return collecting.whole();
    }
}
