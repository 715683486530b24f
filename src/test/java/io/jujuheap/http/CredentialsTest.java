// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import static io.jujuheap.http.Credentials.Verdict.BUSY;
import static io.jujuheap.http.Credentials.Verdict.GRANTED;
import static io.jujuheap.http.Credentials.Verdict.NOT_ASKED;
import static io.jujuheap.http.Credentials.Verdict.REFUSED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.jujuheap.testkit.HostileCase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String HASH = BCrypt.withDefaults().hashToString(10, "correct horse".toCharArray());

    private final Credentials token = new Credentials(() -> Optional.of(new Token(SECRET)), () -> Users.NONE);
    private final Users users = new Users(Map.of("alice", HASH));
    private final Credentials basic = new Credentials(Optional::empty, () -> users);

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    @Test
    void nothing_is_asked_where_nothing_is_configured() {
        assertThat(new Credentials(Optional::empty, () -> Users.NONE).check("")).isEqualTo(NOT_ASKED);
    }

    @Test
    void takes_the_token_as_bearer_or_as_any_users_password() {
        assertThat(token.check("Bearer " + SECRET)).isEqualTo(GRANTED);
        assertThat(token.check("bearer  " + SECRET)).isEqualTo(GRANTED);
        assertThat(token.check(basic("whoever", SECRET))).isEqualTo(GRANTED);
    }

    @Test
    void refuses_everything_else() {
        for (String wrong : List.of(
                "",
                "Bearer",
                "Bearer ",
                SECRET,
                "Bearer " + SECRET + "x",
                "Bearer " + SECRET.substring(1),
                "Bearer \0" + SECRET,
                "Digest " + SECRET,
                "Basic !!!",
                "Basic " + Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8)),
                basic(SECRET, ""),
                "Bearer " + "x".repeat(100_000))) {
            assertThat(token.check(wrong))
                    .as(wrong.substring(0, Math.min(40, wrong.length())))
                    .isEqualTo(REFUSED);
        }
    }

    @Test
    void checks_users_against_their_hashes() {
        assertThat(basic.check(basic("alice", "correct horse"))).isEqualTo(GRANTED);
        assertThat(basic.check(basic("alice", "battery"))).isEqualTo(REFUSED);
        assertThat(basic.check(basic("bob", "correct horse"))).isEqualTo(REFUSED);
        assertThat(basic.check(basic("alice", "x".repeat(100)))).isEqualTo(REFUSED);
    }

    @Test
    void an_unknown_user_costs_as_much_as_a_known_one() {
        basic.check(basic("alice", "warm up"));

        long known = nanos(basic("alice", "wrong"));
        long unknown = nanos(basic("nobody", "wrong"));

        assertThat((double) unknown / known).isBetween(0.3, 3.0);
    }

    @Test
    @HostileCase(value = "H24 the time of a wrong password, for known and unknown users", outcome = "alike")
    void neither_a_cheap_nor_a_dear_hash_tells_that_its_user_exists() {
        Users mixed = new Users(Map.of("cheap", hash(4), "dear", hash(12)));
        Credentials credentials = new Credentials(Optional::empty, () -> mixed);
        credentials.check(basic("dear", "warm up"));

        long dear = nanos(credentials, basic("dear", "wrong"));

        assertThat((double) nanos(credentials, basic("cheap", "wrong")) / dear).isBetween(0.6, 1.7);
        assertThat((double) nanos(credentials, basic("unknown", "wrong")) / dear)
                .isBetween(0.6, 1.7);
    }

    private static String hash(int cost) {
        return BCrypt.withDefaults().hashToString(cost, "correct horse".toCharArray());
    }

    private long nanos(String header) {
        return nanos(basic, header);
    }

    /** The least processor time of three: on a busy machine, the time of the clock tells of the others. */
    private static long nanos(Credentials credentials, String header) {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            assertThat(credentials.check(header)).isEqualTo(REFUSED);
            quickest = Math.min(quickest, THREADS.getCurrentThreadCpuTime() - start);
        }
        return quickest;
    }

    @Test
    @HostileCase(value = "H25 a flood of passwords for other users", outcome = "a valid user is let in")
    void a_flood_for_others_leaves_a_place_to_a_user_who_is_not_yet_remembered() throws Exception {
        Users two = new Users(Map.of("alice", HASH, "bob", HASH));
        Credentials credentials = new Credentials(Optional::empty, () -> two);
        AtomicBoolean isOver = new AtomicBoolean();
        ExecutorService attackers = Executors.newFixedThreadPool(20);
        try {
            for (int i = 0; i < 20; i++) {
                String user = i % 2 == 0 ? "alice" : "unknown" + i;
                attackers.submit(() -> {
                    while (!isOver.get()) {
                        credentials.check(basic(user, "guess"));
                    }
                });
            }
            Thread.sleep(200);
            assertThat(credentials.check(basic("bob", "correct horse"))).isEqualTo(GRANTED);
        } finally {
            isOver.set(true);
            attackers.shutdown();
        }
    }

    @Test
    void the_holder_of_a_hash_cannot_use_what_is_remembered() {
        assertThat(basic.check(basic("alice", "correct horse"))).isEqualTo(GRANTED);

        // The key of exporter-toolkit's cache was user + hash + password in one string (CVE-2022-46146).
        assertThat(basic.check(basic("alice" + HASH, "correct horse"))).isEqualTo(REFUSED);
        assertThat(basic.check(basic("alice", HASH + "correct horse"))).isEqualTo(REFUSED);
        assertThat(basic.check(basic("alice", HASH))).isEqualTo(REFUSED);
    }

    @Test
    void a_flood_of_passwords_is_turned_away_and_a_known_one_still_gets_in() throws Exception {
        assertThat(basic.check(basic("alice", "correct horse"))).isEqualTo(GRANTED);
        ExecutorService attackers = Executors.newFixedThreadPool(20);
        try {
            List<Future<Credentials.Verdict>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String guess = basic("alice", "guess " + i);
                answers.add(attackers.submit(() -> basic.check(guess)));
            }
            long start = System.nanoTime();
            assertThat(basic.check(basic("alice", "correct horse"))).isEqualTo(GRANTED);
            assertThat(System.nanoTime() - start).isLessThan(50_000_000L);
            List<Credentials.Verdict> verdicts = new ArrayList<>();
            for (Future<Credentials.Verdict> answer : answers) {
                verdicts.add(answer.get());
            }
            assertThat(verdicts).contains(BUSY).doesNotContain(GRANTED);
        } finally {
            attackers.shutdownNow();
        }
    }
}
