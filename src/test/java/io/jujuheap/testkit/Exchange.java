// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;

/** One connection to an {@link EvilAgent}, seen from the agent's side, and the request it is at. */
public final class Exchange implements AutoCloseable {
    private static final int MAX_HEAD_BYTES = 64 << 10;

    private final Socket socket;
    private String requestLine = "";
    /** The last byte of a request is left in the socket's queue while the request is answered, to be able to reset. */
    private boolean lastByteUnread;

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
        readLastByte();
        socket.getInputStream().read();
    }

    /** Ends the connection as a process that ends does. */
    @Override
    public void close() throws IOException {
        if (!socket.isClosed()) {
            readLastByte();
        }
        socket.close();
    }

    /** Ends the connection as a process that ends before it has read all it was sent: the other end sees a reset. */
    public void reset() throws IOException {
        socket.close();
    }

    /** Reads the head of the next request; false when the client sends no more. */
    boolean readRequest() throws IOException {
        if (socket.isClosed()) {
            return false;
        }
        readLastByte();
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r")) {
            int next = in.read();
            if (next < 0 || head.length() == MAX_HEAD_BYTES) {
                return false;
            }
            head.append((char) next);
        }
        lastByteUnread = true;
        requestLine = head.toString().lines().findFirst().orElse("");
        return true;
    }

    private void readLastByte() throws IOException {
        if (lastByteUnread) {
            socket.getInputStream().read();
            lastByteUnread = false;
        }
    }
}
