// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Reads the bytes from an agent. Each wait is bounded by the deadline of the request.
 *
 * <p>Before each read, the timeout of the socket is set to the time left. A watchdog that closes the socket would need
 * a thread, would look like a regular end of the stream to the reader, and cannot interrupt a connect.
 */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private Deadline deadline = Deadline.in(Duration.ZERO);
    private int timeoutMillis = -1;
    private long received;
    private boolean ended;
    private volatile boolean closed;

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Starts a request. */
    void start(Deadline deadline) {
        this.deadline = deadline;
        received = 0;
    }

    /** Returns the bytes received since {@link #start}. */
    long received() {
        return received;
    }

    /** Tells whether the agent has ended the stream. */
    boolean hasEnded() {
        return ended;
    }

    /** Tells whether there are bytes ready to be read. */
    boolean hasUnread() throws IOException {
        return in.available() > 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        limitWait();
        int count;
        try {
            count = in.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw deadline.exceeded();
        }
        if (closed) {
            throw new SocketException("closed");
        }
        if (count < 0) {
            ended = true;
        } else {
            received += count;
        }
        return count;
    }

    /** Interrupts a read in another thread. That read fails; it does not return the end of the stream. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is released all the same.
        }
    }

    private void limitWait() throws IOException {
        int millis = deadline.millisLeft();
        if (millis != timeoutMillis) {
            socket.setSoTimeout(millis);
            timeoutMillis = millis;
        }
    }
}
