// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.soak;

import io.jujuheap.http.Questions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Well-behaved clients: scrapers and people at the page, who together ask for all that the sidecar serves. */
final class Clients implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> questions = Questions.all();
    private final Tally answers = new Tally();
    private final Repeating threads = new Repeating();

    /** @param count how many ask at the same time, each beginning with another question */
    Clients(URI address, int count) {
        this.address = address;
        for (int i = 0; i < count; i++) {
            int first = i * questions.size() / count;
            threads.start(() -> askInTurn(first));
        }
    }

    /** Returns the answers to their requests. */
    Tally answers() {
        return answers;
    }

    private void askInTurn(int first) throws IOException, InterruptedException {
        for (int i = 0; i < questions.size(); i++) {
            String question = questions.get((first + i) % questions.size());
            HttpRequest request = HttpRequest.newBuilder(address.resolve(question))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            answers.add(client.send(request, BodyHandlers.discarding()).statusCode());
            Thread.sleep(PAUSE.toMillis());
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.close();
    }
}
