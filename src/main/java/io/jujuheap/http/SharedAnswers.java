// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/**
 * Answers that several clients ask for at once, such as a dashboard and its viewers: made once for a profile and a question,
 * and kept for a second. Few and small ones are kept, so that they need no share of the heap.
 */
final class SharedAnswers {
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST = 8;
    private static final int MOST_BYTES_EACH = 256 << 10;

    private final LongSupplier nanoTime;

    /** By question, in the order in which they were asked first. */
    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * @param of what the answer is about
     * @param body makes the answer once, however often it is run
     * @param startNanos when it was asked for
     */
    private record Answer(Object of, FutureTask<byte[]> body, long startNanos) {}

    /** @param nanoTime a clock as {@link System#nanoTime} */
    SharedAnswers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the answer to a question about an object; waits where another thread is making it.
     *
     * @param make makes the answer, when there is none that is fresh
     * @throws Exception what {@code make} throws, to each that waited for it
     */
    byte[] get(Object about, String question, Callable<byte[]> make) throws Exception {
        Answer answer = answer(about, question, make);
        answer.body().run();
        byte[] body;
        try {
            body = answer.body().get();
        } catch (ExecutionException e) {
            forget(question, answer);
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        if (body.length > MOST_BYTES_EACH) {
            forget(question, answer);
        }
        return body;
    }

    /**
     * Returns the answer to a question as {@link CompressionFilter#compressed} makes it of a text. Only that is kept: nearly all
     * clients of large answers take gzip, and to compress for each of them takes longer than all else of an answer.
     *
     * @param make makes the text, when there is no answer that is fresh
     * @throws Exception as {@link #get} does
     */
    byte[] compressed(Object about, String question, Callable<byte[]> make) throws Exception {
        return get(about, "gzip ".concat(question), () -> CompressionFilter.compressed(make.call()));
    }

    private synchronized Answer answer(Object about, String question, Callable<byte[]> make) {
        forgetStale();
        Answer known = answers.get(question);
        if (known != null && known.of() == about) {
            return known;
        }
        Answer answer = new Answer(about, new FutureTask<>(make), nanoTime.getAsLong());
        answers.remove(question);
        answers.put(question, answer);
        if (answers.size() > MOST) {
            Iterator<Answer> oldestFirst = answers.values().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
        return answer;
    }

    private synchronized void forget(String question, Answer answer) {
        answers.remove(question, answer);
    }

    /** Drops answers that are no longer fresh, and with them the profiles they are about. */
    synchronized void forgetStale() {
        long now = nanoTime.getAsLong();
        answers.values().removeIf(answer -> now - answer.startNanos() >= FRESH.toNanos());
    }
}
