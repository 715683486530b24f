// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Answers the executables that stand for hook tools and call through a named pipe. */
final class ToolServer implements AutoCloseable {
    /** Gives the output of a tool. */
    interface Handler {
        String answer(String contextId, ToolCall call);
    }

    private final RandomAccessFile doorbell;
    private final Thread thread;

    ToolServer(Path folder, Handler handler) throws IOException, InterruptedException {
        Path pipe = folder.resolve("doorbell");
        if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo failed: the test machine needs coreutils");
        }
        // Opened for both, so that it neither waits for the first caller nor ends with the last.
        doorbell = new RandomAccessFile(pipe.toFile(), "rw");
        thread = new Thread(() -> serve(handler), "hook-tools");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Handler handler) {
        try {
            for (String line = doorbell.readLine(); !"stop".equals(line); line = doorbell.readLine()) {
                answer(Path.of(line), handler);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Path call, Handler handler) throws IOException {
        List<String> words =
                Arrays.asList(Files.readString(call.resolve("arguments")).split("\0", -1));
        String output = "";
        String error = "";
        try {
            ToolCall parsed = ToolCall.parse(
                    words.get(0), words.subList(2, words.size() - 1), Files.readString(call.resolve("input")));
            output = handler.answer(words.get(1), parsed);
        } catch (Refusal refusal) {
            error = "ERROR " + refusal.getMessage() + "\n";
        }
        Files.writeString(call.resolve("output"), output.isEmpty() ? "" : output + "\n");
        Files.writeString(call.resolve("error"), error);
        Files.writeString(call.resolve("answer"), error.isEmpty() ? "0\n" : "1\n");
    }

    @Override
    public void close() throws IOException {
        doorbell.write("stop\n".getBytes(UTF_8));
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        doorbell.close();
    }
}
