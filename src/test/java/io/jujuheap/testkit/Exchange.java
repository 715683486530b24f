// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** One connection to an {@link EvilAgent}, seen from the agent's side, and the request it is at. */
public final class Exchange implements AutoCloseable {
    private static final int MAX_HEAD_BYTES = 64 << 10;

    private final Socket socket;
    private String requestLine = "";

    Exchange(Socket socket) {
        this.socket = socket;
    }

    /** Such as {@code GET /metrics/ HTTP/1.1}. */
    public String requestLine() {
        return requestLine;
    }

    /** Sends {@code text}, a byte for each character. */
    public void send(String text) throws IOException {
        send(text.getBytes(ISO_8859_1));
    }

    /** Sends {@code bytes} at once. */
    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends {@code text} one byte at a time, with a pause after each. */
    public void drip(String text, Duration pause) throws IOException, InterruptedException {
        for (byte b : text.getBytes(ISO_8859_1)) {
            send(new byte[] {b});
            pause(pause);
        }
    }

    /** Does nothing for a time. */
    public void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    /** Waits for whatever the client sends next, or for it to go away. */
    public void awaitClient() throws IOException {
        socket.getInputStream().read();
    }

    /** Ends the connection as a process that ends does. */
    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Reads the head of the next request; false when the client sends no more. */
    boolean readRequest() throws IOException {
        if (socket.isClosed()) {
            return false;
        }
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (head.size() < MAX_HEAD_BYTES) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.write(next);
            if (next == '\n' && head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
                requestLine = head.toString(ISO_8859_1).lines().findFirst().orElse("");
                return true;
            }
        }
        throw new IOException("a request of more than " + MAX_HEAD_BYTES + " bytes");
    }
}
